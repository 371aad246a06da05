import { type Currency, currency, exponentOf, isCurrency } from "#domain/currency";
import { type Money, formatDecimal, money } from "#domain/money";

/**
 * Stripe counts some currencies otherwise than ISO 4217 does: its zero-decimal list (docs.stripe.com/currencies) lacks
 * ISK and UGX, which it writes with two decimals that must be 00, and holds MGA, which has two decimals in ISO.
 */
const noDecimals = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
/** Three decimals, of which the last must be 0. */
const threeDecimals = new Set(["BHD", "JOD", "KWD", "OMR", "TND"]);
/** Currencies with more decimals than Stripe knows for them: it charges in none of these. */
const notCharged = new Set(["CLF", "UYW", "IQD", "LYD"]);

/** Smallest charges in Stripe's unit (docs.stripe.com/currencies, minimum and maximum charge amounts). */
const smallest: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      ["GBP", 30],
      ["AUD BRL CAD CHF EUR INR JPY NZD SGD USD", 50],
      ["BGN", 100],
      ["AED MYR PLN RON", 200],
      ["DKK", 250],
      ["NOK SEK", 300],
      ["HKD", 400],
      ["MXN THB", 1_000],
      ["CZK", 1_500],
      ["HUF", 17_500],
    ] as const
  ).flatMap(([codes, least]) => codes.split(" ").map((code) => [code, least])),
);

/** Stripe takes at most eight digits. */
const largest = 99_999_999;

/** Decimals of a currency in Stripe's amounts. */
const stripeExponent = (code: string): number => (noDecimals.has(code) ? 0 : threeDecimals.has(code) ? 3 : 2);

/** How many of Stripe's units must be taken at a time. ISK and UGX come out in hundreds by themselves. */
const stepOf = (code: string): number => (threeDecimals.has(code) ? 10 : 1);

/** The amount in Stripe's unit; undefined when Stripe cannot express it. Nothing is rounded. */
export function toStripe({ minor, currency: code }: Money): number | undefined {
  if (notCharged.has(code)) return undefined;
  const shift = stripeExponent(code) - exponentOf(code);
  const scaled = shift >= 0 ? minor * 10 ** shift : minor / 10 ** -shift;
  return Number.isSafeInteger(scaled) && scaled % stepOf(code) === 0 ? scaled : undefined;
}

/**
 * An amount as Stripe states it (its code is in lower case) in minor units of ISO 4217; undefined for a currency the
 * till does not know, for no whole number, and for what ISO's minor unit cannot express.
 */
export function fromStripe(amount: number, code: string): Money | undefined {
  const upper = code.toUpperCase();
  if (!isCurrency(upper) || notCharged.has(upper) || !Number.isSafeInteger(amount)) return undefined;
  const shift = exponentOf(upper) - stripeExponent(upper);
  const minor = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  return Number.isSafeInteger(minor) ? money(minor, currency(upper)) : undefined;
}

/** Why Stripe cannot charge this amount, or undefined. */
export function amountProblem(amount: Money): string | undefined {
  const code: Currency = amount.currency;
  const said = `${formatDecimal(amount)} ${code}`;
  if (notCharged.has(code)) return `Stripe does not charge in ${code}`;
  const scaled = toStripe(amount);
  if (scaled === undefined) {
    const least = threeDecimals.has(code)
      ? "the last of the three decimals must be 0"
      : "only whole amounts are charged";
    return `Stripe cannot express ${said}: ${least}`;
  }
  if (scaled <= 0) return `Stripe charges more than zero, not ${said}`;
  const floor = smallest[code] ?? 1;
  if (scaled < floor) return `${said} is less than the smallest charge, ${floor / 10 ** stripeExponent(code)} ${code}`;
  return scaled > largest ? `${said} has more than the eight digits Stripe takes` : undefined;
}
