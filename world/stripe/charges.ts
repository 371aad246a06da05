import type { TestCard } from "./cards.ts";
import { newMethod } from "./methods.ts";
import type { Address, ChargeObject, PaymentMethodDetails } from "./objects.ts";
import { type Cause, type IntentRecord, type MethodRecord, newId, type Payer, seconds } from "./state.ts";

const nowhere: Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

type ChargeTry = {
  /** Null for a bank debit. */
  readonly card: TestCard | null;
  readonly payer: Payer;
  readonly status: ChargeObject["status"];
  /** The kept card it is. */
  readonly kept?: MethodRecord | undefined;
  /** Her bank asked nothing, as she was away. */
  readonly isAbsent?: boolean;
};

/** Records a try to take the intent's amount. Nothing is captured yet and no event is sent. */
export function newCharge(
  cause: Cause,
  record: IntentRecord,
  { card, payer, status, kept, isAbsent }: ChargeTry,
): ChargeObject {
  const { state, account } = cause;
  const { intent, sessionId } = record;
  const id = newId(state, card === null ? "py_3" : "ch_3");
  const method = kept?.method.id ?? newId(state, "pm_1");
  // A card used once is an object too, but nobody asks for it unless there is a customer who might keep it.
  if (kept === undefined && card !== null && intent.customer !== null) newMethod(cause, card, payer, method);
  const charge: ChargeObject = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: { ...nowhere }, email: payer.email, name: payer.name, phone: null, tax_id: null },
    calculated_statement_descriptor: account.name.toUpperCase().slice(0, 22),
    captured: false,
    created: seconds(state),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      seller_message: "Payment complete.",
      type: "authorized",
    },
    paid: false,
    payment_intent: intent.id,
    payment_method: method,
    payment_method_details: card === null ? debitDetails(cause) : cardDetails(cause, card, payer, isAbsent === true),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: status === "failed" ? null : `${state.publicUrl}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  account.charges.set(id, { charge, card, sessionId, capturedAtMs: null });
  return charge;
}

function cardDetails(cause: Cause, card: TestCard, payer: Payer, isAbsent: boolean): PaymentMethodDetails {
  const wasChallenged = card.behaviour.kind === "challenge" && !isAbsent;
  return {
    type: "card",
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: card.country,
      exp_month: payer.expiryMonth,
      exp_year: payer.expiryYear,
      fingerprint: newId(cause.state, "", 16),
      funding: card.funding,
      last4: card.number.slice(-4),
      network: card.brand,
      three_d_secure: wasChallenged
        ? { authentication_flow: "challenge", result: "authenticated", version: "2.2.0" }
        : null,
      wallet: null,
    },
  };
}

function debitDetails(cause: Cause): PaymentMethodDetails {
  const fingerprint = newId(cause.state, "", 16);
  return { type: "sepa_debit", sepa_debit: { bank_code: "19043", country: "AT", fingerprint, last4: "3201" } };
}
