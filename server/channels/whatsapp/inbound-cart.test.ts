import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalText, readCart } from "./inbound-cart.ts";

describe("a price as Meta writes it", () => {
  it.each([
    [30, "30"],
    [7.99, "7.99"],
    [0.1 + 0.2, "0.3"],
    [33.300000000000004, "33.3"],
    [19.989999999999998, "19.99"],
    [99_999_999_999.99, "99999999999.99"],
    [0, "0"],
    [1e-9, "0"],
    ["12.50", "12.5"],
  ])("%j is %s", (price, text) => expect(decimalText(price)).toBe(text));

  it.each([-1, Number.NaN, 1e15, "", "free", null, {}, [1]])("%j is none", (price) => {
    expect(decimalText(price)).toBeUndefined();
  });

  it("keeps every amount of minor units, whatever sums it went through", () => {
    fc.assert(
      fc.property(fc.nat({ max: 99_999_999 }), fc.constantFrom(0, 2, 3), (minor, exponent) => {
        const blurred = (minor / 10 ** exponent) * (1 + Number.EPSILON);
        const text = decimalText(blurred) ?? "";
        expect(text).toMatch(/^\d+(\.\d+)?$/);
        expect(Math.round(Number(text) * 10 ** exponent)).toBe(minor);
        expect((text.split(".")[1] ?? "").length).toBeLessThanOrEqual(exponent);
      }),
    );
  });
});

it("is whole or unreadable: no line is dropped in silence", () => {
  const line = { product_retailer_id: "RING", quantity: 1, item_price: 5, currency: "EUR" };
  for (const broken of [{ ...line, quantity: 0 }, { ...line, quantity: 1.5 }, { ...line, item_price: null }, null])
    expect(readCart({ catalog_id: "1", product_items: [line, broken] })).toMatchObject({ kind: "unsupported" });
  expect(readCart({ catalog_id: "1", product_items: [] })).toMatchObject({ kind: "unsupported" });
});
