import { z } from "zod";
import { listOf, orderId, paymentId, refundId, refundRequestId, time } from "./identifier.ts";
import { money } from "./money.ts";

/** Where a refund stands; a bank may fail it after it was done. */
export const refundState = z.enum(["requested", "pending", "done", "failed"]);
/** Why money goes back. */
export const refundReason = z.enum([
  "customer-asked",
  "out-of-stock",
  "surplus",
  "wrong-amount",
  "order-cancelled",
  "operator",
]);

/** Money going back to a customer. */
export const refund = z
  .object({
    id: refundId,
    paymentId,
    orderId,
    amount: money,
    reason: refundReason,
    state: refundState,
    /** What the bank said, when it failed. */
    problem: z.string().nullable(),
    requestedBy: z.string(),
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: "Refund" });
/** Money going back to a customer. */
export type Refund = z.output<typeof refund>;

/** A refund to make: without `amount` all that is left. */
export const refundRequest = z.object({
  amount: money.optional(),
  reason: z.enum(["customer-asked", "out-of-stock", "operator"]).default("customer-asked"),
});
/**
 * The refunds it made: one per capture it drew on. None, and `waits`, where a second person has to agree first: then it
 * is a refund request.
 */
export const refundsMade = z.object({
  refunds: listOf(refund),
  amount: money,
  waits: refundRequestId.nullable(),
});
