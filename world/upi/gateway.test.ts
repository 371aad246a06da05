import { describe, expect, it } from "vitest";
import {
  type UpiBooks,
  addRefund,
  beginPayment,
  endPayment,
  endRefund,
  isPaid,
  keyOf,
  leftOf,
  openOrder,
  paymentProblem,
} from "./gateway.ts";

function opened() {
  const books: UpiBooks = new Map();
  openOrder(books, {
    configuration: "c",
    reference: "r",
    provider: "payu",
    currency: "INR",
    total: 900,
    expiresMs: 50,
  });
  const order = books.get(keyOf("c", "r"));
  if (!order) throw new Error("it was not opened");
  return { books, order };
}
const attempt = { id: "t1", bankId: "b1", method: "upi" } as const;

describe("a merchant's gateway", () => {
  it("takes an order's money once, before its end", () => {
    const { order } = opened();
    const paid = endPayment(beginPayment(order, attempt, 10), "success", 11);
    expect([isPaid(paid), leftOf(paid)]).toEqual([true, 900]);
    expect(() => beginPayment(paid, attempt, 12)).toThrow(/already paid/);
    expect(() => beginPayment(order, attempt, 50)).toThrow(/expired/);
    expect(paymentProblem({ ...order, cancelled: true }, 10)).toMatch(/cancelled/);
  });

  it("waits for the bank, and lets her try again when it says no", () => {
    const begun = beginPayment(opened().order, attempt, 10);
    expect(() => beginPayment(begun, attempt, 11)).toThrow(/still working/);
    const declined = endPayment(begun, "failed", 12);
    expect(paymentProblem(declined, 13)).toBeUndefined();
    expect(() => endPayment(declined, "success", 14)).toThrow(/Nothing is pending/);
  });

  it("gives back at most what came, and has it again when the bank returns it", () => {
    const paid = endPayment(beginPayment(opened().order, attempt, 10), "success", 11);
    const refund = { id: "f1", amount: 600, speed: "normal", status: "success" } as const;
    const part = addRefund(paid, refund, 12);
    if (!part) throw new Error("it was refused");
    expect(addRefund(part, { ...refund, id: "f2", amount: 301 }, 13)).toBeUndefined();
    expect(leftOf(endRefund(part, "f1", "failed", 14))).toBe(900);
  });

  it("keeps an order that is opened again", () => {
    const { books, order } = opened();
    openOrder(books, { ...order, total: 1 });
    expect(books.get(keyOf("c", "r"))?.total).toBe(900);
  });
});
