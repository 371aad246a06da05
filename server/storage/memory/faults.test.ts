import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Store } from "#contracts/store";
import { StoreFailure } from "#contracts/store";
import { counter } from "../../../tests/contracts/sample-rows.ts";
import type { Faults } from "./faults.ts";
import { createMemoryStore, type MemoryStore } from "./memory-store.ts";

/** Lets everything run that can run without a clock. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const never = (): Promise<void> => new Promise(() => {});

const shopId = randomUUID();
const row = counter({ name: "one" });

/** A store whose first process fails as told, and a healthy second process; both see one counter. */
const failing = async (faults: Faults): Promise<{ readonly data: MemoryStore; readonly sound: Store }> => {
  const data = createMemoryStore({ owner: "ill", faults });
  const sound = data.seenBy("sound");
  await sound.tx(shopId, (tx) => tx.insert("counter", [row]));
  return { data, sound };
};

const raise = (store: Store): Promise<unknown> =>
  store.tx(shopId, (tx) => tx.updateIf("counter", { name: { eq: "one" } }, { value: { add: 1 } }));

const valueIn = (data: MemoryStore): number | undefined => data.committed(shopId, "counter")[0]?.value;

describe("a process's faults", () => {
  it("before a statement end the transaction and free its locks at once", async () => {
    let statements = 0;
    const { data, sound } = await failing({
      beforeStatement: async () => {
        statements += 1;
        if (statements === 2) throw new StoreFailure("lost", false);
      },
    });
    const work = data.tx(shopId, async (tx) => {
      await tx.find("counter", [row], { lock: true });
      await tx.find("counter", [row]).catch(() => {});
      await raise(sound);
      return "went on without noticing";
    });
    await expect(work).rejects.toMatchObject({ name: "StoreFailure", unknown: false });
    expect(valueIn(data)).toBe(1);
  });

  it("before the commit leave nothing behind; after it everything", async () => {
    const fail = (unknown: boolean) => () => Promise.reject(new StoreFailure("lost", unknown));
    const before = await failing({ beforeCommit: fail(true) });
    await expect(raise(before.data)).rejects.toThrow(StoreFailure);
    expect(valueIn(before.data)).toBe(0);
    const after = await failing({ afterCommit: fail(true) });
    await expect(raise(after.data)).rejects.toMatchObject({ unknown: true });
    expect(valueIn(after.data)).toBe(1);
    await raise(after.sound);
    expect(valueIn(after.data)).toBe(2);
  });

  it("tell the hook where it is", async () => {
    const seen: string[] = [];
    const { data } = await failing({
      beforeStatement: async ({ owner, verb, table, businessId }) => {
        seen.push([owner, verb, table, businessId === shopId].join(" "));
      },
    });
    await raise(data);
    await data.installation.leases();
    expect(seen).toEqual(["ill updateIf counter true", "ill installation  false"]);
  });

  it("in a dead process hold locks until its transactions are killed, and nothing of it settles any more", async () => {
    let isDead = false;
    const { data, sound } = await failing({ beforeStatement: () => (isDead ? never() : Promise.resolve()) });
    const told: string[] = [];
    const tell = (what: string) => () => told.push(what);
    const work = data.tx(shopId, async (tx) => {
      await tx.find("counter", [row], { lock: true });
      isDead = true;
      await tx.update("counter", [{ name: "one", value: 99 }]);
    });
    void work.then(tell("dead done"), tell("dead failed"));
    await settled();
    void raise(sound).then(tell("raised"));
    await settled();
    expect(told).toEqual([]);
    data.killTransactions("ill");
    await settled();
    expect(told).toEqual(["raised"]);
    expect(valueIn(data)).toBe(1);
  });

  it("let a process die while it waits for a lock, without holding up those behind it", async () => {
    const { data, sound } = await failing({});
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const order: string[] = [];
    const first = sound.tx(shopId, async (tx) => {
      await tx.find("counter", [row], { lock: true });
      await held;
    });
    await settled();
    void raise(data).then(() => order.push("dead"));
    await settled();
    const third = raise(data.seenBy("third")).then(() => order.push("third"));
    await settled();
    data.killTransactions("ill");
    letGo();
    await Promise.all([first, third]);
    await settled();
    expect(order).toEqual(["third"]);
    expect(valueIn(data)).toBe(1);
  });
});

describe("locks", () => {
  it("are given in the order they were asked for", async () => {
    const data = createMemoryStore();
    await data.tx(shopId, (tx) => tx.insert("counter", [row]));
    const order: number[] = [];
    const turns = Array.from({ length: 6 }, (_, at) =>
      data.tx(shopId, async (tx) => {
        await tx.find("counter", [row], { lock: true });
        await settled();
        order.push(at);
      }),
    );
    await Promise.all(turns);
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("not had in time are a failure, in the time of the hooks", async () => {
    const { promise: timeIsUp, resolve: endTime } = Promise.withResolvers<void>();
    const asked: number[] = [];
    const { data, sound } = await failing({
      lockTimeoutMs: 20_000,
      sleep: (milliseconds) => {
        asked.push(milliseconds);
        return timeIsUp;
      },
    });
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const holding = sound.tx(shopId, async (tx) => {
      await tx.find("counter", [row], { lock: true });
      await held;
    });
    await settled();
    const late = raise(data);
    await settled();
    endTime();
    await expect(late).rejects.toMatchObject({ name: "StoreFailure", unknown: false });
    expect(asked).toEqual([20_000]);
    letGo();
    await holding;
  });
});

describe("the store in memory", () => {
  it("does the same again when asked the same: two stores, one course of events", async () => {
    const course = async (): Promise<string> => {
      const told: string[] = [];
      const data = createMemoryStore({
        faults: {
          beforeStatement: async ({ transaction, verb }) => {
            told.push(`${transaction} ${verb}`);
          },
        },
      });
      const names = ["a", "b", "c"];
      await data.tx(shopId, (tx) =>
        tx.insert(
          "counter",
          names.map((name) => counter({ name })),
        ),
      );
      const both = (order: readonly string[]) =>
        data.tx(shopId, async (tx) => {
          for (const name of order) {
            const [found] = await tx.updateIf("counter", { name: { eq: name } }, { value: { add: 1 } });
            told.push(`${name} ${found?.value}`);
          }
        });
      await Promise.all([both(names), both(names.toReversed()), both(["b", "a", "c"]), both(["c", "b"])]);
      return told.join("\n");
    };
    const once = await course();
    expect(await course()).toBe(once);
    expect(once).toContain("c 4");
  });
});
