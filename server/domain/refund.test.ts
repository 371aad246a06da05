import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type RefundState, mayRefundMove, refundable, refundableOf } from "#domain/refund";

const states: readonly RefundState[] = ["requested", "pending", "done", "failed"];

describe("a refund", () => {
  it("only ever moves on: requested, pending, done, failed, skipping as it likes", () => {
    for (const [n, from] of states.entries())
      for (const [m, to] of states.entries()) expect(mayRefundMove(from, to)).toBe(m > n);
  });

  it("ends in the same state in whatever order the news comes", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...states], { minLength: 1 }), (news) => {
        const end = (told: readonly RefundState[]): RefundState =>
          told.reduce<RefundState>((at, to) => (mayRefundMove(at, to) ? to : at), "requested");
        expect(end(news)).toBe(end(news.toReversed()));
        expect(end([...news, ...news])).toBe(end(news));
      }),
    );
  });

  it("leaves of a capture what is not held by another", () => {
    const EUR = currency("EUR");
    expect(refundable(money(4_990, EUR), money(1_990, EUR))).toBe(3_000);
    expect(refundable(money(4_990, EUR), money(4_990, EUR))).toBe(0);
  });

  it("goes back from money that is here: never from a promise that was not kept, nor from what a bank decides about", () => {
    const stage = fc.constantFrom("promised" as const, "booked" as const, "lost" as const);
    const standing = fc.record({ left_minor: fc.nat(100_000), disputed: fc.boolean(), stage });
    fc.assert(
      fc.property(fc.array(standing, { maxLength: 6 }), (captures) => {
        const { free, left, disputed } = refundableOf(captures);
        expect(free.some((one) => one.disputed || one.stage === "lost")).toBe(false);
        expect(left).toBe(free.reduce((sum, one) => sum + one.left_minor, 0));
        for (const one of captures) expect(free.includes(one)).toBe(!one.disputed && one.stage !== "lost");
        if (disputed) expect(left).toBe(0);
      }),
    );
    const lost = { left_minor: 1_200, disputed: false, stage: "lost" } as const;
    expect(refundableOf([lost])).toEqual({ free: [], left: 0, disputed: false });
    expect(refundableOf([lost, { ...lost, disputed: true, stage: "booked" }]).disputed).toBe(true);
  });
});
