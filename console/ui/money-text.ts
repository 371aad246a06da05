import type { Money } from "#api/money";

/**
 * Decimals of the currencies that have other than two (ISO 4217 list one). The browser's own table follows custom, not
 * the standard, so it is never asked.
 */
const decimals: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** How many decimals a currency has. */
export const decimalsOf = (currency: string): number => decimals[currency] ?? 2;

/** An amount without its currency, `.` as mark, exact whatever its size: "49.90". */
export function writeDecimal({ minor, currency }: Money): string {
  const places = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  return `${minor < 0 ? "-" : ""}${whole}${places > 0 ? `.${digits.slice(digits.length - places)}` : ""}`;
}

/** An amount as the reader writes money: "49,90 €". */
export function writeMoney(amount: Money, locale: string): string {
  const places = decimalsOf(amount.currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  });
  // A decimal text keeps every digit; a float would not.
  return format.format(writeDecimal(amount) as `${number}`);
}

/**
 * Reads an amount as people type it: "24,90", "24.90", "1 234,5", "1.234,50". The last comma or point is the decimal
 * mark unless three figures follow it and the currency has other decimals. Undefined when it is no amount.
 */
export function readMoney(text: string, currency: string): Money | undefined {
  const places = decimalsOf(currency);
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, "").replace(/^[^\d-]+|[^\d]+$/g, "");
  const match = /^(\d[\d.,]*?)(?:[.,](\d+))?$/.exec(bare);
  if (!match) return undefined;
  const [, left = "", right = ""] = match;
  const grouped = right.length === 3 && places !== 3;
  const fraction = grouped ? "" : right;
  if (fraction.length > places) return undefined;
  const whole = (grouped ? left + right : left).replace(/[.,]/g, "");
  const minor = Number(`${whole}${fraction.padEnd(places, "0")}`);
  return Number.isSafeInteger(minor) ? { minor, currency } : undefined;
}
