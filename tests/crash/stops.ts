import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { stopEmbeddedPostgres } from "../../server/storage/embedded/embedded-postgres.ts";
import { type Books, openBooks } from "./books.ts";
import { freePort } from "./lane.ts";
import { judge } from "./ledger-of-truth.ts";
import { openOutside } from "./outside.ts";
import { type Visit, payAndRefund } from "./pay-and-refund.ts";
import { type TillProcess, startTill } from "./till-process.ts";

/** A stop in the middle of work, and what was wrong after it. */
export type Stop = { readonly name: string; readonly violations: readonly string[]; readonly tookMs: number };

/** Customers who are served while it happens. */
const customers = 3;

/** The built-in database of a data folder as its own lock file names it: process, port, socket folder. */
function databaseOf(data: string) {
  const lines = readFileSync(join(data, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!(pid > 1)) throw new Error("the database's lock file names no process");
  return {
    pid,
    config: { port: Number(lines[3]), host: lines[4] ?? "", user: "comptoir", database: "postgres" },
  };
}

/** A server on its built-in database, with everything around it. */
export type Stopped = {
  /** SIGTERM in the middle of work: it must end by itself with 0, and repeat nothing afterwards. */
  readonly terminate: (afterMs: number) => Promise<Stop>;
  /** Its PostgreSQL is killed in the middle of work; the server must bring it back and lose nothing. */
  readonly killDatabase: (afterMs: number) => Promise<Stop>;
  readonly close: () => Promise<void>;
};

/** Opens it in a folder of its own. */
export async function openStopped(folder: string): Promise<Stopped> {
  const own = join(folder, "stopped");
  const data = join(own, "data");
  mkdirSync(own);
  const port = await freePort();
  const tillUrl = `http://127.0.0.1:${port}`;
  const outside = await openOutside(own, tillUrl);
  const options = {
    shopFile: outside.shopFile,
    port,
    environment: { ...outside.environment, COMPTOIR_DATA: data, NODE_COMPILE_CACHE: join(folder, "compiled") },
  };
  let till: TillProcess = await startTill(options);
  let visits = 0;
  const crowd = (books: Books): Promise<PromiseSettledResult<Visit>[]> =>
    Promise.allSettled(
      Array.from({ length: customers }, () =>
        payAndRefund(outside, `3362${String((visits += 1)).padStart(7, "0")}`, (session) => books.refund(session)),
      ),
    );
  const during = async (name: string, afterMs: number, stop: () => Promise<readonly string[]>): Promise<Stop> => {
    const books = await openBooks(databaseOf(data).config, tillUrl);
    const visiting = crowd(books);
    await pause(afterMs);
    const started = performance.now();
    const found = [...(await stop())];
    const settled = await visiting;
    for (const one of settled) if (one.status === "rejected") found.push(String(one.reason));
    await books.drained(outside).catch((error: unknown) => void found.push(String(error)));
    const seen = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const { violations } = await judge(outside, books.store, books.businessId, seen, 0);
    await books.close();
    return { name, violations: [...found, ...violations], tookMs: performance.now() - started };
  };
  return {
    terminate: (afterMs) =>
      during(`SIGTERM after ${afterMs} ms`, afterMs, async () => {
        till.signal("SIGTERM");
        const { code, signal } = await till.ended;
        const words = till.lastWords();
        till = await startTill(options);
        return code === 0 ? [] : [`it ended with ${code ?? signal}: ${words}`];
      }),
    killDatabase: (afterMs) =>
      during(`PostgreSQL killed after ${afterMs} ms`, afterMs, async () => {
        process.kill(databaseOf(data).pid, "SIGKILL");
        return [];
      }),
    async close() {
      till.signal("SIGTERM");
      await till.ended;
      await stopEmbeddedPostgres(join(data, "postgres"));
      await outside.close();
    },
  };
}
