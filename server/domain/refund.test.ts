import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type RefundState, mayRefundMove, refundable } from "#domain/refund";

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
});
