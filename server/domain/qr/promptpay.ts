import { type Currency, currency } from "#domain/currency";
import { type Money, formatDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import { numberOfCurrency } from "#domain/qr/currency-numbers";
import { amountFault, readAmount } from "#domain/qr/emv-amount";
import { type DataObject, openCode, readObjects, sealCode, writeObjects } from "#domain/qr/emv-tlv";
import { type FieldRule, freeText, optionalFault, requiredFault } from "#domain/qr/field-rule";

/**
 * A PromptPay code (Thailand): a transfer to somebody's number, or the payment of a bill. It is an EMV text without
 * category, name and city, so it is no merchant code. Amounts are in THB; without one the customer types it.
 */
export type PromptPayCode = {
  readonly to: PromptPayTarget;
  readonly amount?: Money | undefined;
  /** What the customer reads beside the payment; `81` holds it in hexadecimal UTF-16. */
  readonly message?: string | undefined;
};

/** Whom the money goes to. A mobile number is written internationally: +66812345678. */
export type PromptPayTarget =
  | { readonly kind: "mobile"; readonly number: string }
  | { readonly kind: "national-id"; readonly number: string }
  | { readonly kind: "e-wallet"; readonly number: string }
  | {
      readonly kind: "bill";
      readonly biller: string;
      readonly reference: string;
      readonly secondReference?: string | undefined;
      /** The terminal, `62.07`, which some billers use as a third reference. */
      readonly terminal?: string | undefined;
    };

const transferOwner = "A000000677010111";
const billOwner = "A000000677010112";
const baht: Currency = currency("THB");

/** Whether EMV objects are a PromptPay: template 29 or 30 begins with one of its two application ids. */
export const holdsPromptPay = (objects: readonly DataObject[]): boolean =>
  objects.some(
    ({ id, value }) =>
      (id === "29" && value.startsWith(`0016${transferOwner}`)) ||
      (id === "30" && value.startsWith(`0016${billOwner}`)),
  );

/** Writes the code's text. */
export function encodePromptPay(code: PromptPayCode): CodeOutcome<string> {
  const { to, amount, message } = code;
  const fault = promptPayFault(code);
  if (fault) return bad(fault);
  const terminal = to.kind === "bill" ? to.terminal : undefined;
  return sealCode([
    { id: "01", value: amount ? "12" : "11" },
    { id: to.kind === "bill" ? "30" : "29", value: writeObjects(targetObjects(to)) },
    { id: "53", value: numberOfCurrency(baht) },
    ...object("54", amount && formatDecimal(amount)),
    { id: "58", value: "TH" },
    ...object("62", terminal && writeObjects([{ id: "07", value: terminal }])),
    ...object("81", message && toHex(message)),
  ]);
}

const object = (id: string, value: string | undefined): readonly DataObject[] => (value ? [{ id, value }] : []);

const digits = (count: number): FieldRule => ({
  most: count,
  want: `${count} digits`,
  pattern: new RegExp(`^\\d{${count}}$`),
});
const mobileRule = { most: 12, want: "a Thai number like +66812345678", pattern: /^\+66\d{9}$/ };
const billerRule = { most: 15, want: "the biller's 13 to 15 digits", pattern: /^\d{13,15}$/ };
const referenceRule = { most: 20, want: "1 to 20 capital letters and figures", pattern: /^[A-Z0-9]+$/ };
const terminalRule = { most: 25, want: "1 to 25 letters and figures", pattern: /^[!-~]+$/ };

const promptPayFault = ({ to, amount, message }: PromptPayCode): CodeFault | undefined =>
  firstFault(
    targetFault(to),
    amountFault("54 amount", amount, baht),
    optionalFault("81 message", message, freeText(longestMessage)),
    messageFault(message ?? ""),
  );

/** 99 characters hold 24 units of four hexadecimal digits; signs outside the BMP take two units. */
const longestMessage = 24;

const messageFault = ({ length }: string): CodeFault | undefined =>
  length <= longestMessage
    ? undefined
    : { kind: "too-long", field: "81 message in UTF-16", length, most: longestMessage, unit: "characters" };

function targetFault(to: PromptPayTarget): CodeFault | undefined {
  switch (to.kind) {
    case "mobile":
      return requiredFault("29.01 mobile", to.number, mobileRule);
    case "national-id":
      return requiredFault("29.02 national id", to.number, digits(13));
    case "e-wallet":
      return requiredFault("29.03 e-wallet", to.number, digits(15));
    case "bill":
      return firstFault(
        requiredFault("30.01 biller", to.biller, billerRule),
        requiredFault("30.02 reference", to.reference, referenceRule),
        optionalFault("30.03 second reference", to.secondReference, referenceRule),
        optionalFault("62.07 terminal", to.terminal, terminalRule),
      );
  }
}

function targetObjects(to: PromptPayTarget): readonly DataObject[] {
  switch (to.kind) {
    case "mobile":
      return [owned(transferOwner), { id: "01", value: `00${to.number.slice(1)}` }];
    case "national-id":
      return [owned(transferOwner), { id: "02", value: to.number }];
    case "e-wallet":
      return [owned(transferOwner), { id: "03", value: to.number }];
    case "bill":
      return [
        owned(billOwner),
        { id: "01", value: to.biller },
        { id: "02", value: to.reference },
        ...object("03", to.secondReference),
      ];
  }
}

const owned = (value: string): DataObject => ({ id: "00", value });

/** Reads a code's text. */
export function decodePromptPay(text: string): CodeOutcome<PromptPayCode> {
  const opened = openCode(text);
  return opened.ok ? readPromptPay(opened.value) : opened;
}

/** Reads a PromptPay out of the objects of an EMV text. */
export function readPromptPay(objects: readonly DataObject[]): CodeOutcome<PromptPayCode> {
  const values = new Map(objects.map(({ id, value }) => [id, value]));
  const fault = firstFault(due("53 currency", values.get("53"), "764"), due("58 country", values.get("58"), "TH"));
  if (fault) return bad(fault);
  const to = readTarget(values);
  if (!to.ok) return to;
  const amount = readAmount("54 amount", values.get("54"), baht);
  if (!amount.ok) return amount;
  const message = readHex(values.get("81"));
  if (!message.ok) return message;
  const code: PromptPayCode = { to: to.value, amount: amount.value, message: message.value };
  const own = promptPayFault(code);
  return own ? bad(own) : good(code);
}

function due(field: string, given: string | undefined, want: string): CodeFault | undefined {
  if (given === undefined) return { kind: "missing", field, want };
  return given === want ? undefined : { kind: "malformed", field, given, want };
}

function readTarget(values: ReadonlyMap<string, string>): CodeOutcome<PromptPayTarget> {
  const id = values.has("29") ? "29" : "30";
  const read = readObjects(values.get(id) ?? "", id);
  if (!read.ok) return read;
  const fields = new Map(read.value.map((one) => [one.id, one.value]));
  const owner = id === "29" ? transferOwner : billOwner;
  const fault = due(`${id}.00 application`, fields.get("00"), owner);
  if (fault) return bad(fault);
  if (id === "30") return readBill(fields, values.get("62"));
  const mobile = fields.get("01");
  if (mobile !== undefined) return good({ kind: "mobile", number: mobile.replace(/^00/, "+") });
  const nationalId = fields.get("02");
  if (nationalId !== undefined) return good({ kind: "national-id", number: nationalId });
  const wallet = fields.get("03");
  if (wallet !== undefined) return good({ kind: "e-wallet", number: wallet });
  return bad({ kind: "missing", field: "29.01 mobile", want: "a mobile number, a national id or an e-wallet" });
}

function readBill(fields: ReadonlyMap<string, string>, additional: string | undefined): CodeOutcome<PromptPayTarget> {
  const read = readObjects(additional ?? "", "62");
  if (!read.ok) return read;
  const terminal = read.value.find(({ id }) => id === "07")?.value;
  const [biller = "", reference = ""] = [fields.get("01"), fields.get("02")];
  return good({ kind: "bill", biller, reference, secondReference: fields.get("03"), terminal });
}

const toHex = (text: string): string =>
  Array.from({ length: text.length }, (_, n) => text.charCodeAt(n).toString(16).toUpperCase().padStart(4, "0")).join(
    "",
  );

function readHex(text: string | undefined): CodeOutcome<string | undefined> {
  if (text === undefined) return good(undefined);
  if (!/^([0-9A-Fa-f]{4})+$/.test(text))
    return bad({ kind: "malformed", field: "81 message", given: text, want: "four hexadecimal digits per sign" });
  return good(text.replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16))));
}
