import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency, exponentOf } from "#domain/currency";
import {
  add,
  allocate,
  divideRounded,
  formatDecimal,
  money,
  parseDecimal,
  subtract,
  times,
  total,
} from "#domain/money";

const EUR = currency("EUR");
const codes = fc.constantFrom("JPY", "EUR", "KWD", "CLF", "HUF", "ISK").map(currency);
/** Amounts whose whole part has no more than the 13 digits a text is read to. */
const readable = codes.chain((code) => {
  const bound = Math.min(10 ** (13 + exponentOf(code)) - 1, Number.MAX_SAFE_INTEGER);
  return fc.integer({ min: -bound, max: bound }).map((minor) => money(minor, code));
});
const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 12 });
const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe("an amount of money", () => {
  it("is a safe integer or nothing at all", () => {
    for (const minor of [1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])
      expect(() => money(minor, EUR)).toThrow(RangeError);
    expect(Object.is(money(-0, EUR).minor, 0)).toBe(true);
  });

  it("never joins another currency, and never overflows in silence", () => {
    const most = money(Number.MAX_SAFE_INTEGER, EUR);
    expect(() => add(most, money(1, EUR))).toThrow(RangeError);
    expect(() => times(most, 2)).toThrow(RangeError);
    expect(() => times(most, 0.5)).toThrow(RangeError);
    expect(() => add(money(1, EUR), money(1, currency("USD")))).toThrow(RangeError);
    expect(() => subtract(money(1, EUR), money(1, currency("USD")))).toThrow(RangeError);
    expect(total([], EUR)).toEqual(money(0, EUR));
  });

  it("is read back the same from its decimal, whatever the decimals of its currency", () => {
    fc.assert(
      fc.property(readable, (amount) => {
        expect(parseDecimal(formatDecimal(amount), amount.currency)).toEqual(amount);
      }),
    );
  });

  it.each([
    ["49.90", "EUR", 4_990],
    ["1234", "EUR", 123_400],
    ["0.05", "EUR", 5],
    ["500", "JPY", 500],
    ["500.00", "JPY", 500],
    ["1.250", "KWD", 1_250],
    ["1.2", "KWD", 1_200],
    ["-0.5", "EUR", -50],
  ])("is read from %s %s", (text, code, minor) => {
    expect(parseDecimal(text, currency(code))).toEqual(money(minor, currency(code)));
  });

  it.each(["", "1,50", "1.", ".5", "1e3", "0x10", "1 000", "1.005", "--1", "12345678901234"])(
    'is not read from "%s"',
    (text) => expect(parseDecimal(text, EUR)).toBeUndefined(),
  );
});

describe("division", () => {
  it("rounds half away from zero, both ways alike", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 6n), (numerator, denominator) => {
        const rounded = divideRounded(numerator, denominator);
        const off = (rounded * denominator - numerator) * 2n;
        expect(off <= denominator && off >= -denominator).toBe(true);
        if (off === denominator || off === -denominator)
          expect(rounded * rounded * denominator * denominator).toBeGreaterThan(numerator * numerator);
        expect(divideRounded(-numerator, denominator)).toBe(-rounded);
      }),
    );
  });
});

describe("allocation", () => {
  it.each([
    [1_000, [1, 1, 1], [334, 333, 333]],
    [5, [3, 7], [2, 3]],
    [99, [50, 30, 20], [49, 30, 20]],
    [-1_000, [1, 1, 1], [-334, -333, -333]],
    [1, [1, 1], [1, 0]],
    [0, [1, 2], [0, 0]],
    [1_234, [999, 1, 234], [999, 1, 234]],
    [7, [0, 0], [7, 0]],
  ])("splits %i by %j into %j", (minor, by, parts) => {
    expect(allocate(money(minor, EUR), by)).toEqual(parts.map((part) => money(part, EUR)));
  });

  it("loses and makes nothing", () => {
    fc.assert(
      fc.property(amounts, weights, (minor, by) => {
        expect(total(allocate(money(minor, EUR), by), EUR).minor).toBe(minor);
      }),
    );
  });

  it("is fair: no part is a whole unit away from its exact share, and no weight means no money", () => {
    fc.assert(
      fc.property(amounts, weights, (minor, by) => {
        const whole = BigInt(by.reduce((sum, weight) => sum + weight, 0));
        fc.pre(whole > 0n);
        for (const [n, part] of allocate(money(minor, EUR), by).entries()) {
          const exact = BigInt(minor) * BigInt(by[n] ?? 0);
          const off = BigInt(part.minor) * whole - exact;
          expect(off < whole && off > -whole).toBe(true);
          if (by[n] === 0) expect(part.minor).toBe(0);
        }
      }),
    );
  });

  it("never gives a smaller weight the larger part", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), weights, (minor, by) => {
        fc.pre(by.some((weight) => weight > 0));
        const parts = allocate(money(minor, EUR), by);
        for (const [n, weight] of by.entries())
          for (const [m, other] of by.entries())
            if (weight > other) expect(parts[n]?.minor).toBeGreaterThanOrEqual(parts[m]?.minor ?? 0);
      }),
    );
  });
});
