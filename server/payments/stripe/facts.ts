import { type Instant, instant, seconds } from "#domain/instant";
import type { Money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { fromStripe } from "./amounts.ts";
import { type Dispute, type PaymentIntent, type Refund, type Session, type SetupIntent, idOf } from "./objects.ts";

/** An amount in a currency, or of a size, that the till cannot count: nothing may be concluded from it. */
export class UnreadableAmount extends Error {
  override readonly name = "UnreadableAmount";
}

function amountOf(amount: number | null | undefined, code: string | null | undefined): Money {
  const read = amount === null || amount === undefined ? undefined : fromStripe(amount, code ?? "");
  if (!read) throw new UnreadableAmount(`Stripe states an amount of ${String(amount)} ${String(code)}`);
  return read;
}

/** A moment as Stripe states it, in seconds. */
export const at = (stamp: number): Instant => instant(seconds(stamp));

/** Our payment's id, as it was given to Stripe; undefined for payments of other programs on the same account. */
export const referenceOf = ({
  metadata,
}: {
  readonly metadata?: Readonly<Record<string, string>> | null | undefined;
}) => metadata?.["reference"];

/** Whether a payment is the charge of a kept card. A page's carries the reference too, but no word on who began it. */
export const isCardCharge = ({ metadata }: Pick<PaymentIntent, "metadata">): boolean =>
  metadata?.["initiatedBy"] !== undefined;

const paymentId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The same of a session. We write it twice; an id in our shape counts where the notes were lost on the way. */
export const referenceOfSession = (session: Session): string | undefined =>
  referenceOf(session) ??
  (paymentId.test(session.client_reference_id ?? "") ? (session.client_reference_id ?? undefined) : undefined);

/**
 * A capture is named by its PaymentIntent: a session's event carries no charge, an intent is captured once at most,
 * and refunds and disputes name it too. So whichever of four ways tells of it, the id is the same.
 */
const captured = (
  intentId: string,
  found: { readonly reference: string; readonly at: Instant; readonly amount: Money; readonly fee?: Money },
): PaymentFact => ({ factId: `captured:${intentId}`, kind: "captured", captureId: intentId, ...found });

const linkExpired = (session: Session, reference: string, when: Instant): PaymentFact => ({
  factId: `link-expired:${session.id}`,
  kind: "link-expired",
  reference,
  at: when,
});

/** The capture a session tells of, paid sessions only: `complete` alone comes before the money does. */
export function capturedBySession(session: Session, when: Instant): readonly PaymentFact[] {
  const reference = referenceOfSession(session);
  const intentId = idOf(session.payment_intent);
  if (reference === undefined || intentId === undefined || session.payment_status !== "paid") return [];
  return [captured(intentId, { reference, at: when, amount: amountOf(session.amount_total, session.currency) })];
}

/** A session nobody can pay at any more, without money: its time ran out, or the bank sent nothing after all. */
export function expiredSession(session: Session, when: Instant): readonly PaymentFact[] {
  const reference = referenceOfSession(session);
  return reference === undefined ? [] : [linkExpired(session, reference, when)];
}

/** What Stripe kept of a capture; undefined when not told, or in another currency than was paid. */
function feeOf({ latest_charge }: PaymentIntent, paid: Money): Money | undefined {
  const transaction = typeof latest_charge === "object" ? latest_charge?.balance_transaction : undefined;
  if (transaction === null || typeof transaction !== "object") return undefined;
  const fee = fromStripe(transaction.fee, transaction.currency);
  return fee?.currency === paid.currency ? fee : undefined;
}

/** The capture of an intent that succeeded, with its fee where the charge was expanded. */
export function capturedByIntent(intent: PaymentIntent, when: Instant): readonly PaymentFact[] {
  const reference = referenceOf(intent);
  if (reference === undefined || intent.status !== "succeeded") return [];
  const amount = amountOf(intent.amount_received, intent.currency);
  const fee = feeOf(intent, amount);
  return [captured(intent.id, { reference, at: when, amount, ...(fee ? { fee } : {}) })];
}

/**
 * A try that brought no money; the customer may try again. It is named by its charge, else by the payment and the card:
 * a card typed anew has a new id, and a kept one is tried once for each payment. A 3-D Secure page left half-way may
 * have neither; then the event's id names it.
 */
export function failedAttempt(intent: PaymentIntent, when: Instant, eventId?: string): readonly PaymentFact[] {
  const reference = referenceOf(intent);
  const error = intent.last_payment_error;
  const tried = error?.charge ?? (error?.payment_method ? `${intent.id}:${error.payment_method.id}` : eventId);
  if (reference === undefined || !error || tried === undefined) return [];
  const reason = error.decline_code ?? error.code ?? "declined";
  return [{ factId: `attempt-failed:${tried}`, kind: "attempt-failed", reference, at: when, reason }];
}

/** A try to register a card that failed; she may try another. Named as a failed payment is. */
export function failedSetUp(setUp: SetupIntent, when: Instant, eventId?: string): readonly PaymentFact[] {
  const reference = referenceOf(setUp);
  const error = setUp.last_setup_error;
  const tried = error?.payment_method ? `${setUp.id}:${error.payment_method.id}` : eventId;
  if (reference === undefined || !error || tried === undefined) return [];
  const reason = error.decline_code ?? error.code ?? "declined";
  return [{ factId: `attempt-failed:${tried}`, kind: "attempt-failed", reference, at: when, reason }];
}

/**
 * All that a payment without a page tells, looked up with `latest_charge.balance_transaction`: a kept card was charged
 * once, so a failed try is the end of it.
 */
export function intentFacts(intent: PaymentIntent): {
  readonly facts: readonly PaymentFact[];
  readonly final: boolean;
} {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : undefined;
  const when = at(charge?.created ?? intent.created);
  if (intent.status === "succeeded") return { facts: capturedByIntent(intent, when), final: true };
  const failed = failedAttempt(intent, when);
  const isOver = intent.status === "canceled" || (intent.status === "requires_payment_method" && failed.length > 0);
  return { facts: isOver ? failed : [], final: isOver };
}

/** All that a session looked up with `payment_intent.latest_charge.balance_transaction` tells. */
export function sessionFacts(session: Session): { readonly facts: readonly PaymentFact[]; readonly final: boolean } {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : undefined;
  const charge = typeof intent?.latest_charge === "object" ? intent.latest_charge : undefined;
  const when = at(charge?.created ?? session.created);
  if (session.payment_status === "paid") {
    const byIntent = intent ? capturedByIntent(intent, when) : [];
    return { facts: byIntent.length > 0 ? byIntent : capturedBySession(session, when), final: true };
  }
  const failed = intent ? failedAttempt(intent, when) : [];
  if (session.status === "expired") {
    return { facts: [...failed, ...expiredSession(session, at(session.expires_at))], final: true };
  }
  if (session.status !== "complete") return { facts: failed, final: false };
  // Complete without money: a bank debit is on its way, or it came to nothing and the page is closed.
  const isOver = intent?.status === "requires_payment_method" || intent?.status === "canceled";
  return isOver ? { facts: [...failed, ...expiredSession(session, when)], final: true } : { facts: [], final: false };
}

const refundStates = new Map<string, "pending" | "done" | "failed">([
  ["pending", "pending"],
  ["requires_action", "pending"],
  ["succeeded", "done"],
  ["failed", "failed"],
  ["canceled", "failed"],
]);

/**
 * Where a refund stands. Stripe does not copy the payment's metadata to its refunds: where the payment was not expanded,
 * in every event, `reference` is empty and the capture's id says whose money it is.
 */
export function refundFacts(refund: Refund, when = at(refund.created)): readonly PaymentFact[] {
  const payment = refund.payment_intent;
  const captureId = idOf(payment);
  const state = refundStates.get(refund.status ?? "");
  if (captureId === undefined || state === undefined) return [];
  const refundId = refund.metadata?.["refundId"];
  return [
    {
      factId: `refund:${refund.id}:${state}`,
      kind: "refund-changed",
      reference: (typeof payment === "object" && payment ? referenceOf(payment) : undefined) ?? "",
      at: when,
      refundRef: refund.id,
      captureId,
      amount: amountOf(refund.amount, refund.currency),
      state,
      ...(refundId === undefined ? {} : { refundId }),
      ...(refund.failure_reason ? { reason: refund.failure_reason } : {}),
    },
  ];
}

/** Statuses of a dispute under which the bank holds the money, and those that end it. */
const disputeStates = new Map<string, "opened" | "won" | "lost">([
  ["needs_response", "opened"],
  ["under_review", "opened"],
  ["won", "won"],
  ["lost", "lost"],
]);

/**
 * Where a dispute stands. Inquiries (`warning_…`) move no money and give no fact. An end is told together with the
 * opening, so that one lost event cannot leave the books with a verdict on money that never left.
 */
export function disputeFacts(dispute: Dispute, when: Instant): readonly PaymentFact[] {
  const captureId = idOf(dispute.payment_intent);
  const reached = disputeStates.get(dispute.status);
  if (captureId === undefined || reached === undefined) return [];
  const due = dispute.evidence_details?.due_by;
  const fact = (state: "opened" | "won" | "lost", moment: Instant): PaymentFact => ({
    factId: `dispute:${dispute.id}:${state}`,
    kind: "dispute-changed",
    // A dispute carries nothing of ours: the capture's id says whose money it is.
    reference: "",
    at: moment,
    disputeId: dispute.id,
    captureId,
    amount: amountOf(dispute.amount, dispute.currency),
    state,
    ...(state === "opened" && due ? { dueBy: at(due) } : {}),
    ...(dispute.reason ? { reason: dispute.reason } : {}),
  });
  const opened = fact("opened", at(dispute.created));
  return reached === "opened" ? [opened] : [opened, fact(reached, when)];
}
