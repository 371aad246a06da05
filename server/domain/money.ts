import { type Currency, exponentOf } from "#domain/currency";

/** An amount in the smallest unit of its currency: 1250 EUR is 12.50 €. Always a safe integer, never a float. */
export type Money = { readonly minor: number; readonly currency: Currency };

/** Makes an amount; throws a RangeError when `minor` is not a safe integer. */
export function money(minor: number, currency: Currency): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is not a safe integer of minor units`);
  return { minor: minor === 0 ? 0 : minor, currency };
}

/** Whether both amounts are of one currency and equal. */
export const sameMoney = (a: Money, b: Money): boolean => a.currency === b.currency && a.minor === b.minor;

function together(a: Money, b: Money): void {
  if (a.currency !== b.currency) throw new RangeError(`cannot join ${a.currency} and ${b.currency}`);
}

/** a + b; throws a RangeError when the currencies differ or the sum is unsafe. */
export function add(a: Money, b: Money): Money {
  together(a, b);
  return money(a.minor + b.minor, a.currency);
}

/** a − b; throws a RangeError when the currencies differ. */
export function subtract(a: Money, b: Money): Money {
  together(a, b);
  return money(a.minor - b.minor, a.currency);
}

/** The amount times a whole quantity; throws a RangeError on a fraction or an unsafe product. */
export function times(amount: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`${quantity} is not a whole quantity`);
  return money(amount.minor * quantity, amount.currency);
}

/** Sum of amounts of one currency; of none, zero. */
export const total = (amounts: readonly Money[], currency: Currency): Money => amounts.reduce(add, money(0, currency));

/**
 * Reads a decimal such as "49.90" or "1234" with `.` as mark into minor units.
 * Returns undefined for anything else, or for more decimals than the currency has.
 */
export function parseDecimal(text: string, currency: Currency): Money | undefined {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole, fraction = ""] = match;
  const exponent = exponentOf(currency);
  if (fraction.length > exponent && /[1-9]/.test(fraction.slice(exponent))) return undefined;
  const minor = Number(`${whole}${fraction.slice(0, exponent).padEnd(exponent, "0")}`);
  return Number.isSafeInteger(minor) ? money(sign ? -minor : minor, currency) : undefined;
}

/** Writes the amount as a plain decimal with `.`: "49.90", "500", "1.250". */
export function formatDecimal({ minor, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent > 0 ? `.${digits.slice(digits.length - exponent)}` : "";
  return `${minor < 0 ? "-" : ""}${whole}${fraction}`;
}

/** n ÷ d for whole numbers, rounded half away from zero; a bigint inside, since n may pass 2^53. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (n * 2n + d) / (d * 2n);
  return negative ? -rounded : rounded;
}

/**
 * Splits an amount in proportion to whole weights by largest remainder: the parts always sum to the amount.
 * Equal remainders go to the earlier part. With no weight at all everything goes to the first part.
 */
export function allocate(amount: Money, weights: readonly number[]): readonly Money[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.length === 0) return [];
  if (whole === 0) return weights.map((_, n) => money(n === 0 ? amount.minor : 0, amount.currency));
  const sign = amount.minor < 0 ? -1 : 1;
  const size = BigInt(Math.abs(amount.minor));
  const shares = weights.map((weight, n) => {
    const product = size * BigInt(weight);
    return { n, share: Number(product / BigInt(whole)), rest: Number(product % BigInt(whole)) };
  });
  let missing = Number(size) - shares.reduce((sum, { share }) => sum + share, 0);
  const order = shares.toSorted((a, b) => b.rest - a.rest || a.n - b.n);
  const extra = new Set(order.slice(0, missing > 0 ? missing : (missing = 0)).map(({ n }) => n));
  return shares.map(({ n, share }) => money(sign * (share + (extra.has(n) ? 1 : 0)), amount.currency));
}
