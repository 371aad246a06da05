import type { Language } from "#domain/language";

/** How a country writes numbers: what stands before decimals, and whether `.` or `,` stands between its thousands. */
export type NumberHabit = { readonly decimal: "." | ","; readonly thousands: "." | "," | "other" };

const point: NumberHabit = { decimal: ".", thousands: "," };
const pointOnly: NumberHabit = { decimal: ".", thousands: "other" };
const comma: NumberHabit = { decimal: ",", thousands: "." };
const commaOnly: NumberHabit = { decimal: ",", thousands: "other" };

/** After CLDR 47; where it and what is seen on price tags disagree, `thousands` is left open. */
const countries: readonly (readonly [NumberHabit, string])[] = [
  [
    point,
    "US GB IE AU NZ IN PK BD LK NP JP CN TW KR TH PH MY SG HK IL MX GT HN NI SV PA DO PR PE KE NG GH UG TZ ZM ZW BW " +
      "EG JO KW AE SA QA BH OM IQ YE MT JM TT BS BB BZ CA",
  ],
  [pointOnly, "CH LI"],
  [comma, "IT SM VA ES DE AT NL BE DK GR CY BR AR CL CO UY PY BO VE EC TR ID VN RS HR SI RO IS MK BA ME LU"],
  [
    commaOnly,
    "FR MC PT AO MZ AL PL CZ SK HU BG UA FI SE NO EE LV LT MA DZ TN SN CI CM ML BF NE TG BJ GA CG CD MG MU ZA CR",
  ],
];
const byCountry: ReadonlyMap<string, NumberHabit> = new Map(
  countries.flatMap(([habit, codes]) => codes.split(" ").map((code) => [code, habit] as const)),
);

const byLanguage: Readonly<Record<Language, NumberHabit>> = {
  en: point,
  fr: commaOnly,
  it: comma,
  es: comma,
  pt: comma,
};

/** Where the language decides: a shop in Québec or Wallonia writes as the French do. */
const divided: ReadonlySet<string> = new Set(["CA", "BE", "LU"]);

/** The habit of a shop: its country's, or that of its first language where the country is not listed or divided. */
export function numberHabit(country: string, languages: readonly Language[]): NumberHabit {
  const [first] = languages;
  if (divided.has(country) && first === "fr") return commaOnly;
  return byCountry.get(country) ?? (first === undefined ? point : byLanguage[first]);
}
