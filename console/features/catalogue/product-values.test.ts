import { describe, expect, it } from "vitest";
import type { Product } from "#api/product";
import { draftOf, valuesOf } from "./product-values.ts";

const ring: Product = {
  sku: "RING-54",
  name: { fr: "Bague", en: "Ring" },
  description: {},
  price: { minor: 4990, currency: "EUR" },
  vatClass: "standard",
  stock: 3,
  options: [
    { name: "size", kind: "one-of", values: ["52", "54"] },
    { name: "engraving", kind: "text", maxLength: 20 },
  ],
  image: null,
  archived: false,
  position: 0,
  changedAt: "2026-11-24T10:00:00Z",
};

describe("the product form", () => {
  it("gives back the product it began with", () => {
    const { archived: _, position: __, changedAt: ___, ...draft } = ring;
    expect(draftOf(valuesOf(ring, ["fr", "en", "it"]), "EUR")).toEqual(draft);
  });
  it("keeps a text in a language the shop no longer speaks", () => {
    expect(draftOf(valuesOf(ring, ["it"]), "EUR")?.name).toEqual({ fr: "Bague", en: "Ring" });
  });
  it("has no product without a price, and leaves out empty options", () => {
    const empty = valuesOf(undefined, ["en"]);
    expect(draftOf(empty, "EUR")).toBeUndefined();
    const options = [{ key: "a", name: "size", kind: "one-of" as const, values: [], maxLength: 30 }];
    expect(draftOf({ ...empty, price: "5", counted: false, options }, "EUR")).toMatchObject({
      options: [],
      stock: null,
    });
  });
});
