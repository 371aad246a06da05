import { describe, expect, it } from "vitest";
import type { LocalText } from "#api/language";
import type { Product } from "#api/product";
import { writeDecimal } from "../../ui/money-text.ts";
import { draftOf, emptyOption, valuesOf } from "./product-values.ts";

const ring: Product = {
  sku: "RING-54",
  name: { fr: "Bague", en: "Ring" },
  description: {},
  price: { minor: 4990, currency: "EUR" },
  vatClass: "standard",
  stock: 3,
  options: [
    { name: "size", kind: "one-of", values: ["52", "54"] },
    {
      name: "metal",
      kind: "one-of",
      values: ["silver", "gold"],
      label: { en: "Metal", fr: "Métal", de: "Metall" } as LocalText,
      valueLabels: { silver: { en: "Silver", fr: "Argent" } },
    },
    { name: "engraving", kind: "text", maxLength: 20, label: { fr: "Gravure" } },
  ],
  image: null,
  archived: false,
  position: 0,
  changedAt: "2026-11-24T10:00:00Z",
};

describe("the product form", () => {
  it("gives back the product it began with", () => {
    const { archived: _, position: __, changedAt: ___, ...draft } = ring;
    expect(draftOf(valuesOf(ring, ["fr", "en", "it"], writeDecimal), "EUR")).toEqual(draft);
  });
  it("keeps a text in a language the shop no longer speaks", () => {
    expect(draftOf(valuesOf(ring, ["it"], writeDecimal), "EUR")?.name).toEqual({ fr: "Bague", en: "Ring" });
  });
  it("keeps the texts of an option whatever else of it is edited, and leaves out what says nothing", () => {
    const values = valuesOf(ring, ["fr"], writeDecimal);
    const edited = values.options.map((option) =>
      option.name === "metal"
        ? { ...option, values: ["gold", "silver"], label: { ...option.label, fr: "Matière", en: " " } }
        : option,
    );
    const [, metal] = draftOf({ ...values, options: edited }, "EUR")?.options ?? [];
    expect(metal).toEqual({
      name: "metal",
      kind: "one-of",
      values: ["gold", "silver"],
      label: { fr: "Matière", de: "Metall" },
      valueLabels: { silver: { en: "Silver", fr: "Argent" } },
    });
  });
  it("lets go of the texts of a value that was taken out", () => {
    const values = valuesOf(ring, ["fr"], writeDecimal);
    const edited = values.options.map((option) => (option.name === "metal" ? { ...option, values: ["gold"] } : option));
    const [, metal] = draftOf({ ...values, options: edited }, "EUR")?.options ?? [];
    expect(metal).toEqual({ name: "metal", kind: "one-of", values: ["gold"], label: expect.anything() });
  });
  it("has no product without a price, and leaves out empty options", () => {
    const empty = valuesOf(undefined, ["en"], writeDecimal);
    expect(draftOf(empty, "EUR")).toBeUndefined();
    const options = [{ ...emptyOption("a"), name: "size" }];
    expect(draftOf({ ...empty, price: "5", counted: false, options }, "EUR")).toMatchObject({
      options: [],
      stock: null,
    });
  });
});
