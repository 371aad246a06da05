import { describe, expect, it } from "vitest";
import { currency, exponentOf, isCurrency } from "#domain/currency";

describe("a currency", () => {
  it.each([
    ["EUR", 2],
    ["JPY", 0],
    ["ISK", 0],
    ["UGX", 0],
    ["KWD", 3],
    ["IQD", 3],
    ["CLF", 4],
    // Customary figures differ for these; the standard counts.
    ["HUF", 2],
    ["LAK", 2],
    ["MGA", 2],
    ["XCG", 2],
  ])("%s has the %i decimals of ISO 4217", (code, decimals) => expect(exponentOf(currency(code))).toBe(decimals));

  it.each(["", "eur", "EURO", "XAU", "XTS", "ZZZ", "constructor", "toString", "__proto__"])(
    'is not to be had for "%s"',
    (code) => {
      expect(isCurrency(code)).toBe(false);
      expect(() => currency(code)).toThrow(RangeError);
    },
  );
});
