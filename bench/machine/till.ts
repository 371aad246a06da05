import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { appSecret } from "../outside/texts.ts";
import { type Started, start } from "./children.ts";
import { type Address, embeddedAddress, postmasterOf } from "./database.ts";
import type { Tree } from "./processes.ts";

/** One `comptoir serve` under measurement. */
export type Till = {
  readonly program: Started;
  /** Where WhatsApp posts. */
  readonly webhook: string;
  readonly port: number;
  /** Milliseconds from the spawn to the first 200 of /readyz. */
  readonly startedIn: number;
  readonly database: Address | string;
  /** The server's own processes, and its database's. */
  readonly app: Tree;
  readonly postgres: Tree | undefined;
};

/** What a till is started with. */
export type TillPlace = {
  readonly folder: string;
  readonly shopFile: string;
  readonly port: number;
  /** A database of its own on a server; undefined for the built-in PostgreSQL. */
  readonly databaseUrl: string | undefined;
};

/** The data folder of the tills of this place: several share it. */
export const dataFolderOf = ({ folder }: Pick<TillPlace, "folder">): string => join(folder, "data");

/** Secrets of the bench's shop: it is served to nobody else. */
const secrets = {
  WA_APP_SECRET: appSecret,
  WA_VERIFY_TOKEN: "verify-token-of-the-bench",
  WA_TOKEN: "access-token-of-the-bench",
  STRIPE_SECRET_KEY: "sk_test_bench",
  STRIPE_WEBHOOK_SECRET: "whsec_bench",
};

/** How long a start may take on a busy machine, in milliseconds. */
const longestStart = 90_000;

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** Starts `comptoir serve` the way npm does, and waits until it is ready. Rejects with its last words when it ends. */
export async function startTill({ folder, shopFile, port, databaseUrl }: TillPlace): Promise<Till> {
  const startedAt = performance.now();
  const program = start({
    command: process.execPath,
    argv: ["scripts/launch.cjs", "comptoir", "serve", "--shop", shopFile, "--port", String(port)],
    cwd: join(import.meta.dirname, "..", ".."),
    env: {
      PATH: process.env["PATH"] ?? "",
      COMPTOIR_DATA: dataFolderOf({ folder }),
      COMPTOIR_LOG: "warn",
      ...secrets,
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    log: join(folder, `serve-${port}.log`),
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (program.child.exitCode !== null || program.child.signalCode !== null)
      throw new Error(`comptoir serve ended: ${program.lastWords()}`);
    if (performance.now() - startedAt > longestStart) throw new Error(`not ready: ${program.lastWords()}`);
    await pause(10);
  }
  const startedIn = performance.now() - startedAt;
  const database = databaseUrl ?? embeddedAddress(dataFolderOf({ folder }));
  const postmaster = await postmasterOf(database);
  return {
    program,
    webhook: `${url}/webhooks/whatsapp/wa`,
    port,
    startedIn,
    database,
    app: { root: program.pid, without: postmaster },
    postgres: postmaster === undefined ? undefined : { root: postmaster },
  };
}
