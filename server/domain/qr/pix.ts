import { type Currency, currency } from "#domain/currency";
import type { Money } from "#domain/money";
import { type BadCode, type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import type { DataObject } from "#domain/qr/emv-tlv";
import { type FieldRule, characterCount, freeText, optionalFault, requiredFault } from "#domain/qr/field-rule";
import { type MerchantCode, decodeMerchantCode, encodeMerchantCode } from "#domain/qr/merchant-code";
import { type Template, templateObject } from "#domain/qr/merchant-parts";

/** A Pix BR Code (Brazil): who is paid, and by which of three ways. */
export type PixCode = PixReceiver & PixWay;

/**
 * A static code names the receiver's key; its bank reports the reference or does not. A dynamic one names where the
 * receiver's provider keeps the charge, and only that can be matched for certain. A recurring one only asks for consent
 * to charges to come, which the other two may ask for as well.
 */
export type PixWay =
  | {
      readonly kind: "static";
      readonly key: string;
      /** What the customer reads beside the payment. */
      readonly note?: string | undefined;
      /** The provider (ISPB, eight digits) that hands out cash. */
      readonly withdrawalAgent?: string | undefined;
      /** The receiver's number of the payment (txid): 1 to 25 letters and figures; absent is written `***`. */
      readonly reference?: string | undefined;
      readonly recurrence?: string | undefined;
    }
  | {
      readonly kind: "dynamic";
      /** Address of the charge without `https://`. */
      readonly location: string;
      /** Whether the code says that it serves one payment only. */
      readonly once: boolean;
      readonly recurrence?: string | undefined;
    }
  | {
      readonly kind: "recurring";
      /** Address of the consent without `https://`. */
      readonly recurrence: string;
    };

/** Who is paid, in letters without accents, and how much in BRL; without an amount the customer types it. */
export type PixReceiver = {
  readonly name: string;
  readonly city: string;
  readonly postalCode?: string | undefined;
  readonly amount?: Money | undefined;
  /** Category of ISO 18245; absent is 0000. */
  readonly category?: string | undefined;
};

const owner = "br.gov.bcb.pix";
const real: Currency = currency("BRL");

/** The kind of a Pix key by its form; undefined when it is none. Check digits are left to the bank. */
export function pixKeyKind(key: string): "email" | "phone" | "random" | "person" | "company" | undefined {
  if (/^\+[1-9]\d{7,14}$/.test(key)) return "phone";
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(key)) return "random";
  if (/^\d{11}$/.test(key)) return "person";
  if (/^[0-9A-Z]{12}\d{2}$/.test(key)) return "company";
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(key)) return "email";
  return undefined;
}

/** Text without accents, as a BR Code holds it: "São João" is "Sao Joao". */
export const withoutAccents = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "");

/** Writes the code's text. Accents are taken off name, city and note; what is too long is refused, never cut. */
export function encodePix(given: PixCode): CodeOutcome<string> {
  const pix = plain(given);
  const ascii = { most: 99, want: "letters of the plain Latin alphabet", pattern: /^[ -~]+$/ };
  const fault = firstFault(
    requiredFault("59 name", pix.name, ascii),
    requiredFault("60 city", pix.city, ascii),
    pix.kind === "static" ? optionalFault("26.02 note", pix.note, ascii) : undefined,
    pixFault(pix),
  );
  return fault ? bad(fault) : encodeMerchantCode(merchantCodeOf(pix));
}

function plain(pix: PixCode): PixCode {
  const receiver = { name: withoutAccents(pix.name), city: withoutAccents(pix.city) };
  if (pix.kind !== "static") return { ...pix, ...receiver };
  return { ...pix, ...receiver, note: pix.note === undefined ? undefined : withoutAccents(pix.note) };
}

const addressRule: FieldRule = {
  most: 77,
  want: "an address without https://, like pix.example.com/qr/1f0c",
  pattern: /^[\w.-]+(:\d+)?\/[!-~]*$/,
};

function pixFault(pix: PixCode): CodeFault | undefined {
  switch (pix.kind) {
    case "static":
      return firstFault(
        keyFault(pix.key),
        optionalFault("26.02 note", pix.note, freeText(72)),
        optionalFault("26.03 withdrawal agent", pix.withdrawalAgent, {
          most: 8,
          want: "eight digits (ISPB)",
          pattern: /^\d{8}$/,
        }),
        optionalFault("62.05 reference", pix.reference, {
          most: 25,
          want: "1 to 25 letters and figures",
          pattern: /^[A-Za-z0-9]+$/,
        }),
        optionalFault("80.25 recurrence", pix.recurrence, addressRule),
        togetherFault(pix),
      );
    case "dynamic":
      return firstFault(
        requiredFault("26.25 location", pix.location, addressRule),
        optionalFault("80.25 recurrence", pix.recurrence, addressRule),
      );
    case "recurring":
      return requiredFault("80.25 recurrence", pix.recurrence, addressRule);
  }
}

