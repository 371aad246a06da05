import { chargeMovement, post } from "./balance.ts";
import { bankAnswer, declineMessage } from "./cards.ts";
import { newCharge } from "./charges.ts";
import { learnEmail } from "./customers.ts";
import { emit } from "./events.ts";
import { explanationOf } from "./failure.ts";
import { attach, type Keeping } from "./methods.ts";
import type { PayOutcome } from "./model-types.ts";
import type { SessionObject } from "./checkout-objects.ts";
import type { ChargeObject, FutureUsage, PaymentErrorObject, PaymentIntentObject } from "./objects.ts";
import { type Cause, type Instrument, type IntentRecord, newId, type Payer, seconds } from "./state.ts";

/** What a new intent needs to know. The amount is in Stripe's minor unit. */
export type IntentSettings = {
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Record<string, string>;
  readonly description: string | null;
  readonly receiptEmail: string | null;
  readonly customer: string | null;
  readonly futureUsage: FutureUsage | null;
};

/** Makes an intent, of a session or on its own, and says so. */
export function createIntent(cause: Cause, settings: IntentSettings, sessionId: string | null): IntentRecord {
  const { state, account } = cause;
  const id = newId(state, "pi_3");
  const intent: PaymentIntentObject = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: settings.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: newId(state, `${id}_secret_`, 25),
    confirmation_method: "automatic",
    created: seconds(state),
    currency: settings.currency,
    customer: settings.customer,
    customer_account: null,
    description: settings.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: { ...settings.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    processing: null,
    receipt_email: settings.receiptEmail,
    review: null,
    setup_future_usage: settings.futureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_group: null,
  };
  const record: IntentRecord = { intent, sessionId, pastChallenges: new Set(), challenge: null };
  account.intents.set(id, record);
  emit(cause, "payment_intent.created", intent);
  return record;
}

/** One try to pay an intent by card: refused, sent to the bank's page, or captured. */
export function tryCard(cause: Cause, record: IntentRecord, instrument: Instrument): PayOutcome {
  const { state } = cause;
  const { intent } = record;
  const { card, kept, presence } = instrument;
  closeChallenge(record);
  const isAbsent = presence === "absent";
  const answer = bankAnswer(card, { isSetUp: kept?.isSetUp === true, isAbsent });
  if (answer.kind === "decline") return decline(cause, record, instrument, answer.code, answer.declineCode);
  if (answer.kind === "approve") return capture(cause, record, instrument);
  const code = "authentication_required";
  if (isAbsent) return decline(cause, record, instrument, code, code);
  if (presence === "hurried") return fail(cause, record, instrument, code, "authentication_not_handled", null);
  const id = newId(state, "payatt_", 16);
  record.challenge = { id, ...instrument };
  intent.status = "requires_action";
  intent.payment_method = kept?.method.id ?? newId(state, "pm_1");
  intent.next_action = {
    type: "redirect_to_url",
    redirect_to_url: { url: `${state.publicUrl}/c/challenge/${id}`, return_url: null },
  };
  emit(cause, "payment_intent.requires_action", intent);
  return { kind: "requires_action", challengeId: id, paymentIntentId: intent.id };
}

/** The cardholder's answer on her bank's page. The challenge must be the one that waits. */
export function answerChallenge(cause: Cause, record: IntentRecord, isComplete: boolean): PayOutcome | null {
  const { challenge } = record;
  if (challenge === null) return null;
  closeChallenge(record);
  if (isComplete) return capture(cause, record, challenge);
  return fail(cause, record, challenge, "payment_intent_authentication_failure", null, null);
}

/** The bank's page that waited is of no use any more. */
export function closeChallenge(record: IntentRecord): void {
  if (record.challenge !== null) record.pastChallenges.add(record.challenge.id);
  record.challenge = null;
}

function decline(
  cause: Cause,
  record: IntentRecord,
  instrument: Instrument,
  code: string,
  declineCode: string | null,
): PayOutcome {
  const { card, payer, kept, presence } = instrument;
  const isAbsent = presence === "absent";
  const refused = newCharge(cause, record, { card, payer, kept, isAbsent, status: "failed" });
  refused.failure_code = code;
  refused.failure_message = declineMessage(code, declineCode);
  refused.outcome = {
    ...refused.outcome,
    network_status: "declined_by_network",
    reason: declineCode ?? code,
    seller_message: "The bank declined the payment.",
    type: "issuer_declined",
  };
  emit(cause, "charge.failed", refused);
  return fail(cause, record, instrument, code, declineCode, refused);
}

