import { invalidRequest } from "./failure.ts";

/** Currencies Stripe charges in (docs.stripe.com/currencies, from memory of the list of 2025). */
const charged = new Set(
  (
    "usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf " +
    "clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils " +
    "inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk " +
    "mxn myr mzn nad ngn nio nok npr nzd omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp " +
    "sle sos srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw"
  ).split(" "),
);

const zeroDecimal = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
const threeDecimal = new Set(["bhd", "jod", "kwd", "omr", "tnd"]);

/** Without fractions in life, but written with two decimals in the API: amounts must end in 00. */
const twoDecimalsAlwaysZero = new Set(["isk", "ugx"]);

/** Smallest charge per currency in minor units. For currencies not named, 50 stands in for "about half a dollar". */
const smallest: Readonly<Record<string, number>> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
  isk: 100,
  ugx: 100,
  kwd: 150,
  bhd: 150,
  omr: 150,
  jod: 300,
  tnd: 1000,
};

/** The smallest amount that can be charged, in Stripe's minor unit. */
function smallestCharge(currency: string): number {
  return smallest[currency] ?? 50;
}

/** How many decimals Stripe's amounts of a currency have. */
function decimalsOf(currency: string): 0 | 2 | 3 {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

/** How many decimals people see: none for ISK and UGX, though the API has two. */
function shownDecimalsOf(currency: string): 0 | 2 | 3 {
  return twoDecimalsAlwaysZero.has(currency) ? 0 : decimalsOf(currency);
}

/** Throws a 400 `ApiFailure` unless Stripe charges in this currency. */
export function checkCurrency(currency: string, param: string): void {
  if (charged.has(currency)) return;
  throw invalidRequest(`Invalid currency: ${currency}. Stripe does not support this currency.`, { param });
}

/** Throws a 400 `ApiFailure` when Stripe cannot express this amount of the currency, as with 12.50 ISK. */
export function checkExpressible(amount: number, currency: string, param: string): void {
  const code = currency.toUpperCase();
  if (twoDecimalsAlwaysZero.has(currency) && amount % 100 !== 0) {
    const message = `Invalid amount: ${code} has no fractional amounts; the last two digits must be 00.`;
    throw invalidRequest(message, { code: "invalid_charge_amount_no_decimal_compatible", param });
  }
  if (threeDecimal.has(currency) && amount % 10 !== 0) {
    const message = `Invalid amount: ${code} amounts must be divisible by 10; the last digit must be 0.`;
    throw invalidRequest(message, { code: "parameter_invalid_integer", param });
  }
}

/** Throws a 400 `ApiFailure` when a charge of this amount is too small, too large (over 8 digits) or inexpressible. */
export function checkChargeAmount(amount: number, currency: string, param: string): void {
  checkExpressible(amount, currency, param);
  if (amount < smallestCharge(currency)) {
    const least = amountText(smallestCharge(currency), currency);
    throw invalidRequest(`The amount must be at least ${least}.`, { code: "amount_too_small", param });
  }
  if (amount > 99_999_999) {
    const message = `The amount must be no more than ${amountText(99_999_999, currency)}.`;
    throw invalidRequest(message, { code: "amount_too_large", param });
  }
}

/** An amount for people, in the language given. */
export function amountText(amount: number, currency: string, language = "en"): string {
  const decimals = shownDecimalsOf(currency);
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return format.format(amount / 10 ** decimalsOf(currency));
}

/**
 * What Stripe keeps of a charge: 1.5 % rounded half up, and a fixed part (0.25 EUR; elsewhere half of the smallest
 * charge stands in for it). The account is settled in the currency of the charge.
 */
export function chargeFee(amount: number, currency: string): number {
  return Math.floor((amount * 15 + 500) / 1000) + Math.floor(smallestCharge(currency) / 2);
}

/** What Stripe asks for a dispute: 20 EUR, elsewhere the same multiple of the smallest charge. */
export function disputeFee(currency: string): number {
  return smallestCharge(currency) * 40;
}
