import { type Currency, isCurrency } from "#domain/currency";
import { type Money, parseDecimal } from "#domain/money";
import { type CodeOutcome, sentenceOf } from "#domain/qr/code-fault";
import { makeCreditorReference, makeQrReference } from "#domain/qr/creditor-reference";
import { type EpcCharset, encodeEpc } from "#domain/qr/epc";
import { isQrIban, readIban } from "#domain/qr/iban";
import { type MerchantAccount, encodeMerchantCode, schemeOf } from "#domain/qr/merchant-code";
import { type Template, type Tip, additionalNames, readTip } from "#domain/qr/merchant-parts";
import { encodePayNow } from "#domain/qr/paynow";
import { type PixWay, encodePix } from "#domain/qr/pix";
import { type PromptPayTarget, encodePromptPay } from "#domain/qr/promptpay";
import { type ReadCode, readCode } from "#domain/qr/read-code";
import { type SwissParty, type SwissReference, encodeSwissBill } from "#domain/qr/swiss-bill";
import { encodeUpi } from "#domain/qr/upi";

/** Why no code was written or read, in one sentence that names the field. */
export class QrRefused extends Error {
  override readonly name = "QrRefused";
}

type Fields = Readonly<Record<string, string>>;
type Kind = { readonly names: string; readonly encode: (fields: Fields) => CodeOutcome<string> };

/**
 * Writes the text of a payment code from named fields, as on a command line; amounts are decimals ("49.90"). Throws
 * QrRefused for an unknown kind or field, and for what the grammar does not allow.
 */
export function encodeQr(kind: string, fields: Fields): string {
  const chosen = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!chosen) throw new QrRefused(`There is no code of the kind "${kind}": use ${Object.keys(kinds).join(", ")}.`);
  const known = chosen.names.split(" ");
  const isKnown = (name: string): boolean => known.includes(name) || (kind === "merchant" && objectName.test(name));
  const unknown = Object.keys(fields).find((name) => !isKnown(name));
  if (unknown !== undefined)
    throw new QrRefused(`A ${kind} code has no field "${unknown}": it has ${known.join(", ")}.`);
  return valueOf(chosen.encode(fields));
}

/** Reads the text of a payment code and gives it as indented JSON. Throws QrRefused when it is none or breaks its rules. */
export function decodeQr(text: string): string {
  return JSON.stringify(withSchemes(valueOf(readCode(text))), undefined, 2);
}

/** The kinds `encodeQr` knows with their fields, one a line, for the command's help. */
export const qrUsage = (): string =>
  Object.entries(kinds)
    .map(([kind, { names }]) => `  ${kind}: ${names}`)
    .join("\n");

/** An account says the scheme its id belongs to. */
const withSchemes = (read: ReadCode): unknown =>
  read.grammar === "merchant"
    ? { ...read, code: { ...read.code, accounts: read.code.accounts.map((a) => ({ ...a, scheme: schemeOf(a.id) })) } }
    : read;

function valueOf<Value>(outcome: CodeOutcome<Value>): Value {
  if (!outcome.ok) throw new QrRefused(sentenceOf(outcome.fault));
  return outcome.value;
}

/** An EMV object by its ids: "04" or "26.01". */
const objectName = /^\d\d(\.\d\d)?$/;

