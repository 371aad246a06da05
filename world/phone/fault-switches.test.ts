import { describe, expect, it } from "vitest";
import type { LyraChaos, TruePayment } from "../lyra/model-types.ts";
import type { Chaos } from "../meta/model-types.ts";
import type { StripeChaos, TrueCapture } from "../stripe/model-types.ts";
import { createFaultSwitches } from "./fault-switches.ts";

/** Switches over worlds that only remember what was set, with time moved by hand. */
function rig() {
  const meta: Partial<Chaos>[] = [];
  const stripe: Partial<StripeChaos>[] = [];
  const lyra: Partial<LyraChaos>[] = [];
  let waiting: (() => void)[] = [];
  let captures = 0;
  let payments = 0;
  let changes = 0;
  const switches = createFaultSwitches({
    meta: { setChaos: (change) => void meta.push(change) },
    stripe: {
      setChaos: (change) => void stripe.push(change),
      truth: () => ({
        sessions: [],
        cards: [],
        captures: Array.from({ length: captures }, () => ({}) as TrueCapture),
        refunds: [],
        deliveries: [],
      }),
    },
    lyra: {
      setChaos: (change) => void lyra.push(change),
      truth: () => ({
        orders: [],
        payments: Array.from({ length: payments }, () => ({}) as TruePayment),
        captures: [],
        refunds: [],
        cards: [],
        deliveries: [],
        messages: [],
      }),
    },
    after: (_, run) => void waiting.push(run),
    changed: () => {
      changes += 1;
    },
  });
  const tick = (): void => {
    const due = waiting;
    waiting = [];
    for (const run of due) run();
  };
  return {
    switches,
    tick,
    pay: () => {
      captures += 1;
    },
    payByLyra: () => {
      payments += 1;
    },
    lastLyra: () => lyra.at(-1),
    lastMeta: () => meta.at(-1),
    lastStripe: () => stripe.at(-1),
    changes: () => changes,
    waiting: () => waiting.length,
  };
}

describe("the fault switches", () => {
  it("double, reverse and slow all worlds, and leave them alone again", () => {
    const { switches, lastMeta, lastStripe, lastLyra } = rig();
    switches.set({ double: true, reverse: true, delay: true });
    expect(lastMeta()).toMatchObject({ duplicate: 1, reorder: 0.5, delayMs: 4_000 });
    expect(lastStripe()).toMatchObject({ duplicate: 1, reorder: 1, delayMs: 4_000, loseAll: false });
    expect(lastLyra()).toEqual(lastStripe());
    switches.set({ double: false, reverse: false, delay: false });
    expect(lastMeta()).toMatchObject({ duplicate: 0, reorder: 0, delayMs: 0 });
  });

  it("lose all the news of the next payment, then let news through again by themselves", () => {
    const { switches, tick, pay, lastStripe, changes } = rig();
    switches.set({ losePayment: true });
    tick();
    expect(lastStripe()).toMatchObject({ loseAll: true });
    pay();
    tick(); // the payment is seen
    expect(switches.faults().losePayment).toBe(true);
    tick(); // its events are made
    expect(lastStripe()).toMatchObject({ loseAll: false });
    expect(switches.faults().losePayment).toBe(false);
    expect(changes()).toBe(1);
  });

  it("take a payment that the bank only promised for the next one", () => {
    const { switches, tick, payByLyra, lastLyra } = rig();
    switches.set({ losePayment: true });
    expect(lastLyra()).toMatchObject({ loseAll: true });
    payByLyra();
    tick();
    tick();
    expect(lastLyra()).toMatchObject({ loseAll: false });
  });

  it("stop watching when switched off by hand", () => {
    const { switches, tick, pay, changes, waiting } = rig();
    switches.set({ losePayment: true });
    switches.set({ losePayment: false });
    pay();
    tick();
    tick();
    expect([changes(), waiting()]).toEqual([0, 0]);
  });
});
