import type { Currency } from "#domain/currency";
import { type Money, formatDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, allGood, bad, firstFault, good } from "#domain/qr/code-fault";
import { currencyOfNumber, numberOfCurrency } from "#domain/qr/currency-numbers";
import { amountFault, readAmount } from "#domain/qr/emv-amount";
import { type DataObject, openCode, readObjects, sealCode, writeObjects } from "#domain/qr/emv-tlv";
import { freeText, optionalFault, requiredFault } from "#domain/qr/field-rule";
import {
  type AdditionalFields,
  type Template,
  type Tip,
  additionalFault,
  additionalObjects,
  readAdditional,
  readTemplate,
  readTip,
  templateFault,
  templateObject,
  tipFault,
  tipObjects,
} from "#domain/qr/merchant-parts";

/**
 * An EMVCo merchant-presented code: what the customer's app reads to pay this merchant. Masterpass QR and Mastercard's
 * codes are this with an account in `04` or `05`; Pix and PayNow are this with a template of their own. The customer's
 * bank tells nobody here: a confirmation comes from the acquirer, with `additional.reference` as the seller's number.
 */
export type MerchantCode = {
  /** Whether the code is shown to everyone or made for one payment; absent where nothing is said. */
  readonly initiation?: "static" | "dynamic" | undefined;
  /** Where the money may go; at least one. */
  readonly accounts: readonly MerchantAccount[];
  /** Merchant category code of ISO 18245, four digits; 0000 where there is none. */
  readonly category: string;
  readonly currency: Currency;
  /** Absent where the customer types it. */
  readonly amount?: Money | undefined;
  readonly tip?: Tip | undefined;
  /** Two letters of ISO 3166. */
  readonly country: string;
  readonly name: string;
  readonly city: string;
  readonly postalCode?: string | undefined;
  readonly additional?: AdditionalFields | undefined;
  readonly translation?: Translation | undefined;
  /** Unreserved templates, `80` to `99`. */
  readonly extensions: readonly Template[];
};

/** An account at a card scheme (`02` to `16`), or one described by its owner's template (`26` to `51`). */
export type MerchantAccount =
  | { readonly kind: "scheme"; readonly id: string; readonly value: string }
  | ({ readonly kind: "template" } & Template);

/** Name and city in another language (`64`), which is two letters of ISO 639. */
export type Translation = { readonly language: string; readonly name: string; readonly city?: string | undefined };

/** First and last id of each card scheme. 17 to 25 are EMVCo's own reserve. */
const schemes = [
  ["visa", "02", "03"],
  ["mastercard", "04", "05"],
  ["npci", "06", "08"],
  ["discover", "09", "10"],
  ["amex", "11", "12"],
  ["jcb", "13", "14"],
  ["unionpay", "15", "16"],
] as const;

/** Card schemes with ids of their own. */
export type Scheme = (typeof schemes)[number][0];

/** The scheme an account's id belongs to; undefined for an id of no scheme. */
export const schemeOf = (id: string): Scheme | undefined =>
  schemes.find(([, first, last]) => id >= first && id <= last)?.[0];

/** Writes the code's text, checksum included. */
export function encodeMerchantCode(code: MerchantCode): CodeOutcome<string> {
  const fault = merchantFault(code);
  return fault ? bad(fault) : sealCode(objectsOf(code));
}

/** Reads a code's text and holds it to the same rules as one we write. */
export function decodeMerchantCode(text: string): CodeOutcome<MerchantCode> {
  const opened = openCode(text);
  return opened.ok ? readMerchantCode(opened.value) : opened;
}

function merchantFault(code: MerchantCode): CodeFault | undefined {
  const { additional, translation, currency } = code;
  return firstFault(
    code.accounts.length > 0
      ? undefined
      : { kind: "missing", field: "02 to 51 merchant account", want: "at least one account" },
    ...code.accounts.map(accountFault),
    requiredFault("52 category", code.category, { most: 4, want: "four digits (ISO 18245)", pattern: /^\d{4}$/ }),
    amountFault("54 amount", code.amount, currency),
    tipFault(code.tip, currency),
    requiredFault("58 country", code.country, {
      most: 2,
      want: "two capital letters (ISO 3166)",
      pattern: /^[A-Z]{2}$/,
    }),
    requiredFault("59 name", code.name, freeText(25)),
    requiredFault("60 city", code.city, freeText(15)),
    optionalFault("61 postal code", code.postalCode, freeText(10)),
    additional && additionalFault(additional),
    translation && translationFault(translation),
    ...code.extensions.map(extensionFault),
  );
}

function accountFault(account: MerchantAccount): CodeFault | undefined {
  const { id } = account;
  if (account.kind === "scheme")
    return schemeOf(id)
      ? requiredFault(`${id} ${schemeOf(id)} account`, account.value, freeText(99))
      : { kind: "forbidden", field: id, why: "no card scheme has this id" };
  return /^\d\d$/.test(id) && id >= "26" && id <= "51"
    ? templateFault(account)
    : { kind: "forbidden", field: id, why: "account templates have the ids 26 to 51" };
}

