import { type Currency, currency } from "#domain/currency";
import { type Money, formatDecimal, parseDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import { creditorReferenceFault } from "#domain/qr/creditor-reference";
import { characterCount, freeText, optionalFault, requiredFault, utf8Length } from "#domain/qr/field-rule";
import { ibanFault } from "#domain/qr/iban";

/**
 * A SEPA credit transfer as a code (EPC069-12, "GiroCode"). Nobody reports the payment: the credit on the account is
 * matched by the reference. Amounts are in EUR; without one the customer types it.
 */
export type EpcTransfer = {
  readonly version: "001" | "002";
  /** 1 UTF-8, 2 to 8 ISO 8859-1, -2, -4, -5, -7, -10, -15; the bytes are made by who draws the symbol. */
  readonly charset: EpcCharset;
  /** Needed in version 001. */
  readonly bic?: string | undefined;
  /** The account's holder as the bank knows her: payers' banks compare it. */
  readonly name: string;
  readonly iban: string;
  readonly amount?: Money | undefined;
  /** Purpose of ISO 20022, up to four letters and figures. */
  readonly purpose?: string | undefined;
  /** Structured reference; one that begins with RF must be right (ISO 11649). Never with `text`. */
  readonly reference?: string | undefined;
  readonly text?: string | undefined;
  /** What the payer's app may show; it is not sent along. */
  readonly hint?: string | undefined;
};

/** The standard's numbers of its eight character sets. */
export type EpcCharset = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8";

const euro: Currency = currency("EUR");
/** The standard's greatest payload; with error correction M it is a symbol of version 13. */
const mostBytes = 331;
const mostCents = 99_999_999_999;

/** Writes the lines, separated by LF, with nothing after the last filled one. */
export function encodeEpc(transfer: EpcTransfer): CodeOutcome<string> {
  const fault = epcFault(transfer);
  if (fault) return bad(fault);
  const { version, charset, bic, name, iban, amount, purpose, reference, text, hint } = transfer;
  const value = amount && `EUR${formatDecimal(amount)}`;
  const lines = ["BCD", version, charset, "SCT", bic, name, iban, value, purpose, reference, text, hint];
  const written = lines
    .map((line) => line ?? "")
    .join("\n")
    .replace(/\n+$/, "");
  const tooLong = sizeFault(written, charset);
  return tooLong ? bad(tooLong) : good(written);
}

function sizeFault(text: string, charset: EpcCharset): CodeFault | undefined {
  const length = charset === "1" ? utf8Length(text) : characterCount(text);
  return length > mostBytes
    ? { kind: "too-long", field: "the whole code", length, most: mostBytes, unit: "bytes" }
    : undefined;
}

const epcFault = (transfer: EpcTransfer): CodeFault | undefined =>
  firstFault(
    transfer.version === "001" && transfer.bic === undefined
      ? { kind: "missing", field: "line 5 BIC", want: "the bank's BIC, or use version 002" }
      : undefined,
    optionalFault("line 5 BIC", transfer.bic, {
      most: 11,
      want: "a BIC of 8 or 11 capital letters and figures",
      pattern: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/,
    }),
    requiredFault("line 6 name", transfer.name, freeText(70)),
    ibanFault("line 7 IBAN", transfer.iban),
    amountFault(transfer.amount),
    optionalFault("line 9 purpose", transfer.purpose, {
      most: 4,
      want: "1 to 4 letters and figures",
      pattern: /^[A-Za-z0-9]+$/,
    }),
    optionalFault("line 10 reference", transfer.reference, freeText(35)),
    transfer.reference?.startsWith("RF") ? creditorReferenceFault("line 10 reference", transfer.reference) : undefined,
    optionalFault("line 11 text", transfer.text, freeText(140)),
    transfer.reference !== undefined && transfer.text !== undefined
      ? { kind: "forbidden", field: "line 11 text", why: "there is a reference in line 10 already" }
      : undefined,
    optionalFault("line 12 hint", transfer.hint, freeText(70)),
    latinFault(transfer),
  );

function amountFault(amount: Money | undefined): CodeFault | undefined {
  if (amount === undefined) return undefined;
  if (amount.currency === euro && amount.minor >= 1 && amount.minor <= mostCents) return undefined;
  const given = `${formatDecimal(amount)} ${amount.currency}`;
  return { kind: "malformed", field: "line 8 amount", given, want: amountWant };
}

const amountWant = 'EUR and 0.01 to 999999999.99 with a "." and at most two decimals';

/** ISO 8859-1 is the one of the eight that can be told without a table: it ends at U+00FF. */
function latinFault({ charset, name, text, hint }: EpcTransfer): CodeFault | undefined {
  const given = [name, text, hint].find((one) => charset === "2" && /[^\0-\u00ff]/u.test(one ?? ""));
  if (given === undefined) return undefined;
  return { kind: "malformed", field: "line 3 charset", given: "2", want: "1 (UTF-8) for letters beyond ISO 8859-1" };
}

/** Whether a text begins as a SEPA code does. */
export const looksLikeEpc = (text: string): boolean => /^BCD\r?\n/.test(text);

/** Reads the lines, which LF or CRLF separates. */
export function decodeEpc(text: string): CodeOutcome<EpcTransfer> {
  const lines = text.split(/\r?\n/);
  const [service, version = "", charset = "", kind, ...rest] = lines;
  if (service !== "BCD") return bad({ kind: "malformed", field: "line 1 service", given: service ?? "", want: "BCD" });
  if (version !== "001" && version !== "002")
    return bad({ kind: "malformed", field: "line 2 version", given: version, want: "001 or 002" });
  if (!isCharset(charset))
    return bad({ kind: "malformed", field: "line 3 charset", given: charset, want: "a number from 1 to 8" });
  if (kind !== "SCT") return bad({ kind: "malformed", field: "line 4 kind", given: kind ?? "", want: "SCT" });
  if (lines.length > 12)
    return bad({ kind: "too-long", field: "the code", length: lines.length, most: 12, unit: "lines" });
  if (lines.at(-1) === "")
    return bad({ kind: "forbidden", field: `line ${lines.length}`, why: "nothing stands after the last filled line" });
  const line = (number: number): string | undefined => rest[number - 5] || undefined;
  const amount = readAmount(line(8));
  if (!amount.ok) return amount;
  const transfer: EpcTransfer = {
    version,
    charset,
    bic: line(5),
    name: line(6) ?? "",
    iban: line(7) ?? "",
    amount: amount.value,
    purpose: line(9),
    reference: line(10),
    text: line(11),
    hint: line(12),
  };
  const fault = firstFault(epcFault(transfer), sizeFault(text, charset));
  return fault ? bad(fault) : good(transfer);
}

const isCharset = (text: string): text is EpcCharset => /^[1-8]$/.test(text);

function readAmount(text: string | undefined): CodeOutcome<Money | undefined> {
  if (text === undefined) return good(undefined);
  const digits = /^EUR(\d{1,9}(?:\.\d{1,2})?)$/.exec(text)?.[1];
  const amount = digits === undefined ? undefined : parseDecimal(digits, euro);
  return amount ? good(amount) : bad({ kind: "malformed", field: "line 8 amount", given: text, want: amountWant });
}
