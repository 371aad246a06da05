import { createHash } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import pg from "pg";
import type { Store } from "#contracts/store";
import type { Batch } from "#engine/batch";
import type { Ports } from "#engine/ports";
import { type Shop, createShops } from "#engine/shops";
import { transact } from "#engine/transact";
import { checkBusiness } from "#invariants/check";
import { drawCode } from "../../server/documents/code-picture.ts";
import { journey } from "../../server/journeys/shop-order/journey.ts";
import { dayStart, localDate } from "../../server/ports/day-start.ts";
import { createFormatWording } from "../../server/ports/format-wording.ts";
import { createRealClock } from "../../server/ports/real-clock.ts";
import { createUuidIds } from "../../server/ports/uuid-ids.ts";
import { createPostgresStore } from "../../server/storage/postgres/postgres-store.ts";
import { parseCommand } from "../../server/understanding/commands/parse-command.ts";
import { readPayouts } from "../../server/understanding/statements/read-payouts.ts";
import { readStatement } from "../../server/understanding/statements/read-statement.ts";
import { guessLanguage, understand } from "../../server/understanding/understand.ts";
import { businessId, stockShop } from "../engine/paper-shop.ts";
import { paperWorld } from "../engine/paper-world.ts";
import { paperChannel, paperRail } from "../engine/paper.ts";
import { appRole, migratedDatabase } from "../storage/migrated-database.ts";

/** Contestants of a round. */
export const contestants = 20;
/** Rounds of a race. */
export const rounds = 100;

/** One of two nodes that share the database. */
export type RaceNode = { readonly ports: Ports; readonly shop: Shop };

/** Two nodes on one database, and a look at all of its rows past the walls between businesses. */
export type Track = {
  readonly nodes: readonly [RaceNode, RaceNode];
  readonly store: Store;
  /** Runs a statement as the superuser: `$1` is the business. */
  readonly ask: (sql: string, ...values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
  /** All contestants start together; the node alternates. What they reject with is their result. */
  readonly race: <Result>(
    run: (node: RaceNode, n: number) => Promise<Result>,
  ) => Promise<PromiseSettledResult<Result>[]>;
  /** Work in one transaction of the engine. */
  readonly on: <Result>(node: RaceNode, work: (batch: Batch) => Promise<Result>) => Promise<Result>;
};

const paper = async () => new TextEncoder().encode("%PDF-");

function portsOn(store: Store, node: string): Ports {
  const clock = createRealClock();
  const world = paperWorld(() => clock.now());
  return {
    node,
    clock,
    ids: createUuidIds(),
    chance: () => 0,
    http: async (request) => world.behave(request),
    store,
    intake: store,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: { count: () => undefined, observe: () => undefined },
    changed: () => undefined,
    documents: {
      receipt: paper,
      invoice: paper,
      evidence: paper,
      code: (code, place) => Promise.resolve(drawCode(code, place)),
    },
    format: createFormatWording([journey]),
    understand,
    parseCommand,
    guessLanguage,
    readStatement,
    readPayouts,
    dayStart,
    localDate,
    secret: (reference) => reference,
    seal: (plain) => plain,
    channels: [paperChannel],
    rails: [paperRail],
    journeys: [journey as Ports["journeys"][number]],
    signer: { publicKey: "paper", sign: () => "paper" },
    timeText: (at) => new Date(at).toISOString(),
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl: "http://127.0.0.1:4242",
  };
}

async function openTrack(): Promise<{ readonly track: Track; readonly close: () => Promise<void> }> {
  const { config, drop } = await migratedDatabase();
  const stores = [1, 2].map(() =>
    createPostgresStore({ connection: config, role: appRole, connections: contestants / 2, log: () => undefined }),
  );
  const looker = new pg.Pool({ ...config, max: 2 });
  // Its goodbye and the end of its database may cross on the way.
  looker.on("connect", (client) => client.on("error", () => undefined));
  const [first, second] = stores;
  if (!first || !second) throw new RangeError("two stores are needed");
  await stockShop(first);
  const nodeOn = async (store: Store, name: string): Promise<RaceNode> => {
    const ports = portsOn(store, name);
    const shop = await createShops(ports).get(businessId);
    if (!shop) throw new Error("the shop is missing");
    return { ports, shop };
  };
  const nodes = [await nodeOn(first, "north"), await nodeOn(second, "south")] as const;
  const track: Track = {
    nodes,
    store: first,
    ask: async (sql, ...values) => (await looker.query(sql, [businessId, ...values])).rows as Record<string, unknown>[],
    race: (run) =>
      Promise.allSettled(Array.from({ length: contestants }, (_, n) => run(nodes[n % 2 === 0 ? 0 : 1], n))),
    on: ({ ports, shop }, work) => transact(ports, shop, work),
  };
  const close = async (): Promise<void> => {
    await Promise.all([...stores.map((store) => store.close()), looker.end()]);
    await drop();
  };
  return { track, close };
}

/** A track for the tests of one file, opened before the first and closed after the last. */
export function useTrack(): () => Track {
  let open: Awaited<ReturnType<typeof openTrack>> | undefined;
  beforeAll(async () => {
    open = await openTrack();
  });
  afterAll(async () => {
    await open?.close();
  });
  return () => {
    if (!open) throw new Error("the track is not open yet");
    return open.track;
  };
}

/** The results of those that got through. */
export const won = <Result>(results: readonly PromiseSettledResult<Result>[]): readonly Result[] =>
  results.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));

/** Why the others did not. */
export const troubles = (results: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  results.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));

/** What does not hold of the rules that always hold. */
export const violations = ({ store }: Track): Promise<readonly unknown[]> =>
  checkBusiness(store, businessId, Date.now());
