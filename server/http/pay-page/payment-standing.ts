import type { RowOf } from "#contracts/store";
import { type Instant, instant } from "#domain/instant";
import type { PaymentShows } from "#domain/payment-shows";

/** What is on record of a payment, as far as its page needs it. Captures are those of the whole order. */
export type PaymentRecords = {
  readonly payment: RowOf<"payment">;
  readonly order: RowOf<"order">;
  readonly thread: Pick<RowOf<"thread">, "language" | "channel_id">;
  /** Every payment of the order, this one among them. */
  readonly siblings: readonly RowOf<"payment">[];
  readonly captures: readonly RowOf<"capture">[];
  /** Refunds of this payment's captures. */
  readonly refunds: readonly RowOf<"refund">[];
  /** Why the last attempt to pay failed, as the provider put it. */
  readonly failedFor: string | undefined;
  /** The receipt this payment was given. */
  readonly receiptId: string | undefined;
};

/** How the page is looked at. */
export type Visit = {
  readonly now: Instant;
  /** How often the page was loaded again by itself. */
  readonly turn: number;
  /** When she came back from the provider; absent when she comes from anywhere else. */
  readonly backAt?: Instant;
};

/** Money that went back, and money on its way back: minor units of the payment's currency. */
export type Returned = { readonly done: number; readonly underWay: number };

/**
 * What a payment's page says:
 * - ready: she can pay at `url`; `failedFor` when an attempt failed, `unsure` when she came back and no bank confirmed
 * - shown: she can pay by a code or by what is to be copied; no provider tells of it, so the bank is waited for
 * - preparing: the provider has not made its page yet
 * - checking: she came back and nothing is known yet
 * - paid, with what went back of it; `cancelled` when the order was
 * - lost: the bank had promised the money and never paid it
 * - returned: money came that settles nothing, and goes back whole
 * - already-paid: by another payment
 * - cancelled: before it was paid
 * - replaced: another link counts by now, over another sum unless `sameSum`; `by` is the payment, where there is one
 * - expired: nobody paid in time; `unsure` while the bank may still say otherwise, `late` where money that was sent before
 *   still counts when it arrives
 */
export type Standing =
  | { readonly is: "ready"; readonly url: string; readonly failedFor?: string; readonly unsure: boolean }
  | { readonly is: "shown"; readonly shows: PaymentShows }
  | { readonly is: "preparing" }
  | { readonly is: "checking" }
  | { readonly is: "paid"; readonly returned: Returned; readonly cancelled: boolean }
  | { readonly is: "lost" }
  | {
      readonly is: "returned";
      readonly why: "out-of-stock" | "wrong-amount" | "surplus";
      readonly returned: Returned;
      readonly by?: string;
    }
  | { readonly is: "already-paid"; readonly by?: string }
  | { readonly is: "cancelled" }
  | { readonly is: "replaced"; readonly by?: string; readonly unsure: boolean; readonly sameSum: boolean }
  | { readonly is: "expired"; readonly unsure: boolean; readonly late?: true };

/** The page loads itself again this often, and no more: two minutes at three seconds each. */
export const mostTurns = 40;

/** Says where a payment stands, from records and our clock alone. */
export function standingOf(records: PaymentRecords, visit: Visit): Standing {
  const { payment, order, captures } = records;
  const own = captures.filter(({ payment_id }) => payment_id === payment.payment_id);
  const settling = own.find(({ verdict }) => verdict === "settles");
  if (settling?.stage === "lost") return { is: "lost" };
  if (settling) return { is: "paid", returned: returnedOf(records), cancelled: order.state === "cancelled" };
  const other = own.at(-1);
  if (other) {
    const why = order.cancel_reason === "out-of-stock" ? "out-of-stock" : other.verdict;
    const by = successor(records);
    return {
      is: "returned",
      why: why === "settles" ? "surplus" : why,
      returned: returnedOf(records),
      ...(by === undefined ? {} : { by }),
    };
  }
  if (order.state === "paid" || order.state === "shipped" || order.state === "delivered") {
    const by = captures.find(({ verdict }) => verdict === "settles")?.payment_id;
    return { is: "already-paid", ...(by === undefined ? {} : { by }) };
  }
  if (order.state === "cancelled") return { is: "cancelled" };
  return unpaidStanding(records, visit);
}

