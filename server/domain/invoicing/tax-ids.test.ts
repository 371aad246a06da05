import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCodiceFiscale, isFrenchVatId, isPartitaIva, isSiren, isSiret, isVatId, plainId } from "./tax-ids.ts";

describe("numbers of sellers and buyers", () => {
  it.each([
    ["732829320", isSiren, true],
    ["732829321", isSiren, false],
    ["73282932", isSiren, false],
    ["73282932000074", isSiret, true],
    ["73282932000075", isSiret, false],
    // A branch of La Poste, whose figures alone add up.
    ["35600000049837", isSiret, true],
    ["35600000049838", isSiret, false],
    ["FR44732829320", isFrenchVatId, true],
    ["FR45732829320", isFrenchVatId, false],
    ["FRK7732829320", isFrenchVatId, true],
    ["FR44732829321", isFrenchVatId, false],
    ["12345678903", isPartitaIva, true],
    ["12345678904", isPartitaIva, false],
    ["00000000000", isPartitaIva, false],
    ["RSSMRA85T10A562S", isCodiceFiscale, true],
    ["RSSMRA85T10A562T", isCodiceFiscale, false],
    ["RSSMRA85T10A56NH", isCodiceFiscale, true],
    ["12345678903", isCodiceFiscale, true],
    ["DE123456789", isVatId, true],
    ["IT12345678903", isVatId, true],
    ["IT12345678904", isVatId, false],
    ["US123456789", isVatId, false],
    ["DEABCDEFGHI", isVatId, false],
  ] as const)("%s, %o: %s", (id, check, is) => expect(check(id)).toBe(is));

  it("are read with the blanks and dots people write", () => {
    expect(plainId(" fr 44 732.829.320 ")).toBe("FR44732829320");
  });

  it("never pass with one figure changed", () => {
    const change = fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(change, ([at, by]) => {
        const digits = [..."732829320"].map(Number);
        digits[at] = ((digits[at] ?? 0) + by) % 10;
        expect(isSiren(digits.join(""))).toBe(false);
      }),
    );
  });
});
