import { countryOf, digitsOf } from "./identity.ts";
import {
  type Json,
  type JsonObject,
  listOf,
  looseTextOf,
  objectOf,
  objectsOf,
  textOf,
  valueAt,
  valuesAt,
  withValue,
} from "./json.ts";
import { edited, limit, type Rule, rule, sampleOf, textOfLength, webAddress } from "./rule-shape.ts";
import { indiaOrder } from "./sample-orders.ts";

const details = "interactive.order_details";
const parameters = "interactive.action.parameters";
const settings = `${parameters}.payment_settings`;
const gateway = `${settings}[].payment_gateway`;
const items = `${parameters}.order.items`;
const beneficiaries = `${parameters}.beneficiaries`;

const isIndian = (body: JsonObject): boolean => valueAt(body, `${parameters}.currency`) === "INR";

/** The Indian sample with one value replaced. */
const india = (path: string, value: Json | undefined): JsonObject => withValue(indiaOrder, path, value);

/** At most so many characters, in India. */
const indianLimit = (path: string, max: number): Rule => ({
  ...limit(details, path, max),
  example: { body: india(path, textOfLength(max + 1)) },
});

/** What is paid by, in each country. */
const waysByCurrency: Readonly<Record<string, readonly string[]>> = {
  INR: ["payment_gateway", "upi_intent_link", "payment_link"],
  BRL: ["pix_dynamic_code", "payment_link", "boleto", "offsite_card_pay"],
};

const wayRules: readonly Rule[] = [
  rule(
    `${details}: the money is that of the customer's country`,
    [details],
    131009,
    ({ body }, { user }) => {
      const country = user?.country ?? countryOf(digitsOf(textOf(body["to"]) ?? ""));
      const wanted = country === "IN" ? "INR" : "BRL";
      return valueAt(body, `${parameters}.currency`) === wanted ? undefined : `Param currency must be ${wanted}.`;
    },
    { body: { ...indiaOrder, to: "+5511999998888" } },
  ),
  rule(
    `${details}: Brazil is said by payment_type`,
    [details],
    131008,
    ({ body }) =>
      isIndian(body) || valueAt(body, `${parameters}.payment_type`) === "br"
        ? undefined
        : "The parameter payment_type is required.",
    { body: edited(details, `${parameters}.payment_type`, undefined) },
  ),
  rule(
    `${details}: India says how it is paid`,
    [details],
    131008,
    ({ body }) =>
      isIndian(body) && listOf(valueAt(body, settings)).length === 0
        ? "The parameter payment_settings is required."
        : undefined,
    { body: india(settings, []) },
  ),
  rule(
    `${details}: ways to pay are those of the country`,
    [details],
    131009,
    ({ body }) => {
      const allowed = waysByCurrency[looseTextOf(valueAt(body, `${parameters}.currency`)) ?? ""] ?? [];
      return valuesAt(body, `${settings}[].type`).every((type) => allowed.includes(looseTextOf(type) ?? ""))
        ? undefined
        : `Param payment_settings['type'] must be one of {${allowed.join(", ").toUpperCase()}}.`;
    },
    { body: edited(details, `${settings}[].type`, "payment_gateway") },
  ),
  webAddress(details, `${settings}[].payment_link.uri`),
  pixRule("code"),
  pixRule("merchant_name"),
  pixRule("key"),
  rule(
    `${details}: the kind of a Pix key`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${settings}[].pix_dynamic_code.key_type`).every(
        (kind) => kind === undefined || ["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"].includes(String(kind)),
      )
        ? undefined
        : "Param key_type must be one of {CPF, CNPJ, EMAIL, PHONE, EVP}.",
    { body: edited(details, settings, [pix({ key_type: "IBAN" })]) },
  ),
  rule(
    `${details}: an UPI link is one`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${settings}[].upi_intent_link.link`).every(
        (link) => link === undefined || /^upi:\/\/pay\?/.test(String(link)),
      )
        ? undefined
        : "Param upi_intent_link['link'] is not a valid UPI intent.",
    { body: india(settings, [{ type: "upi_intent_link", upi_intent_link: { link: "https://upi.example" } }]) },
  ),
];

function pix(change: JsonObject): JsonObject {
  const code = { code: "000201", merchant_name: "Loja", key: "39580525000189", key_type: "CNPJ", ...change };
  return { type: "pix_dynamic_code", pix_dynamic_code: code };
}

