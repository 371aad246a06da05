import { type Currency, currency } from "#domain/currency";
import { type Money, formatDecimal, parseDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import { optionalFault, requiredFault } from "#domain/qr/field-rule";

/**
 * A UPI payment link (India), which a code holds as it is. Amounts are in INR. The link brings no confirmation: the
 * payee's bank or provider tells of the payment, by `reference` if the app kept it.
 */
export type UpiLink = {
  /** The payee's address, like shop@bank. */
  readonly payee: string;
  readonly name: string;
  readonly amount?: Money | undefined;
  /** Least the customer may pay where she types the amount. */
  readonly least?: Money | undefined;
  readonly note?: string | undefined;
  /** The seller's number of the payment (`tr`); apps ask for it where the amount is given by a merchant. */
  readonly reference?: string | undefined;
  /** Merchant category of ISO 18245; Google's own sample has three digits. */
  readonly category?: string | undefined;
  /** Any other parameters, like `tid`, `url`, `mode`, `sign` and `orgid`, decoded, in order. */
  readonly others: readonly UpiParameter[];
};

/** One more parameter of the link. */
export type UpiParameter = { readonly name: string; readonly value: string };

const rupee: Currency = currency("INR");
const ownNames = ["pa", "pn", "am", "mam", "cu", "tn", "tr", "mc"];
const anyLength = Number.MAX_SAFE_INTEGER;

/** Writes the link. Blanks become `%20`: some apps show a `+` as it is. The address keeps its `@` for the same reason. */
export function encodeUpi(link: UpiLink): CodeOutcome<string> {
  const fault = upiFault(link);
  if (fault) return bad(fault);
  const parameters: readonly (readonly [string, string | undefined])[] = [
    ["pa", link.payee],
    ["pn", link.name],
    ["mc", link.category],
    ["tr", link.reference],
    ["tn", link.note],
    ["am", link.amount && formatDecimal(link.amount)],
    ["mam", link.least && formatDecimal(link.least)],
    ["cu", "INR"],
    ...link.others.map(({ name, value }) => [name, value] as const),
  ];
  const query = parameters.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${percentEncoded(value)}`],
  );
  return good(`upi://pay?${query.join("&")}`);
}

const percentEncoded = (text: string): string => encodeURIComponent(text).replaceAll("%40", "@");

const upiFault = (link: UpiLink): CodeFault | undefined =>
  firstFault(
    requiredFault("pa", link.payee, {
      most: 255,
      want: "the payee's address, like shop@bank",
      pattern: /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+$/,
    }),
    requiredFault("pn", link.name, { most: anyLength, want: "the payee's name" }),
    moneyFault("am", link.amount),
    moneyFault("mam", link.least),
    optionalFault("tn", link.note, { most: anyLength, want: "a note" }),
    optionalFault("tr", link.reference, { most: anyLength, want: "a reference" }),
    optionalFault("mc", link.category, { most: 4, want: "up to four digits (ISO 18245)", pattern: /^\d{1,4}$/ }),
    ...link.others.map(parameterFault),
    repeatedName(link.others),
  );

function moneyFault(field: string, amount: Money | undefined): CodeFault | undefined {
  if (amount === undefined || (amount.currency === rupee && amount.minor > 0)) return undefined;
  const given = `${formatDecimal(amount)} ${amount.currency}`;
  return { kind: "malformed", field, given, want: "an amount in INR above zero" };
}

function parameterFault({ name, value }: UpiParameter): CodeFault | undefined {
  if (ownNames.includes(name)) return { kind: "forbidden", field: name, why: "it has a field of its own" };
  if (!/^[A-Za-z][\w-]*$/.test(name))
    return { kind: "malformed", field: "parameter name", given: name, want: "letters, figures, - and _" };
  return requiredFault(name, value, { most: anyLength, want: "a value, or leave it out" });
}

function repeatedName(parameters: readonly UpiParameter[]): CodeFault | undefined {
  const names = parameters.map(({ name }) => name);
  const field = names.find((name, n) => names.indexOf(name) < n);
  return field === undefined ? undefined : { kind: "repeated", field };
}

const linkForm = /^(?:upi:\/\/pay|gpay:\/\/upi\/pay)\/?\?(.*)$/is;

/** Whether a text begins as a UPI link; Google Pay has a scheme of its own for the same. */
export const looksLikeUpi = (text: string): boolean => linkForm.test(text);

/** Reads a link. A `+` is read as it stands, since UPI knows no other way to write a blank than `%20`. */
export function decodeUpi(text: string): CodeOutcome<UpiLink> {
  const query = linkForm.exec(text)?.[1];
  if (query === undefined)
    return bad({ kind: "malformed", field: "link", given: text, want: "a link that begins with upi://pay?" });
  const parameters = readQuery(query);
  if (!parameters.ok) return parameters;
  const value = (name: string): string | undefined => parameters.value.find((one) => one.name === name)?.value;
  const amount = readRupees("am", value("am"));
  if (!amount.ok) return amount;
  const least = readRupees("mam", value("mam"));
  if (!least.ok) return least;
  const cu = value("cu") ?? "INR";
  if (cu !== "INR") return bad({ kind: "malformed", field: "cu", given: cu, want: "INR, the only currency of UPI" });
  const link: UpiLink = {
    payee: value("pa") ?? "",
    name: value("pn") ?? "",
    amount: amount.value,
    least: least.value,
    note: value("tn"),
    reference: value("tr"),
    category: value("mc"),
    others: parameters.value.filter(({ name }) => !ownNames.includes(name)),
  };
  const fault = upiFault(link);
  return fault ? bad(fault) : good(link);
}

/** The parameters that have a value. */
function readQuery(query: string): CodeOutcome<readonly UpiParameter[]> {
  const parameters: UpiParameter[] = [];
  for (const piece of query.split("&")) {
    const at = piece.indexOf("=");
    const name = at < 0 ? piece : piece.slice(0, at);
    const value = percentDecoded(at < 0 ? "" : piece.slice(at + 1));
    if (value === undefined)
      return bad({ kind: "malformed", field: name, given: piece, want: "percent-encoded UTF-8; write % as %25" });
    if (value !== "") parameters.push({ name, value });
  }
  const fault = repeatedName(parameters);
  return fault ? bad(fault) : good(parameters);
}

function percentDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // the platform offers no way to ask first
  }
}

function readRupees(field: string, text: string | undefined): CodeOutcome<Money | undefined> {
  if (text === undefined) return good(undefined);
  const amount = /^\d+(\.\d{1,2})?$/.test(text) ? parseDecimal(text, rupee) : undefined;
  const want = 'rupees with at most two decimals after a "."';
  return amount ? good(amount) : bad({ kind: "malformed", field, given: text, want });
}
