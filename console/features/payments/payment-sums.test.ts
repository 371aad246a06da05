import { describe, expect, it } from "vitest";
import { askedInstead, shownSum } from "./payment-sums.ts";

const euros = (minor: number) => ({ minor, currency: "EUR" });
const payment = (amount: number, received: number) =>
  ({ amount: euros(amount), received: euros(received), state: received > 0 ? "captured" : "open" }) as const;

describe("the sum of a payment", () => {
  it("is what was asked while nothing came in", () => {
    expect(shownSum(payment(4990, 0))).toEqual(euros(4990));
    expect(askedInstead(payment(4990, 0))).toBeUndefined();
  });
  it("is what really came in, with what was asked beside it where they differ", () => {
    expect(shownSum(payment(4990, 1))).toEqual(euros(1));
    expect(askedInstead(payment(4990, 1))).toEqual(euros(4990));
    expect(askedInstead(payment(4990, 4990))).toBeUndefined();
  });
});
