import fc from "fast-check";
import { expect, it } from "vitest";
import { days, instant } from "#domain/instant";
import { expectedOnBank, onItsWaySince } from "#domain/settlement";

it("holds money to be on its way just as long as it is not expected yet, whenever it was paid", () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.integer({ min: 0, max: days(40) }), (from, more, ago) => {
      const settles = { typicalDays: [from, from + more] } as const;
      const now = instant(1_800_000_000_000);
      const paidAt = instant(now - ago);
      const expected = expectedOnBank(paidAt, settles);
      expect(expected.from).toBeLessThanOrEqual(expected.to);
      expect(paidAt > onItsWaySince(now, settles)).toBe(expected.to > now);
    }),
  );
});
