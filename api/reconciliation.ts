import { z } from "zod";
import { listOf, orderId, paymentId, time } from "./identifier.ts";
import { money } from "./money.ts";

/** Something our records and the provider's do not agree on, or nobody could say. */
export const difference = z.object({
  paymentId: paymentId.nullable(),
  orderId: orderId.nullable(),
  problem: z.enum(["unknown-payment", "wrong-amount", "surplus", "disputed", "refund-failed", "unreachable"]),
  amount: money.nullable(),
  at: time,
});

/**
 * What the last comparison with the providers found.
 * - never: nothing was compared yet
 * - checking: a comparison runs
 * - match: every payment agrees
 * - differences: see the list
 */
export const reconciliation = z
  .object({
    state: z.enum(["never", "checking", "match", "differences"]),
    /** Payments on record. */
    payments: z.int(),
    /** Of these, the ones that need nobody: no wrong or second sum, no dispute, no refund that came back. */
    matching: z.int(),
    /** Of these, settled by the provider's own word. */
    confirmed: z.int(),
    /** Links that may still be paid. */
    waiting: z.int(),
    /** Paid ones that only a look-up told of: their webhook never came. */
    recovered: z.int(),
    checkedAt: time.nullable(),
    differences: listOf(difference),
  })
  .meta({ id: "Reconciliation" });
/** What the last comparison with the providers found. */
export type Reconciliation = z.output<typeof reconciliation>;