const kinds: Readonly<Record<string, Kind>> = {
  merchant: {
    names:
      "name city country category currency amount initiation postal tip tip-fee tip-percent " +
      `${additionalNames.join(" ")} language local-name local-city 04 26.00 26.01`,
    encode: encodeMerchant,
  },
  pix: {
    names: "name city key location recurrence amount reference note agent once postal category",
    encode: (fields) =>
      encodePix({
        name: need(fields, "name"),
        city: need(fields, "city"),
        postalCode: fields["postal"],
        amount: amountIn(fields, "amount", "BRL"),
        category: fields["category"],
        ...pixWay(fields),
      }),
  },
  promptpay: {
    names: "mobile national-id e-wallet biller reference second-reference terminal amount message",
    encode: (fields) =>
      encodePromptPay({
        to: promptPayTarget(fields),
        amount: amountIn(fields, "amount", "THB"),
        message: fields["message"],
      }),
  },
  paynow: {
    names: "mobile uen name city amount editable last-day reference",
    encode: (fields) => {
      const kind = oneOf(fields, ["mobile", "uen"]);
      return encodePayNow({
        to: { kind, number: need(fields, kind) },
        amount: amountIn(fields, "amount", "SGD"),
        editable: yesOrNo(fields, "editable"),
        lastDay: fields["last-day"],
        reference: fields["reference"],
        name: need(fields, "name"),
        city: fields["city"] ?? "Singapore",
      });
    },
  },
  upi: {
    names: "payee name amount least note reference category tid url mode sign orgid",
    encode: (fields) =>
      encodeUpi({
        payee: need(fields, "payee"),
        name: need(fields, "name"),
        amount: amountIn(fields, "amount", "INR"),
        least: amountIn(fields, "least", "INR"),
        note: fields["note"],
        reference: fields["reference"],
        category: fields["category"],
        others: ["tid", "url", "mode", "sign", "orgid"].flatMap((name) => {
          const value = fields[name];
          return value === undefined ? [] : [{ name, value }];
        }),
      }),
  },
  epc: {
    names: "name iban amount bic version charset purpose reference number text hint",
    encode: (fields) =>
      encodeEpc({
        version: oneWord(fields, "version", ["002", "001"]),
        charset: oneWord<EpcCharset>(fields, "charset", ["1", "2", "3", "4", "5", "6", "7", "8"]),
        bic: fields["bic"],
        name: need(fields, "name"),
        iban: valueOf(readIban(need(fields, "iban"))),
        amount: amountIn(fields, "amount", "EUR"),
        purpose: fields["purpose"],
        reference: madeReference(fields, makeCreditorReference),
        text: fields["text"],
        hint: fields["hint"],
      }),
  },
  "swiss-bill": {
    names:
      "iban name street building postal town country currency amount reference number message billing scheme scheme-2 " +
      "debtor-name debtor-street debtor-building debtor-postal debtor-town debtor-country",
    encode: encodeSwiss,
  },
};

function encodeMerchant(fields: Fields): CodeOutcome<string> {
  const currency = currencyIn(fields, "currency");
  const templates = templatesIn(fields);
  const accounts: readonly MerchantAccount[] = [
    ...Object.keys(fields)
      .filter((name) => /^\d\d$/.test(name))
      .toSorted()
      .map((id) => ({ kind: "scheme", id, value: need(fields, id) }) as const),
    ...templates.filter(({ id }) => id < "80").map((template) => ({ kind: "template", ...template }) as const),
  ];
  const language = fields["language"];
  return encodeMerchantCode({
    initiation:
      fields["initiation"] === undefined
        ? undefined
        : oneWord<"static" | "dynamic">(fields, "initiation", ["static", "dynamic"]),
    accounts,
    category: fields["category"] ?? "0000",
    currency,
    amount: amountIn(fields, "amount", currency),
    tip: tipIn(fields, currency),
    country: need(fields, "country"),
    name: need(fields, "name"),
    city: need(fields, "city"),
    postalCode: fields["postal"],
    additional: Object.fromEntries(additionalNames.map((name) => [name, fields[name]])),
    translation:
      language === undefined ? undefined : { language, name: need(fields, "local-name"), city: fields["local-city"] },
    extensions: templates.filter(({ id }) => id >= "80"),
  });
}

function templatesIn(fields: Fields): readonly Template[] {
  const names = Object.keys(fields).filter((name) => /^\d\d\.\d\d$/.test(name));
  const ids = [...new Set(names.map((name) => name.slice(0, 2)))].toSorted();
  return ids.map((id) => ({
    id,
    globalId: need(fields, `${id}.00`),
    fields: names
      .filter((name) => name.startsWith(id) && !name.endsWith(".00"))
      .toSorted()
      .map((name) => ({ id: name.slice(3), value: need(fields, name) })),
  }));
}

function tipIn(fields: Fields, currency: Currency): Tip | undefined {
  const names = ["tip", "tip-fee", "tip-percent"] as const;
  if (names.every((name) => fields[name] === undefined)) return undefined;
  const kind = oneOf(fields, names);
  if (kind === "tip") oneWord(fields, "tip", ["ask"]);
  const given = need(fields, kind);
  const objects = {
    tip: { 55: "01" },
    "tip-fee": { 55: "02", 56: given },
    "tip-percent": { 55: "03", 57: given },
  };
  return valueOf(readTip(new Map(Object.entries(objects[kind])), currency));
}

