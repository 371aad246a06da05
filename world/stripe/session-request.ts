import { checkChargeAmount, checkCurrency, checkExpressible } from "./currencies.ts";
import { invalidRequest } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import { type Fields, listAt, metadataAt, type Shape, textAt, wholeAt } from "./parameters.ts";
import type { Metadata } from "./objects.ts";

const unplayed: Shape = { is: "unplayed" };

const priceData: Fields = {
  currency: { is: "text", required: true },
  unit_amount: { is: "whole", min: 0, required: true },
  product_data: {
    is: "group",
    required: true,
    fields: {
      name: { is: "text", max: 250, required: true },
      description: { is: "text" },
      images: { is: "list", of: { is: "text", max: 2048 }, max: 8 },
      metadata: { is: "metadata" },
      tax_code: unplayed,
    },
  },
  product: unplayed,
  recurring: unplayed,
  tax_behavior: { is: "text", oneOf: ["exclusive", "inclusive", "unspecified"] },
  unit_amount_decimal: unplayed,
};

const lineItem: Fields = {
  price_data: { is: "group", fields: priceData, required: true },
  quantity: { is: "whole", min: 1, required: true },
  metadata: { is: "metadata" },
  price: unplayed,
  adjustable_quantity: unplayed,
  dynamic_tax_rates: unplayed,
  tax_rates: unplayed,
};

const intentData: Fields = {
  description: { is: "text", max: 1000 },
  metadata: { is: "metadata" },
  statement_descriptor: { is: "text", max: 22 },
  statement_descriptor_suffix: { is: "text", max: 22 },
  receipt_email: { is: "text", max: 512 },
  capture_method: { is: "text", oneOf: ["automatic", "automatic_async"] },
  application_fee_amount: unplayed,
  on_behalf_of: unplayed,
  setup_future_usage: { is: "text", oneOf: ["off_session", "on_session"] },
  shipping: unplayed,
  transfer_data: unplayed,
  transfer_group: unplayed,
};

const setupData: Fields = {
  description: { is: "text", max: 1000 },
  metadata: { is: "metadata" },
  on_behalf_of: unplayed,
};

const savedOptions: Fields = {
  allow_redisplay_filters: unplayed,
  payment_method_remove: unplayed,
  payment_method_save: { is: "text", oneOf: ["enabled", "disabled"] },
};

/** Checkout languages (docs.stripe.com/js/appendix/supported_locales). */
const locales =
  "auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru " +
  "sk sl sv th tr vi zh zh-HK zh-TW";

const unplayedNames =
  "adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax " +
  "branding_settings consent_collection custom_fields custom_text " +
  "customer_account customer_creation customer_update discounts " +
  "excluded_payment_method_types integration_identifier invoice_creation " +
  "managed_payments name_collection optional_items origin_context payment_method_collection " +
  "payment_method_configuration payment_method_data payment_method_options permissions " +
  "redirect_on_completion return_url " +
  "shipping_address_collection shipping_options subscription_data " +
  "tax_id_collection wallet_options";

/** The parameters of `POST /v1/checkout/sessions`; those this world does not play are refused by name. */
const sessionFields: Fields = {
  ...Object.fromEntries(unplayedNames.split(" ").map((name) => [name, unplayed])),
  cancel_url: { is: "text", address: true },
  // Accepted, and asked for on no page of this world.
  billing_address_collection: { is: "text", oneOf: ["auto", "required"] },
  phone_number_collection: { is: "group", fields: { enabled: { is: "flag", required: true } } },
  client_reference_id: { is: "text", max: 200 },
  currency: { is: "text" },
  customer: { is: "text" },
  customer_email: { is: "text", max: 800 },
  expand: { is: "list", of: { is: "text" }, max: 20 },
  expires_at: { is: "whole" },
  line_items: { is: "list", of: { is: "group", fields: lineItem }, max: 100 },
  locale: { is: "text", oneOf: locales.split(" ") },
  metadata: { is: "metadata" },
  mode: { is: "text", oneOf: ["payment", "setup", "subscription"], required: true },
  payment_intent_data: { is: "group", fields: intentData },
  saved_payment_method_options: { is: "group", fields: savedOptions },
  setup_intent_data: { is: "group", fields: setupData },
  submit_type: { is: "text", oneOf: ["auto", "book", "donate", "pay", "subscribe"] },
  success_url: { is: "text", address: true, required: true },
  ui_mode: { is: "text", oneOf: ["hosted_page", "embedded_page", "elements", "form"] },
};

/** The version that took `payment_method_types` out of session creation (client 23.0, 2026-09-30). */
const withoutMethodTypes = "2026-09-30";

/** The fields of session creation as the asked version knows them. */
export function sessionFieldsOf(version: string): Fields {
  if (version >= withoutMethodTypes) return sessionFields;
  const types: Shape = { is: "list", of: { is: "text", oneOf: ["card"] }, max: 1 };
  return { ...sessionFields, payment_method_types: types };
}

