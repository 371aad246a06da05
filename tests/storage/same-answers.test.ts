import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Change, Store, Tx, Where } from "#contracts/store";
import { CheckViolation, UniqueViolation } from "#contracts/store";
import type { Tables } from "#contracts/tables";
import { createMemoryStore } from "../../server/storage/memory/memory-store.ts";
import { createPostgresStore, type PostgresStore } from "../../server/storage/postgres/postgres-store.ts";
import { message, product } from "../contracts/sample-rows.ts";
import { appRole, migratedDatabase } from "./migrated-database.ts";

type Product = Tables["product"]["row"];
type Message = Tables["message"]["row"];
/** A statement as data: done on both engines, and printed when they differ. */
type Step = { readonly told: string; readonly on: (tx: Tx) => Promise<unknown> };

const step =
  <Part extends readonly unknown[]>(name: string, on: (tx: Tx, ...parts: Part) => Promise<unknown>) =>
  (...parts: Part): Step => ({ told: `${name}(${JSON.stringify(parts)})`, on: (tx) => on(tx, ...parts) });

// Few keys and few values, so that rows meet.
const sku = fc.constantFrom("a", "b", "c", "B", "é");
const stock = fc.option(fc.integer({ min: -1, max: 3 }), { freq: 4 });
const products = fc.record({
  sku,
  stock,
  position: fc.integer({ min: 0, max: 2 }),
  archived: fc.boolean(),
  name: fc.dictionary(fc.constantFrom("en", "fr"), fc.string({ unit: "grapheme" })),
});
const ids = ["1", "2", "3", "4"].map((digit) => `00000000-0000-7000-8000-00000000000${digit}`);
const messages = fc.record({
  message_id: fc.constantFrom(...ids),
  thread_id: fc.constantFrom(...ids),
  provider_id: fc.option(fc.constantFrom("p1", "p2")),
  reply_to: fc.option(fc.string({ unit: "binary" })),
  seq: fc.integer({ min: 0, max: 3 }),
});

const productWhere: fc.Arbitrary<Where<Product>> = fc.record(
  {
    sku: fc.oneof(fc.record({ eq: sku }), fc.record({ in: fc.array(sku, { maxLength: 3 }) }), fc.record({ gt: sku })),
    stock: fc.oneof(
      fc.record({ gte: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ isNull: fc.boolean() }),
      fc.record({ not: fc.constant(1), lte: fc.constant(2) }),
    ),
    archived: fc.record({ eq: fc.boolean() }),
  },
  { requiredKeys: [] },
);
const productChange: fc.Arbitrary<Change<Product>> = fc.oneof(
  fc.record({ stock: fc.record({ add: fc.integer({ min: -2, max: 2 }) }) }),
  fc.record({ stock, archived: fc.boolean() }),
);
const order = fc.record({
  orderBy: fc.subarray(["stock", "position", "archived"] as const, { minLength: 0 }),
  descending: fc.boolean(),
  limit: fc.integer({ min: 0, max: 4 }),
  lock: fc.boolean(),
});
const messageChange = fc.record({ provider_id: fc.option(fc.constantFrom("p1", "p2")) });
const messageWhere: fc.Arbitrary<Where<Message>> = fc.record(
  { seq: fc.record({ lt: fc.integer({ min: 0, max: 4 }) }), provider_id: fc.record({ isNull: fc.boolean() }) },
  { requiredKeys: [] },
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc
    .array(products, { maxLength: 3 })
    .map(step("new products", (tx, rows) => tx.insertNew("product", rows.map(product)))),
  products.map(step("product", (tx, row) => tx.insert("product", [product(row)]))),
  fc
    .array(messages, { maxLength: 4 })
    .map(step("new messages", (tx, rows) => tx.insertNew("message", rows.map(message)))),
  fc
    .tuple(productWhere, order)
    .map((parts) =>
      step("products", (tx: Tx, where: Where<Product>, options: object) => tx.select("product", where, options))(
        ...parts,
      ),
    ),
  fc
    .tuple(productWhere, productChange)
    .map((parts) =>
      step("change products", (tx: Tx, where: Where<Product>, change: Change<Product>) =>
        tx.updateIf("product", where, change),
      )(...parts),
    ),
  fc
    .tuple(messageWhere, messageChange)
    .map((parts) =>
      step("change messages", (tx: Tx, where: Where<Message>, change: Change<Message>) =>
        tx.updateIf("message", where, change),
      )(...parts),
    ),
  fc
    .uniqueArray(products, { maxLength: 3, selector: (row) => row.sku })
    .map(step("set products", (tx, rows) => tx.update("product", rows))),
  fc.array(sku).map(
    step("find", (tx, keys) =>
      tx.find(
        "product",
        keys.map((key) => ({ sku: key })),
        { lock: true },
      ),
    ),
  ),
  productWhere.map(step("remove products", (tx, where) => tx.remove("product", where))),
  messageWhere.map(step("remove messages", (tx, where) => tx.remove("message", where))),
  productWhere.map(step("sum", (tx, where) => tx.sum("product", "stock", where))),
);
const transactions = fc.array(fc.record({ steps: fc.array(steps, { maxLength: 6 }), isUndone: fc.boolean() }), {
  maxLength: 6,
});

class Undone extends Error {}

/** What is told of a failure: its kind and, for a key or a check, its name. */
const named = (error: unknown): unknown => {
  if (error instanceof UniqueViolation || error instanceof CheckViolation) return [error.name, error.constraint];
  return error instanceof Error ? error.name : error;
};

/** Runs a transaction and gives all it answered. */
const answers = async (store: Store, shopId: string, doing: readonly Step[], isUndone: boolean): Promise<unknown[]> => {
  const given: unknown[] = [];
  try {
    await store.tx(shopId, async (tx) => {
      given.length = 0;
      for (const one of doing) given.push(await one.on(tx));
      if (isUndone) throw new Undone();
    });
  } catch (error) {
    given.push(named(error));
  }
  return given;
};

let onDisk: PostgresStore;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await migratedDatabase();
  drop = database.drop;
  onDisk = createPostgresStore({ connection: database.config, role: appRole, connections: 2, log: () => {} });
});
afterAll(async () => {
  await onDisk.close();
  await drop();
});

it("memory and PostgreSQL give the same answers to the same statements", { timeout: 240_000 }, async () => {
  const property = fc.asyncProperty(transactions, async (all) => {
    const inMemory = createMemoryStore();
    const shopId = randomUUID();
    const told: string[] = [];
    for (const { steps: doing, isUndone } of all) {
      told.push(...doing.map((one) => one.told), isUndone ? "undone" : "done");
      const [expected, got] = [
        await answers(inMemory, shopId, doing, isUndone),
        await answers(onDisk, shopId, doing, isUndone),
      ];
      expect(got, told.join("\n")).toEqual(expected);
    }
    const left = await onDisk.tx(shopId, (tx) => Promise.all([tx.select("product", {}), tx.select("message", {})]));
    const kept = await inMemory.tx(shopId, (tx) => Promise.all([tx.select("product", {}), tx.select("message", {})]));
    expect(left, told.join("\n")).toEqual(kept);
  });
  await fc.assert(property, { numRuns: 200 });
});