function pixRule(field: string): Rule {
  return rule(
    `${details}: a Pix code has its ${field}`,
    [details],
    131008,
    ({ body }) =>
      valuesAt(body, `${settings}[].pix_dynamic_code`).some(
        (code) => code !== undefined && !looseTextOf(objectOf(code)[field]),
      )
        ? `The parameter pix_dynamic_code['${field}'] is required.`
        : undefined,
    { body: edited(details, settings, [pix({ [field]: undefined })]) },
  );
}

const gatewayRules: readonly Rule[] = [
  rule(
    `${details}: a gateway Meta knows`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${gateway}.type`).every(
        (type) => type === undefined || ["razorpay", "payu", "billdesk", "zaakpay"].includes(String(type)),
      )
        ? undefined
        : "Param payment_gateway['type'] must be one of {RAZORPAY, PAYU, BILLDESK, ZAAKPAY}.",
    { body: india(`${gateway}.type`, "stripe") },
  ),
  indianLimit(`${gateway}.configuration_name`, 60),
  rule(
    `${details}: a payment configuration of the account`,
    [details],
    131009,
    ({ body }, { number }) => {
      const known = number.setup.paymentConfigurations ?? [];
      const wanted = valuesAt(body, `${gateway}.configuration_name`);
      const named = valuesAt(body, gateway).some((one) => one !== undefined);
      return named && !wanted.every((name) => known.includes(looseTextOf(name) ?? ""))
        ? "Param configuration_name is not a payment configuration of this account."
        : undefined;
    },
    { body: india(`${gateway}.configuration_name`, "another-config") },
  ),
  indianLimit(`${gateway}.razorpay.receipt`, 40),
  rule(
    `${details}: at most fifteen notes of 256 characters`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${gateway}.razorpay.notes`).some((notes) => {
        const values = Object.values(objectOf(notes));
        return values.length > 15 || values.some((value) => String(value).length > 256);
      })
        ? "Param notes must have at most 15 keys of 256 characters."
        : undefined,
    { body: india(`${gateway}.razorpay.notes`, { order: textOfLength(257) }) },
  ),
  indianLimit(`${gateway}.payu.udf1`, 255),
  indianLimit(`${gateway}.zaakpay.extra1`, 180),
  indianLimit(`${gateway}.billdesk.additional_info1`, 120),
];

const goodsRules: readonly Rule[] = [
  rule(
    `${details}: India knows where goods of no catalogue come from`,
    [details],
    131008,
    ({ body }) => {
      if (!isIndian(body) || valueAt(body, `${parameters}.order.catalog_id`) !== undefined) return undefined;
      const lacking = objectsOf(valueAt(body, items)).some((item) =>
        ["country_of_origin", "importer_name", "importer_address"].some((name) => item[name] === undefined),
      );
      return lacking ? "country_of_origin, importer_name and importer_address are required." : undefined;
    },
    { body: india(`${parameters}.order.catalog_id`, undefined) },
  ),
  indianLimit(`${beneficiaries}[].name`, 200),
  indianLimit(`${beneficiaries}[].address_line1`, 100),
  indianLimit(`${beneficiaries}[].address_line2`, 100),
  rule(
    `${details}: goods are sent within India`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${beneficiaries}[].country`).every((country) => country === "India")
        ? undefined
        : "Param beneficiaries['country'] must be India.",
    { body: india(`${beneficiaries}[].country`, "Nepal") },
  ),
  rule(
    `${details}: a PIN code has six digits`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${beneficiaries}[].postal_code`).every((code) => /^\d{6}$/.test(String(code)))
        ? undefined
        : "Param postal_code must be 6 digits long.",
    { body: india(`${beneficiaries}[].postal_code`, "4000") },
  ),
];

const status = "interactive.order_status";

/** What may be said of the money of an order: by the shop in Brazil alone. */
export const statusPaymentRules: readonly Rule[] = [
  rule(
    `${status}: the payment's state`,
    [status],
    131009,
    ({ body }) => {
      const state = valueAt(body, `${parameters}.payment.status`);
      return state === undefined || ["pending", "captured", "failed"].includes(String(state))
        ? undefined
        : "Param payment['status'] must be one of {PENDING, CAPTURED, FAILED}.";
    },
    { body: { ...sampleOf(status), ...edited(status, `${parameters}.payment`, { status: "paid", timestamp: 1 }) } },
  ),
];

/** How an order is paid in the chat, row by row. */
export const orderPaymentRules: readonly Rule[] = [...wayRules, ...gatewayRules, ...goodsRules];
