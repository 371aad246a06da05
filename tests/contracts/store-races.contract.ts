import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Store, Tx } from "#contracts/store";
import { UniqueViolation } from "#contracts/store";
import { counter, message, order } from "./sample-rows.ts";
import type { Processes } from "./store.contract.ts";

/** A point that a transaction waits at until another lets it go on. */
const gate = () => Promise.withResolvers<void>();

/** Long enough for a statement to reach the row it will wait for. A slow machine makes a test weaker, never red. */
const aMoment = (): Promise<void> => pause(40);

/** `held` runs in the first process and keeps its transaction open until `meanwhile` has waited for a moment. */
const race = async <Result>(
  processes: Processes,
  shopId: string,
  held: (tx: Tx) => Promise<unknown>,
  meanwhile: (tx: Tx) => Promise<Result>,
  end: "commit" | "rollback" = "commit",
): Promise<Result> => {
  const [begun, letGo] = [gate(), gate()];
  const holding = processes.first().tx(shopId, async (tx) => {
    await held(tx);
    begun.resolve();
    await letGo.promise;
    if (end === "rollback") throw new Error("rolled back");
  });
  await begun.promise;
  const waiting = processes.second().tx(shopId, meanwhile);
  await Promise.race([waiting.catch(() => {}), aMoment()]);
  letGo.resolve();
  await (end === "commit" ? holding : expect(holding).rejects.toThrow("rolled back"));
  return waiting;
};

const shopWith = async (
  processes: Processes,
  value: number,
): Promise<{ readonly shopId: string; readonly name: string }> => {
  const [shopId, row] = [randomUUID(), counter({ value })];
  await processes.first().tx(shopId, (tx) => tx.insert("counter", [row]));
  return { shopId, name: row.name };
};

const valueOf = async (processes: Processes, shopId: string, name: string): Promise<number | undefined> =>
  (await processes.second().tx(shopId, (tx) => tx.find("counter", [{ name }])))[0]?.value;

const reading = (processes: Processes): void => {
  describe("two processes", () => {
    it("read what was committed, not what may be", async () => {
      const { shopId, name } = await shopWith(processes, 1);
      const seen = await race(
        processes,
        shopId,
        (tx) => tx.update("counter", [{ name, value: 2 }]),
        async (tx) => [await tx.find("counter", [{ name }]), await tx.select("counter", { value: { eq: 2 } })],
      );
      expect(seen).toEqual([[{ name, value: 1 }], []]);
      expect(await valueOf(processes, shopId, name)).toBe(2);
    });

    it("wait for a locked row and then see its new value", async () => {
      const { shopId, name } = await shopWith(processes, 1);
      const seen = await race(
        processes,
        shopId,
        (tx) => tx.update("counter", [{ name, value: 2 }]),
        (tx) => tx.find("counter", [{ name }], { lock: true }),
      );
      expect(seen).toEqual([{ name, value: 2 }]);
    });

    it("lose no update when they lock what they read", async () => {
      const { shopId, name } = await shopWith(processes, 0);
      const raise = (store: Store) =>
        store.tx(shopId, async (tx) => {
          const [row] = await tx.find("counter", [{ name }], { lock: true });
          await tx.update("counter", [{ name, value: (row?.value ?? 0) + 1 }]);
        });
      await Promise.all(
        Array.from({ length: 20 }, (_, at) => raise(at % 2 === 0 ? processes.first() : processes.second())),
      );
      expect(await valueOf(processes, shopId, name)).toBe(20);
    });

    it("take the last of something once, by one conditional statement", async () => {
      const { shopId, name } = await shopWith(processes, 3);
      const take = async (store: Store): Promise<number> =>
        (
          await store.tx(shopId, (tx) =>
            tx.updateIf("counter", { name: { eq: name }, value: { gt: 0 } }, { value: { add: -1 } }),
          )
        ).length;
      const taken = await Promise.all(
        Array.from({ length: 8 }, (_, at) => take(at % 2 === 0 ? processes.first() : processes.second())),
      );
      expect(taken.reduce((sum, one) => sum + one, 0)).toBe(3);
      expect(await valueOf(processes, shopId, name)).toBe(0);
    });

    it("look at a row's condition again after waiting for it", async () => {
      const { shopId, name } = await shopWith(processes, 1);
      const close = (tx: Tx) => tx.update("counter", [{ name, value: 0 }]);
      const where = { value: { eq: 1 } };
      expect(await race(processes, shopId, close, (tx) => tx.updateIf("counter", where, { value: 5 }))).toEqual([]);
      await processes.first().tx(shopId, (tx) => tx.update("counter", [{ name, value: 1 }]));
      expect(await race(processes, shopId, close, (tx) => tx.select("counter", where, { lock: true }))).toEqual([]);
      await processes.first().tx(shopId, (tx) => tx.update("counter", [{ name, value: 1 }]));
      expect(await race(processes, shopId, close, (tx) => tx.remove("counter", where))).toBe(0);
    });
  });
};

