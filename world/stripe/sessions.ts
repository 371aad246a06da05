import { customerNamed } from "./customers.ts";
import { emit } from "./events.ts";
import { noSuch, refusedByState } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import { metadataAt, textAt } from "./parameters.ts";
import type { LineItemObject, SessionObject } from "./checkout-objects.ts";
import { cancelIntent } from "./payments.ts";
import { type AskedLine, checkSessionKind, expiryOf, orderOf, setupCurrency } from "./session-request.ts";
import { cancelSetup, createSetup } from "./setups.ts";
import { type AccountState, type Cause, newId, seconds, type SessionRecord } from "./state.ts";

/** Makes a Checkout Session of checked parameters and sets its end. Throws a 400 `ApiFailure` on impossible money. */
export function createSession(cause: Cause, asked: ParameterTree): SessionObject {
  const { state, account } = cause;
  checkSessionKind(asked);
  const customer = textAt(asked, "customer");
  if (customer !== null) customerNamed(account, customer);
  const created = seconds(state);
  const isSetup = textAt(asked, "mode") === "setup";
  const order = isSetup ? { currency: setupCurrency(asked), lines: [], total: null } : orderOf(asked);
  const session = sessionOf(cause, asked, order, created, expiryOf(asked, created));
  const lines = order.lines.map((line) => lineOf(cause, line, order.currency, created));
  const part = isSetup ? "setup_intent_data" : "payment_intent_data";
  const usage = textAt(asked, part, "setup_future_usage");
  const intentSettings: SessionRecord["intentSettings"] = {
    metadata: metadataAt(asked, part, "metadata"),
    description: textAt(asked, part, "description"),
    futureUsage: usage === "off_session" || usage === "on_session" ? usage : null,
  };
  // The intent of a registration is made with the session, unlike that of a payment.
  if (isSetup) session.setup_intent = createSetup(cause, { customer, ...intentSettings }, session.id).setup.id;
  account.sessions.set(session.id, { session, lines, intentSettings });
  state.plan(session.expires_at * 1000 - state.ports.now(), { kind: "expiry", account, sessionId: session.id });
  return session;
}

function sessionOf(
  cause: Cause,
  asked: ParameterTree,
  order: { readonly currency: string; readonly total: number | null },
  created: number,
  expiresAt: number,
): SessionObject {
  const id = newId(cause.state, order.total === null ? "cs_test_c1" : "cs_test_a1", 56);
  const customer = textAt(asked, "customer");
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: null,
    amount_subtotal: order.total,
    amount_total: order.total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: textAt(asked, "cancel_url"),
    client_reference_id: textAt(asked, "client_reference_id"),
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: order.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer,
    customer_account: null,
    customer_creation: customer === null && order.total !== null ? "if_required" : null,
    customer_details: null,
    customer_email: textAt(asked, "customer_email"),
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: textAt(asked, "locale"),
    metadata: metadataAt(asked, "metadata"),
    mode: order.total === null ? "setup" : "payment",
    // Since version 2022-08-01 the intent is made when the payer first tries, not with the session.
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_status: order.total === null ? "no_payment_required" : "unpaid",
    recovered_from: null,
    saved_payment_method_options: savedOptionsOf(asked),
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: textAt(asked, "submit_type"),
    subscription: null,
    success_url: textAt(asked, "success_url") ?? "",
    total_details: order.total === null ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${cause.state.publicUrl}/c/pay/${id}`,
  };
}

function savedOptionsOf(asked: ParameterTree): SessionObject["saved_payment_method_options"] {
  const save = textAt(asked, "saved_payment_method_options", "payment_method_save");
  if (save !== "enabled" && save !== "disabled") return null;
  return { allow_redisplay_filters: null, payment_method_remove: null, payment_method_save: save };
}

function lineOf(cause: Cause, line: AskedLine, currency: string, created: number): LineItemObject {
  const amount = line.unitAmount * line.quantity;
  return {
    id: newId(cause.state, "li_1"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: line.name,
    metadata: line.metadata,
    price: {
      id: newId(cause.state, "price_1"),
      object: "price",
      active: false,
      billing_scheme: "per_unit",
      created,
      currency,
      livemode: false,
      metadata: {},
      product: newId(cause.state, "prod_", 14),
      type: "one_time",
      unit_amount: line.unitAmount,
      unit_amount_decimal: String(line.unitAmount),
    },
    quantity: line.quantity,
  };
}

/** The session of an id in an account. Throws a 404 `ApiFailure`. */
export function sessionNamed(account: AccountState, id: string): SessionRecord {
  const record = account.sessions.get(id);
  if (record === undefined) throw noSuch("checkout.session", id, "session");
  return record;
}

/** Ends a session at the merchant's wish. Throws a 400 `ApiFailure` unless it is open. */
export function expireSession(cause: Cause, id: string): SessionObject {
  const { session } = sessionNamed(cause.account, id);
  if (session.status !== "open") {
    const message =
      'Only Checkout Sessions with a status in ["open"] can be expired. ' +
      `This Checkout Session has a status of \`${session.status}\`.`;
    throw refusedByState(message);
  }
  endSession(cause, session);
  return session;
}

/** Ends a session whose time is over; does nothing otherwise. */
export function expireWhenDue(cause: Cause, id: string): void {
  const session = cause.account.sessions.get(id)?.session;
  if (session === undefined || session.status !== "open") return;
  if (cause.state.ports.now() < session.expires_at * 1000) return;
  endSession(cause, session);
}

/** Ends every session of the account whose time is over. */
export function expireAllDue(cause: Cause): void {
  for (const id of cause.account.sessions.keys()) expireWhenDue(cause, id);
}

function endSession(cause: Cause, session: SessionObject): void {
  session.status = "expired";
  session.url = null;
  const record = session.payment_intent === null ? undefined : cause.account.intents.get(session.payment_intent);
  if (record !== undefined) cancelIntent(cause, record, "expired");
  const setup = session.setup_intent === null ? undefined : cause.account.setups.get(session.setup_intent);
  if (setup !== undefined) cancelSetup(cause, setup);
  emit(cause, "checkout.session.expired", session);
}
