/**
 * The currencies Lyra takes and the decimals of their smallest unit, by Lyra's own table (official plugins). It is not
 * ISO 4217's: IDR has none here and two there.
 */
const codesByDecimals: readonly (readonly [number, string])[] = [
  [2, "ARS AUD BRL CAD CHF CNY COP CZK DKK EUR GBP HKD HUF INR KHR MAD"],
  [2, "MXN MYR NOK NZD PEN PHP PLN RUB SEK SGD THB TRY TWD USD ZAR"],
  [0, "IDR JPY KRW XOF XPF"],
  [3, "KWD TND"],
];

const decimals = new Map(codesByDecimals.flatMap(([count, codes]) => codes.split(" ").map((code) => [code, count])));

/** Every currency of the table, in capitals. */
export const currencyCodes: readonly string[] = [...decimals.keys()];

/** The decimals of a currency at Lyra. Throws a RangeError for one that Lyra does not take. */
export function decimalsOf(currency: string): number {
  const count = decimals.get(currency);
  if (count === undefined) throw new RangeError(`Lyra has no currency ${currency}`);
  return count;
}

/** An amount in Lyra's smallest unit as people read it, in the language given. */
export function amountText(amount: number, currency: string, language = "en"): string {
  const places = decimalsOf(currency);
  const fraction = { minimumFractionDigits: places, maximumFractionDigits: places };
  const format = new Intl.NumberFormat(language, { style: "currency", currency, ...fraction });
  return format.format(amount / 10 ** places);
}
