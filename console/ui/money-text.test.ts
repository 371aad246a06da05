import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalsOf, readMoney, writeDecimal, writeMoney } from "./money-text.ts";

const bare = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("money as people read it", () => {
  it("is written in the reader's way", () => {
    expect(bare(writeMoney({ minor: 4990, currency: "EUR" }, "fr"))).toBe("49,90 €");
    expect(bare(writeMoney({ minor: 4990, currency: "EUR" }, "en-GB"))).toBe("€49.90");
  });
  it("has the decimals of its currency, whatever the browser's custom is", () => {
    expect(bare(writeMoney({ minor: 500, currency: "JPY" }, "en"))).toBe("¥500");
    expect(writeMoney({ minor: 1250, currency: "KWD" }, "en")).toContain("1.250");
    expect(writeMoney({ minor: 12345, currency: "HUF" }, "en")).toContain("123.45");
  });
  it("keeps every digit of large sums", () => {
    expect(writeMoney({ minor: Number.MAX_SAFE_INTEGER, currency: "EUR" }, "en")).toContain("90,071,992,547,409.91");
  });
});

describe("money as people type it", () => {
  it.each([
    ["24,90", 2490],
    ["24.9", 2490],
    ["24", 2400],
    ["1 234,50", 123450],
    ["1.234,50", 123450],
    ["1,234.50", 123450],
    ["1.234", 123400],
    ["€ 12,00", 1200],
    ["12 €", 1200],
  ])("reads %j", (text, minor) => expect(readMoney(text, "EUR")).toEqual({ minor, currency: "EUR" }));
  it.each(["", "abc", "-5", "1,2345", "1e5", "..", "12,5555"])("refuses %j", (text) =>
    expect(readMoney(text, "EUR")).toBeUndefined(),
  );
  it("reads back what it writes, in every currency", () => {
    const amounts = fc.record({
      minor: fc.integer({ min: 0, max: 1e12 }),
      currency: fc.constantFrom("EUR", "JPY", "KWD", "USD"),
    });
    fc.assert(
      fc.property(amounts, (amount) => {
        expect(readMoney(writeDecimal(amount), amount.currency)).toEqual(amount);
      }),
    );
    expect(decimalsOf("KWD")).toBe(3);
  });
});
