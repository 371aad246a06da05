import { type BoundPort, openHttp } from "../http/open-http.ts";
import { readConfig, openInstallation, startServer, type Installation, type Server } from "../main.ts";
import { applyOwned, readShop } from "./apply.ts";
import { warningsOf } from "./connections.ts";

/** How `serve` and `start` were called. */
export type ServeFlags = { readonly shop: readonly string[]; readonly port: number; readonly host: string };

/** The port cannot be had. */
class CannotListen extends Error {
  override readonly name = "CannotListen";
}

/** How long a stop may take before the process goes anyway, in milliseconds. */
const lastCall = 10_000;

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

/** Applies the files, serves, and stays until a signal. The first signal finishes what is under way, a second does not. */
export async function serve(flags: ServeFlags, isDemo: boolean): Promise<void> {
  const asked = Promise.withResolvers<void>();
  let signals = 0;
  const ask = (): void => {
    signals += 1;
    if (signals > 1) process.exit(1);
    setTimeout(() => process.exit(1), lastCall).unref();
    asked.resolve();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, ask);
  const config = readConfig();
  // What is wrong with the call shows before anything is made: a file that is not there, a port that is taken.
  const shops = flags.shop.map(readShop);
  const bound = await bind(flags);
  const opening = openInstallation(isDemo ? config : { ...config, demo: undefined });
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
    if (isDemo && process.connected) process.on("disconnect", ask);
    await asked.promise;
  } finally {
    await (server?.stop() ?? bound.release());
    await installation.close();
  }
}
