import type { TestCard } from "./cards.ts";
import { emit } from "./events.ts";
import { invalidRequest, noSuch, refusedByState } from "./failure.ts";
import type { PaymentMethodObject } from "./kept-objects.ts";
import type { Address } from "./objects.ts";
import { type AccountState, type Cause, type MethodRecord, newId, type Payer, seconds } from "./state.ts";

const nowhere: Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** Notes a card that was typed as an object of its own, nobody's yet. */
export function newMethod(cause: Cause, card: TestCard, payer: Payer, id = newId(cause.state, "pm_1")): MethodRecord {
  const { state, account } = cause;
  const method: PaymentMethodObject = {
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: { address: { ...nowhere }, email: payer.email, name: payer.name, phone: null, tax_id: null },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: card.country,
      display_brand: card.brand,
      exp_month: payer.expiryMonth,
      exp_year: payer.expiryYear,
      fingerprint: newId(state, "", 16),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: seconds(state),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  const record: MethodRecord = { method, card, payer, isSetUp: false };
  account.methods.set(id, record);
  return record;
}

/** How a card is kept: whether Checkout may show it again, and whether it was set up for charges in her absence. */
export type Keeping = { readonly redisplay: "always" | "limited"; readonly isSetUp: boolean };

/** Keeps a card for a customer. */
export function attach(cause: Cause, record: MethodRecord, customer: string, keeping: Keeping): void {
  record.method.customer = customer;
  record.method.allow_redisplay = keeping.redisplay;
  record.isSetUp = keeping.isSetUp;
  emit(cause, "payment_method.attached", record.method);
}

/** The card of an id. Throws a 404 `ApiFailure`. */
export function methodNamed(account: AccountState, id: string): MethodRecord {
  const record = account.methods.get(id);
  if (record === undefined) throw noSuch("PaymentMethod", id, "payment_method");
  return record;
}

/** Gives a kept card up for good. Throws `ApiFailure` when it is unknown or nobody's. */
export function detach(cause: Cause, id: string): PaymentMethodObject {
  const { method } = methodNamed(cause.account, id);
  if (method.customer === null) {
    throw refusedByState("The payment method you provided is not attached to a customer so detachment is impossible.");
  }
  const previous = { customer: method.customer };
  method.customer = null;
  emit(cause, "payment_method.detached", method, previous);
  return method;
}

/** A kept card that may be charged for this customer. Throws `ApiFailure` when it may not. */
export function chargeable(account: AccountState, id: string, customer: string | null): MethodRecord {
  const record = methodNamed(account, id);
  const owner = record.method.customer;
  const param = "payment_method";
  if (owner === null) {
    const message =
      "The provided PaymentMethod was used before without belonging to a Customer, or was detached from one. " +
      "It may not be used again.";
    throw invalidRequest(message, { param });
  }
  if (customer === null) {
    const message = `The PaymentMethod ${id} belongs to a Customer. Include that Customer in the customer parameter.`;
    throw invalidRequest(message, { param });
  }
  if (owner !== customer) {
    const message = `The customer does not have a payment method with the ID ${id}.`;
    throw invalidRequest(message, { code: "resource_missing", param });
  }
  return record;
}
