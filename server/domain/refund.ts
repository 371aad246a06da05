import type { Money } from "#domain/money";

/** Where a refund stands. `failed` may follow `done`: a bank can send the money back days later. */
export type RefundState = "requested" | "pending" | "done" | "failed";

const moves: Readonly<Record<RefundState, readonly RefundState[]>> = {
  requested: ["pending", "done", "failed"],
  pending: ["done", "failed"],
  done: ["failed"],
  failed: [],
};

/** Whether a refund may go from one state to the other. */
export const mayRefundMove = (from: RefundState, to: RefundState): boolean => moves[from].includes(to);

/** Why money goes back. */
export type RefundReason =
  | "customer-asked"
  | "out-of-stock"
  | "surplus"
  | "wrong-amount"
  | "order-cancelled"
  | "operator";

/** What is still refundable of a capture: captured less all that is reserved or done. */
export const refundable = (captured: Money, reserved: Money): number => captured.minor - reserved.minor;
