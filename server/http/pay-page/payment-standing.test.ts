import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant, minutes, seconds } from "#domain/instant";
import { asksProvider, mostTurns, standingOf, visitOf } from "./payment-standing.ts";
import { capture, idOf, now, openPayment, recordsWith, refund } from "./ring-order.fixture.ts";

const visit = { now, turn: 0 };
const back = { now, turn: 0, backAt: now };
const newer = openPayment({ payment_id: idOf(2), revision: 4 });

describe("a payment that can be paid", () => {
  it("is ready at the provider's address", () => {
    expect(standingOf(recordsWith(), visit)).toEqual({
      is: "ready",
      url: "https://bank.example/pay/1?a=1&b=2",
      unsure: false,
    });
  });
  it("says why an attempt failed, and can be paid all the same", () => {
    expect(standingOf(recordsWith({ failedFor: "card_declined" }), visit)).toMatchObject({
      is: "ready",
      failedFor: "card_declined",
      unsure: false,
    });
  });
  it("is being prepared until the provider gives an address", () => {
    for (const payment of [{ state: "requested", url: null } as const, { state: "requested" } as const])
      expect(standingOf(recordsWith({ payment }), visit)).toEqual({ is: "preparing" });
  });
});

describe("a payment that is never ready", () => {
  it.each([
    ["expired by our clock", { payment: { expires_at: now } }],
    ["expired", { payment: { state: "expired" } }],
    ["void", { payment: { state: "void" } }],
    ["captured", { payment: { state: "captured" }, captures: [capture()] }],
    ["of an older revision", { order: { revision: 4 } }],
    ["of a cart again", { order: { state: "cart" } }],
    ["of a cancelled order", { order: { state: "cancelled" } }],
    ["of a paid order", { order: { state: "paid" } }],
    ["of a delivered order", { order: { state: "delivered" } }],
  ] as const)("is one %s, wherever she comes from", (_, parts) => {
    for (const one of [visit, back, { ...back, turn: mostTurns }])
      expect(standingOf(recordsWith(parts), one).is).not.toBe("ready");
  });
});

describe("a customer who comes back from the provider", () => {
  it("is asked to wait while nothing is known, and not for ever", () => {
    expect(standingOf(recordsWith(), back)).toEqual({ is: "checking" });
    expect(standingOf(recordsWith(), { ...back, turn: mostTurns - 1 })).toEqual({ is: "checking" });
    expect(standingOf(recordsWith(), { ...back, turn: mostTurns })).toMatchObject({ is: "ready", unsure: true });
  });
  it("waits too when the link was voided or ran out while she paid, until that is final", () => {
    for (const state of ["void", "expired"] as const) {
      expect(standingOf(recordsWith({ payment: { state } }), back).is).toBe("checking");
      expect(standingOf(recordsWith({ payment: { state, final: true } }), back)).toMatchObject({ unsure: false });
    }
  });
  it("hears of a failed attempt once the provider was asked since she came back", () => {
    const failedFor = "insufficient_funds";
    const asked = (by_lookup_at: number) => recordsWith({ failedFor, payment: { by_lookup_at } });
    expect(standingOf(recordsWith({ failedFor }), back).is).toBe("checking");
    expect(standingOf(asked(now - 1), back).is).toBe("checking");
    expect(standingOf(asked(now), back)).toMatchObject({ is: "ready", failedFor });
  });
  it("sees at once what is known", () => {
    expect(standingOf(recordsWith({ payment: { state: "captured" }, captures: [capture()] }), back).is).toBe("paid");
    expect(standingOf(recordsWith({ order: { state: "cancelled" } }), back).is).toBe("cancelled");
  });
});

