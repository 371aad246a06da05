import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import type { EmbeddedPostgres } from "../../server/storage/embedded/embedded-postgres.ts";
import { type Books, openBooks } from "./books.ts";
import { type Judged, judge } from "./ledger-of-truth.ts";
import { type Outside, openOutside } from "./outside.ts";
import { type Visit, payAndRefund } from "./pay-and-refund.ts";
import { type CardVisit, registerAndCharge } from "./register-and-charge.ts";
import { type TillOptions, type TillProcess, crashOnStart, startTill } from "./till-process.ts";

/** What one kill led to. */
export type Run = Judged & {
  readonly point: number;
  /** Where it died; undefined when the visit was over before the point was reached. */
  readonly diedAt: string | undefined;
  /** Where the start after the kill died, when that was killed as well. */
  readonly diedAgainAt: string | undefined;
  /** Milliseconds from the start after the kill to ready, and from the kill to nothing left to do. */
  readonly readyAfter: number | undefined;
  readonly drainedAfter: number | undefined;
};

/** A server with a database and an outside of its own; kills come one after the other. */
export type Lane = {
  /** A visit without a kill; gives the crash points it passes. */
  readonly rehearse: () => Promise<readonly string[]>;
  /** A visit with a kill at a point, and one more during the start after it when `again` is not 0. */
  readonly kill: (point: number, again: number) => Promise<Run>;
  readonly close: () => Promise<void>;
};

/** A port nobody listens at now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const configOf = ({ socketDir, port, superUser }: EmbeddedPostgres, database: string) => ({
  host: socketDir,
  port,
  user: superUser,
  database,
});

async function createDatabase(postgres: EmbeddedPostgres, name: string): Promise<void> {
  const client = new pg.Client(configOf(postgres, "postgres"));
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
}

type Parts = { till: TillProcess; readonly outside: Outside; readonly books: Books; readonly options: TillOptions };

async function openParts(postgres: EmbeddedPostgres, folder: string, name: string): Promise<Parts> {
  await createDatabase(postgres, name);
  const own = join(folder, name);
  mkdirSync(own);
  const port = await freePort();
  const tillUrl = `http://127.0.0.1:${port}`;
  const outside = await openOutside(own, tillUrl);
  const { socketDir, port: pgPort, superUser } = postgres;
  const database = `postgresql://${superUser}@localhost/${name}?host=${encodeURIComponent(socketDir)}&port=${pgPort}`;
  const environment = {
    ...outside.environment,
    COMPTOIR_DATA: join(own, "data"),
    DATABASE_URL: database,
    NODE_COMPILE_CACHE: join(folder, "compiled"),
  };
  const options = { shopFile: outside.shopFile, port, environment };
  const till = await startTill(options);
  return { till, outside, options, books: await openBooks(configOf(postgres, name), tillUrl) };
}

/** What happens at each visit: an order is paid and partly refunded, or a card registered and charged. */
export type Story = "pay" | "card";

/** Opens a lane on a database of its own. */
export async function openLane(postgres: EmbeddedPostgres, folder: string, name: string, story: Story): Promise<Lane> {
  const parts = await openParts(postgres, folder, name);
  const { outside, books, options } = parts;
  let visits = 0;
  let kills = 0;
  const visit = async (): Promise<Visit | CardVisit> => {
    visits += 1;
    const phone = `3361${String(visits).padStart(7, "0")}`;
    const seen =
      story === "card"
        ? await registerAndCharge(outside, phone)
        : await payAndRefund(outside, phone, (session) => books.refund(session));
    await books.drained(outside);
    return seen;
  };
  return {
    async rehearse() {
      await parts.till.crashAt(0);
      await visit();
      return parts.till.points();
    },
    async kill(point, again) {
      await parts.till.crashAt(point);
      const visiting = visit().then(
        (seen) => ({ seen }),
        (error: unknown) => ({ error }),
      );
      // What runs on after the visit may still reach the point: nothing is left armed for the next one.
      const first =
        (await Promise.race([parts.till.ended, visiting.then(() => undefined)])) ?? (await parts.till.disarm());
      let diedAgainAt: string | undefined;
      const diedAt = first && (parts.till.diedAt() ?? `by itself: ${parts.till.lastWords()}`);
      if (first) {
        kills += 1;
        if (again > 0) diedAgainAt = await crashOnStart({ ...options, crashAt: again });
        if (diedAgainAt !== undefined) kills += 1;
        parts.till = await startTill(options);
      }
      const done = await visiting;
      const drainedAfter = first && performance.now() - first.at;
      const judged =
        "seen" in done
          ? await judge(outside, books.store, books.businessId, [done.seen], kills)
          : { violations: [String(done.error)], repeated: 0, flagged: 0 };
      return { ...judged, point, diedAt, diedAgainAt, drainedAfter, readyAfter: first && parts.till.readyAfter };
    },
    async close() {
      parts.till.signal("SIGKILL");
      await parts.till.ended;
      await Promise.all([books.close(), outside.close()]);
    },
  };
}
