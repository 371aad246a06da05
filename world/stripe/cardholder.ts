import { yearOf } from "./calendar.ts";
import { cardOf, type TestCard } from "./cards.ts";
import { newCharge } from "./charges.ts";
import { emit } from "./events.ts";
import type { LatePayOptions, PayOptions, PayOutcome } from "./model-types.ts";
import {
  answerChallenge,
  closeChallenge,
  completeSession,
  createIntent,
  fail,
  settleCapture,
  tryCard,
} from "./payments.ts";
import { expireWhenDue } from "./sessions.ts";
import {
  type AccountState,
  type Cause,
  type Debit,
  type IntentRecord,
  ownCause,
  type Payer,
  type SessionRecord,
  type StripeState,
} from "./state.ts";

/** The account and session behind a link, or null. */
export function findSession(state: StripeState, id: string): { account: AccountState; record: SessionRecord } | null {
  for (const account of state.accounts) {
    const record = account.sessions.get(id);
    if (record !== undefined) return { account, record };
  }
  return null;
}

/** The intent whose challenge of this id waits, or null. */
export function findChallenge(state: StripeState, id: string): { account: AccountState; record: IntentRecord } | null {
  for (const account of state.accounts) {
    for (const record of account.intents.values()) if (record.challenge?.id === id) return { account, record };
  }
  return null;
}

/** The session that a challenge of this id belonged to before it was answered or given up, or null. */
export function sessionOfPastChallenge(state: StripeState, id: string): SessionRecord | null {
  for (const account of state.accounts) {
    for (const { pastChallenges, sessionId } of account.intents.values()) {
      if (sessionId !== null && pastChallenges.has(id)) return account.sessions.get(sessionId) ?? null;
    }
  }
  return null;
}

type Opened = { readonly cause: Cause; readonly record: SessionRecord };

/** What is in the way of paying a session, or the session ready to be paid. */
function open(state: StripeState, sessionId: string): Opened | PayOutcome {
  const found = findSession(state, sessionId);
  if (found === null) return { kind: "unknown_session" };
  const cause = ownCause(state, found.account);
  expireWhenDue(cause, sessionId);
  const { status, payment_intent: intentId } = found.record.session;
  if (status === "expired") return { kind: "expired" };
  if (status === "complete") {
    const intent = intentId === null ? undefined : found.account.intents.get(intentId)?.intent;
    return { kind: "already_paid", chargeId: intent?.latest_charge ?? null, paymentIntentId: intentId ?? "" };
  }
  return { cause, record: found.record };
}

function intentOf({ cause, record }: Opened): IntentRecord {
  const { session, intentSettings } = record;
  const known = session.payment_intent === null ? undefined : cause.account.intents.get(session.payment_intent);
  if (known !== undefined) return known;
  const settings = {
    amount: session.amount_total,
    currency: session.currency,
    metadata: intentSettings.metadata,
    description: intentSettings.description,
    receiptEmail: null,
  };
  const made = createIntent(cause, settings, session.id);
  session.payment_intent = made.intent.id;
  return made;
}

/** One press of the pay button with a card. A session is paid once, however often the button is pressed. */
export function pressPay(state: StripeState, sessionId: string, card: TestCard, payer: Payer): PayOutcome {
  const opened = open(state, sessionId);
  if ("kind" in opened) return opened;
  return tryCard(opened.cause, intentOf(opened), card, payer);
}

/** The cardholder's answer on her bank's page, or null when no such challenge waits. */
export function answerBank(state: StripeState, challengeId: string, isComplete: boolean): PayOutcome | null {
  const found = findChallenge(state, challengeId);
  if (found === null) return null;
  const { account, record } = found;
  if (record.sessionId !== null) {
    const opened = open(state, record.sessionId);
    if ("kind" in opened) return opened;
  }
  return answerChallenge(ownCause(state, account), record, isComplete);
}

function payerOf(state: StripeState, { name, email }: { readonly name?: string; readonly email?: string }): Payer {
  const expiryYear = yearOf(state.ports.now()) + 3;
  return { name: name ?? "Test Cardholder", email: email ?? "cardholder@example.com", expiryMonth: 8, expiryYear };
}

/** Opens the link, pays, and answers the bank's page as told. */
export function payAsCardholder(state: StripeState, sessionId: string, options: PayOptions): PayOutcome {
  const card = cardOf(options.card ?? "4242424242424242");
  const outcome = pressPay(state, sessionId, card, payerOf(state, options));
  const answer = options.challenge ?? "complete";
  if (outcome.kind !== "requires_action" || answer === "leave") return outcome;
  return answerBank(state, outcome.challengeId, answer === "complete") ?? outcome;
}

/** Pays by a bank debit: the session completes unpaid, and the money comes, or does not, later. */
export function payLate(state: StripeState, sessionId: string, options: LatePayOptions): PayOutcome {
  const opened = open(state, sessionId);
  if ("kind" in opened) return opened;
  const { cause, record } = opened;
  const { session } = record;
  const intentRecord = intentOf(opened);
  const { intent } = intentRecord;
  const payer = payerOf(state, options);
  const charge = newCharge(cause, intentRecord, { card: null, payer, status: "pending" });
  closeChallenge(intentRecord);
  intent.status = "processing";
  intent.next_action = null;
  intent.latest_charge = charge.id;
  intent.payment_method = charge.payment_method;
  intent.payment_method_types = ["card", "sepa_debit"];
  session.payment_method_types = ["card", "sepa_debit"];
  emit(cause, "charge.pending", charge);
  emit(cause, "payment_intent.processing", intent);
  completeSession(cause, session.id, payer, "unpaid");
  const { account } = cause;
  const fails = options.fails === true;
  state.plan(options.afterMs, { kind: "debit", account, session, intent: intentRecord, charge, fails });
  return { kind: "processing", chargeId: charge.id, paymentIntentId: intent.id };
}

/** The money of a bank debit comes, or does not. */
export function settleLate(cause: Cause, { session, intent, charge, fails }: Debit): void {
  if (fails) {
    charge.status = "failed";
    charge.failure_code = "insufficient_funds";
    charge.failure_message = "The customer's account has insufficient funds.";
    emit(cause, "charge.failed", charge);
    fail(cause, intent, "insufficient_funds", null, charge);
    emit(cause, "checkout.session.async_payment_failed", session);
    return;
  }
  settleCapture(cause, intent, charge);
  session.payment_status = "paid";
  emit(cause, "checkout.session.async_payment_succeeded", session);
}
