import { join } from "node:path";
import { buildPage, pages } from "./builds.ts";
import type { Program } from "./child-process.ts";
import { emptyDataFolder, logFileFor, provideDataFolder, takeDataFolder } from "./kept-folder.ts";
import { type Demo, readDemo, withSecrets, writeDemo } from "./demo-file.ts";
import { demoShopFiles, type DemoShop, readDemoShops, secretNames, worldShops } from "./demo-shops.ts";
import { CannotStart, type Flags } from "./flags.ts";
import { isFree, nextFreePort } from "./free-port.ts";
import type { Screen } from "./screen.ts";
import { keepTill, type Till, type TillReady } from "./till.ts";
import { addressesOn, freeWorldPorts, startWorld, type World, type WorldAddresses } from "./world.ts";

/** The demo while it runs. */
export type RunningDemo = TillReady & {
  /** Resolves with the exit code when the demo has ended, asked or not. */
  readonly over: Promise<number>;
  /** Ends it in good order. */
  readonly stop: () => Promise<void>;
};

/** The start was called off while it was under way. */
export class CalledOff extends Error {
  override readonly name = "CalledOff";
}

/**
 * Starts everything and keeps it alive. Rejects with `CannotStart`, or with `CalledOff` when `callOff` resolves before
 * it is open; nothing is left running then.
 */
export async function superviseDemo(
  flags: Flags,
  home: string,
  screen: Screen,
  callOff: Promise<void>,
): Promise<RunningDemo> {
  provideDataFolder(flags.dataFolder);
  const release = takeDataFolder(flags.dataFolder);
  try {
    const demo = await beginDemo(flags, home, screen, callOff);
    void demo.over.then(release);
    return demo;
  } catch (failure) {
    release();
    throw failure;
  }
}

async function beginDemo(flags: Flags, home: string, screen: Screen, callOff: Promise<void>): Promise<RunningDemo> {
  if (flags.fresh) await screen.step("Forgetting everything", () => emptyDataFolder(flags.dataFolder));
  const port = await choosePort(flags, screen);
  const shops = readDemoShops(home);
  const demo = withSecrets(readDemo(flags.dataFolder), secretNames(shops));
  const parts = new Parts(flags, home, shops, demo);
  try {
    const calledOff = callOff.then(() => Promise.reject(new CalledOff("The start was called off.")));
    await Promise.race([parts.start(port, screen), calledOff]);
    const opening = (): Promise<TillReady> => Promise.race([parts.ready(), calledOff]);
    const ready = await screen.step("Opening the till (the first time it makes its database)", opening);
    return { ...ready, over: parts.over, stop: () => parts.stop(0) };
  } catch (failure) {
    await parts.stop(1);
    throw failure;
  }
}

async function choosePort(flags: Flags, screen: Screen): Promise<number> {
  if (await isFree(flags.port)) return flags.port;
  if (flags.portIsFixed) {
    throw new CannotStart(`Port ${flags.port} is taken by another program. Choose one with: npm start -- --port N`);
  }
  const port = await nextFreePort(flags.port + 1);
  if (port === undefined)
    throw new CannotStart(`No free port was found after ${flags.port}. Choose one with --port N.`);
  screen.say(`  Port ${flags.port} is taken by another program; using ${port}.`);
  return port;
}

/** The parts of the world the till calls: it must be told where they are. */
const calledByTill = ["metaUrl", "stripeUrl", "lyraUrl"] as const;

/** The world and the till, joined: state goes one way, wishes the other. */
class Parts {
  readonly over: Promise<number>;
  readonly #end: (code: number) => void;
  readonly #flags: Flags;
  readonly #home: string;
  readonly #shops: readonly DemoShop[];
  #demo: Demo;
  #world: World | undefined;
  #till: Till | undefined;
  #stopped: Promise<void> | undefined;

  constructor(flags: Flags, home: string, shops: readonly DemoShop[], demo: Demo) {
    this.#flags = flags;
    this.#home = home;
    this.#shops = shops;
    this.#demo = demo;
    const ending = Promise.withResolvers<number>();
    this.over = ending.promise;
    this.#end = ending.resolve;
  }

