import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type PaymentState, judgeCapture, mayMove } from "#domain/payment";

const states: readonly PaymentState[] = ["requested", "open", "void", "expired", "captured"];
const state = fc.constantFrom(...states);
const amount = fc
  .tuple(fc.integer({ min: 1, max: 1_000 }), fc.constantFrom("EUR", "USD"))
  .map(([minor, code]) => money(minor, currency(code)));
const order = fc.constantFrom("payable" as const, "paid" as const, "closed" as const);

describe("a payment", () => {
  it("never moves backwards, stands still, or comes back to where it was", () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 30 }), (wanted) => {
        let at: PaymentState = "requested";
        const seen = new Set<PaymentState>([at]);
        for (const to of wanted) {
          if (!mayMove(at, to)) continue;
          expect(seen.has(to)).toBe(false);
          seen.add(to);
          at = to;
        }
      }),
    );
    for (const a of states) for (const b of states) if (mayMove(a, b)) expect(mayMove(b, a)).toBe(false);
  });

  it("can always be captured, even after it was voided or ran out, and nothing follows a capture", () => {
    for (const from of states) {
      expect(mayMove(from, "captured")).toBe(from !== "captured");
      expect(mayMove("captured", from)).toBe(false);
    }
  });
});

describe("a new capture", () => {
  it("settles only the open payment of a payable order, to the unit and in the currency asked", () => {
    fc.assert(
      fc.property(state, order, amount, amount, (at, standing, asked, came) => {
        const verdict = judgeCapture({ state: at, amount: asked }, standing, came);
        const isClaimed = standing === "payable" && (at === "open" || at === "requested");
        const isExact = asked.minor === came.minor && asked.currency === came.currency;
        expect(verdict).toBe(!isClaimed ? "surplus" : isExact ? "settles" : "wrong-amount");
      }),
    );
  });

  it("settles once: the same money judged again after it settled is surplus", () => {
    fc.assert(
      fc.property(amount, (asked) => {
        expect(judgeCapture({ state: "open", amount: asked }, "payable", asked)).toBe("settles");
        expect(judgeCapture({ state: "captured", amount: asked }, "payable", asked)).toBe("surplus");
        expect(judgeCapture({ state: "open", amount: asked }, "paid", asked)).toBe("surplus");
      }),
    );
  });

  it("may come before the provider answered that the link exists", () => {
    const asked = money(4_990, currency("EUR"));
    expect(judgeCapture({ state: "requested", amount: asked }, "payable", asked)).toBe("settles");
  });
});
