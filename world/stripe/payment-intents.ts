import { cardOfMethod } from "./cards.ts";
import { checkChargeAmount, checkCurrency } from "./currencies.ts";
import { customerNamed } from "./customers.ts";
import { ApiFailure, invalidRequest, noSuch, refusedByState } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import { chargeable } from "./methods.ts";
import type { PaymentIntentObject } from "./objects.ts";
import { type Fields, metadataAt, type Shape, textAt, wholeAt } from "./parameters.ts";
import { cancelIntent, createIntent, tryCard } from "./payments.ts";
import type { AccountState, Cause, Instrument, IntentRecord, Payer } from "./state.ts";

const unplayed: Shape = { is: "unplayed" };

/** The parameters of `POST /v1/payment_intents/:id/confirm`. */
export const confirmFields: Fields = {
  expand: { is: "list", of: { is: "text" }, max: 20 },
  payment_method: { is: "text" },
  return_url: { is: "text", address: true },
  receipt_email: { is: "text" },
  error_on_requires_action: { is: "flag" },
  mandate: unplayed,
  mandate_data: unplayed,
  off_session: { is: "flag" },
  payment_method_data: unplayed,
  payment_method_options: unplayed,
  setup_future_usage: unplayed,
  shipping: unplayed,
  use_stripe_sdk: { is: "flag" },
};

/** The parameters of `POST /v1/payment_intents`. */
export const intentFields: Fields = {
  ...confirmFields,
  amount: { is: "whole", min: 1, required: true },
  currency: { is: "text", required: true },
  confirm: { is: "flag" },
  description: { is: "text", max: 1000 },
  metadata: { is: "metadata" },
  capture_method: { is: "text", oneOf: ["automatic", "automatic_async"] },
  automatic_payment_methods: {
    is: "group",
    fields: { enabled: { is: "flag", required: true }, allow_redirects: { is: "text", oneOf: ["always", "never"] } },
  },
  application_fee_amount: unplayed,
  customer: { is: "text" },
  customer_account: unplayed,
  on_behalf_of: unplayed,
  statement_descriptor: unplayed,
  statement_descriptor_suffix: unplayed,
  transfer_data: unplayed,
  transfer_group: unplayed,
};

/** The intent of an id. Throws a 404 `ApiFailure`. */
export function intentNamed(account: AccountState, id: string): IntentRecord {
  const record = account.intents.get(id);
  if (record === undefined) throw noSuch("payment_intent", id, "intent");
  return record;
}

/** Makes an intent without a session, and tries it at once when asked to. Throws `ApiFailure`. */
export function createByApi(cause: Cause, asked: ParameterTree): PaymentIntentObject {
  const amount = wholeAt(asked, "amount") ?? 0;
  const currency = (textAt(asked, "currency") ?? "").toLowerCase();
  checkCurrency(currency, "currency");
  checkChargeAmount(amount, currency, "amount");
  const isConfirmed = textAt(asked, "confirm") === "true";
  const method = textAt(asked, "payment_method");
  const customer = textAt(asked, "customer");
  if (customer !== null) customerNamed(cause.account, customer);
  for (const name of ["off_session", "error_on_requires_action"]) {
    if (isConfirmed || textAt(asked, name) === null) continue;
    throw invalidRequest(`The parameter \`${name}\` can only be used with confirm=true.`, { param: name });
  }
  const instrument = isConfirmed ? instrumentOf(cause.account, method, customer, asked) : null;
  const record = createIntent(
    cause,
    {
      amount,
      currency,
      metadata: metadataAt(asked, "metadata"),
      description: textAt(asked, "description"),
      receiptEmail: textAt(asked, "receipt_email"),
      customer,
      futureUsage: null,
    },
    null,
  );
  if (method !== null) record.intent.status = "requires_confirmation";
  record.intent.payment_method = method;
  return instrument === null ? record.intent : confirm(cause, record, instrument);
}

/** Tries an intent with a kept card or a test payment method (`pm_card_…`). Throws `ApiFailure`, 402 when the bank refuses. */
export function confirmByApi(cause: Cause, asked: ParameterTree, id: string): PaymentIntentObject {
  const record = intentNamed(cause.account, id);
  refuseSessionIntent(record, "confirm");
  if (["succeeded", "canceled", "processing"].includes(record.intent.status)) {
    const message = `You cannot confirm this PaymentIntent because it has a status of ${record.intent.status}.`;
    throw refusedByState(message, { code: "payment_intent_unexpected_state" });
  }
  const method = textAt(asked, "payment_method") ?? record.intent.payment_method;
  return confirm(cause, record, instrumentOf(cause.account, method, record.intent.customer, asked));
}

/** Gives an intent up. Throws a 400 `ApiFailure` when it is over or belongs to a Checkout Session. */
export function cancelByApi(cause: Cause, asked: ParameterTree, id: string): PaymentIntentObject {
  const record = intentNamed(cause.account, id);
  refuseSessionIntent(record, "cancel");
  if (["succeeded", "canceled", "processing"].includes(record.intent.status)) {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${record.intent.status}.`;
    throw refusedByState(message, { code: "payment_intent_unexpected_state" });
  }
  cancelIntent(cause, record, textAt(asked, "cancellation_reason") ?? "requested_by_customer");
  return record.intent;
}

function refuseSessionIntent({ sessionId }: IntentRecord, what: "confirm" | "cancel"): void {
  if (sessionId === null) return;
  const advice = what === "cancel" ? " Expire the Checkout Session instead." : "";
  throw refusedByState(`You cannot ${what} PaymentIntents that were created by a Checkout Session.${advice}`);
}

/** A payer nobody asked, as behind Stripe's test names of cards. */
export const testPayer: Payer = { name: null, email: null, expiryMonth: 8, expiryYear: 2030 };

function instrumentOf(
  account: AccountState,
  method: string | null,
  customer: string | null,
  asked: ParameterTree,
): Instrument {
  if (method === null) {
    const message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
    throw invalidRequest(message, { code: "payment_intent_unexpected_state" });
  }
  const isAbsent = textAt(asked, "off_session") === "true";
  const isHurried = textAt(asked, "error_on_requires_action") === "true";
  const how = isAbsent ? ({ presence: "absent" } as const) : isHurried ? ({ presence: "hurried" } as const) : {};
  const card = cardOfMethod(method);
  if (card !== null) return { card, payer: testPayer, ...how };
  const kept = chargeable(account, method, customer);
  return { card: kept.card, payer: kept.payer, kept, ...how };
}

function confirm(cause: Cause, record: IntentRecord, instrument: Instrument): PaymentIntentObject {
  const outcome = tryCard(cause, record, instrument);
  const { last_payment_error: told } = record.intent;
  if (outcome.kind !== "declined" || told === null) return record.intent;
  throw new ApiFailure(402, { ...told, type: "card_error", payment_intent: structuredClone(record.intent) }, true);
}
