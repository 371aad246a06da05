/**
 * Decimals of each currency that differ from two: ISO 4217 list one (2024-06-25), with the later changes XCG and ZWG
 * (two decimals). `Intl` is never asked: its digits follow custom, not the standard (HUF, IQD, LAK …).
 */
const exponents: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

const twoDecimals = new Set(
  (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC " +
    "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD " +
    "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO " +
    "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL " +
    "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG"
  ).split(" "),
);

/** An ISO 4217 alphabetic code this till can count in. */
export type Currency = string & { readonly brand: "Currency" };

/** Whether the till knows how many decimals `code` has. */
export const isCurrency = (code: string): code is Currency => twoDecimals.has(code) || Object.hasOwn(exponents, code);

/** Reads an ISO 4217 code; throws a RangeError for one the table does not hold. */
export function currency(code: string): Currency {
  if (!isCurrency(code)) throw new RangeError(`"${code}" is not a currency of ISO 4217 that this till knows`);
  return code;
}

/** Decimals of the currency's minor unit: EUR 2, JPY 0, KWD 3. */
export const exponentOf = (code: Currency): number => exponents[code] ?? 2;
