import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { acceptBuyerField, missingFields, nextField } from "#domain/invoicing/buyer";
import { type BuyerField, profileOf, tierOf } from "#domain/invoicing/profiles";
import { money } from "#domain/money";

const euros = (minor: number, code = "EUR") => money(minor, currency(code));
const tier = (country: string, gross: number, net = gross, code = "EUR") =>
  tierOf(profileOf(country), { gross: euros(gross, code), net: euros(net, code) });

describe("what an invoice must say of its buyer", () => {
  it.each([
    ["FR", 18_000, 15_000, true],
    ["FR", 18_001, 15_001, false],
    ["IT", 40_000, 32_787, true],
    ["IT", 40_001, 32_788, false],
    ["ES", 10_000, 8_264, true],
    ["ES", 10_001, 8_265, false],
  ])("in %s, %i with VAT and %i without is simplified: %s", (country, gross, net, simplified) => {
    expect(tier(country, gross, net).simplified).toBe(simplified);
  });

  it("is everything in another currency than the ceilings are in", () => {
    expect(tier("FR", 100, 100, "CHF").simplified).toBe(false);
  });

  it.each([
    ["FR", "name", "  Léa\n Martin ", "Léa Martin"],
    ["FR", "name", "12345", undefined],
    ["FR", "name", "x".repeat(121), undefined],
    ["FR", "address", "Lyon", undefined],
    ["FR", "address", "3 rue des Fleurs, 69003 Lyon", "3 rue des Fleurs, 69003 Lyon"],
    ["FR", "taxId", "de 123456789", "DE123456789"],
    ["FR", "taxId", "732 829 320", "732829320"],
    ["IT", "taxId", "rssmra85t10a562s", "RSSMRA85T10A562S"],
    ["IT", "taxId", "732829320", undefined],
    ["ES", "taxId", "732829320", undefined],
  ] as const)("%s: %s as %s is kept as %s", (country, field, written, kept) => {
    expect(acceptBuyerField(profileOf(country), field, written)).toBe(kept);
  });

  it("is asked field by field until it is enough, and never for what was given", () => {
    const all: readonly BuyerField[] = ["name", "address", "taxId"];
    const given = fc.record({ name: fc.string(), address: fc.string(), taxId: fc.string() }, { requiredKeys: [] });
    const country = fc.constantFrom("FR", "IT", "DE");
    fc.assert(
      fc.property(country, fc.nat(100_000), given, fc.subarray([...all]), (where, gross, buyer, leftOut) => {
        const rules = tier(where, gross);
        const next = nextField(rules, buyer, leftOut);
        if (next === undefined) expect(missingFields(rules, buyer)).toEqual([]);
        else {
          expect(buyer[next.field] ?? "").toBe("");
          expect(next.needed || !leftOut.includes(next.field)).toBe(true);
        }
      }),
    );
  });
});