/** A line as asked for: the unit price in minor units. */
export type AskedLine = {
  readonly name: string;
  readonly description: string | null;
  readonly unitAmount: number;
  readonly quantity: number;
  readonly metadata: Metadata;
};

/** The order of a session: one currency, lines, and their sum in minor units. */
export type AskedOrder = { readonly currency: string; readonly lines: readonly AskedLine[]; readonly total: number };

/** Reads and checks the money of a new session. Throws a 400 `ApiFailure` that names the fault as Stripe does. */
export function orderOf(asked: ParameterTree): AskedOrder {
  const items = listAt(asked, "line_items").filter((item) => typeof item !== "string");
  const first = items[0];
  if (first === undefined) {
    throw invalidRequest("Missing required param: line_items.", { code: "parameter_missing", param: "line_items" });
  }
  const currency = currencyOf(first);
  const lines: AskedLine[] = [];
  let total = 0;
  for (const [place, item] of items.entries()) {
    const param = `line_items[${place}][price_data]`;
    const own = currencyOf(item);
    checkCurrency(own, `${param}[currency]`);
    if (own !== currency) {
      throw invalidRequest(`All line items must have the same currency: ${own} is not ${currency}.`, {
        param: "line_items",
      });
    }
    const unitAmount = wholeAt(item, "price_data", "unit_amount") ?? 0;
    const quantity = wholeAt(item, "quantity") ?? 1;
    checkExpressible(unitAmount, currency, `${param}[unit_amount]`);
    total += unitAmount * quantity;
    lines.push({
      name: textAt(item, "price_data", "product_data", "name") ?? "",
      description: textAt(item, "price_data", "product_data", "description"),
      unitAmount,
      quantity,
      metadata: metadataAt(item, "metadata"),
    });
  }
  const stated = textAt(asked, "currency")?.toLowerCase() ?? currency;
  if (stated !== currency) {
    throw invalidRequest(`The session's currency ${stated} is not that of its line items, ${currency}.`, {
      param: "currency",
    });
  }
  checkChargeAmount(total, currency, "line_items");
  return { currency, lines, total };
}

function currencyOf(item: ParameterTree): string {
  return (textAt(item, "price_data", "currency") ?? "").toLowerCase();
}

/**
 * When a session made at `created` ends (both in seconds): 24 hours later unless asked for otherwise, and never
 * sooner than 30 minutes or later than 24 hours.
 */
export function expiryOf(asked: ParameterTree, created: number): number {
  const wanted = wholeAt(asked, "expires_at");
  if (wanted === null) return created + 24 * 3600;
  if (wanted < created + 30 * 60) {
    const message = "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.";
    throw invalidRequest(message, { param: "expires_at" });
  }
  if (wanted > created + 24 * 3600) {
    const message = "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.";
    throw invalidRequest(message, { param: "expires_at" });
  }
  return wanted;
}

const onlyPaid = ["line_items", "payment_intent_data", "saved_payment_method_options", "submit_type"];

/** Refuses what this world has no page for, what does not go together, and a malformed e-mail address. */
export function checkSessionKind(asked: ParameterTree): void {
  const mode = textAt(asked, "mode");
  if (mode !== "payment" && mode !== "setup")
    throw invalidRequest(`This world does not play mode ${mode}.`, { param: "mode" });
  const page = textAt(asked, "ui_mode") ?? "hosted_page";
  if (page !== "hosted_page") throw invalidRequest(`This world does not play ui_mode ${page}.`, { param: "ui_mode" });
  const foreign = (mode === "setup" ? onlyPaid : ["setup_intent_data"]).find((name) => asked.has(name));
  if (foreign !== undefined) {
    throw invalidRequest(`You can not pass \`${foreign}\` in \`${mode}\` mode.`, { param: foreign });
  }
  checkWallet(asked);
  const email = textAt(asked, "customer_email");
  if (email !== null && !isEmail(email)) {
    throw invalidRequest(`Invalid email address: ${email}`, { code: "email_invalid", param: "customer_email" });
  }
}

/** A card is kept by a customer. Stripe would make one where none is named; this world refuses that. */
function checkWallet(asked: ParameterTree): void {
  if (asked.has("customer")) {
    if (!asked.has("customer_email")) return;
    const message = "You may only specify one of these parameters: customer, customer_email.";
    throw invalidRequest(message, { param: "customer" });
  }
  const keeps =
    textAt(asked, "mode") === "setup" ||
    textAt(asked, "payment_intent_data", "setup_future_usage") !== null ||
    textAt(asked, "saved_payment_method_options", "payment_method_save") === "enabled";
  if (keeps) throw invalidRequest("This world keeps cards only where a customer is named.", { param: "customer" });
}

/** The currency in which a registered card is to be charged later. Throws a 400 `ApiFailure`. */
export function setupCurrency(asked: ParameterTree): string {
  const currency = textAt(asked, "currency")?.toLowerCase();
  if (currency === undefined) {
    throw invalidRequest("Missing required param: currency.", { code: "parameter_missing", param: "currency" });
  }
  checkCurrency(currency, "currency");
  return currency;
}

/** Whether a text looks like an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}
