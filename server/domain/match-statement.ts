import { days } from "#domain/instant";
import { type Money, sameMoney } from "#domain/money";
import { namesReference } from "#domain/payment-reference";
import { type StatementLine, dayOf, squeezed } from "#domain/statement";

/** A payment a statement may be about. Amounts in minor units, times in milliseconds. */
export type PaymentNear = {
  readonly paymentId: string;
  /** The reference printed in its code. */
  readonly reference: string;
  readonly amount: Money;
  /** waiting: may still be paid. paid: its money came. over: void or expired. */
  readonly standing: "waiting" | "paid" | "over";
  readonly askedAt: number;
  readonly payer?: string;
  /** A capture a person confirmed, or a provider told of, which no statement has shown yet. */
  readonly unbacked?: { readonly captureId: string; readonly amount: Money };
  /** Entries that were used for it already. */
  readonly used: readonly { readonly bankRef?: string; readonly bookedOn: string }[];
};

/** A refund that may be what left the account. */
export type RefundNear = {
  readonly refundId: string;
  /** The reference of the payment it belongs to. */
  readonly reference: string;
  readonly amount: Money;
  readonly askedAt: number;
  readonly payee?: string;
  /** Whether it is done by our books: then the line only proves it. */
  readonly done: boolean;
};

/** A payout a provider announced and no statement has shown yet. */
export type PayoutNear = {
  readonly railId: string;
  readonly payoutRef: string;
  /** Above zero: comes in. Below: the provider takes it. */
  readonly amount: Money;
  readonly arrivesOn: string;
};

/** What is on record near a line. */
export type Near = {
  readonly payments: readonly PaymentNear[];
  readonly refunds: readonly RefundNear[];
  readonly payouts: readonly PayoutNear[];
};

/** Why a line is put before a person. */
export type OddReason = "wrong-amount" | "no-payment" | "several" | "reversed" | "maybe-twice" | "unknown-debit";

/** What a line of a statement means. Only the first four change anything by themselves. */
export type EntryVerdict =
  | { readonly verdict: "settles"; readonly paymentId: string }
  | { readonly verdict: "backs"; readonly paymentId: string; readonly captureId: string }
  | { readonly verdict: "refund"; readonly refundId: string }
  | { readonly verdict: "payout"; readonly railId: string; readonly payoutRef: string }
  | { readonly verdict: "proposed"; readonly paymentId: string }
  | { readonly verdict: "proposed"; readonly refundId: string }
  | { readonly verdict: "odd"; readonly reason: OddReason; readonly paymentIds: readonly string[] };

/** Money without a reference is held against what was asked for up to this long before. */
const window = days(45);
/** A payout may be booked this much earlier or later than its provider said. */
const payoutWindow = days(6);

/**
 * Judges a booked line: an exact reference with the right amount is sure; another amount, a reversal, or what might be the
 * same money told twice goes to a person; without a reference one fitting payment is proposed, and nothing is assumed.
 */
export function judgeEntry(line: StatementLine, near: Near): EntryVerdict {
  if (line.reversal) return odd("reversed", namedBy(line, near.payments));
  return line.side === "credit" ? judgeCredit(line, near) : judgeDebit(line, near);
}

const odd = (reason: OddReason, payments: readonly PaymentNear[] = []): EntryVerdict => ({
  verdict: "odd",
  reason,
  paymentIds: payments.map(({ paymentId }) => paymentId),
});

/** The payments a line names; of references that contain one another the longest is meant. */
function namedBy<Named extends { readonly reference: string }>(
  line: StatementLine,
  all: readonly Named[],
): readonly Named[] {
  const named = all.filter(({ reference }) => namesReference(line, reference));
  const shadows = (long: string, short: string): boolean => long.length > short.length && long.includes(short);
  return named.filter((one) => !named.some(({ reference }) => shadows(squeezed(reference), squeezed(one.reference))));
}

function judgeCredit(line: StatementLine, near: Near): EntryVerdict {
  const named = namedBy(line, near.payments);
  if (named.length > 0) return judgeNamed(line, named);
  const payout = payoutOf(line, near.payouts);
  if (payout) return payout;
  return propose(line, near.payments);
}

