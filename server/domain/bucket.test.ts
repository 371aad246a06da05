import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketCount, bucketOf } from "#domain/bucket";

describe("the bucket of a lane", () => {
  it("is the same on every node and in every version", () => {
    // FNV-1a, 32 bit: published test values, modulo 256.
    expect(bucketOf("")).toBe(0x811c9dc5 % 256);
    expect(bucketOf("a")).toBe(0xe40c292c % 256);
    expect(bucketOf("foobar")).toBe(0xbf9cf968 % 256);
  });

  it("is one of the buckets there are, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (lane) => {
        const bucket = bucketOf(lane);
        expect(Number.isInteger(bucket) && bucket >= 0 && bucket < bucketCount).toBe(true);
      }),
    );
  });

  it.each([
    ["telephone numbers in a row", (n: number) => `wa:+336${String(n).padStart(8, "0")}`],
    [
      "ids that differ at the end",
      (n: number) => `payment:0192f0c1-7a00-7c3e-9b1a-${n.toString(16).padStart(12, "0")}`,
    ],
    ["ids that differ at the start", (n: number) => `${n.toString(16).padStart(8, "0")}-7a00-7c3e-9b1a-4d2f6a1e0042`],
  ])("spreads %s: none has more than one and a half times its share", (_, laneOf) => {
    const counts = Array.from({ length: bucketCount }, () => 0);
    for (let n = 0; n < bucketCount * 200; n++) {
      const bucket = bucketOf(laneOf(n));
      counts[bucket] = (counts[bucket] ?? 0) + 1;
    }
    expect(Math.max(...counts)).toBeLessThan(300);
    expect(Math.min(...counts)).toBeGreaterThan(100);
  });
});
