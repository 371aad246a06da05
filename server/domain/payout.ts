import type { Money } from "#domain/money";
import type { ReadOutcome } from "#domain/statement";

/** A line of a payout: what it is made of. Amounts may be below zero. */
export type PayoutLine = {
  /** Where it stands in the file. */
  readonly line: number;
  /** The provider's own name for the line, unique at its account. */
  readonly lineRef: string;
  readonly kind: "charge" | "refund" | "fee" | "dispute" | "other";
  /** Before fees. */
  readonly amount: Money;
  /** What the provider kept of it. */
  readonly fee: Money;
  /** Names the provider may know the payment by; the first that a capture of ours has is it. */
  readonly captureIds: readonly string[];
};

/** Money a provider sent to the shop's bank at once. */
export type Payout = {
  readonly payoutRef: string;
  /** `2026-11-26`. */
  readonly arrivesOn: string;
  /** What comes: the sum of its lines less fees. */
  readonly amount: Money;
  readonly lines: readonly PayoutLine[];
};

/** Formats of payout files. */
export type PayoutFormat = "stripe-csv" | "payouts-csv" | "payouts-json";
/** A payout file read whole, or all that is wrong with it. `waiting` lines belong to no payout yet and come again. */
export type PayoutRead = ReadOutcome<{
  readonly format: PayoutFormat;
  readonly payouts: readonly Payout[];
  readonly waiting: number;
}>;
