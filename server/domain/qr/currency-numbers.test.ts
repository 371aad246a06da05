import { describe, expect, it } from "vitest";
import { currency, isCurrency } from "#domain/currency";
import { currencyOfNumber, numberOfCurrency } from "#domain/qr/currency-numbers";

const letters = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
const known = letters
  .flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)))
  .filter(isCurrency)
  .map(currency);

describe("a currency's number", () => {
  it("exists for every currency the till can count in, and leads back to it", () => {
    expect(known.length).toBeGreaterThan(150);
    for (const code of known) expect([code, currencyOfNumber(numberOfCurrency(code))]).toEqual([code, code]);
    expect(new Set(known.map(numberOfCurrency)).size).toBe(known.length);
  });

  it.each([
    ["EUR", "978"],
    ["NGN", "566"],
    ["ALL", "008"],
    ["BHD", "048"],
    ["BRL", "986"],
    ["THB", "764"],
    ["SGD", "702"],
    ["INR", "356"],
    ["XCG", "532"],
  ])("of %s is %s", (code, number) => expect(numberOfCurrency(currency(code))).toBe(number));

  it.each(["", "97", "0978", "978 ", "999", "191", "EUR"])('is not "%s"', (number) =>
    expect(currencyOfNumber(number)).toBeUndefined(),
  );
});