function pixWay(fields: Fields): PixWay {
  const { note, reference, recurrence, agent: withdrawalAgent } = fields;
  if (fields["key"] === undefined && fields["location"] === undefined && recurrence !== undefined)
    return { kind: "recurring", recurrence };
  if (oneOf(fields, ["key", "location"]) === "key")
    return { kind: "static", key: need(fields, "key"), note, withdrawalAgent, reference, recurrence };
  return { kind: "dynamic", location: need(fields, "location"), once: yesOrNo(fields, "once"), recurrence };
}

function promptPayTarget(fields: Fields): PromptPayTarget {
  const kind = oneOf(fields, ["mobile", "national-id", "e-wallet", "biller"]);
  if (kind !== "biller") return { kind, number: need(fields, kind) };
  return {
    kind: "bill",
    biller: need(fields, "biller"),
    reference: need(fields, "reference"),
    secondReference: fields["second-reference"],
    terminal: fields["terminal"],
  };
}

function encodeSwiss(fields: Fields): CodeOutcome<string> {
  const iban = valueOf(readIban(need(fields, "iban")));
  const currency = currencyIn(fields, "currency", "CHF");
  const value = madeReference(fields, isQrIban(iban) ? makeQrReference : makeCreditorReference);
  const reference: SwissReference =
    value === undefined ? { kind: "NON" } : { kind: value.startsWith("RF") ? "SCOR" : "QRR", value };
  return encodeSwissBill({
    iban,
    creditor: party(fields, ""),
    currency,
    amount: amountIn(fields, "amount", currency),
    debtor: Object.keys(fields).some((name) => name.startsWith("debtor-")) ? party(fields, "debtor-") : undefined,
    reference,
    message: fields["message"],
    billing: fields["billing"],
    schemes: [fields["scheme"], fields["scheme-2"]].filter((scheme) => scheme !== undefined),
  });
}

const party = (fields: Fields, before: string): SwissParty => ({
  name: need(fields, `${before}name`),
  street: fields[`${before}street`],
  building: fields[`${before}building`],
  postalCode: need(fields, `${before}postal`),
  town: need(fields, `${before}town`),
  country: fields[`${before}country`] ?? "CH",
});

/** The reference as given, or one made of the seller's own number. */
function madeReference(fields: Fields, make: (number: string) => CodeOutcome<string>): string | undefined {
  const { reference, number } = fields;
  if (reference === undefined && number === undefined) return undefined;
  return oneOf(fields, ["reference", "number"]) === "number" ? valueOf(make(need(fields, "number"))) : reference;
}

function need(fields: Fields, name: string): string {
  const value = fields[name];
  if (value === undefined) throw new QrRefused(`${name} is missing: give ${name}=….`);
  return value;
}

function oneOf<Name extends string>(fields: Fields, names: readonly Name[]): Name {
  const [first, second] = names.filter((name) => fields[name] !== undefined);
  if (first === undefined) throw new QrRefused(`${names.join(" or ")} is missing: give one of them.`);
  if (second !== undefined) throw new QrRefused(`${first} and ${second} exclude each other: give one of them.`);
  return first;
}

/** The field as one of these words; absent is the first. */
function oneWord<Word extends string>(fields: Fields, name: string, words: readonly [Word, ...Word[]]): Word {
  const given = fields[name] ?? words[0];
  const word = words.find((one) => one === given);
  if (word === undefined) throw new QrRefused(`${name} is "${given}": it must be ${words.join(" or ")}.`);
  return word;
}

const yesOrNo = (fields: Fields, name: string): boolean => oneWord(fields, name, ["no", "yes"]) === "yes";

function currencyIn(fields: Fields, name: string, standard?: string): Currency {
  const code = fields[name] ?? standard ?? need(fields, name);
  if (!isCurrency(code)) throw new QrRefused(`${name} is "${code}": it must be a code of ISO 4217 like EUR.`);
  return code;
}

function amountIn(fields: Fields, name: string, code: string): Money | undefined {
  const text = fields[name];
  if (text === undefined) return undefined;
  const amount = isCurrency(code) ? parseDecimal(text, code) : undefined;
  if (!amount)
    throw new QrRefused(`${name} is "${text}": it must be an amount in ${code} like 49.90, with its decimals.`);
  return amount;
}
