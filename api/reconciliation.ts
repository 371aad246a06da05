import { z } from "zod";
import { listOf, orderId, paymentId, time } from "./identifier.ts";
import { money } from "./money.ts";

/** Something our records and the provider's do not agree on, or nobody could say. */
export const difference = z.object({
  paymentId: paymentId.nullable(),
  orderId: orderId.nullable(),
  problem: z.enum([
    "unknown-payment",
    "wrong-amount",
    "surplus",
    "disputed",
    "refund-failed",
    "unreachable",
    /** Its bank had promised it, and it never came. */
    "promise-lost",
    /** Confirmed by hand or told by a rail days ago, and on no statement since. */
    "not-on-statement",
    /** Captured at the provider weeks ago, and in none of its payouts. */
    "not-paid-out",
  ]),
  amount: money.nullable(),
  at: time,
});

/** The comparison of a night: every payment that is open or was over lately, looked up again. */
export const reconciliationRun = z.object({
  /** The shop's own day: `2026-11-24`. */
  day: z.string(),
  startedAt: time,
  finishedAt: time.nullable(),
  looked: z.int(),
  /** Payments of which only this look told. */
  recovered: z.int(),
  /** Providers that did not answer. */
  unanswered: z.int(),
  /** What waited for a person at its end. */
  odd: z.int(),
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
    /** Movements of the shop's bank account that wait for a person. */
    openEntries: z.int(),
    /** The last nights, the newest first. */
    runs: listOf(reconciliationRun),
  })
  .meta({ id: "Reconciliation" });
/** What the last comparison with the providers found. */
export type Reconciliation = z.output<typeof reconciliation>;
