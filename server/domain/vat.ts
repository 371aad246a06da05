import { type Money, divideRounded, money } from "#domain/money";

/** A product's class of VAT; the country says the rate. */
export type VatClass = "standard" | "reduced" | "zero";

/** Rate in hundredths of a percent: 2000 is 20 %. */
export type VatRate = number;

/**
 * Rates by country and class (hundredths of a percent), as in force in 2026: FR 20/5.5, IT 22/10, ES 21/10, PT 23/6,
 * DE 19/7. A country that is not listed counts no VAT until its owner sets rates in the shop file.
 */
const ratesByCountry: Readonly<Record<string, Readonly<Record<VatClass, VatRate>>>> = {
  FR: { standard: 2000, reduced: 550, zero: 0 },
  IT: { standard: 2200, reduced: 1000, zero: 0 },
  ES: { standard: 2100, reduced: 1000, zero: 0 },
  PT: { standard: 2300, reduced: 600, zero: 0 },
  DE: { standard: 1900, reduced: 700, zero: 0 },
  BE: { standard: 2100, reduced: 600, zero: 0 },
};

/** The rate a country charges on a class. */
export const vatRate = (country: string, vatClass: VatClass): VatRate => ratesByCountry[country]?.[vatClass] ?? 0;

/** One row of a receipt's VAT table. `gross = net + vat`. */
export type VatShare = { readonly rate: VatRate; readonly gross: Money; readonly net: Money; readonly vat: Money };

/**
 * Splits prices that include VAT: gross is summed per rate first, then VAT is rounded once per rate for the whole
 * document (EN 16931, BR-CO-17), half away from zero. Sorted by rate, highest first.
 */
export function splitVat(lines: readonly { readonly gross: Money; readonly rate: VatRate }[]): readonly VatShare[] {
  const grossByRate = new Map<VatRate, Money>();
  for (const { gross, rate } of lines) {
    const before = grossByRate.get(rate);
    grossByRate.set(rate, before ? money(before.minor + gross.minor, gross.currency) : gross);
  }
  return [...grossByRate]
    .toSorted(([a], [b]) => b - a)
    .map(([rate, gross]) => {
      const net = money(Number(divideRounded(BigInt(gross.minor) * 10_000n, BigInt(10_000 + rate))), gross.currency);
      return { rate, gross, net, vat: money(gross.minor - net.minor, gross.currency) };
    });
}