function judgeNamed(line: StatementLine, named: readonly PaymentNear[]): EntryVerdict {
  const [payment] = named;
  if (payment === undefined || named.length > 1) return odd("several", named);
  const { paymentId, unbacked, amount, used } = payment;
  if (unbacked && sameMoney(unbacked.amount, line.amount))
    return { verdict: "backs", paymentId, captureId: unbacked.captureId };
  if (!sameMoney(amount, line.amount)) return odd("wrong-amount", named);
  return used.some((one) => maybeSame(one, line)) ? odd("maybe-twice", named) : { verdict: "settles", paymentId };
}

/**
 * Whether two entries for one payment may be one movement told by two files: only two names of a bank tell them apart
 * for sure, or days that lie apart.
 */
function maybeSame(one: PaymentNear["used"][number], line: StatementLine): boolean {
  if (one.bankRef !== undefined && line.bankRef !== undefined) return one.bankRef === line.bankRef;
  return apart(one.bookedOn, line.bookedOn) <= days(3);
}

function apart(one: string, other: string): number {
  const [a, b] = [dayOf(one), dayOf(other)];
  return a === undefined || b === undefined ? 0 : Math.abs(a - b);
}

/** One word at least of three letters in both names, without accents: banks shorten and reorder names. */
export function likeNames(one: string | undefined, other: string | undefined): boolean {
  const words = (name: string | undefined): ReadonlySet<string> =>
    new Set(
      (name ?? "")
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .toUpperCase()
        .match(/\p{L}{3,}/gu) ?? [],
    );
  const others = words(other);
  return [...words(one)].some((word) => others.has(word));
}

/** Whether something asked for at `askedAt` may be what was booked on a day: not before it, and not too long after. */
function fitsTime(askedAt: number, bookedOn: string): boolean {
  const booked = dayOf(bookedOn);
  // The day's end in any time zone, and a bank that dates back by a day.
  return booked !== undefined && askedAt <= booked + days(2) && askedAt >= booked - window;
}

function propose(line: StatementLine, payments: readonly PaymentNear[]): EntryVerdict {
  const fitting = payments.filter(
    ({ standing, unbacked, amount, askedAt }) =>
      (standing === "waiting" || (standing === "paid" && unbacked !== undefined)) &&
      sameMoney(unbacked?.amount ?? amount, line.amount) &&
      fitsTime(askedAt, line.bookedOn),
  );
  const byName = fitting.filter(({ payer }) => likeNames(payer, line.name));
  const best = byName.length > 0 ? byName : fitting;
  const [only] = best;
  if (only === undefined) return odd("no-payment");
  return best.length === 1 ? { verdict: "proposed", paymentId: only.paymentId } : odd("several", best);
}

function judgeDebit(line: StatementLine, near: Near): EntryVerdict {
  const payout = payoutOf(line, near.payouts);
  if (payout) return payout;
  const equal = near.refunds.filter(({ amount }) => sameMoney(amount, line.amount));
  const named = namedBy(line, equal);
  const byName = equal.filter(({ payee, askedAt }) => likeNames(payee, line.name) && fitsTime(askedAt, line.bookedOn));
  const [only, ...others] = named.length > 0 ? named : byName;
  if (only === undefined) return odd("unknown-debit");
  if (others.length > 0) return odd("several");
  // Her name and the very sum prove a refund that was done; that one was done is not believed of a name alone.
  const { refundId } = only;
  return named.length > 0 || only.done ? { verdict: "refund", refundId } : { verdict: "proposed", refundId };
}

/** The one payout of just this sum about this day, or the one whose name the bank carries. */
function payoutOf(line: StatementLine, payouts: readonly PayoutNear[]): EntryVerdict | undefined {
  const minor = line.side === "credit" ? line.amount.minor : -line.amount.minor;
  const equal = payouts.filter(({ amount }) => amount.minor === minor && amount.currency === line.amount.currency);
  const named = equal.filter(({ payoutRef }) => namesReference(line, payoutRef));
  const timely = equal.filter(({ arrivesOn }) => apart(arrivesOn, line.bookedOn) <= payoutWindow);
  const [only, ...others] = named.length > 0 ? named : timely;
  if (only === undefined || others.length > 0) return undefined;
  return { verdict: "payout", railId: only.railId, payoutRef: only.payoutRef };
}
