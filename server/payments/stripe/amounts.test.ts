import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { amountProblem, fromStripe, toStripe } from "./amounts.ts";

const of = (minor: number, code: string) => money(minor, currency(code));

describe("amounts at Stripe", () => {
  it.each([
    [1_000, "USD", 1_000],
    [1_250, "EUR", 1_250],
    [500, "JPY", 500],
    [5, "ISK", 500],
    [5, "UGX", 500],
    [5_120, "KWD", 5_120],
    [1_045, "HUF", 1_045],
    [10_000, "MGA", 100],
    [1_000, "TWD", 1_000],
    [7_000, "XOF", 7_000],
  ])("writes %i minor units of %s as %i", (minor, code, stripe) => {
    expect(toStripe(of(minor, code))).toBe(stripe);
    expect(fromStripe(stripe, code.toLowerCase())).toEqual(of(minor, code));
  });

  it("never asks a hundredth or a hundredfold: what is written is read back the same", () => {
    const codes = "EUR JPY KWD ISK UGX MGA HUF CLP BHD TND XPF USD KRW TWD IDR".split(" ");
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.integer({ min: 1, max: 99_999_999 }), (code, minor) => {
        const written = toStripe(of(minor, code));
        if (written !== undefined) expect(fromStripe(written, code.toLowerCase())).toEqual(of(minor, code));
      }),
    );
  });

  it.each([
    [5_124, "KWD", /last of the three decimals/],
    [150, "MGA", /only whole amounts/],
    [49, "EUR", /less than the smallest charge, 0.5 EUR/],
    [100_000_000, "EUR", /eight digits/],
    [1_000_000, "ISK", /eight digits/],
    [10_000, "CLF", /does not charge/],
    [0, "EUR", /more than zero/],
    [-5, "JPY", /more than zero/],
  ])("says why %i minor units of %s cannot be charged", (minor, code, why) => {
    expect(amountProblem(of(minor, code))).toMatch(why);
  });

  it("reads nothing from what it cannot count", () => {
    expect(fromStripe(550, "isk")).toBeUndefined();
    expect(fromStripe(12.5, "eur")).toBeUndefined();
    expect(fromStripe(100, "zzz")).toBeUndefined();
  });
});
