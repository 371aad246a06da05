import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile, quantilesOf } from "./quantiles.ts";

describe("a quantile", () => {
  it("is the value below which the share lies, by nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([0, 0.5, 0.99, 1].map((rank) => quantile(hundred, rank))).toEqual([1, 50, 99, 100]);
    expect(quantile([7], 0.99)).toBe(7);
  });
  it("of nothing is unknown", () =>
    expect(quantilesOf([])).toEqual({ p50: undefined, p99: undefined, most: undefined }));
  it("is one of the times, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1 }), (times) => {
        const { p50 = -1, p99 = -1, most = -1 } = quantilesOf(times);
        expect(times).toEqual(expect.arrayContaining([p50, p99, most]));
        expect(p50 <= p99 && p99 <= most).toBe(true);
        expect(most).toBe(Math.max(...times));
        expect(quantilesOf(times.toReversed())).toEqual({ p50, p99, most });
      }),
    );
  });
});
