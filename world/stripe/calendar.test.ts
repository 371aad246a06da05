import fc from "fast-check";
import { expect, it } from "vitest";
import { startOfMonth, yearOf } from "./calendar.ts";

it("agrees with the platform's calendar on every month and year", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2199 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const start = startOfMonth(year, month);
      expect(start).toBe(Date.UTC(year, month - 1, 1));
      expect([yearOf(start), yearOf(startOfMonth(year, 1)), yearOf(startOfMonth(year + 1, 1) - 1)]).toEqual([
        year,
        year,
        year,
      ]);
    }),
  );
});
