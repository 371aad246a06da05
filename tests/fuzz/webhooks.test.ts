import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Pool } from "undici";
import { afterAll, beforeAll, expect, it } from "vitest";
import { StoreFailure } from "#contracts/store";
import { processInbox } from "#engine/process-inbox";
import { ours } from "../../server/channels/whatsapp/fixtures/settings.ts";
import { type PostgresStore, createPostgresStore } from "../../server/storage/postgres/postgres-store.ts";
import { businessId } from "../engine/paper-shop.ts";
import { appRole, migratedDatabase } from "../storage/migrated-database.ts";
import { type FuzzDoor, connectShop, fuzzPorts, listenWith, stripeKeys } from "./fuzz-shop.ts";
import { chanceOf } from "./mutations.ts";
import { type Post, nextPost, stripeDoor, whatsappDoor } from "./signed-posts.ts";

/** How many posts; more of them, or others, by environment. */
const cases = Number(process.env["COMPTOIR_FUZZ_POSTS"] ?? 10_000);
const seed = Number(process.env["COMPTOIR_FUZZ_SEED"] ?? 20_261_124);
const sideBySide = 24;
const patience = { timeout: 300_000 };

const recordedIn = (folder: string): readonly Uint8Array[] => {
  const fixtures = join(import.meta.dirname, "../../server", folder, "fixtures");
  return readdirSync(fixtures)
    .filter((name) => name.endsWith(".json"))
    .map((name) => Uint8Array.from(readFileSync(join(fixtures, name))));
};

const doors = [
  whatsappDoor("number", recordedIn("channels/whatsapp"), ours.appSecret),
  whatsappDoor("number", recordedIn("channels/whatsapp"), ours.appSecret),
  stripeDoor("stripe", recordedIn("payments/stripe"), stripeKeys.webhookSecret),
];

let store: PostgresStore;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await migratedDatabase();
  drop = database.drop;
  store = createPostgresStore({ connection: database.config, role: appRole, connections: 8, log: () => undefined });
  await connectShop(store);
});
afterAll(async () => {
  await store.close();
  await drop();
});

async function send(pool: Pool, { path, method, headers, body }: Post): Promise<number> {
  const answer = await pool.request({ path, method, headers: [...headers], body: method === "GET" ? null : body });
  await answer.body.dump();
  return answer.statusCode;
}

/** Sends what `next` makes, many at a time, and gives each answer to `seen`. */
async function sendAll(
  door: FuzzDoor,
  count: number,
  next: () => Post,
  seen: (post: Post, status: number) => void,
): Promise<void> {
  const pool = new Pool(door.url, { connections: sideBySide });
  let left = count;
  const worker = async (): Promise<void> => {
    while (left-- > 0) {
      const post = next();
      seen(post, await send(pool, post));
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  await pool.close();
}

const hashOf = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");

it(
  `answers ${cases} mutated posts as it should and keeps exactly what it said it kept (seed ${seed})`,
  patience,
  async () => {
    const problems: string[] = [];
    const ports = fuzzPorts(store, store.reserved(3), problems);
    const door = await listenWith(ports);
    const chance = chanceOf(seed);
    const rejections: unknown[] = [];
    const note = (reason: unknown): void => void rejections.push(reason);
    process.on("unhandledRejection", note);
    const wrong: string[] = [];
    // What the file's other tests were answered 200 for, in whichever order they run.
    const before = await store.tx(businessId, (tx) => tx.select("raw_webhook", {}));
    const accepted = new Set(before.map(({ body_hash }) => body_hash));
    const statuses = new Map<number, number>();
    await sendAll(
      door,
      cases,
      () => nextPost(doors, chance),
      (post, status) => {
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) accepted.add(hashOf(post.body));
        if (!post.right.includes(status))
          wrong.push(
            `${status} instead of ${post.right.join("/")}: ${Buffer.from(post.body).toString("utf8", 0, 300)}`,
          );
      },
    );
    expect(wrong).toEqual([]);
    for (const status of [200, 401, 404, 415]) expect(statuses.get(status) ?? 0).toBeGreaterThan(100);
    const kept = await store.tx(businessId, (tx) => tx.select("raw_webhook", {}));
    expect(new Set(kept.map(({ body_hash }) => body_hash))).toEqual(accepted);
    const events = await store.tx(businessId, (tx) => tx.select("inbox", {}));
    expect(events.filter(({ body_hash }) => !accepted.has(body_hash))).toEqual([]);
    expect(problems.filter((line) => line.includes("reader broke"))).toEqual([]);

    // What was kept can also be worked on: no event breaks its own processing, whatever it holds.
    const shop = await door.shops.get(businessId);
    if (!shop) throw new Error("the shop is missing");
    const everyBucket = Array.from({ length: 256 }, (_, bucket) => bucket);
    while ((await processInbox(ports, shop, everyBucket)) > 0);
    const undone = await store.tx(businessId, (tx) => tx.select("inbox", { state: { not: "done" } }));
    expect(undone.map(({ problem, event }) => [problem, event])).toEqual([]);
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
    expect(problems).toEqual([]);
    await door.close();
  },
);

it("answers 413 to what no provider sends, 503 where the secret is missing, and writes nothing", patience, async () => {
  const written = () => store.tx(businessId, async (tx) => (await tx.select("raw_webhook", {})).length);
  const before = await written();
  const door = await listenWith(fuzzPorts(store, store, []));
  const pool = new Pool(door.url);
  const huge = new Uint8Array(5 * 1024 * 1024).fill(32);
  const [number] = doors;
  if (!number) throw new RangeError("no door");
  const headers = ["content-type", "application/json", number.header, number.sign(huge)];
  const post = { path: number.path, method: "POST", headers, body: huge, right: [413] } as const;
  expect(await send(pool, post)).toBe(413);
  const small = new TextEncoder().encode("{}");
  const unset = whatsappDoor("unset", [], "");
  for (const secret of ["", "guess", ours.appSecret])
    expect(
      await send(pool, {
        path: unset.path,
        method: "POST",
        headers: ["content-type", "application/json", unset.header, unset.sign(small, secret || "empty")],
        body: small,
        right: [503],
      }),
    ).toBe(503);
  await pool.close();
  await door.close();
  expect(await written()).toBe(before);
});

it("answers 503 while the database is out of reach, so that the provider comes again", patience, async () => {
  let isDown = false;
  const failing = new Proxy(store, {
    get: (target, name) =>
      name === "tx" && isDown
        ? () => Promise.reject(new StoreFailure("out of reach", false))
        : Reflect.get(target, name, target),
  });
  const door = await listenWith(fuzzPorts(failing, failing, []));
  const chance = chanceOf(seed + 1);
  const answers: number[] = [];
  const signedOnly = (): Post => {
    for (;;) {
      const post = nextPost(doors, chance);
      if (post.right.includes(200)) return post;
    }
  };
  const note = (_post: Post, status: number): void => void answers.push(status);
  await sendAll(door, 10, signedOnly, note);
  isDown = true;
  await sendAll(door, 100, signedOnly, note);
  isDown = false;
  await sendAll(door, 10, signedOnly, note);
  expect(answers).toEqual([...Array(10).fill(200), ...Array(100).fill(503), ...Array(10).fill(200)]);
  await door.close();
});
