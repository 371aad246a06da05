import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { splitVat, vatRate } from "#domain/vat";

const EUR = currency("EUR");
const of = (minor: number, rate: number) => ({ gross: money(minor, EUR), rate });

describe("VAT in prices", () => {
  it.each([
    [100, 2_000, 83, 17],
    [1_250, 2_000, 1_042, 208],
    [999, 2_000, 833, 166],
    [1, 2_000, 1, 0],
    [1_000, 550, 948, 52],
    [1_999, 550, 1_895, 104],
    [2_500, 1_000, 2_273, 227],
    [333, 1_000, 303, 30],
    [10_000, 2_200, 8_197, 1_803],
    [4_990, 2_200, 4_090, 900],
    [999, 400, 961, 38],
    [1_000, 2_100, 826, 174],
    [12_345, 1_900, 10_374, 1_971],
    [100, 810, 93, 7],
    [505, 210, 495, 10],
    [0, 2_000, 0, 0],
    [9_980, 0, 9_980, 0],
  ])("%i at %i hundredths of a percent is net %i and VAT %i", (gross, rate, net, vat) => {
    expect(splitVat([of(gross, rate)])).toEqual([
      { rate, gross: money(gross, EUR), net: money(net, EUR), vat: money(vat, EUR) },
    ]);
  });

  it("is rounded once per rate, not line by line", () => {
    const [share] = splitVat([of(999, 2_000), of(999, 2_000), of(999, 2_000)]);
    expect(share?.vat.minor).toBe(499);
    expect(3 * (splitVat([of(999, 2_000)])[0]?.vat.minor ?? 0)).toBe(498);
  });

  it("adds up: gross is net and VAT, and all gross is in the table, highest rate first", () => {
    const line = fc.record({ minor: fc.nat(10_000_000), rate: fc.constantFrom(0, 210, 550, 1_000, 2_000, 2_200) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const shares = splitVat(lines.map(({ minor, rate }) => of(minor, rate)));
        for (const { rate, gross, net, vat } of shares) {
          expect(net.minor + vat.minor).toBe(gross.minor);
          const off = Math.abs(net.minor * (10_000 + rate) - gross.minor * 10_000);
          expect(off * 2).toBeLessThanOrEqual(10_000 + rate);
          expect(gross.minor).toBe(lines.reduce((sum, one) => sum + (one.rate === rate ? one.minor : 0), 0));
        }
        const rates = shares.map(({ rate }) => rate);
        expect(rates).toEqual([...new Set(lines.map(({ rate }) => rate))].toSorted((a, b) => b - a));
      }),
    );
  });

  it("does not depend on how the same goods are cut into lines, nor on their order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 10 }), (grosses) => {
        const whole = grosses.reduce((sum, gross) => sum + gross, 0);
        const cut = splitVat(grosses.map((gross) => of(gross, 2_200)));
        expect(cut).toEqual(splitVat([of(whole, 2_200)]));
        expect(splitVat(grosses.toReversed().map((gross) => of(gross, 2_200)))).toEqual(cut);
      }),
    );
  });

  it("knows the rates of the countries it names and none of the others", () => {
    expect([vatRate("FR", "reduced"), vatRate("IT", "standard"), vatRate("FR", "zero")]).toEqual([550, 2_200, 0]);
    expect(vatRate("US", "standard")).toBe(0);
  });
});
