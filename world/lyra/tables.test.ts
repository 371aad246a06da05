import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, endOfMonth, instantOf, isoOf, nextQuarterHour, nextRemittance, yearOf } from "./calendar.ts";
import { cardOf, isCardNumber } from "./cards.ts";
import { amountText, currencyCodes, decimalsOf } from "./currencies.ts";

const noon = Date.UTC(2026, 10, 24, 12);

describe("the calendar", () => {
  it("writes UTC with an offset, and reads every offset", () => {
    expect(isoOf(noon + 123)).toBe("2026-11-24T12:00:00+00:00");
    expect(instantOf("2026-11-24T13:00:00+01:00")).toBe(noon);
    expect(instantOf("2026-11-24T12:00:00Z")).toBe(noon);
    for (const wrong of ["2026-11-24", "2026-11-24T12:00:00", "2026-13-24T12:00:00Z", "tomorrow"]) {
      expect(instantOf(wrong)).toBeNull();
    }
  });

  it("finds the next quarter of an hour, always later and never more than a quarter away", () => {
    expect(isoOf(nextQuarterHour(noon))).toBe("2026-11-24T12:15:00+00:00");
    expect(isoOf(nextQuarterHour(noon + 44 * 60_000 + 1))).toBe("2026-11-24T12:45:00+00:00");
    fc.assert(
      fc.property(fc.nat(dayMs), (after) => {
        const wait = nextQuarterHour(noon + after) - noon - after;
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(15 * 60_000);
      }),
    );
  });

  it("remits once a day, or as often as it is told", () => {
    expect(isoOf(nextRemittance(noon, dayMs, 7_200_000))).toBe("2026-11-25T02:00:00+00:00");
    expect(isoOf(nextRemittance(noon, 60_000, 0))).toBe("2026-11-24T12:01:00+00:00");
  });

  it("lets a card live until its month is over", () => {
    expect(isoOf(endOfMonth(2026, 12))).toBe("2027-01-01T00:00:00+00:00");
    expect(yearOf(endOfMonth(2026, 12) - 1)).toBe(2026);
  });
});

describe("the currencies", () => {
  it("are 38, with Lyra's own decimals: none for the rupiah", () => {
    expect(new Set(currencyCodes).size).toBe(38);
    const odd = currencyCodes.filter((code) => decimalsOf(code) !== 2);
    expect(odd.map((code) => [code, decimalsOf(code)])).toEqual([
      ["IDR", 0],
      ["JPY", 0],
      ["KRW", 0],
      ["XOF", 0],
      ["XPF", 0],
      ["KWD", 3],
      ["TND", 3],
    ]);
    expect(() => decimalsOf("ISK")).toThrow(RangeError);
  });

  it("are written for people with those decimals", () => {
    expect(amountText(25_000, "IDR").replaceAll(/\s/g, " ")).toBe("IDR 25,000");
    expect(amountText(2_999, "EUR", "fr").replaceAll(/\s/g, " ")).toBe("29,99 €");
    expect(amountText(1_500, "KWD").replaceAll(/\s/g, " ")).toBe("KWD 1.500");
  });
});

describe("the cards", () => {
  it("are known by their number, also where Lyra's own fail the check", () => {
    for (const number of ["4970100000000055", "4970100000000000", "375900000000016", "4970107000000001"]) {
      expect(isCardNumber(number)).toBe(true);
    }
    expect(isCardNumber("4970100000000056")).toBe(false);
    expect(isCardNumber("4111111111111111")).toBe(true);
    expect(isCardNumber("0000")).toBe(false);
  });

  it("show no more than six and four digits, and a real one is refused", () => {
    expect(cardOf("4111111111111111")).toMatchObject({ pan: "411111XXXXXX1111", behaviour: { kind: "refuse" } });
    expect(cardOf("375900000000016").pan).toBe("375900XXXXX0016");
  });
});