/** Key, note and agent share one template of 99 characters. */
function togetherFault(pix: PixCode): CodeFault | undefined {
  const length = characterCount(templateObject(accountOf(pix)).value);
  const field = "26 key and note together";
  return length > 99 ? { kind: "too-long", field, length, most: 99, unit: "characters" } : undefined;
}

function keyFault(key: string): CodeFault | undefined {
  const want = "an e-mail, a phone like +5511912345678, a CPF, a CNPJ or a random key (UUID)";
  const field = "26.01 key";
  return (
    requiredFault(field, key, { most: 77, want }) ??
    (pixKeyKind(key) ? undefined : { kind: "malformed", field, given: key, want })
  );
}

function merchantCodeOf(pix: PixCode): MerchantCode {
  const { name, city, postalCode, amount, category = "0000", recurrence } = pix;
  return {
    initiation: pix.kind === "dynamic" && pix.once ? "dynamic" : undefined,
    accounts: [{ kind: "template", ...accountOf(pix) }],
    category,
    currency: real,
    amount,
    country: "BR",
    name,
    city,
    postalCode,
    additional: { reference: (pix.kind === "static" && pix.reference) || "***" },
    extensions: recurrence === undefined ? [] : [{ id: "80", globalId: owner, fields: present({ "25": recurrence }) }],
  };
}

const accountOf = (pix: PixCode): Template => ({ id: "26", globalId: owner, fields: accountFields(pix) });

function accountFields(pix: PixCode): readonly DataObject[] {
  switch (pix.kind) {
    case "static":
      return present({ "01": pix.key, "02": pix.note, "03": pix.withdrawalAgent });
    case "dynamic":
      return present({ "25": pix.location });
    case "recurring":
      return [];
  }
}

const present = (fields: Readonly<Record<string, string | undefined>>): readonly DataObject[] =>
  Object.entries(fields)
    .flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]))
    .toSorted((a, b) => a.id.localeCompare(b.id));

const isPix = ({ globalId }: Template): boolean => globalId.toLowerCase() === owner;

/** Whether a merchant code is a Pix: one of its account templates is the central bank's. */
export const holdsPix = (code: MerchantCode): boolean =>
  code.accounts.some((account) => account.kind === "template" && isPix(account));

/** Reads a code's text. */
export function decodePix(text: string): CodeOutcome<PixCode> {
  const code = decodeMerchantCode(text);
  return code.ok ? readPix(code.value) : code;
}

/** Reads a Pix out of a merchant code. */
export function readPix(code: MerchantCode): CodeOutcome<PixCode> {
  const account = code.accounts.find((one) => one.kind === "template" && isPix(one));
  if (account?.kind !== "template")
    return bad({ kind: "missing", field: "26 Pix account", want: `a template of ${owner}` });
  const fault = firstFault(
    isNot("53 currency", code.currency, "BRL"),
    isNot("58 country", code.country, "BR"),
    requiredFault("62.05 reference", code.additional?.reference, { most: 25, want: "a reference or ***" }),
  );
  if (fault) return bad(fault);
  const way = readWay(account, code);
  if (!way.ok) return way;
  const pix: PixCode = { ...receiverOf(code), ...way.value };
  const own = pixFault(pix);
  return own ? bad(own) : good(pix);
}

const isNot = (field: string, given: string, due: string): CodeFault | undefined =>
  given === due ? undefined : { kind: "malformed", field, given, want: due };

const receiverOf = ({ name, city, postalCode, amount, category }: MerchantCode): PixReceiver => ({
  name,
  city,
  postalCode,
  amount,
  category: category === "0000" ? undefined : category,
});

function readWay(account: Template, code: MerchantCode): CodeOutcome<PixWay> {
  const field = (id: string): string | undefined => account.fields.find((one) => one.id === id)?.value;
  const recurrence = code.extensions.find(isPix)?.fields.find(({ id }) => id === "25")?.value;
  const reference = code.additional?.reference;
  const key = field("01");
  const location = field("25");
  if (key !== undefined && location !== undefined) return bothGiven;
  if (key !== undefined) {
    const own = reference === "***" ? undefined : reference;
    return good({ kind: "static", key, note: field("02"), withdrawalAgent: field("03"), reference: own, recurrence });
  }
  if (reference !== "***")
    return bad({
      kind: "malformed",
      field: "62.05 reference",
      given: reference ?? "",
      want: "*** in a code without a key",
    });
  if (location !== undefined)
    return good({ kind: "dynamic", location, once: code.initiation === "dynamic", recurrence });
  if (recurrence !== undefined) return good({ kind: "recurring", recurrence });
  return bad({ kind: "missing", field: "26.01 key", want: "a key, or a location in 26.25" });
}

const bothGiven: BadCode = bad({
  kind: "forbidden",
  field: "26.25 location",
  why: "a code has a key or a location, not both",
});
