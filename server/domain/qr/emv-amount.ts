import type { Currency } from "#domain/currency";
import { exponentOf } from "#domain/currency";
import { type Money, formatDecimal, parseDecimal } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, good } from "#domain/qr/code-fault";

/** EMVCo gives amounts and fees 13 characters, mark included. */
const longest = 13;

/** What keeps an amount out of `54` or `56`: another currency, none above zero, or too many digits. */
export function amountFault(field: string, amount: Money | undefined, currency: Currency): CodeFault | undefined {
  if (amount === undefined) return undefined;
  const given = formatDecimal(amount);
  if (amount.currency !== currency)
    return { kind: "malformed", field, given: `${given} ${amount.currency}`, want: `an amount in ${currency}` };
  if (amount.minor <= 0)
    return { kind: "malformed", field, given, want: "above zero; leave it out to let the customer type it" };
  if (given.length > longest)
    return { kind: "too-long", field, length: given.length, most: longest, unit: "characters" };
  return undefined;
}

/** Reads an amount of the code's currency; the mark is `.`, and EMVCo lets it stand without decimals after it. */
export function readAmount(
  field: string,
  text: string | undefined,
  currency: Currency,
): CodeOutcome<Money | undefined> {
  if (text === undefined) return good(undefined);
  const amount = /^\d+(\.\d*)?$/.test(text) ? parseDecimal(text.replace(/\.$/, ""), currency) : undefined;
  const want = `digits with at most ${exponentOf(currency)} decimals after a ".", the decimals of ${currency}`;
  if (amount === undefined || text.length > longest) return bad({ kind: "malformed", field, given: text, want });
  return good(amount);
}
