import type { Instant } from "#domain/instant";
import { type Money, sameMoney } from "#domain/money";

/** A card kept at a provider. */
export type SavedCard = {
  readonly alias: string;
  /** As the provider writes it, in lower case: `visa`, `mastercard`, `cb`. */
  readonly brand: string;
  readonly lastFour: string;
  readonly expires: { readonly year: number; readonly month: number };
  readonly email?: string;
};

/** What a provider claims happened, from a signed event or a look-up. Only this file decides what it means. */
export type PaymentFact = {
  /** Unique per rail and equal however often and by whichever way the fact is learnt. */
  readonly factId: string;
  /** Our payment's id, as the provider gives it back. */
  readonly reference: string;
  readonly at: Instant;
} /** The bank promised the money and the provider will capture it by itself: `captured` or `capture-failed` follows. */ & (
  | { readonly kind: "authorised"; readonly captureId: string; readonly amount: Money }
  /** What was promised will not come. */
  | { readonly kind: "capture-failed"; readonly captureId: string; readonly amount: Money; readonly reason: string }
  /** A card is kept at the provider. The alias spends money; no card number is ever among this. */
  | ({ readonly kind: "card-saved" } & SavedCard)
  | {
      readonly kind: "captured";
      /** The provider's id of the movement of money; refunds name it. */
      readonly captureId: string;
      readonly amount: Money;
      /** What the provider kept, when it says so. */
      readonly fee?: Money;
    }
  | { readonly kind: "attempt-failed"; readonly reason: string }
  | { readonly kind: "link-expired" }
  | {
      readonly kind: "refund-changed";
      readonly refundRef: string;
      /** Our refund's id where the provider carries it. */
      readonly refundId?: string;
      readonly captureId: string;
      readonly amount: Money;
      readonly state: "pending" | "done" | "failed";
      readonly reason?: string;
    }
  | {
      readonly kind: "dispute-changed";
      readonly disputeId: string;
      readonly captureId: string;
      readonly amount: Money;
      readonly state: "opened" | "won" | "lost";
      /** Until when the bank takes an answer. */
      readonly dueBy?: Instant;
      /** The provider's word for what the customer says. */
      readonly reason?: string;
    }
);

/**
 * Where one payable link stands. It only moves down this list, never up:
 * - requested: the intent is on record, the provider not yet asked
 * - open: the customer can pay
 * - void: replaced or cancelled by us; money that still comes is returned
 * - expired: nobody paid in time
 * - captured: the money came, once, in full
 */
export type PaymentState = "requested" | "open" | "void" | "expired" | "captured";

const rank: Readonly<Record<PaymentState, number>> = { requested: 0, open: 1, void: 2, expired: 2, captured: 3 };

/** Whether a payment may go from one state to the other. */
export const mayMove = (from: PaymentState, to: PaymentState): boolean => rank[to] > rank[from];

/** What the rule needs to know of a payment to judge a capture. */
export type PaymentStanding = {
  readonly state: PaymentState;
  readonly amount: Money;
  /** Its money may be on its way for days: what was paid in time may arrive after its end. */
  readonly mayComeLate?: boolean;
};
/** What it needs to know of the order behind it. */
export type OrderStanding = "payable" | "paid" | "closed";

/**
 * What a capture that was not seen before means:
 * - settles: the order is paid by it
 * - surplus: real money without a claim to it; the whole is returned
 * - wrong-amount: another amount or currency than asked; the whole is returned and a person told
 */
export type CaptureVerdict = "settles" | "surplus" | "wrong-amount";

/**
 * Judges a new capture. A void or expired link, a paid or closed order and a second capture are all surplus; but a
 * transfer that arrives after its end settles an order that still waits for it.
 */
export function judgeCapture(payment: PaymentStanding, order: OrderStanding, amount: Money): CaptureVerdict {
  const isOver = payment.state === "expired" && payment.mayComeLate !== true;
  if (payment.state === "captured" || payment.state === "void" || isOver) return "surplus";
  if (order !== "payable") return "surplus";
  return sameMoney(payment.amount, amount) ? "settles" : "wrong-amount";
}
