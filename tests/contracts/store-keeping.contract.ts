import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { counter, message, rawWebhook, thread } from "./sample-rows.ts";
import type { InShop } from "./store.contract.ts";

const keeping = (inShop: InShop): void => {
  describe("keeps what it is given", () => {
    it("gives back every column as it was", async () => {
      const row = message({
        content: { kind: "text", body: 'a\n"b"\\ é 🙂 {}\',' },
        reply_to: 'x"\\,{}',
        at: 2 ** 53 - 1,
      });
      const found = await inShop(async (tx) => {
        await tx.insert("message", [row]);
        return tx.find("message", [{ message_id: row.message_id }]);
      });
      expect(found).toEqual([row]);
    });

    it("gives back bytes of every value, and none", async () => {
      const all = rawWebhook({ body: Uint8Array.from({ length: 256 }, (_, at) => at) });
      const none = rawWebhook({ body: new Uint8Array() });
      const found = await inShop(async (tx) => {
        await tx.insert("raw_webhook", [all, none]);
        return tx.find(
          "raw_webhook",
          [all, none].map(({ source_id, body_hash }) => ({ source_id, body_hash })),
        );
      });
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining([all, none]));
    });

    it("tells JSON null from no value", async () => {
      const row = thread({ journey_state: { step: null, list: [1, "2", [null, true]] } });
      const found = await inShop(async (tx) => {
        await tx.insert("thread", [row, thread({ journey_state: null })]);
        return tx.select("thread", { journey_state: { isNull: false } });
      });
      expect(found).toEqual([row]);
    });

    it("replaces what no database can keep, so that no message stops the work", async () => {
      const row = message({ content: { kind: "text", body: "a\0b\ud800c\\u0000" }, reply_to: "\0" });
      const [found] = await inShop(async (tx) => {
        await tx.insert("message", [row]);
        return tx.find("message", [row]);
      });
      expect(found?.content).toEqual({ kind: "text", body: "a\ufffdb\ufffdc\\u0000" });
      expect(found?.reply_to).toBe("\ufffd");
    });
  });
};

const bounds = (inShop: InShop): void => {
  describe("in a transaction", () => {
    it("keeps a statement nobody waited for, and undoes everything when it fails", async () => {
      const [kept, lost, twice] = [counter(), counter(), counter()];
      const shopId = randomUUID();
      await inShop(async (tx) => {
        tx.insert("counter", [kept]).catch(() => undefined);
      }, shopId);
      const failing = inShop(async (tx) => {
        tx.insert("counter", [lost, twice]).catch(() => undefined);
        tx.insert("counter", [twice]).catch(() => undefined);
      }, shopId);
      await expect(failing).rejects.toThrow();
      const found = await inShop((tx) => tx.find("counter", [kept, lost, twice]), shopId);
      expect(found).toEqual([kept]);
    });

    it("lets nobody change a row by changing what was given or taken", async () => {
      const lines: { note: string }[] = [{ note: "kept" }];
      const shopId = randomUUID();
      const given = thread({ journey_state: lines });
      await inShop((tx) => tx.insert("thread", [given]), shopId);
      const read = () => inShop((tx) => tx.find("thread", [given]), shopId);
      lines[0] = { note: "changed" };
      const [taken] = await read();
      expect(taken?.journey_state).toEqual([{ note: "kept" }]);
      if (Array.isArray(taken?.journey_state)) taken.journey_state.pop();
      expect((await read())[0]?.journey_state).toEqual([{ note: "kept" }]);
    });

    it("keeps a thousand rows in one statement", async () => {
      const rows = Array.from({ length: 1_000 }, (_, at) => message({ seq: at }));
      const keys = rows.map(({ message_id }) => ({ message_id }));
      const result = await inShop(async (tx) => {
        const inserted = await tx.insertNew("message", rows);
        await tx.update(
          "message",
          rows.map(({ message_id, seq }) => ({ message_id, seq: seq + 1, node: `n${seq}` })),
        );
        return { inserted, found: await tx.find("message", keys, { lock: true }) };
      });
      expect(result.inserted.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq));
      expect(result.found.map(({ message_id }) => message_id)).toEqual(rows.map((row) => row.message_id).sort());
      expect(result.found.every(({ seq, node }) => node === `n${seq - 1}`)).toBe(true);
    });

    it("undoes everything when the work throws, and rejects with what was thrown", async () => {
      const shopId = randomUUID();
      const thrown = new Error("no");
      const work = inShop(async (tx) => {
        await tx.insert("counter", [counter({ name: "undone" })]);
        throw thrown;
      }, shopId);
      await expect(work).rejects.toBe(thrown);
      expect(await inShop((tx) => tx.select("counter", {}), shopId)).toEqual([]);
    });

    it("walls off a business from every statement of another", async () => {
      const [mine, theirs] = [randomUUID(), randomUUID()];
      const row = message();
      await inShop((tx) => tx.insert("message", [row]), mine);
      const seen = await inShop(
        async (tx) => ({
          found: await tx.find("message", [row]),
          selected: await tx.select("message", { message_id: { eq: row.message_id } }),
          changed: await tx.updateIf("message", { seq: { gte: 0 } }, { seq: 99 }),
          removed: await tx.remove("message", { seq: { gte: 0 } }),
          counted: await tx.sum("message", "seq", {}),
          inserted: (await tx.insertNew("message", [row])).length,
        }),
        theirs,
      );
      expect(seen).toEqual({
        found: [],
        selected: [],
        changed: [],
        removed: 0,
        counted: { count: 0, sum: 0 },
        inserted: 1,
      });
      expect(await inShop((tx) => tx.find("message", [row]), mine)).toEqual([row]);
    });

    it("runs statements in the order they were issued, together or not", async () => {
      const row = counter();
      const [, one, , two] = await inShop((tx) =>
        Promise.all([
          tx.insert("counter", [row]),
          tx.find("counter", [row]),
          tx.update("counter", [{ name: row.name, value: 5 }]),
          tx.find("counter", [row]),
        ]),
      );
      expect([one[0]?.value, two[0]?.value]).toEqual([0, 5]);
    });
  });
};

/** What is kept as it was given, and what a transaction is. */
export const describeKeeping = (inShop: InShop): void => {
  keeping(inShop);
  bounds(inShop);
};