const extensionFault = (extension: Template): CodeFault | undefined =>
  /^[89]\d$/.test(extension.id)
    ? templateFault(extension)
    : { kind: "forbidden", field: extension.id, why: "unreserved templates have the ids 80 to 99" };

const translationFault = ({ language, name, city }: Translation): CodeFault | undefined =>
  firstFault(
    requiredFault("64.00 language", language, { most: 2, want: "two letters (ISO 639)", pattern: /^[A-Za-z]{2}$/ }),
    requiredFault("64.01 name", name, freeText(25)),
    optionalFault("64.02 city", city, freeText(15)),
  );

function objectsOf(code: MerchantCode): readonly DataObject[] {
  const additional = additionalObjects(code.additional ?? {});
  const { initiation, translation } = code;
  return [
    ...object("01", initiation && (initiation === "static" ? "11" : "12")),
    ...code.accounts.map((account) => (account.kind === "scheme" ? schemeObject(account) : templateObject(account))),
    ...object("52", code.category),
    ...object("53", numberOfCurrency(code.currency)),
    ...object("54", code.amount && formatDecimal(code.amount)),
    ...tipObjects(code.tip),
    ...object("58", code.country),
    ...object("59", code.name),
    ...object("60", code.city),
    ...object("61", code.postalCode),
    ...object("62", additional.length > 0 ? writeObjects(additional) : undefined),
    ...object("64", translation && writeObjects(translationObjects(translation))),
    ...code.extensions.map(templateObject),
  ];
}

const object = (id: string, value: string | undefined): readonly DataObject[] =>
  value === undefined ? [] : [{ id, value }];
const schemeObject = ({ id, value }: DataObject): DataObject => ({ id, value });
const translationObjects = ({ language, name, city }: Translation): readonly DataObject[] => [
  { id: "00", value: language },
  { id: "01", value: name },
  ...object("02", city),
];

function readMerchantCode(objects: readonly DataObject[]): CodeOutcome<MerchantCode> {
  const values = new Map(objects.map(({ id, value }) => [id, value]));
  const initiation = readInitiation(values.get("01"));
  if (!initiation.ok) return initiation;
  const accounts = allGood(objects.filter(({ id }) => id >= "02" && id <= "51").map(readAccount));
  if (!accounts.ok) return accounts;
  const currency = readCurrency(values.get("53"));
  if (!currency.ok) return currency;
  const amount = readAmount("54 amount", values.get("54"), currency.value);
  if (!amount.ok) return amount;
  const tip = readTip(values, currency.value);
  if (!tip.ok) return tip;
  const additional = readAdditional(values.get("62"));
  if (!additional.ok) return additional;
  const translation = readTranslation(values.get("64"));
  if (!translation.ok) return translation;
  const extensions = allGood(objects.filter(({ id }) => id >= "80").map(readTemplate));
  if (!extensions.ok) return extensions;
  const code: MerchantCode = {
    initiation: initiation.value,
    accounts: accounts.value,
    category: values.get("52") ?? "",
    currency: currency.value,
    amount: amount.value,
    tip: tip.value,
    country: values.get("58") ?? "",
    name: values.get("59") ?? "",
    city: values.get("60") ?? "",
    postalCode: values.get("61"),
    additional: additional.value,
    translation: translation.value,
    extensions: extensions.value,
  };
  const fault = merchantFault(code);
  return fault ? bad(fault) : good(code);
}

function readAccount(object: DataObject): CodeOutcome<MerchantAccount> {
  if (object.id < "26") return good({ kind: "scheme", ...object });
  const template = readTemplate(object);
  return template.ok ? good({ kind: "template", ...template.value }) : template;
}

/** Reads `01`. */
export function readInitiation(text: string | undefined): CodeOutcome<MerchantCode["initiation"]> {
  if (text === undefined) return good(undefined);
  if (text === "11" || text === "12") return good(text === "11" ? "static" : "dynamic");
  return bad({ kind: "malformed", field: "01 initiation", given: text, want: "11 (static) or 12 (dynamic)" });
}

/** Reads `53`, the currency's number. */
export function readCurrency(text: string | undefined): CodeOutcome<Currency> {
  const want = "the three digits of a currency of ISO 4217 that this till knows";
  if (text === undefined) return bad({ kind: "missing", field: "53 currency", want });
  const currency = currencyOfNumber(text);
  return currency ? good(currency) : bad({ kind: "malformed", field: "53 currency", given: text, want });
}

function readTranslation(text: string | undefined): CodeOutcome<Translation | undefined> {
  if (text === undefined) return good(undefined);
  const read = readObjects(text, "64");
  if (!read.ok) return read;
  const values = new Map(read.value.map(({ id, value }) => [id, value]));
  return good({ language: values.get("00") ?? "", name: values.get("01") ?? "", city: values.get("02") });
}
