/**
 * The national part of an IBAN per country, in the registry's own signs: n figures, a capital letters, c either. Its
 * length is the sum, and four more for country and check digits. SWIFT's IBAN registry (ISO 13616), as of 2025.
 */
const registered =
  "AD8n12c AE19n AL8n16c AT16n AX14n AZ4a20c BA16n BE12n BG4a6n8c BH4a14c BI23n BR23n1a1c BY4a4n16c CH5n12c CR18n " +
  "CY8n16c CZ20n DE18n DJ23n DK14n DO4a20n EE16n EG25n ES20n FI14n FK2a12n FO14n FR10n11c2n GB4a14n GE2c16n GF10n11c2n " +
  "GI4a15c GL14n GP10n11c2n GR7n16c GT24c HN4a20n HR17n HU24n IE4c14n IL19n IQ4a15n IS22n IT1a10n12c JO4a4n18c KW4a22c " +
  "KZ3n13c LB4n20c LC4a24c LI5n12c LT16n LU3n13c LV4a13c LY21n MC10n11c2n MD20c ME18n MF10n11c2n MK3n10c2n MN16n " +
  "MQ10n11c2n MR23n MT4a5n18c MU4a19n3a NC10n11c2n NI4a20n NL4a10n NO11n OM3n16c PF10n11c2n PK4c16n PL24n PM10n11c2n " +
  "PS4c21n PT21n QA4a21c RE10n11c2n RO4a16c RS18n RU14n15c SA2n18c SC4a20n3a SD14n SE20n SI15n SK20n SM1a10n12c SO19n " +
  "ST21n SV4a20n TF10n11c2n TL19n TN20n TR5n17c UA6n19c VA18n VG4c16n WF10n11c2n XK16n YE4a4n18c YT10n11c2n";

/** Countries whose banks use the form although the registry does not list them. */
const inUse =
  "AO21n BF2c22n BJ2c22n CF23n CG23n CI2c22n CM23n CV21n DZ22n GA23n GQ23n GW2c19n IR22n KM23n MA24n MG23n ML2c22n " +
  "MZ21n NE2a22n SN2c22n TD23n TG2c22n";

/** The form of the national part, and the length of the whole, by country. */
export type IbanForm = { readonly length: number; readonly national: RegExp };

const forms: ReadonlyMap<string, IbanForm> = new Map(
  `${registered} ${inUse}`.split(" ").map((entry) => [entry.slice(0, 2), formOf(entry.slice(2))]),
);

/** The form of a country's IBANs; undefined where there are none. */
export const ibanForm = (country: string): IbanForm | undefined => forms.get(country);

function formOf(notation: string): IbanForm {
  const signs: Readonly<Record<string, string>> = { n: "[0-9]", a: "[A-Z]", c: "[0-9A-Z]" };
  const parts = [...notation.matchAll(/(\d+)([nac])/g)].map(([, count = "", sign = ""]) => ({ count, sign }));
  const national = parts.map(({ count, sign }) => `${signs[sign]}{${count}}`).join("");
  const length = parts.reduce((sum, { count }) => sum + Number(count), 4);
  return { length, national: new RegExp(`^${national}$`) };
}
