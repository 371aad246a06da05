import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { amountProblem, fromLyra, toLyra } from "./amounts.ts";

const of = (minor: number, code: string) => money(minor, currency(code));
const codes = (
  "ARS AUD BRL CAD CHF CNY COP CZK DKK EUR GBP HKD HUF IDR INR JPY KHR KRW KWD " +
  "MAD MXN MYR NOK NZD PEN PHP PLN RUB SEK SGD THB TND TRY TWD USD XOF XPF ZAR"
).split(" ");

describe("amounts at Lyra", () => {
  it.each([
    [4_990, "EUR", 4_990],
    [5_000, "JPY", 5_000],
    [12_340, "KWD", 12_340],
    [7_000, "XPF", 7_000],
    [7_500_000, "IDR", 75_000],
  ])("writes %i minor units of %s as %i", (minor, code, lyra) => {
    expect(toLyra(of(minor, code))).toBe(lyra);
    expect(fromLyra(lyra, code)).toEqual(of(minor, code));
  });

  it("never asks a hundredth or a hundredfold: what is written is read back the same", () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.integer({ min: 1, max: 999_999_999_999 }), (code, minor) => {
        const written = toLyra(of(minor, code));
        if (written === undefined) expect(amountProblem(of(minor, code))).toMatch(/cannot express/);
        else expect(fromLyra(written, code)).toEqual(of(minor, code));
      }),
    );
  });

  it("expresses every whole amount of every currency but IDR, and hundreds of that", () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.integer({ min: 1, max: 9_999_999 }), (code, minor) => {
        expect(amountProblem(of(code === "IDR" ? minor * 100 : minor, code))).toBeUndefined();
      }),
    );
  });

  it.each([
    [100, "ISK", /does not charge in ISK/],
    [100, "MGA", /does not charge in MGA/],
    [7_550, "IDR", /only whole amounts/],
    [0, "EUR", /more than zero/],
    [-5, "JPY", /more than zero/],
    [1_000_000_000_000, "EUR", /twelve digits/],
  ])("says why %i minor units of %s cannot be charged", (minor, code, why) => {
    expect(amountProblem(of(minor, code))).toMatch(why);
  });

  it("reads nothing from what it cannot count", () => {
    expect(fromLyra(12.5, "EUR")).toBeUndefined();
    expect(fromLyra(100, "eur")).toBeUndefined();
    expect(fromLyra(100, "ISK")).toBeUndefined();
    expect(fromLyra(2 ** 53 - 1, "IDR")).toBeUndefined();
  });
});