  /** The world and the till begin side by side: where the world will answer is settled before. */
  async start(port: number, screen: Screen): Promise<void> {
    const tillUrl = `http://127.0.0.1:${port}`;
    const ports = await freeWorldPorts(this.#demo.ports);
    this.#keep({ ...this.#demo, ports });
    const built = Promise.all(
      pages.map((page) => screen.step(`Building the ${page.name}`, () => buildPage(page, this.#home))),
    );
    const starting = this.#startWorld(tillUrl, screen);
    starting.catch(() => undefined);
    await built;
    this.#till = this.#keepTill(port, addressesOn(ports), starting, screen);
    const world = await starting;
    const hoped = addressesOn(ports);
    if (calledByTill.every((name) => world.addresses[name] === hoped[name])) return;
    // A port was taken in between: the till is told where the world is now.
    await this.#till.stop();
    this.#rememberPorts(world);
    this.#till = this.#keepTill(port, world.addresses, starting, screen);
  }

  async #startWorld(tillUrl: string, screen: Screen): Promise<World> {
    this.#world = await startWorld(this.#program("world", ["world/main.ts"], {}), {
      setup: {
        ports: this.#demo.ports,
        tillUrl,
        offsetMs: this.#demo.offsetMs,
        shops: worldShops(this.#shops, this.#demo.secrets, tillUrl),
        memoryFile: join(this.#flags.dataFolder, "world.json"),
      },
      onNotice: (words) => screen.say(`  ${words}`),
      onWish: (wish) => {
        if (wish.kind === "kill-till") this.#till?.kill();
        else if (wish.kind === "restart-till") this.#till?.restart();
        else this.#travel(wish.offsetMs);
      },
      onDeath: (reason) => this.#fail(reason, screen),
    });
    return this.#world;
  }

  #keepTill(port: number, addresses: WorldAddresses, world: Promise<World>, screen: Screen): Till {
    const argv = [
      "server/cli/comptoir.ts",
      "start",
      "--port",
      String(port),
      ...demoShopFiles.flatMap((file) => ["--shop", file]),
    ];
    return keepTill(this.#program("till", argv, this.#tillEnvironment(addresses)), {
      offsetMs: this.#demo.offsetMs,
      onState: (state, starts) => void world.then(({ setTill }) => setTill(state, starts)).catch(() => undefined),
      onGivenUp: (reason) => this.#fail(reason, screen),
    });
  }

  ready(): Promise<TillReady> {
    if (this.#till === undefined) throw new Error("The till was not started.");
    return this.#till.ready;
  }

  stop(code: number): Promise<void> {
    this.#stopped ??= this.#stopAll(code);
    return this.#stopped;
  }

  async #stopAll(code: number): Promise<void> {
    await this.#till?.stop();
    await this.#world?.stop();
    this.#end(code);
  }

  #fail(reason: CannotStart, screen: Screen): void {
    if (this.#stopped !== undefined) return;
    screen.say(`\n${reason.message}\n`);
    void this.stop(1);
  }

  #keep(demo: Demo): void {
    this.#demo = demo;
    writeDemo(this.#flags.dataFolder, demo);
  }

  #travel(offsetMs: number): void {
    this.#keep({ ...this.#demo, offsetMs });
    this.#till?.setOffset(offsetMs);
  }

  #rememberPorts({ addresses }: World): void {
    const portOf = (url: string): number => Number(new URL(url).port);
    const { phoneUrl, metaUrl, stripeUrl, lyraUrl } = addresses;
    const ports = { phone: portOf(phoneUrl), meta: portOf(metaUrl), stripe: portOf(stripeUrl), lyra: portOf(lyraUrl) };
    this.#keep({ ...this.#demo, ports });
  }

  #tillEnvironment(addresses: WorldAddresses): Record<string, string> {
    return {
      ...this.#demo.secrets,
      COMPTOIR_DATA: this.#flags.dataFolder,
      COMPTOIR_DEMO: JSON.stringify(addresses),
      COMPTOIR_META_URL: addresses.metaUrl,
      COMPTOIR_STRIPE_URL: addresses.stripeUrl,
      COMPTOIR_LYRA_URL: addresses.lyraUrl,
    };
  }

  #program(part: string, [file = "", ...argv]: readonly string[], environment: Record<string, string>): Program {
    return {
      argv: [join(this.#home, file), ...argv],
      home: this.#home,
      environment,
      logFile: this.#flags.verbose ? undefined : logFileFor(this.#flags.dataFolder, part),
    };
  }
}