function unpaidStanding(records: PaymentRecords, visit: Visit): Standing {
  const { payment, order, failedFor } = records;
  if (isChecking(records, visit)) return { is: "checking" };
  const unsure = visit.backAt !== undefined && payment.shows === null && !payment.final && failedFor === undefined;
  const by = successor(records);
  if (payment.state === "void" || order.state !== "placed" || order.revision !== payment.revision)
    return {
      is: "replaced",
      unsure,
      sameSum: by !== undefined && isSameSum(records),
      ...(by === undefined ? {} : { by }),
    };
  if (payment.state === "expired" || payment.expires_at <= visit.now)
    return by === undefined ? expiredStanding(payment) : { is: "replaced", by, unsure, sameSum: isSameSum(records) };
  if (payment.shows !== null && payment.state === "open") return { is: "shown", shows: payment.shows };
  if (payment.url === null || payment.state !== "open") return { is: "preparing" };
  return { is: "ready", url: payment.url, unsure, ...(failedFor === undefined ? {} : { failedFor }) };
}

/** What is to be paid is what this link was over: she went on to another way, or asked for a new link. */
const isSameSum = ({ payment, order }: PaymentRecords): boolean =>
  order.state === "placed" && order.total_minor === payment.amount_minor && order.currency === payment.currency;

const expiredStanding = ({ final, shows }: RowOf<"payment">): Standing => ({
  is: "expired",
  unsure: shows === null && !final,
  ...(shows === null ? {} : { late: true }),
});

/** She came back and money may be on its way, also to a link that was voided meanwhile. */
function isChecking({ payment, failedFor }: PaymentRecords, { backAt, turn }: Visit): boolean {
  if (backAt === undefined || payment.shows !== null || payment.final || turn >= mostTurns) return false;
  // A look-up since then would have found the money: the attempt that failed is the last word.
  const asked = payment.by_lookup_at !== null && payment.by_lookup_at >= backAt;
  return failedFor === undefined || !asked;
}

/** The payment of the order as it is now, when that is another one and can be paid or was. */
function successor({ payment, order, siblings }: PaymentRecords): string | undefined {
  return siblings.findLast(
    ({ payment_id, revision, state }) =>
      payment_id !== payment.payment_id && revision === order.revision && (state === "requested" || state === "open"),
  )?.payment_id;
}

function returnedOf({ refunds }: PaymentRecords): Returned {
  const sum = (...states: readonly string[]): number =>
    refunds.filter(({ state }) => states.includes(state)).reduce((all, { amount_minor }) => all + amount_minor, 0);
  return { done: sum("done"), underWay: sum("requested", "pending") };
}

/** Loads that also ask the provider: at once, then after growing pauses (0, 6, 15, 33 and 69 seconds). */
const asking: ReadonlySet<number> = new Set([0, 2, 5, 11, 23]);

/** Whether this load of a page that is checking makes the engine ask the provider. */
export const asksProvider = ({ turn }: Visit): boolean => asking.has(turn);

/** The visit an address describes: `back=1`, and what the page itself adds when it loads again: `turn` and `at`. */
export function visitOf(query: Readonly<Record<string, unknown>>, now: Instant): Visit {
  const count = (value: unknown, most: number): number | undefined =>
    typeof value === "string" && /^\d{1,15}$/.test(value) ? Math.min(Number(value), most) : undefined;
  const turn = count(query["turn"], mostTurns) ?? 0;
  if (query["back"] === undefined) return { now, turn };
  return { now, turn, backAt: instant(count(query["at"], now) ?? now) };
}
