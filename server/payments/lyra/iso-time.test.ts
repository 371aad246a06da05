import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "#domain/instant";
import { isoOf, readIso } from "./iso-time.ts";

describe("Lyra's times", () => {
  it("are written as any calendar writes them, in whole seconds of UTC", () => {
    const range = { min: Date.UTC(1900, 0), max: Date.UTC(2199, 11, 31) };
    fc.assert(
      fc.property(fc.integer(range), (at) => {
        const written = isoOf(instant(at));
        expect(written).toBe(`${new Date(at).toISOString().slice(0, 19)}+00:00`);
        expect(readIso(written)).toBe(Math.floor(at / 1_000) * 1_000);
      }),
    );
  });

  it.each([
    ["2026-06-09T10:13:20+00:00", 1_781_000_000_000],
    ["2026-06-09T12:13:20+02:00", 1_781_000_000_000],
    ["2026-06-09T06:43:20.500-03:30", 1_781_000_000_000],
    ["2026-06-09T10:13:20Z", 1_781_000_000_000],
    ["2024-02-29T23:59:59+00:00", Date.UTC(2024, 1, 29, 23, 59, 59)],
  ])("are read with their offset: %s", (text, at) => expect(readIso(text)).toBe(at));

  it.each([["2026-06-09"], ["2026-06-09T10:13:20"], ["2026-13-01T00:00:00Z"], ["2026-01-01T24:00:00Z"], [""], [null]])(
    "are not read from %s",
    (text) => expect(readIso(text)).toBeUndefined(),
  );
});