/** The attempt is over without money; the intent can be tried again. */
export function fail(
  cause: Cause,
  record: IntentRecord,
  instrument: Pick<Instrument, "kept">,
  code: string,
  declineCode: string | null,
  charge: ChargeObject | null,
): PayOutcome {
  const { intent } = record;
  const error: PaymentErrorObject = {
    type: code === "payment_intent_authentication_failure" ? "invalid_request_error" : "card_error",
    code,
    message: declineMessage(code, declineCode),
    doc_url: explanationOf(code),
    ...(declineCode === null ? {} : { decline_code: declineCode }),
    ...(charge === null ? {} : { charge: charge.id }),
    ...(instrument.kept === undefined ? {} : { payment_method: structuredClone(instrument.kept.method) }),
  };
  intent.status = "requires_payment_method";
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = error;
  if (charge !== null) intent.latest_charge = charge.id;
  emit(cause, "payment_intent.payment_failed", intent);
  return { kind: "declined", code, declineCode, message: error.message, paymentIntentId: intent.id };
}

function capture(cause: Cause, record: IntentRecord, instrument: Instrument): PayOutcome {
  const { card, payer, kept, presence } = instrument;
  const isAbsent = presence === "absent";
  const charge = newCharge(cause, record, { card, payer, kept, isAbsent, status: "succeeded" });
  settleCapture(cause, record, charge);
  keepCard(cause, record, instrument, charge.payment_method);
  if (record.sessionId !== null) completeSession(cause, record.sessionId, payer, "paid");
  if (card.behaviour.kind === "dispute") {
    const { reason, inquiry } = card.behaviour;
    const { state, account } = cause;
    const complaint = { reason, inquiry, amount: charge.amount };
    state.plan(state.laterMs, { kind: "complaint", account, chargeId: charge.id, complaint });
  }
  return { kind: "paid", chargeId: charge.id, paymentIntentId: record.intent.id };
}

/** Keeps the card for the customer, where the merchant wants it so or she agreed. */
function keepCard(cause: Cause, { intent }: IntentRecord, instrument: Instrument, methodId: string): void {
  const record = cause.account.methods.get(methodId);
  const keeping = keepingOf(intent, instrument);
  if (record !== undefined && intent.customer !== null && keeping !== null) {
    attach(cause, record, intent.customer, keeping);
  }
}

function keepingOf(intent: PaymentIntentObject, { kept, agrees }: Instrument): Keeping | null {
  const isSetUp = intent.setup_future_usage === "off_session";
  if (kept !== undefined || (intent.setup_future_usage === null && agrees !== true)) return null;
  return { redisplay: agrees === true ? "always" : "limited", isSetUp };
}

/** The money is here: balance, intent and events follow. */
export function settleCapture(cause: Cause, record: IntentRecord, charge: ChargeObject): void {
  const { state, account } = cause;
  const { intent } = record;
  const owner = account.charges.get(charge.id);
  if (owner !== undefined) owner.capturedAtMs = state.ports.now();
  charge.status = "succeeded";
  charge.paid = true;
  charge.captured = true;
  charge.amount_captured = charge.amount;
  charge.balance_transaction = post(state, account, chargeMovement(charge)).id;
  intent.status = "succeeded";
  intent.amount_received = intent.amount;
  intent.latest_charge = charge.id;
  intent.payment_method = charge.payment_method;
  intent.next_action = null;
  intent.last_payment_error = null;
  emit(cause, "charge.succeeded", charge);
  emit(cause, "payment_intent.succeeded", intent);
}

/** Closes the session after a successful try; `unpaid` when the money is still on its way. */
export function completeSession(
  cause: Cause,
  sessionId: string,
  payer: Payer,
  paid: SessionObject["payment_status"],
): void {
  const session = cause.account.sessions.get(sessionId)?.session;
  if (session === undefined) return;
  session.status = "complete";
  session.payment_status = paid;
  session.url = null;
  session.customer_details = {
    address: null,
    business_name: null,
    email: payer.email ?? session.customer_email,
    individual_name: null,
    name: payer.name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
  learnEmail(cause, session.customer, payer.email);
  emit(cause, "checkout.session.completed", session);
}

/** Gives an intent up, unless money moved or it is already over. */
export function cancelIntent(cause: Cause, record: IntentRecord, reason: string): void {
  const { intent } = record;
  if (intent.status === "succeeded" || intent.status === "canceled" || intent.status === "processing") return;
  closeChallenge(record);
  intent.status = "canceled";
  intent.canceled_at = seconds(cause.state);
  intent.cancellation_reason = reason;
  intent.next_action = null;
  emit(cause, "payment_intent.canceled", intent);
}
