import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Tx } from "#contracts/store";
import { CheckViolation, UniqueViolation } from "#contracts/store";
import { counter, journalLine, message, order, product } from "./sample-rows.ts";
import type { InShop } from "./store.contract.ts";

const taken = (constraint: string) => ({ name: "UniqueViolation", constraint });

const refusals = (inShop: InShop): void => {
  describe("refuses", () => {
    const refused = (work: (tx: Tx) => Promise<unknown>) => expect(inShop(work)).rejects;

    it("a key that exists already, by name, and loses the transaction", async () => {
      const shopId = randomUUID();
      const row = message();
      await inShop((tx) => tx.insert("message", [row]), shopId);
      const again = inShop(async (tx) => {
        await tx.insert("counter", [counter({ name: "lost" })]);
        await tx.insert("message", [row]).catch(() => {});
      }, shopId);
      await expect(again).rejects.toMatchObject(taken("message(message_id)"));
      const twin = inShop((tx) => tx.insert("message", [message({ provider_id: row.provider_id })]), shopId);
      await expect(twin).rejects.toMatchObject(taken("message(channel_id, provider_id, direction)"));
      expect(await inShop((tx) => tx.find("counter", [{ name: "lost" }]), shopId)).toEqual([]);
    });

    it("a change to a key that another row has", async () => {
      await refused(async (tx) => {
        const [one, two] = [order({ number: 1 }), order({ number: 2 })];
        await tx.insert("order", [one, two]);
        await tx.updateIf("order", { order_id: { eq: two.order_id } }, { number: 1 });
      }).toMatchObject(taken("order(number)"));
    });

    it("a number below zero that never may be", async () => {
      const ring = product({ stock: 1 });
      await refused(async (tx) => {
        await tx.insert("product", [ring]);
        await tx.updateIf("product", { sku: { eq: ring.sku } }, { stock: { add: -2 } });
      }).toMatchObject({ name: "CheckViolation", constraint: "product.stock" });
      await refused((tx) => tx.insert("product", [product({ price_minor: -1 })])).toThrow(CheckViolation);
    });

    it("to change or remove what is append-only", async () => {
      const line = journalLine();
      await refused((tx) => tx.update("journal", [{ ...line }])).toThrow(/append-only/);
      await refused((tx) => tx.updateIf("journal", { line: { eq: 0 } }, { kind: "x" })).toThrow(/append-only/);
      await refused((tx) => tx.remove("journal", { line: { eq: 0 } })).toThrow(/append-only/);
    });
  });
};

const mistakes = (inShop: InShop): void => {
  describe("refuses a mistake:", () => {
    const refused = (work: (tx: Tx) => Promise<unknown>) => expect(inShop(work)).rejects;

    it("numbers that are not safe integers, or too large for the column", async () => {
      await refused((tx) => tx.insert("order", [order({ total_minor: 0.5 })])).toThrow(/safe integer/);
      await refused((tx) => tx.insert("order", [order({ total_minor: 2 ** 53 })])).toThrow(/safe integer/);
      await refused((tx) => tx.insert("order", [order({ revision: 2 ** 31 })])).toThrow(/32 bits/);
    });

    it("identifiers that are not UUIDs in lower case", async () => {
      const loud = randomUUID().toUpperCase();
      await refused((tx) => tx.insert("message", [message({ message_id: loud })])).toThrow(/UUID/);
      await expect(inShop(() => Promise.resolve(), "salon")).rejects.toThrow(/UUID/);
    });

    it("a condition whose value was forgotten", async () => {
      const forgotten = JSON.parse('{"value":{}}');
      await refused((tx) => tx.remove("counter", forgotten)).toThrow(/condition/);
      await refused((tx) => tx.updateIf("counter", { value: { eq: Number.NaN } }, { value: 1 })).toThrow(TypeError);
    });

    it("to change the key of a row, or one row twice at once", async () => {
      await refused((tx) => tx.updateIf("counter", { value: { eq: 0 } }, { name: "x" })).toThrow(/key/);
      const twice = [
        { name: "x", value: 1 },
        { name: "x", value: 2 },
      ];
      await refused((tx) => tx.update("counter", twice)).toThrow(/twice/);
    });

    it("every statement after one that failed", async () => {
      const row = counter();
      await refused(async (tx) => {
        await Promise.allSettled([tx.insert("counter", [row]), tx.insert("counter", [row])]);
        await tx.find("counter", [row]);
      }).toThrow(UniqueViolation);
    });

    it("statements of a transaction that is over", async () => {
      const left = await inShop((tx) => Promise.resolve({ tx }));
      await expect(left.tx.find("counter", [{ name: "x" }])).rejects.toThrow(/over/);
    });
  });
};

/** What is refused, and that nothing of the transaction stays. */
export const describeRefusals = (inShop: InShop): void => {
  refusals(inShop);
  mistakes(inShop);
};
