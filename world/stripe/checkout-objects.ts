import type { Address, Metadata } from "./objects.ts";

/** One line of a Checkout Session. */
export type LineItemObject = {
  id: string;
  object: "item";
  adjustable_quantity: null;
  amount_discount: number;
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  currency: string;
  description: string | null;
  metadata: Metadata;
  price: PriceObject;
  quantity: number;
};

/** The price made on the spot for a line item given with `price_data`. */
export type PriceObject = {
  id: string;
  object: "price";
  active: boolean;
  billing_scheme: "per_unit";
  created: number;
  currency: string;
  livemode: boolean;
  metadata: Metadata;
  product: string;
  type: "one_time";
  unit_amount: number;
  unit_amount_decimal: string;
};

/** A Checkout Session: the hosted payment page of one order. */
export type SessionObject = {
  id: string;
  object: "checkout.session";
  adaptive_pricing: { enabled: boolean };
  after_expiration: null;
  allow_promotion_codes: null;
  /** Null where nothing is paid. */
  amount_subtotal: number | null;
  amount_total: number | null;
  automatic_tax: { enabled: boolean; liability: null; provider: null; status: null };
  billing_address_collection: null;
  cancel_url: string | null;
  client_reference_id: string | null;
  client_secret: null;
  collected_information: null;
  consent: null;
  consent_collection: null;
  created: number;
  currency: string;
  currency_conversion: null;
  custom_fields: never[];
  custom_text: { after_submit: null; shipping_address: null; submit: null; terms_of_service_acceptance: null };
  customer: string | null;
  customer_account: null;
  customer_creation: "if_required" | null;
  customer_details: CustomerDetails | null;
  customer_email: string | null;
  discounts: never[];
  expires_at: number;
  integration_identifier: null;
  invoice: null;
  invoice_creation: null;
  livemode: boolean;
  locale: string | null;
  metadata: Metadata;
  mode: "payment" | "setup";
  payment_intent: string | null;
  payment_link: null;
  payment_method_collection: "if_required";
  payment_method_options: Record<string, never>;
  payment_method_types: string[];
  payment_status: "paid" | "unpaid" | "no_payment_required";
  recovered_from: null;
  saved_payment_method_options: {
    allow_redisplay_filters: null;
    payment_method_remove: null;
    payment_method_save: "enabled" | "disabled";
  } | null;
  setup_intent: string | null;
  shipping_address_collection: null;
  shipping_cost: null;
  shipping_options: never[];
  status: "open" | "complete" | "expired";
  submit_type: string | null;
  subscription: null;
  success_url: string;
  total_details: { amount_discount: number; amount_shipping: number; amount_tax: number } | null;
  ui_mode: "hosted_page";
  url: string | null;
};

/** Who paid, as Checkout learned it from its form. */
export type CustomerDetails = {
  address: Address | null;
  business_name: null;
  email: string | null;
  individual_name: null;
  name: string | null;
  phone: string | null;
  tax_exempt: "none";
  tax_ids: never[];
};
