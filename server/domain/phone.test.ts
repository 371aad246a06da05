import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digitsOf, phoneVariants } from "#domain/phone";

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(""));
const numbers = fc.oneof(
  fc.tuple(digits(2), fc.constantFrom("", "9"), digits(8)).map(([area, nine, rest]) => `55${area}${nine}${rest}`),
  fc.tuple(fc.constantFrom("", "1"), digits(10)).map(([one, rest]) => `52${one}${rest}`),
  fc.tuple(fc.constantFrom("", "9"), digits(10)).map(([nine, rest]) => `54${nine}${rest}`),
  digits(9).map((rest) => `33${rest}`),
);

describe("a telephone number", () => {
  it("is its digits, however it is written", () => {
    expect(digitsOf("+33 (0)6 12-34.56 78")).toBe("330612345678");
    expect(digitsOf("")).toBe("");
  });

  it.each([
    ["5511912345678", ["5511912345678", "551112345678"]],
    ["551112345678", ["551112345678", "5511912345678"]],
    ["5215512345678", ["5215512345678", "525512345678"]],
    ["541112345678", ["541112345678", "5491112345678"]],
    ["33612345678", ["33612345678"]],
  ])("%s may come back as %j", (given, forms) => {
    expect(phoneVariants(given).toSorted()).toEqual(forms.toSorted());
    expect(phoneVariants(given)[0]).toBe(given);
  });

  it("has the same forms whichever of them is given, the given one first and none twice", () => {
    fc.assert(
      fc.property(numbers, (given) => {
        const forms = phoneVariants(given);
        expect(forms[0]).toBe(given);
        expect(new Set(forms).size).toBe(forms.length);
        for (const form of forms) expect(phoneVariants(form).toSorted()).toEqual(forms.toSorted());
      }),
    );
  });
});
