import fc from "fast-check";
import { expect, it } from "vitest";
import { readHttpDate } from "./http-date.ts";

it("reads what every calendar writes, from the epoch to the year 9999", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (second) => {
      expect(readHttpDate(new Date(second * 1_000).toUTCString())).toBe(second * 1_000);
    }),
  );
});

it("reads nothing else", () => {
  for (const text of [
    undefined,
    "",
    "now",
    "2026-11-24",
    "Tue, 24 Foo 2026 17:00:00 GMT",
    "Tue, 24 Nov 2026 17:00:00 CET",
  ])
    expect(readHttpDate(text)).toBeUndefined();
});