const waiting = (processes: Processes): void => {
  describe("two processes that wait", () => {
    it("fill a limit with rows that still fit", async () => {
      const shopId = randomUUID();
      const rows = ["a", "b", "c"].map((name) => counter({ name, value: 1 }));
      await processes.first().tx(shopId, (tx) => tx.insert("counter", rows));
      const seen = await race(
        processes,
        shopId,
        (tx) => tx.update("counter", [{ name: "a", value: 2 }]),
        (tx) => tx.select("counter", { value: { eq: 1 } }, { orderBy: ["name"], limit: 2, lock: true }),
      );
      expect(seen.map(({ name }) => name)).toEqual(["b", "c"]);
    });

    it("leave out a row that was removed while they waited", async () => {
      const { shopId, name } = await shopWith(processes, 1);
      const gone = (tx: Tx) => tx.remove("counter", { name: { eq: name } });
      expect(await race(processes, shopId, gone, (tx) => tx.find("counter", [{ name }], { lock: true }))).toEqual([]);
    });

    it("run again when they stand in each other's way", async () => {
      const shopId = randomUUID();
      const names = ["a", "b"];
      await processes.first().tx(shopId, (tx) =>
        tx.insert(
          "counter",
          names.map((name) => counter({ name })),
        ),
      );
      let runs = 0;
      let holders = 0;
      const haveOne = gate();
      const both = (store: Store, order: readonly string[]) =>
        store.tx(shopId, async (tx) => {
          runs += 1;
          for (const name of order) {
            await tx.updateIf("counter", { name: { eq: name } }, { value: { add: 1 } });
            holders += 1;
            // Both hold one and want the other's: only then does either go on.
            if (holders === 2) haveOne.resolve();
            await haveOne.promise;
          }
        });
      await Promise.all([both(processes.first(), names), both(processes.second(), names.toReversed())]);
      expect([await valueOf(processes, shopId, "a"), await valueOf(processes, shopId, "b")]).toEqual([2, 2]);
      expect(runs).toBe(3);
    });
  });
};

const twins = (processes: Processes): void => {
  describe("two processes with the same key", () => {
    it("insert a twin once: the second waits and finds it there", async () => {
      const shopId = randomUUID();
      const [row, twin] = [message({ provider_id: "wamid.same" }), message({ provider_id: "wamid.same" })];
      const seen = await race(
        processes,
        shopId,
        (tx) => tx.insertNew("message", [row]),
        (tx) => tx.insertNew("message", [twin]),
      );
      expect(seen).toEqual([]);
    });

    it("insert a twin once: the second waits and goes in when the first was undone", async () => {
      const shopId = randomUUID();
      const row = counter();
      const insert = (tx: Tx) => tx.insertNew("counter", [row]);
      expect(await race(processes, shopId, insert, insert, "rollback")).toEqual([row]);
    });

    it("insert a key again once its removal is committed", async () => {
      const { shopId, name } = await shopWith(processes, 1);
      const back = counter({ name, value: 2 });
      const remove = (tx: Tx) => tx.remove("counter", { name: { eq: name } });
      expect(await race(processes, shopId, remove, (tx) => tx.insertNew("counter", [back]))).toEqual([back]);
      expect(await valueOf(processes, shopId, name)).toBe(2);
    });

    it("are told of a taken key when they waited for it", async () => {
      const shopId = randomUUID();
      const number = (tx: Tx) => tx.insert("order", [order({ number: 1 })]);
      await expect(race(processes, shopId, number, number)).rejects.toMatchObject({ constraint: "order(number)" });
      const free = order();
      await processes.first().tx(shopId, (tx) => tx.insert("order", [free]));
      const give = (tx: Tx) => tx.updateIf("order", { order_id: { eq: free.order_id } }, { number: 2 });
      await expect(race(processes, shopId, give, (tx) => tx.insert("order", [order({ number: 2 })]))).rejects.toThrow(
        UniqueViolation,
      );
    });
  });
};

/** Two processes at the same rows. */
export const describeRaces = (processes: Processes): void => {
  reading(processes);
  waiting(processes);
  twins(processes);
};
