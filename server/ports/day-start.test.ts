import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "#domain/instant";
import { dayStart } from "./day-start.ts";

const dateIn = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
const zones = Intl.supportedValuesOf("timeZone");

describe("the start of a day", () => {
  it("is the first moment of its date on the wall, in every time zone and on days whose clocks change", () => {
    const moments = fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, at) => {
        const start = dayStart(instant(at), zone);
        expect(start).toBeLessThanOrEqual(at);
        expect(dateIn(start, zone)).toBe(dateIn(at, zone));
        expect(dateIn(start - 1, zone)).not.toBe(dateIn(at, zone));
      }),
      { numRuns: 400 },
    );
  });
  it("is known for days that lost or gained an hour", () => {
    const paris = "Europe/Paris";
    expect(dayStart(instant(Date.UTC(2026, 2, 29, 12)), paris)).toBe(Date.UTC(2026, 2, 28, 23));
    expect(dayStart(instant(Date.UTC(2026, 9, 25, 12)), paris)).toBe(Date.UTC(2026, 9, 24, 22));
    // Clocks went from midnight to one: the day began at one.
    expect(dayStart(instant(Date.UTC(2017, 9, 15, 12)), "America/Sao_Paulo")).toBe(Date.UTC(2017, 9, 15, 3));
  });
});
