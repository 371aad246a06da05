import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "#contracts/store";
import { counter, message, product, rawWebhook, thread } from "./sample-rows.ts";
import type { InShop } from "./store.contract.ts";

const finding = (inShop: InShop): void => {
  describe("finds", () => {
    const counters = [-1, 3, 2, 3].map((value, at) => counter({ name: `c${at}`, value }));
    const shopId = randomUUID();
    beforeAll(() => inShop((tx) => tx.insert("counter", counters), shopId));
    const names = async (work: (tx: Tx) => Promise<readonly { readonly name: string }[]>): Promise<string[]> =>
      (await inShop(work, shopId)).map(({ name }) => name);

    it("rows by key, in key order, each once, without the missing", async () => {
      const keys = ["c2", "c9", "c0", "c2"].map((name) => ({ name }));
      expect(await names((tx) => tx.find("counter", keys))).toEqual(["c0", "c2"]);
      expect(await names((tx) => tx.find("counter", []))).toEqual([]);
    });

    it("rows that fit every condition", async () => {
      expect(await names((tx) => tx.select("counter", { value: { gt: 1, lte: 3 }, name: { not: "c3" } }))).toEqual([
        "c1",
        "c2",
      ]);
      expect(await names((tx) => tx.select("counter", { value: { gte: 2, lt: 3 } }))).toEqual(["c2"]);
      expect(await names((tx) => tx.select("counter", { name: { in: ["c3", "c0", "x"] } }))).toEqual(["c0", "c3"]);
      expect(await names((tx) => tx.select("counter", { name: { in: [] } }))).toEqual([]);
    });

    it("in the order asked for, then by key, and no more than asked for", async () => {
      const by = (descending: boolean, limit = 9) =>
        names((tx) => tx.select("counter", {}, { orderBy: ["value"], descending, limit }));
      expect(await by(false)).toEqual(["c0", "c2", "c1", "c3"]);
      expect(await by(true)).toEqual(["c3", "c1", "c2", "c0"]);
      expect(await by(true, 1)).toEqual(["c3"]);
      expect(await by(true, 0)).toEqual([]);
    });

    it("counts and sums", async () => {
      expect(await inShop((tx) => tx.sum("counter", "value", { value: { gt: 0 } }), shopId)).toEqual({
        count: 3,
        sum: 8,
      });
      expect(await inShop((tx) => tx.sum("counter", "value", { value: { gt: 9 } }), shopId)).toEqual({
        count: 0,
        sum: 0,
      });
    });
  });
};

const ordering = (inShop: InShop): void => {
  describe("orders", () => {
    it("nulls last, and first when descending; a null fits no comparison", async () => {
      const shop = randomUUID();
      const products = [product({ sku: "a", stock: null }), product({ sku: "b", stock: 1 })];
      await inShop((tx) => tx.insert("product", products), shop);
      const skus = async (work: (tx: Tx) => Promise<readonly { readonly sku: string }[]>) =>
        (await inShop(work, shop)).map(({ sku }) => sku);
      expect(await skus((tx) => tx.select("product", {}, { orderBy: ["stock"] }))).toEqual(["b", "a"]);
      expect(await skus((tx) => tx.select("product", {}, { orderBy: ["stock"], descending: true }))).toEqual([
        "a",
        "b",
      ]);
      expect(await skus((tx) => tx.select("product", { stock: { not: 2 } }))).toEqual(["b"]);
      expect(await skus((tx) => tx.select("product", { stock: { isNull: true } }))).toEqual(["a"]);
    });

    it("texts in the order of their code points", async () => {
      const shop = randomUUID();
      const skus = ["b", "B", "é", "a-b", "ab", "\uffee", "🙂"];
      await inShop(
        (tx) =>
          tx.insert(
            "product",
            skus.map((sku) => product({ sku })),
          ),
        shop,
      );
      const found = await inShop((tx) => tx.select("product", { sku: { gt: "" } }), shop);
      expect(found.map(({ sku }) => sku)).toEqual(["B", "a-b", "ab", "b", "é", "\uffee", "🙂"]);
    });
  });
};

const changing = (inShop: InShop): void => {
  describe("changes", () => {
    it("rows by key, ignoring the missing", async () => {
      const row = counter();
      const found = await inShop(async (tx) => {
        await tx.insert("counter", [row]);
        await tx.update("counter", [
          { name: row.name, value: 7 },
          { name: "missing", value: 8 },
        ]);
        return tx.select("counter", {});
      });
      expect(found).toEqual([{ ...row, value: 7 }]);
    });

    it("every row that fits, and returns them changed", async () => {
      const rows = [counter({ value: 1 }), counter({ value: 2 }), counter({ value: 9 })];
      const { changed, left } = await inShop(async (tx) => {
        await tx.insert("counter", rows);
        const changed = await tx.updateIf("counter", { value: { lt: 5 } }, { value: { add: 10 } });
        return { changed, left: await tx.select("counter", {}, { orderBy: ["value"] }) };
      });
      expect(new Set(changed.map(({ value }) => value))).toEqual(new Set([11, 12]));
      expect(changed).toHaveLength(2);
      expect(left.map(({ value }) => value)).toEqual([9, 11, 12]);
    });

    it("JSON and bytes in a conditional statement", async () => {
      const [talk, raw] = [thread(), rawWebhook()];
      const result = await inShop(async (tx) => {
        await tx.insert("thread", [talk]);
        await tx.insert("raw_webhook", [raw]);
        const set = { journey_state: ["a", { add: 1 }], preview: "x" };
        return Promise.all([
          tx.updateIf("thread", { thread_id: { eq: talk.thread_id } }, set),
          tx.updateIf("raw_webhook", { masked: { eq: false } }, { body: new Uint8Array([9]), masked: true }),
        ]);
      });
      expect(result[0]).toEqual([{ ...talk, journey_state: ["a", { add: 1 }], preview: "x" }]);
      expect(result[1]).toEqual([{ ...raw, body: new Uint8Array([9]), masked: true }]);
    });
  });
};

const inserting = (inShop: InShop): void => {
  describe("inserts and removes", () => {
    it("only what is new, by every unique key, the first of equal ones", async () => {
      const [old, fresh] = [message({ seq: 1 }), message({ seq: 2 })];
      const twinOfOld = message({ seq: 3, provider_id: old.provider_id });
      const twinOfFresh = message({ seq: 4, provider_id: fresh.provider_id });
      const unnumbered = [message({ seq: 5, provider_id: null }), message({ seq: 6, provider_id: null })];
      const inserted = await inShop(async (tx) => {
        await tx.insert("message", [old]);
        return tx.insertNew("message", [twinOfOld, fresh, twinOfFresh, old, ...unnumbered]);
      });
      expect(inserted.map(({ seq }) => seq)).toEqual([2, 5, 6]);
    });

    it("removes what fits and counts it, and the key is free again", async () => {
      const rows = [counter({ value: 1 }), counter({ value: 1 }), counter({ value: 2 })];
      const result = await inShop(async (tx) => {
        await tx.insert("counter", rows);
        const removed = await tx.remove("counter", { value: { eq: 1 } });
        const back = await tx.insertNew("counter", rows);
        return { removed, back: back.length };
      });
      expect(result).toEqual({ removed: 2, back: 2 });
    });
  });
};

/** What each statement finds and does. */
export const describeStatements = (inShop: InShop): void => {
  finding(inShop);
  ordering(inShop);
  changing(inShop);
  inserting(inShop);
};
