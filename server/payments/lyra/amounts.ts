import { currency, exponentOf, isCurrency } from "#domain/currency";
import { type Money, formatDecimal, money } from "#domain/money";

/**
 * The currencies Lyra takes and the decimals it counts them in (table of its official WooCommerce plug-in, 2026-07).
 * It is ISO 4217's but for IDR, which has two decimals there and none here. Older plug-ins counted CNY with one, KHR
 * with none and IDR with two: SETUP.md asks for a test payment before any of the three is sold in.
 */
const byDecimals: readonly (readonly [decimals: number, codes: string])[] = [
  [0, "IDR JPY KRW XOF XPF"],
  [2, "ARS AUD BRL CAD CHF CNY COP CZK DKK EUR GBP HKD HUF INR KHR MAD"],
  [2, "MXN MYR NOK NZD PEN PHP PLN RUB SEK SGD THB TRY TWD USD ZAR"],
  [3, "KWD TND"],
];

const exponents: ReadonlyMap<string, number> = new Map(
  byDecimals.flatMap(([decimals, codes]) => codes.split(" ").map((code) => [code, decimals] as const)),
);

/** Lyra takes at most twelve digits (its amounts are `n..12`). */
const largest = 999_999_999_999;

/** The amount in Lyra's smallest unit; undefined when Lyra cannot express it. Nothing is rounded. */
export function toLyra({ minor, currency: code }: Money): number | undefined {
  const exponent = exponents.get(code);
  if (exponent === undefined) return undefined;
  const scaled = scale(minor, exponent - exponentOf(code));
  return Number.isSafeInteger(scaled) ? scaled : undefined;
}

/** An amount as Lyra states it in minor units of ISO 4217; undefined for what the till or Lyra's table cannot count. */
export function fromLyra(amount: number, code: string): Money | undefined {
  const exponent = exponents.get(code);
  if (exponent === undefined || !isCurrency(code) || !Number.isSafeInteger(amount)) return undefined;
  const minor = scale(amount, exponentOf(currency(code)) - exponent);
  return Number.isSafeInteger(minor) ? money(minor, currency(code)) : undefined;
}

/** Why Lyra cannot charge this amount, or undefined. */
export function amountProblem(amount: Money): string | undefined {
  const code = amount.currency;
  const said = `${formatDecimal(amount)} ${code}`;
  if (!exponents.has(code)) return `Lyra does not charge in ${code}`;
  const scaled = toLyra(amount);
  if (scaled === undefined) return `Lyra cannot express ${said}: only whole amounts are charged`;
  if (scaled <= 0) return `Lyra charges more than zero, not ${said}`;
  return scaled > largest ? `${said} has more than the twelve digits Lyra takes` : undefined;
}

const scale = (count: number, shift: number): number => (shift >= 0 ? count * 10 ** shift : count / 10 ** -shift);
