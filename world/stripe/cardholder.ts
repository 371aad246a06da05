import { yearOf } from "./calendar.ts";
import { cardOf } from "./cards.ts";
import { newCharge } from "./charges.ts";
import type { SessionObject } from "./checkout-objects.ts";
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
import { answerSetUp, trySetUp } from "./setups.ts";
import {
  type AccountState,
  type Cause,
  type Debit,
  type Instrument,
  type IntentRecord,
  ownCause,
  type Payer,
  type SessionRecord,
  type SetupRecord,
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

type Challenged = { readonly account: AccountState; readonly record: IntentRecord | SetupRecord };

/** The payment or registration whose challenge of this id waits, or null. */
export function findChallenge(state: StripeState, id: string): Challenged | null {
  for (const account of state.accounts) {
    for (const record of account.intents.values()) if (record.challenge?.id === id) return { account, record };
    for (const record of account.setups.values()) if (record.challenge?.id === id) return { account, record };
  }
  return null;
}

/** The session that a challenge of this id belonged to before it was answered or given up, or null. */
export function sessionOfPastChallenge(state: StripeState, id: string): SessionRecord | null {
  for (const account of state.accounts) {
    for (const { pastChallenges, sessionId } of [...account.intents.values(), ...account.setups.values()]) {
      if (sessionId !== null && pastChallenges.has(id)) return account.sessions.get(sessionId) ?? null;
    }
  }
  return null;
}

/** The address of the session's customer, which she cannot change on the page, or null. */
export function knownEmail(account: AccountState, { customer }: SessionObject): string | null {
  return customer === null ? null : (account.customers.get(customer)?.email ?? null);
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
    amount: session.amount_total ?? 0,
    currency: session.currency,
    metadata: intentSettings.metadata,
    description: intentSettings.description,
    receiptEmail: null,
    customer: session.customer,
    futureUsage: intentSettings.futureUsage ?? null,
  };
  const made = createIntent(cause, settings, session.id);
  session.payment_intent = made.intent.id;
  return made;
}

/**
 * One press of the button with a card, which pays, or registers the card. A session is paid once, however often the
 * button is pressed. What she agrees to counts only where the page asked her.
 */
export function pressPay(state: StripeState, sessionId: string, instrument: Instrument): PayOutcome {
  const opened = open(state, sessionId);
  if ("kind" in opened) return opened;
  const { cause, record } = opened;
  const { setup_intent, saved_payment_method_options: options } = record.session;
  const setup = setup_intent === null ? undefined : cause.account.setups.get(setup_intent);
  const email = knownEmail(cause.account, record.session) ?? instrument.payer.email;
  const payer = { ...instrument.payer, email };
  if (setup !== undefined) return trySetUp(cause, setup, { ...instrument, payer });
  const agrees = instrument.agrees === true && options?.payment_method_save === "enabled";
  return tryCard(cause, intentOf(opened), { ...instrument, payer, agrees });
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
  const cause = ownCause(state, account);
  return "setup" in record ? answerSetUp(cause, record, isComplete) : answerChallenge(cause, record, isComplete);
}

function payerOf(state: StripeState, { name, email }: { readonly name?: string; readonly email?: string }): Payer {
  const expiryYear = yearOf(state.ports.now()) + 3;
  return { name: name ?? "Test Cardholder", email: email ?? "cardholder@example.com", expiryMonth: 8, expiryYear };
}

/** Opens the link, pays, and answers the bank's page as told. */
export function payAsCardholder(state: StripeState, sessionId: string, options: PayOptions): PayOutcome {
  const card = cardOf(options.card ?? "4242424242424242");
  const payer = payerOf(state, options);
  const outcome = pressPay(state, sessionId, { card, payer, agrees: options.keepsCard === true });
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
  if (session.mode === "setup") throw new Error(`session ${sessionId} takes no money`);
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
    fail(cause, intent, {}, "insufficient_funds", null, charge);
    emit(cause, "checkout.session.async_payment_failed", session);
    return;
  }
  settleCapture(cause, intent, charge);
  session.payment_status = "paid";
  emit(cause, "checkout.session.async_payment_succeeded", session);
}
