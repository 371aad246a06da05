import type { BillingDetails, Metadata } from "./objects.ts";

/** A customer of the merchant: the wallet that keeps cards. */
export type CustomerObject = {
  id: string;
  object: "customer";
  address: null;
  balance: number;
  created: number;
  currency: null;
  customer_account: null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  discount: null;
  email: string | null;
  invoice_settings: { custom_fields: null; default_payment_method: null; footer: null; rendering_options: null };
  livemode: boolean;
  metadata: Metadata;
  name: string | null;
  next_invoice_sequence: number;
  phone: null;
  preferred_locales: string[];
  shipping: null;
  tax_exempt: "none";
  test_clock: null;
};

/** A card as an object of its own. It has a customer while it is kept. */
export type PaymentMethodObject = {
  id: string;
  object: "payment_method";
  /** Whether Checkout may show it again: `always` when the payer agreed, `limited` when the merchant kept it. */
  allow_redisplay: "always" | "limited" | "unspecified";
  billing_details: BillingDetails;
  card: {
    brand: string;
    checks: { address_line1_check: null; address_postal_code_check: null; cvc_check: "pass" };
    country: string;
    display_brand: string;
    exp_month: number;
    exp_year: number;
    fingerprint: string;
    funding: "credit" | "debit";
    generated_from: null;
    last4: string;
    networks: { available: string[]; preferred: null };
    regulated_status: "unregulated";
    three_d_secure_usage: { supported: boolean };
    wallet: null;
  };
  created: number;
  customer: string | null;
  customer_account: null;
  livemode: boolean;
  metadata: Metadata;
  type: "card";
};

/** Why a card could not be registered. */
export type SetupErrorObject = {
  type: "card_error" | "invalid_request_error";
  code: string;
  message: string;
  decline_code?: string;
  doc_url: string;
  payment_method: PaymentMethodObject;
};

/** The intention to register a card without a payment. */
export type SetupIntentObject = {
  id: string;
  object: "setup_intent";
  allowed_payment_method_types: null;
  application: null;
  automatic_payment_methods: null;
  cancellation_reason: string | null;
  client_secret: string;
  created: number;
  customer: string | null;
  customer_account: null;
  description: string | null;
  excluded_payment_method_types: null;
  flow_directions: null;
  last_setup_error: SetupErrorObject | null;
  latest_attempt: string | null;
  livemode: boolean;
  mandate: null;
  metadata: Metadata;
  next_action: { type: "redirect_to_url"; redirect_to_url: { url: string; return_url: string | null } } | null;
  on_behalf_of: null;
  payment_method: string | null;
  payment_method_options: Record<string, never>;
  payment_method_types: string[];
  single_use_mandate: null;
  status: "requires_payment_method" | "requires_action" | "succeeded" | "canceled";
  usage: "off_session";
};
