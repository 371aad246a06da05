import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderIdOf, referenceOf } from "./references.ts";

describe("our reference at Lyra", () => {
  it("is letters and digits there, and the same id when it comes back", () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), (reference) => {
        const orderId = orderIdOf(reference) ?? "";
        expect(orderId).toMatch(/^[0-9a-z]{1,64}$/);
        expect(referenceOf(orderId)).toBe(reference);
      }),
    );
  });

  it("is not found in other programs' orders", () => {
    const hex = fc.stringMatching(/^[0-9a-f]{12}[0-689a-f][0-9a-f]{19}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), hex), (orderId) => {
        expect(referenceOf(orderId)).toBeUndefined();
      }),
    );
    expect(referenceOf(null)).toBeUndefined();
  });

  it("is refused where it could not be told from those", () => {
    for (const reference of ["pay-1", "", "0192f0c17a007c3e9b1a4d2f6a1e0042", "0192f0c1-7a00-4c3e-9b1a-4d2f6a1e0042"])
      expect(orderIdOf(reference)).toBeUndefined();
  });
});