describe("a paid payment", () => {
  const paid = { payment: { state: "captured" }, order: { state: "paid" }, captures: [capture()] } as const;
  it("stays paid whatever becomes of the order, with what went back", () => {
    const refunds = [refund(), refund({ state: "pending", amount_minor: 100 }), refund({ state: "failed" })];
    expect(standingOf(recordsWith({ ...paid, refunds }), visit)).toEqual({
      is: "paid",
      returned: { done: 890, underWay: 100 },
      cancelled: false,
    });
    expect(standingOf(recordsWith({ ...paid, order: { state: "cancelled" } }), visit)).toMatchObject({
      is: "paid",
      cancelled: true,
    });
  });
  it("is paid by the bank's promise, and lost when the promise is", () => {
    const of = (stage: "promised" | "lost") => recordsWith({ ...paid, captures: [capture({ stage })] });
    expect(standingOf(of("promised"), visit).is).toBe("paid");
    expect(standingOf(of("lost"), visit)).toEqual({ is: "lost" });
  });
});

describe("money that settles nothing", () => {
  const payment = { state: "captured" } as const;
  it("goes back, and the page leads to the payment that counts", () => {
    const records = recordsWith({
      payment,
      order: { revision: 4 },
      siblings: [openPayment(), newer],
      captures: [capture({ verdict: "wrong-amount" })],
      refunds: [refund({ state: "requested", amount_minor: 5_890 })],
    });
    expect(standingOf(records, visit)).toEqual({
      is: "returned",
      why: "wrong-amount",
      returned: { done: 0, underWay: 5_890 },
      by: idOf(2),
    });
  });
  it("says when the last piece was gone", () => {
    const captures = [capture({ verdict: "surplus" })];
    const order = { state: "cancelled", cancel_reason: "out-of-stock" } as const;
    expect(standingOf(recordsWith({ payment, order, captures }), visit)).toMatchObject({ why: "out-of-stock" });
    expect(standingOf(recordsWith({ payment, order: { state: "cancelled" }, captures }), visit)).toMatchObject({
      why: "surplus",
    });
  });
});

describe("a payment that another took the place of", () => {
  it("leads to the one that can be paid", () => {
    const records = recordsWith({
      payment: { state: "void", final: true },
      order: { revision: 4 },
      siblings: [openPayment(), newer],
    });
    expect(standingOf(records, visit)).toEqual({ is: "replaced", by: idOf(2), unsure: false, sameSum: true });
  });
  it("leads nowhere while there is none", () => {
    const gone = openPayment({ payment_id: idOf(2), revision: 4, state: "void" });
    const records = recordsWith({ order: { revision: 4 }, siblings: [openPayment(), gone] });
    expect(standingOf(records, visit)).toEqual({ is: "replaced", unsure: false, sameSum: false });
  });
  it("leads to the one that was paid", () => {
    const captures = [capture({ payment_id: idOf(2) })];
    expect(standingOf(recordsWith({ order: { state: "shipped" }, captures }), visit)).toEqual({
      is: "already-paid",
      by: idOf(2),
    });
  });
});

describe("a visit", () => {
  it("is read from the address, whatever stands there", () => {
    expect(visitOf({}, now)).toEqual({ now, turn: 0 });
    expect(visitOf({ back: "1" }, now)).toEqual({ now, turn: 0, backAt: now });
    const at = now - seconds(9);
    expect(visitOf({ back: "1", turn: "3", at: String(at) }, now)).toEqual({ now, turn: 3, backAt: at });
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (turn, when) => {
        const read = visitOf({ back: "", turn, at: when }, now);
        expect(read.turn).toBeGreaterThanOrEqual(0);
        expect(read.turn).toBeLessThanOrEqual(mostTurns);
        expect(read.backAt).toBeLessThanOrEqual(now);
      }),
    );
  });
  it("asks the provider at once, and five times in all", () => {
    const turns = Array.from({ length: mostTurns }, (_, turn) => turn).filter((turn) => asksProvider({ now, turn }));
    expect(turns).toEqual([0, 2, 5, 11, 23]);
  });
  it("ends by our clock, not by the provider's", () => {
    const records = recordsWith({ payment: { expires_at: now + minutes(1) } });
    expect(standingOf(records, { now: instant(now + minutes(1) - 1), turn: 0 }).is).toBe("ready");
    expect(standingOf(records, { now: instant(now + minutes(1)), turn: 0 })).toEqual({ is: "expired", unsure: true });
  });
});
