import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hours, instant, startOfMonth, yearOf } from "#domain/instant";
import { hasExpired, shownCard } from "#domain/kept-card";

describe("a kept card", () => {
  it("holds to the end of its month, wherever that ends last", () => {
    const end = Date.UTC(2028, 3, 1);
    expect(hasExpired({ year: 2028, month: 3 }, instant(end + hours(11)))).toBe(false);
    expect(hasExpired({ year: 2028, month: 3 }, instant(end + hours(12)))).toBe(true);
    expect(hasExpired({ year: 2028, month: 12 }, instant(Date.UTC(2029, 0, 1, 13)))).toBe(true);
  });
  it("is shown by brand and last figures alone", () => {
    expect(shownCard({ brand: "visa", lastFour: "4242" })).toBe("visa •••• 4242");
  });
});

describe("the first moment of a month", () => {
  it("is the calendar's, leap years and centuries included", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2500 }), fc.integer({ min: 1, max: 13 }), (year, month) => {
        expect(startOfMonth(year, month)).toBe(Date.UTC(year, month - 1, 1));
        expect(yearOf(startOfMonth(year, month))).toBe(month === 13 ? year + 1 : year);
      }),
    );
  });
});
