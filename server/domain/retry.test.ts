import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hours, minutes, seconds } from "#domain/instant";
import { pauseAfter, tellAPersonAt } from "#domain/retry";

const spread = fc.double({ min: 0, max: 0.999_999, noNaN: true });
const attempt = fc.integer({ min: 1, max: 10_000 });

describe("the pause before another try", () => {
  it("is none, then half a minute, then longer, and half an hour in the end", () => {
    expect([1, 2, 3, 4, 99].map((n) => pauseAfter(n, 0))).toEqual([
      0,
      seconds(30),
      minutes(2),
      minutes(5),
      minutes(30),
    ]);
  });

  it("never gets shorter from try to try, nor longer than 36 minutes of its own", () => {
    fc.assert(
      fc.property(attempt, spread, (n, share) => {
        const pause = pauseAfter(n, share);
        expect(pause).toBeLessThanOrEqual(pauseAfter(n + 1, share));
        expect(pause).toBeGreaterThanOrEqual(0);
        expect(pause).toBeLessThanOrEqual(minutes(36));
        expect(Number.isSafeInteger(pause)).toBe(true);
      }),
    );
  });

  it("is spread by a fifth at most, so that many do not come back at one moment", () => {
    fc.assert(
      fc.property(attempt, spread, (n, share) => {
        expect(pauseAfter(n, share)).toBeGreaterThanOrEqual(pauseAfter(n, 0));
        expect(pauseAfter(n, share)).toBeLessThanOrEqual(Math.round(pauseAfter(n, 0) * 1.2));
      }),
    );
    expect(pauseAfter(3, 0.5)).toBeGreaterThan(pauseAfter(3, 0));
  });

  it("is as long as the provider asks, up to an hour, whatever nonsense is asked", () => {
    fc.assert(
      fc.property(attempt, spread, fc.integer({ min: -1e15, max: 1e15 }), (n, share, asked) => {
        const pause = pauseAfter(n, share, asked);
        expect(pause).toBeGreaterThanOrEqual(Math.min(asked, hours(1)));
        expect(pause).toBeLessThanOrEqual(Math.max(hours(1), pauseAfter(n, share)));
      }),
    );
    expect(pauseAfter(1, 0, seconds(7))).toBe(seconds(7));
    expect(pauseAfter(1, 0, hours(72))).toBe(hours(1));
  });

  it("has passed two and a half minutes when a person is told", () => {
    const waited = [1, 2, 3].slice(0, tellAPersonAt).reduce((sum, n) => sum + pauseAfter(n, 0), 0);
    expect(waited).toBe(minutes(2.5));
  });
});
