import { bankAnswer, declineMessage } from "./cards.ts";
import { emit } from "./events.ts";
import { explanationOf } from "./failure.ts";
import type { SetupIntentObject } from "./kept-objects.ts";
import { attach, newMethod } from "./methods.ts";
import type { PayOutcome } from "./model-types.ts";
import type { Metadata } from "./objects.ts";
import { completeSession } from "./payments.ts";
import { type Cause, type Instrument, newId, seconds, type SetupRecord } from "./state.ts";

/** What a new registration needs to know. */
export type SetupSettings = {
  readonly customer: string | null;
  readonly metadata: Metadata;
  readonly description: string | null;
};

/** Makes the SetupIntent of a session, and says so. */
export function createSetup(cause: Cause, settings: SetupSettings, sessionId: string): SetupRecord {
  const { state, account } = cause;
  const id = newId(state, "seti_1");
  const setup: SetupIntentObject = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newId(state, `${id}_secret_`, 25),
    created: seconds(state),
    customer: settings.customer,
    customer_account: null,
    description: settings.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: { ...settings.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
  };
  const record: SetupRecord = { setup, sessionId, pastChallenges: new Set(), challenge: null };
  account.setups.set(id, record);
  emit(cause, "setup_intent.created", setup);
  return record;
}

/** One try to register a card: refused, sent to the bank's page, or kept. */
export function trySetUp(cause: Cause, record: SetupRecord, instrument: Instrument): PayOutcome {
  const { state } = cause;
  const { setup } = record;
  forgetChallenge(record);
  setup.latest_attempt = newId(state, "setatt_1");
  const answer = bankAnswer(instrument.card, { isRegistered: true });
  if (answer.kind === "decline") return refuse(cause, record, instrument, answer.code, answer.declineCode);
  if (answer.kind !== "challenge") return keep(cause, record, instrument);
  const id = newId(state, "setatt_", 16);
  record.challenge = { id, ...instrument };
  setup.status = "requires_action";
  setup.next_action = {
    type: "redirect_to_url",
    redirect_to_url: { url: `${state.publicUrl}/c/challenge/${id}`, return_url: null },
  };
  emit(cause, "setup_intent.requires_action", setup);
  return { kind: "requires_action", challengeId: id, paymentIntentId: null };
}

/** The cardholder's answer on her bank's page, or null when no challenge waits. */
export function answerSetUp(cause: Cause, record: SetupRecord, isComplete: boolean): PayOutcome | null {
  const { challenge } = record;
  if (challenge === null) return null;
  forgetChallenge(record);
  if (isComplete) return keep(cause, record, challenge);
  return refuse(cause, record, challenge, "setup_intent_authentication_failure", null);
}

function forgetChallenge(record: SetupRecord): void {
  if (record.challenge !== null) record.pastChallenges.add(record.challenge.id);
  record.challenge = null;
  record.setup.next_action = null;
}

function keep(cause: Cause, record: SetupRecord, { card, payer }: Instrument): PayOutcome {
  const { setup } = record;
  const kept = newMethod(cause, card, payer);
  setup.status = "succeeded";
  setup.payment_method = kept.method.id;
  setup.last_setup_error = null;
  if (setup.customer !== null) attach(cause, kept, setup.customer, { redisplay: "limited", isSetUp: true });
  emit(cause, "setup_intent.succeeded", setup);
  completeSession(cause, record.sessionId, payer, "no_payment_required");
  return { kind: "saved", setupIntentId: setup.id, paymentMethodId: kept.method.id };
}

function refuse(
  cause: Cause,
  { setup }: SetupRecord,
  { card, payer }: Instrument,
  code: string,
  declineCode: string | null,
): PayOutcome {
  const message = declineMessage(code, declineCode);
  setup.status = "requires_payment_method";
  setup.last_setup_error = {
    type: code === "setup_intent_authentication_failure" ? "invalid_request_error" : "card_error",
    code,
    message,
    doc_url: explanationOf(code),
    ...(declineCode === null ? {} : { decline_code: declineCode }),
    payment_method: structuredClone(newMethod(cause, card, payer).method),
  };
  emit(cause, "setup_intent.setup_failed", setup);
  return { kind: "refused", code, declineCode, message, setupIntentId: setup.id };
}

/** Gives a registration up, unless a card was kept. */
export function cancelSetup(cause: Cause, record: SetupRecord): void {
  const { setup } = record;
  if (setup.status === "succeeded" || setup.status === "canceled") return;
  forgetChallenge(record);
  setup.status = "canceled";
  setup.cancellation_reason = "abandoned";
  emit(cause, "setup_intent.canceled", setup);
}
