import { type Currency, isCurrency } from "#domain/currency";
import { type Money, formatDecimal, parseDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import { creditorReferenceFault, qrReferenceFault } from "#domain/qr/creditor-reference";
import { type FieldRule, characterCount, optionalFault, requiredFault } from "#domain/qr/field-rule";
import { ibanFault, isQrIban } from "#domain/qr/iban";

/**
 * The text of a Swiss QR-bill (SIX, version 0200, structured addresses only: combined ones ended in 2025). The symbol
 * has error correction M and the Swiss cross on it, which is for who draws it.
 */
export type SwissBill = {
  /** An account in Switzerland or Liechtenstein, without blanks. */
  readonly iban: string;
  readonly creditor: SwissParty;
  /** CHF or EUR. */
  readonly currency: Currency;
  /** Absent where the payer types it; zero in a bill that only informs. */
  readonly amount?: Money | undefined;
  readonly debtor?: SwissParty | undefined;
  readonly reference: SwissReference;
  readonly message?: string | undefined;
  /** Structured billing information, like Swico's that begins with //S1. */
  readonly billing?: string | undefined;
  /** At most two alternative schemes, like eBill. */
  readonly schemes: readonly string[];
};

/** A QR reference, which goes with a QR-IBAN and only with it; a creditor reference (RF); or none. */
export type SwissReference =
  | { readonly kind: "QRR"; readonly value: string }
  | { readonly kind: "SCOR"; readonly value: string }
  | { readonly kind: "NON" };

/** Name and structured address. */
export type SwissParty = {
  readonly name: string;
  readonly street?: string | undefined;
  readonly building?: string | undefined;
  readonly postalCode: string;
  readonly town: string;
  /** Two letters of ISO 3166. */
  readonly country: string;
};

/** Writes the 31 to 34 lines, separated by LF. */
export function encodeSwissBill(bill: SwissBill): CodeOutcome<string> {
  const fault = billFault(bill);
  if (fault) return bad(fault);
  const { iban, creditor, currency, amount, debtor, reference, message, billing, schemes } = bill;
  const reason = reference.kind === "NON" ? "" : reference.value;
  const lines: readonly (string | undefined)[] = [
    "SPC",
    "0200",
    "1",
    iban,
    ...partyLines(creditor),
    ...emptyParty,
    amount && formatDecimal(amount),
    currency,
    ...(debtor ? partyLines(debtor) : emptyParty),
    reference.kind,
    reason,
    message,
    "EPD",
    ...(billing !== undefined || schemes.length > 0 ? [billing, ...schemes] : []),
  ];
  return good(lines.map((line) => line ?? "").join("\n"));
}

const emptyParty: readonly string[] = Array.from({ length: 7 }, () => "");

const partyLines = ({ name, street, building, postalCode, town, country }: SwissParty) =>
  ["S", name, street, building, postalCode, town, country] as const;

/** SIX takes these letters and no others: Basic Latin, Latin-1, Latin Extended-A, Ș ș Ț ț and €. */
const latin = /^[ -~\u00a0-\u017f\u0218-\u021b\u20ac]+$/;

const upTo = (most: number): FieldRule => ({
  most,
  want: `1 to ${most} letters of European languages`,
  pattern: latin,
});

function billFault(bill: SwissBill): CodeFault | undefined {
  const { iban, creditor, currency, debtor, message, billing, schemes } = bill;
  const together = characterCount(`${message ?? ""}${billing ?? ""}`);
  return firstFault(
    ibanFault("line 4 IBAN", iban),
    /^(CH|LI)/.test(iban)
      ? undefined
      : { kind: "malformed", field: "line 4 IBAN", given: iban.slice(0, 2), want: "an account in CH or LI" },
    partyFault(5, "creditor", creditor),
    currency === "CHF" || currency === "EUR"
      ? undefined
      : { kind: "malformed", field: "line 20 currency", given: currency, want: "CHF or EUR" },
    amountFault(bill),
    debtor && partyFault(21, "debtor", debtor),
    referenceFault(bill),
    optionalFault("line 30 message", message, upTo(140)),
    optionalFault("line 32 billing information", billing, upTo(140)),
    together > 140
      ? { kind: "too-long", field: "lines 30 and 32 together", length: together, most: 140, unit: "characters" }
      : undefined,
    schemes.length > 2
      ? { kind: "forbidden", field: "line 35", why: "at most two alternative schemes fit" }
      : undefined,
    ...schemes.map((scheme, n) => requiredFault(`line ${33 + n} alternative scheme`, scheme, upTo(100))),
  );
}

function partyFault(first: number, who: string, party: SwissParty): CodeFault | undefined {
  const field = (offset: number, name: string): string => `line ${first + offset} ${who} ${name}`;
  return firstFault(
    requiredFault(field(1, "name"), party.name, upTo(70)),
    optionalFault(field(2, "street"), party.street, upTo(70)),
    optionalFault(field(3, "building"), party.building, upTo(16)),
    requiredFault(field(4, "postal code"), party.postalCode, upTo(16)),
    requiredFault(field(5, "town"), party.town, upTo(35)),
    requiredFault(field(6, "country"), party.country, {
      most: 2,
      want: "two capital letters (ISO 3166)",
      pattern: /^[A-Z]{2}$/,
    }),
  );
}

function amountFault({ amount, currency }: SwissBill): CodeFault | undefined {
  if (amount === undefined) return undefined;
  if (amount.currency === currency && amount.minor >= 0 && amount.minor <= 99_999_999_999) return undefined;
  const given = `${formatDecimal(amount)} ${amount.currency}`;
  return { kind: "malformed", field: "line 19 amount", given, want: `${currency} from 0.00 to 999999999.99` };
}

function referenceFault({ iban, reference }: SwissBill): CodeFault | undefined {
  if (isQrIban(iban) !== (reference.kind === "QRR"))
    return isQrIban(iban)
      ? { kind: "malformed", field: "line 28 reference type", given: reference.kind, want: "QRR with a QR-IBAN" }
      : { kind: "malformed", field: "line 28 reference type", given: "QRR", want: "SCOR or NON without a QR-IBAN" };
  switch (reference.kind) {
    case "QRR":
      return qrReferenceFault("line 29 reference", reference.value);
    case "SCOR":
      return creditorReferenceFault("line 29 reference", reference.value);
    case "NON":
      return undefined;
  }
}

/** Whether a text begins as a Swiss QR-bill does. */
export const looksLikeSwissBill = (text: string): boolean => /^SPC\r?\n/.test(text);

/** Reads the lines, which LF or CRLF separates; an empty line at the very end is let pass, as many writers leave one. */
export function decodeSwissBill(text: string): CodeOutcome<SwissBill> {
  const lines = text.split(/\r?\n/);
  const line = (number: number): string => lines[number - 1] ?? "";
  const fixed = fixedFault(lines);
  if (fixed) return bad(fixed);
  const creditor = readParty(lines.slice(4, 11), 5, "creditor");
  if (!creditor.ok) return creditor;
  if (!creditor.value) return bad({ kind: "missing", field: "line 5 creditor", want: "S and the creditor's address" });
  const debtor = readParty(lines.slice(20, 27), 21, "debtor");
  if (!debtor.ok) return debtor;
  const currency = line(20);
  if (!isCurrency(currency))
    return bad({ kind: "malformed", field: "line 20 currency", given: currency, want: "CHF or EUR" });
  const amount = readAmount(line(19), currency);
  if (!amount.ok) return amount;
  const reference = readReference(line(28), line(29));
  if (!reference.ok) return reference;
  const bill: SwissBill = {
    iban: line(4),
    creditor: creditor.value,
    currency,
    amount: amount.value,
    debtor: debtor.value,
    reference: reference.value,
    message: line(30) || undefined,
    billing: line(32) || undefined,
    schemes: lines.slice(32),
  };
  const fault = billFault(bill);
  return fault ? bad(fault) : good(bill);
}

/** What is wrong with the lines that are the same in every bill. */
function fixedFault(lines: readonly string[]): CodeFault | undefined {
  if (lines.length > 34) return { kind: "too-long", field: "the bill", length: lines.length, most: 34, unit: "lines" };
  const due = [
    [1, "SPC"],
    [2, "0200"],
    [3, "1"],
    ...emptyParty.map((empty, n) => [12 + n, empty] as const),
    [31, "EPD"],
  ] as const;
  const wrong = due.find(([number, text]) => (lines[number - 1] ?? "") !== text);
  if (!wrong) return undefined;
  const [number, text] = wrong;
  const want = text === "" ? "empty: the final creditor is not in use yet" : text;
  return { kind: "malformed", field: `line ${number}`, given: lines[number - 1] ?? "", want };
}

function readParty(lines: readonly string[], first: number, who: string): CodeOutcome<SwissParty | undefined> {
  const [kind = "", name = "", street = "", building = "", postalCode = "", town = "", country = ""] = lines;
  if (lines.every((line) => line === "")) return good(undefined);
  if (kind !== "S")
    return bad({
      kind: "malformed",
      field: `line ${first} ${who} address`,
      given: kind,
      want: "S, a structured address; combined ones (K) ended in 2025",
    });
  return good({ name, street: street || undefined, building: building || undefined, postalCode, town, country });
}

function readAmount(text: string, currency: Currency): CodeOutcome<Money | undefined> {
  if (text === "") return good(undefined);
  const amount = /^(0|[1-9]\d{0,8})\.\d\d$/.test(text) ? parseDecimal(text, currency) : undefined;
  const want = 'figures with two decimals after a ".", like 49.90';
  return amount ? good(amount) : bad({ kind: "malformed", field: "line 19 amount", given: text, want });
}

function readReference(kind: string, value: string): CodeOutcome<SwissReference> {
  if (kind === "QRR" || kind === "SCOR") return good({ kind, value });
  if (kind !== "NON")
    return bad({ kind: "malformed", field: "line 28 reference type", given: kind, want: "QRR, SCOR or NON" });
  if (value !== "") return bad({ kind: "forbidden", field: "line 29 reference", why: "the type in line 28 is NON" });
  return good({ kind });
}
