import type { PaymentMethodObject } from "./kept-objects.ts";

/**
 * The objects of Stripe's API as they go over the wire (version 2026-10-28), reduced to the fields this world fills.
 * Amounts are integers in Stripe's minor unit of the currency; times are seconds since the epoch.
 */

/** Up to 50 keys of 40 characters with values of 500. */
export type Metadata = Record<string, string>;

/** A postal address; every part may be unknown. */
export type Address = {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
};

/** What the payer typed about herself beside the card. */
export type BillingDetails = {
  address: Address;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id: string | null;
};

/** Whether a card is kept for charges in the payer's absence, or only for when she is there. */
export type FutureUsage = "off_session" | "on_session";

/** Why the last attempt of a PaymentIntent failed; also the body of a card error. */
export type PaymentErrorObject = {
  type: "card_error" | "invalid_request_error";
  code: string;
  message: string;
  decline_code?: string;
  charge?: string;
  param?: string;
  doc_url: string;
  /** The kept card that was tried. */
  payment_method?: PaymentMethodObject;
};

/** The intention to collect one amount, through as many attempts as it takes. */
export type PaymentIntentObject = {
  id: string;
  object: "payment_intent";
  allowed_payment_method_types: null;
  amount: number;
  amount_capturable: number;
  amount_received: number;
  application: null;
  application_fee_amount: null;
  automatic_payment_methods: null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: "automatic_async";
  client_secret: string;
  confirmation_method: "automatic";
  created: number;
  currency: string;
  customer: string | null;
  customer_account: null;
  description: string | null;
  excluded_payment_method_types: null;
  last_payment_error: PaymentErrorObject | null;
  latest_charge: string | null;
  livemode: boolean;
  metadata: Metadata;
  next_action: { type: "redirect_to_url"; redirect_to_url: { url: string; return_url: string | null } } | null;
  on_behalf_of: null;
  payment_method: string | null;
  payment_method_options: Record<string, never>;
  payment_method_types: string[];
  processing: null;
  receipt_email: string | null;
  review: null;
  setup_future_usage: FutureUsage | null;
  shipping: null;
  source: null;
  statement_descriptor: string | null;
  statement_descriptor_suffix: string | null;
  status:
    | "requires_payment_method"
    | "requires_confirmation"
    | "requires_action"
    | "processing"
    | "succeeded"
    | "canceled";
  transfer_group: null;
};

/** How a charge was paid. */
export type PaymentMethodDetails =
  | {
      type: "card";
      card: {
        brand: string;
        checks: { address_line1_check: null; address_postal_code_check: null; cvc_check: "pass" | "fail" | null };
        country: string;
        exp_month: number;
        exp_year: number;
        fingerprint: string;
        funding: "credit" | "debit";
        last4: string;
        network: string;
        three_d_secure: { authentication_flow: "challenge"; result: "authenticated"; version: "2.2.0" } | null;
        wallet: null;
      };
    }
  | { type: "sepa_debit"; sepa_debit: { bank_code: string; country: string; fingerprint: string; last4: string } };

/** One movement of money from a payer, made or refused. */
export type ChargeObject = {
  id: string;
  object: "charge";
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  application: null;
  application_fee: null;
  application_fee_amount: null;
  balance_transaction: string | null;
  billing_details: BillingDetails;
  calculated_statement_descriptor: string;
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_balance_transaction: null;
  failure_code: string | null;
  failure_message: string | null;
  fraud_details: Record<string, never>;
  livemode: boolean;
  metadata: Metadata;
  on_behalf_of: null;
  outcome: ChargeOutcome;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: PaymentMethodDetails;
  receipt_email: string | null;
  receipt_number: null;
  receipt_url: string | null;
  refunded: boolean;
  review: null;
  shipping: null;
  source: null;
  source_transfer: null;
  statement_descriptor: null;
  statement_descriptor_suffix: null;
  status: "succeeded" | "pending" | "failed";
  transfer_data: null;
  transfer_group: null;
};

/** What the card network said. */
export type ChargeOutcome = {
  advice_code: null;
  network_advice_code: null;
  network_decline_code: null;
  network_status: "approved_by_network" | "declined_by_network" | "not_sent_to_network";
  reason: string | null;
  risk_level: "normal";
  seller_message: string;
  type: "authorized" | "issuer_declined" | "invalid";
};

/** Money on its way back. A refund may fail days after it succeeded. */
export type RefundObject = {
  id: string;
  object: "refund";
  amount: number;
  balance_transaction: string | null;
  charge: string;
  created: number;
  currency: string;
  customer: null;
  customer_account: null;
  destination_details: { type: "card"; card: RefundDestination } | { type: "sepa_bank_transfer" };
  failure_balance_transaction?: string;
  failure_reason?: string;
  metadata: Metadata;
  payment_intent: string;
  payment_method: string;
  reason: string | null;
  receipt_number: null;
  source_transfer_reversal: null;
  status: "pending" | "succeeded" | "failed" | "canceled";
  transfer_reversal: null;
};

/** Where a card refund went, with the acquirer's reference once it is known. */
export type RefundDestination = {
  type: "refund";
  reference?: string;
  reference_status: "pending" | "available";
  reference_type: "acquirer_reference_number";
};

/** A payer's complaint at her bank. */
export type DisputeObject = {
  id: string;
  object: "dispute";
  amount: number;
  balance_transactions: BalanceTransactionObject[];
  charge: string;
  created: number;
  currency: string;
  enhanced_eligibility_types: never[];
  evidence: Record<string, string | null>;
  evidence_details: {
    due_by: number;
    enhanced_eligibility: Record<string, never>;
    has_evidence: boolean;
    past_due: boolean;
    submission_count: number;
    submission_method: null;
  };
  intended_submission_method: null;
  is_charge_refundable: boolean;
  livemode: boolean;
  metadata: Metadata;
  payment_intent: string;
  payment_method_details: {
    type: "card";
    card: { brand: string; case_type: "chargeback" | "inquiry"; network: string; network_reason_code: string };
  };
  reason: string;
  status:
    | "warning_needs_response"
    | "warning_under_review"
    | "warning_closed"
    | "needs_response"
    | "under_review"
    | "won"
    | "lost";
};

/** A file that was uploaded: of its bytes only the size is kept. */
export type FileObject = {
  id: string;
  object: "file";
  created: number;
  expires_at: null;
  filename: string | null;
  links: { object: "list"; data: never[]; has_more: false; url: string };
  purpose: "dispute_evidence";
  size: number;
  title: null;
  type: string;
  url: null;
};

/** One line of the merchant's balance: amount, what Stripe kept of it, the rest. */
export type BalanceTransactionObject = {
  id: string;
  object: "balance_transaction";
  amount: number;
  available_on: number;
  balance_type: "payments";
  created: number;
  currency: string;
  description: string | null;
  exchange_rate: null;
  fee: number;
  fee_details: { amount: number; application: null; currency: string; description: string; type: "stripe_fee" }[];
  net: number;
  reporting_category: string;
  source: string;
  status: "available" | "pending";
  type: "charge" | "payment" | "refund" | "refund_failure" | "adjustment";
};
