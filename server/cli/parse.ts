import { type Currency, currency } from "#domain/currency";
import type { Language } from "#domain/language";
import { parseCommand } from "../understanding/commands/parse-command.ts";
import { printCommand } from "../understanding/commands/print-command.ts";

/** The country is not one of the table below. The message says how to name one. */
export class UnknownCountry extends Error {
  override readonly name = "UnknownCountry";
}

/**
 * What a merchant's line means to a shop of this country (ISO 3166, two letters), as JSON for people: the command, and
 * how it would be written outright. Throws UnknownCountry.
 */
export function printParsed(text: string, country: string): string {
  const code = country.toUpperCase();
  const shopCurrency = currencyByCountry.get(code);
  if (shopCurrency === undefined)
    throw new UnknownCountry(`"${country}" is not a country known here; write two letters (ISO 3166), such as FR.`);
  const languages = languagesOf(code);
  const command = parseCommand(text, { country: code, currency: shopCurrency, languages });
  const isSound = command.kind !== "faulty" && command.kind !== "not-a-command";
  const written = isSound ? { written: printCommand(command, languages[0]) } : {};
  return JSON.stringify({ country: code, currency: shopCurrency, ...command, ...written }, undefined, 2);
}

/** Countries by their currency, ISO 4217 list one; Bulgaria and Croatia count in euros. */
const countries: Readonly<Record<string, string>> = {
  EUR: "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM VA YT XK",
  USD: "US AS BQ EC FM GU IO MH MP PR PW SV TC TL UM VG VI",
  GBP: "GB GG IM JE",
  CHF: "CH LI",
  AUD: "AU CC CX HM KI NF NR TV",
  NZD: "NZ CK NU PN TK",
  DKK: "DK FO GL",
  NOK: "NO BV SJ",
  XOF: "BF BJ CI GW ML NE SN TG",
  XAF: "CF CG CM GA GQ TD",
  XPF: "NC PF WF",
  XCD: "AG AI DM GD KN LC MS VC",
  XCG: "CW SX",
  MAD: "MA EH",
  ILS: "IL PS",
};

const ownCurrencies =
  "AED AFN ALL AMD AOA ARS AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CLP CNY COP CRC " +
  "CUP CVE CZK DJF DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR INR IQD IRR ISK JMD " +
  "JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN " +
  "MYR MZN NAD NGN NIO NPR OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS " +
  "SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX UYU UZS VES VND VUV WST YER ZAR ZMW ZWG";

/** A currency of one country begins with that country's two letters; the others are listed. */
const currencyByCountry: ReadonlyMap<string, Currency> = new Map([
  ...ownCurrencies.split(" ").map((code) => [code.slice(0, 2), currency(code)] as const),
  ...Object.entries(countries).flatMap(([code, all]) => all.split(" ").map((one) => [one, currency(code)] as const)),
]);

const countriesByLanguage: readonly (readonly [Language, string])[] = [
  [
    "fr",
    "FR BE BF BI BJ BL CD CF CG CH CI CM DJ DZ GA GF GN GP HT KM LU MA MC MF MG ML MQ NC NE PF PM RE RW " +
      "SN TD TG TN WF YT",
  ],
  ["it", "IT SM VA CH"],
  ["es", "ES AD AR BO CL CO CR CU DO EC GQ GT HN MX NI PA PE PR PY SV UY VE"],
  ["pt", "PT BR AO CV GW MZ ST TL"],
  ["en", "CA"],
  ["fr", "CA"],
];

/** Those of our languages that are spoken there, else English. */
function languagesOf(country: string): readonly [Language, ...Language[]] {
  const [first, ...others] = countriesByLanguage.flatMap(([language, all]) =>
    all.split(" ").includes(country) ? [language] : [],
  );
  return first === undefined ? ["en"] : [first, ...others];
}
