import { type Currency, exponentOf, isCurrency } from "#domain/currency";
import { type Instant, instant } from "#domain/instant";
import { type Money, money } from "#domain/money";
import { paymentOfReference } from "#domain/native-pay";
import type { PaymentFact } from "#domain/payment";
import type { WireAmount, WirePayment, WireRefund, WireTransaction } from "./objects.ts";
import { type OrderName, captureIdOf } from "./references.ts";

/** What Meta says cannot be said in our words: it is looked at again, and nothing is believed of it. */
export class UnreadablePayment extends Error {
  override readonly name = "UnreadablePayment";
}

type RefundState = Extract<PaymentFact, { readonly kind: "refund-changed" }>["state"];
/** Meta says `completed` in the answer to a refund, `success` everywhere else. */
const refundStates: Readonly<Record<string, RefundState>> = {
  pending: "pending",
  success: "done",
  completed: "done",
  failed: "failed",
};

/** The state of a refund in our words; a word that Meta invents later is not yet an end. */
export const refundStateOf = (status: string): RefundState => refundStates[status.toLowerCase()] ?? "pending";

/** Who is told of: our payment's id where the reference is ours. */
const referenceOf = ({ reference }: OrderName): string => paymentOfReference(reference) ?? reference;

/** The facts of an order's payment: tries that failed, money that came, money that went back. `heard` is Meta's time. */
export function factsOf(order: OrderName, payment: WirePayment, heard: Instant): readonly PaymentFact[] {
  const won = payment.transactions.filter(isSuccess);
  if (payment.status === "captured" && won.length === 0)
    throw new UnreadablePayment("WhatsApp calls an order paid and shows no payment");
  const facts = payment.transactions.flatMap((one) => transactionFacts(order, payment, one, heard));
  const [first] = won;
  const refunds = [...(payment.refunds ?? []), ...payment.transactions.flatMap((one) => one.refunds ?? [])];
  if (refunds.length > 0 && !first) throw new UnreadablePayment("WhatsApp tells of a refund of what was never paid");
  if (!first) return facts;
  const captureId = captureIdOf(order, first.id);
  return [...facts, ...refunds.map((one) => refundFact(order, captureId, one, payment, heard))];
}

/** Whether a try brought the money. */
export const isSuccess = ({ status }: WireTransaction): boolean => status.toLowerCase() === "success";
/** Whether a try may still bring it. */
export const isPending = ({ status }: WireTransaction): boolean =>
  !["success", "failed"].includes(status.toLowerCase());

function transactionFacts(
  order: OrderName,
  payment: WirePayment,
  transaction: WireTransaction,
  heard: Instant,
): readonly PaymentFact[] {
  const captureId = captureIdOf(order, transaction.id);
  const about = { reference: referenceOf(order), at: momentOf(transaction, heard) };
  if (isSuccess(transaction)) {
    const told = transaction.amount ?? payment.amount ?? payment.total_amount;
    const amount = moneyOf(told, transaction.currency ?? payment.currency);
    return [{ ...about, factId: `${captureId}:captured`, kind: "captured", captureId, amount }];
  }
  if (transaction.status.toLowerCase() !== "failed") return [];
  const { reason, code } = transaction.error ?? {};
  return [{ ...about, factId: `${captureId}:failed`, kind: "attempt-failed", reason: reason ?? code ?? "failed" }];
}

function refundFact(
  order: OrderName,
  captureId: string,
  refund: WireRefund,
  payment: WirePayment,
  heard: Instant,
): PaymentFact {
  const amount = moneyOf(refund.amount ?? payment.amount ?? payment.total_amount, payment.currency);
  return refundChanged(order, captureId, { id: refund.id, status: refund.status, amount, at: momentOf(refund, heard) });
}

/** One state of a refund. */
export function refundChanged(
  order: OrderName,
  captureId: string,
  {
    id,
    status,
    amount,
    at,
  }: { readonly id: string; readonly status: string; readonly amount: Money; readonly at: Instant },
): Extract<PaymentFact, { readonly kind: "refund-changed" }> {
  const state = refundStateOf(status);
  return {
    factId: `${order.reference}/${id}:${state}`,
    reference: referenceOf(order),
    at,
    kind: "refund-changed",
    refundRef: id,
    captureId,
    amount,
    state,
  };
}

/** Nobody paid in time. */
export const linkExpired = (order: OrderName, at: Instant): PaymentFact => ({
  factId: `${order.reference}:expired`,
  reference: referenceOf(order),
  at,
  kind: "link-expired",
});

const momentOf = (
  told: { readonly created_timestamp?: number | undefined; readonly updated_timestamp?: number | undefined },
  heard: Instant,
): Instant => instant((told.updated_timestamp ?? told.created_timestamp ?? 0) * 1_000 || heard);

/** The amount in minor units: value ÷ offset of the currency. Throws for what is no whole number of them. */
function moneyOf(told: WireAmount | undefined, code: string): Money {
  if (!isCurrency(code) || told === undefined || told.offset < 1)
    throw new UnreadablePayment("WhatsApp tells of money without an amount that can be read");
  const minor = (told.value * 10 ** exponentOf(code)) / told.offset;
  if (!Number.isSafeInteger(minor)) throw new UnreadablePayment("WhatsApp tells of a fraction of the smallest unit");
  return money(minor, code);
}

/** What can be charged: rupees, one at least. */
export function amountProblem({
  minor,
  currency,
}: {
  readonly minor: number;
  readonly currency: Currency;
}): string | undefined {
  if (currency !== "INR") return "payments in the chat are made in INR only";
  if (minor < 100) return "the smallest amount is 1.00 INR";
  return minor > 9_999_999_999 ? "the amount is too large" : undefined;
}
