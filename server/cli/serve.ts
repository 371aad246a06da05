import { flushCompileCache } from "node:module";
import { type BoundPort, openHttp } from "../http/open-http.ts";
import { type Installation, openInstallation } from "../installation.ts";
import { type Database, readConfig } from "../main.ts";
import { type Server, startServer } from "../running-server.ts";
import { applyOwned, readShop } from "./apply.ts";
import { warningsOf } from "./connections.ts";
import type { StopSignal } from "./stop-signal.ts";

/** How `serve` and `start` were called. */
export type ServeFlags = { readonly shop: readonly string[]; readonly port: number; readonly host: string };

/** The port cannot be had. */
class CannotListen extends Error {
  override readonly name = "CannotListen";
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;

/** The demo's supervisor moves the clock; nobody else can. */
function followClock(installation: Promise<Installation>): void {
  process.on("message", (message: unknown) => {
    if (typeof message !== "object" || message === null || !("kind" in message) || !("offsetMs" in message)) return;
    const { kind, offsetMs } = message;
    if (kind !== "clock-offset" || typeof offsetMs !== "number" || !Number.isSafeInteger(offsetMs) || offsetMs < 0)
      return;
    void installation.then(({ clock }) => clock.setOffset(offsetMs));
  });
}

async function bind({ host, port }: ServeFlags): Promise<BoundPort> {
  try {
    return await openHttp({ host, port });
  } catch (error) {
    if (hasCode(error, "EADDRINUSE"))
      throw new CannotListen(`Port ${port} is taken by another program. Choose another one with --port.`);
    if (hasCode(error, "EACCES")) throw new CannotListen(`Port ${port} may not be used here. Choose one above 1023.`);
    throw error;
  }
}

/** What is printed for whoever is to sign in first. */
async function invitation({ accounts }: Installation, url: string, isDemo: boolean): Promise<string | undefined> {
  if (isDemo) return `${url}/link#${await accounts.issueSignInToken()}`;
  return (await accounts.isFirstRun()) ? `${url}/set-up?token=${await accounts.issueSetUpToken()}` : undefined;
}

/** What is wrong with the call shows before anything is made: a file that is not there, a port that is taken. */
async function prepare(flags: ServeFlags) {
  return { shops: flags.shop.map(readShop), bound: await bind(flags) };
}

/** What a start has begun with already. */
export type Begun = {
  readonly stop: StopSignal;
  /** A database that is coming up; it is left in the end. */
  readonly database: Promise<Database> | undefined;
};

/** Applies the files, serves, and stays until it is asked to stop. */
export async function serve(flags: ServeFlags, isDemo: boolean, { stop, database }: Begun): Promise<void> {
  const config = readConfig();
  const { shops, bound } = await prepare(flags).catch(async (error: unknown) => {
    await database?.then(({ close }) => close());
    throw error;
  });
  const opening = openInstallation(isDemo ? config : { ...config, demo: undefined }, database);
  if (isDemo) followClock(opening);
  const installation = await opening.catch(async (error: unknown) => {
    await bound.release();
    throw error;
  });
  let server: Server | undefined;
  try {
    for (const shop of shops) await applyOwned(installation, shop, { prune: false, setStock: false, planOnly: false });
    for (const line of await warningsOf(installation)) say(line);
    server = await startServer(installation, flags, bound);
    const link = await invitation(installation, server.url, isDemo);
    say(`Comptoir serves at ${server.url}`);
    if (link !== undefined) say(isDemo ? `Sign in once: ${link}` : `Make the first owner's account: ${link}`);
    process.send?.({ kind: "ready", url: server.url, ...(isDemo ? { signInUrl: link } : {}) });
    // Whoever started the demo is gone, however that happened: so is the demo.
    if (isDemo && process.connected) process.on("disconnect", stop.ask);
    flushCompileCache(); // else it is kept at an orderly end alone, and a start after a kill reads everything anew
    await stop.asked;
  } finally {
    await (server?.stop() ?? bound.release());
    await installation.close();
  }
}
