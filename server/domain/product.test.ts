import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import {
  type Product,
  acceptOption,
  inStock,
  missingOption,
  optionWords,
  tidyWords,
  tooLongFor,
} from "#domain/product";

const size = { name: "size", kind: "one-of", values: ["52", "54", "XL"] } as const;
const metal = {
  name: "metal",
  kind: "one-of",
  values: ["silver", "gold"],
  label: { en: "Metal", fr: "Métal" },
  valueLabels: { gold: { en: "Gold", fr: "Doré" } },
} as const;
const engraving = { name: "engraving", kind: "text", maxLength: 10 } as const;
const ring: Product = {
  sku: "RING",
  name: { en: "Ring" },
  description: {},
  price: money(4_990, currency("EUR")),
  vatClass: "standard",
  stock: 3,
  options: [size, engraving],
  image: undefined,
  archived: false,
};

describe("an option of a product", () => {
  it.each([
    ["54", "54"],
    [" xl ", "XL"],
    ["55", undefined],
    ["", undefined],
  ])('given as "%s" is kept as %s', (given, kept) => expect(acceptOption(size, given)).toBe(kept));

  it("of her own words is kept trimmed, up to its length counted in signs as people see them", () => {
    expect(acceptOption(engraving, "  Léa  &\n Zoë ")).toBe("Léa & Zoë");
    expect(acceptOption(engraving, "❤".repeat(10))).toBe("❤".repeat(10));
    expect(acceptOption(engraving, "x".repeat(11))).toBeUndefined();
    expect(acceptOption(engraving, " \n")).toBeUndefined();
  });

  it.each([
    ["gold", "gold"],
    ["DORE", "gold"],
    ["doré", "gold"],
    ["silver", "silver"],
    ["argent", undefined],
  ])('named "%s" by its text in any language is kept by its key, %s', (given, kept) =>
    expect(acceptOption(metal, given)).toBe(kept),
  );

  it.each([
    ["  Léa  &\t\n Zoë ", "Léa & Zoë"],
    ["L\u00e9a\u00a0\u2003Tom", "Léa Tom"],
    ["Le\u0301a", "Léa"],
    ["\u200bLé\u00ada\ufeff \u200b Tom\u202e", "Léa Tom"],
    ["👩‍🎨 🏴\u{e0067}\u{e007f}", "👩‍🎨 🏴\u{e0067}\u{e007f}"],
    ["\u200b \u0007", ""],
  ])('of her own words "%s" is tidied to "%s"', (given, kept) => expect(tidyWords(given)).toBe(kept));

  it("that is too long says by how much, of her own words alone and after they were tidied", () => {
    expect(tooLongFor(engraving, "x".repeat(11))).toBe(11);
    expect(tooLongFor(engraving, ` ${"x ".repeat(5)}  `)).toBeUndefined();
    expect(tooLongFor(size, "x".repeat(11))).toBeUndefined();
  });

  it("brings its texts along to an order, where it has some", () => {
    const two = { ...ring, options: [size, metal, { ...engraving, label: { en: "Engraving" } }] };
    expect(optionWords(two, { size: "54", metal: "gold", engraving: "gold" })).toEqual({
      metal: { name: metal.label, value: metal.valueLabels.gold },
      engraving: { name: { en: "Engraving" } },
    });
    expect(optionWords(two, { metal: "silver" })).toEqual({ metal: { name: metal.label } });
    expect(optionWords(ring, { size: "54" })).toEqual({});
  });

  it("once kept is kept the same again", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 12 }),
        fc.constantFrom(size, metal, engraving),
        (given, option) => {
          const kept = acceptOption(option, given);
          if (kept !== undefined) expect(acceptOption(option, kept)).toBe(kept);
        },
      ),
    );
  });

  it("is asked for in the product's order until all choices are made; her own words may be left out", () => {
    const colour = { name: "colour", kind: "one-of", values: ["gold"] } as const;
    const two = { ...ring, options: [engraving, size, colour] };
    expect(missingOption(two, {})).toBe(size);
    expect(missingOption(two, { size: " " })).toBe(size);
    expect(missingOption(two, { size: "54" })).toBe(colour);
    expect(missingOption(two, { colour: "gold", size: "54" })).toBeUndefined();
  });
});

describe("stock", () => {
  it("is promised as far as it goes, and without end where none is counted", () => {
    expect([inStock(ring, 3), inStock(ring, 4)]).toEqual([true, false]);
    expect(inStock({ ...ring, stock: undefined }, 1_000)).toBe(true);
  });
});
