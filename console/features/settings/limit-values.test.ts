import { describe, expect, it } from "vitest";
import type { Limits } from "#api/money-settings";
import { writeDecimal } from "../../ui/money-text.ts";
import { limitsOf, readLimit, textsOf } from "./limit-values.ts";
import { movedTo } from "./rail-order.tsx";

const open = { perPayment: null, dayCount: null, daySum: null, monthIn: null, monthOut: null };
const limits: Limits = {
  ...open,
  perPayment: 50_050,
  dayCount: 20,
  personCount: null,
  personSum: 90_000,
  staffCount: 3,
  staffSum: null,
  staffOut: 5_000,
  rails: { card: { ...open, daySum: 80_000 } },
};

describe("the form of limits", () => {
  it("gives back what it was given, and nothing for rails without a limit", () => {
    const texts = textsOf(limits, ["card", "bank"], "EUR", (amount) => writeDecimal(amount).replace(".", ","));
    expect(texts["perPayment"]).toBe("500,50");
    expect(texts["card daySum"]).toBe("800,00");
    expect(texts["bank daySum"]).toBe("");
    expect(limitsOf(texts, ["card", "bank"], "EUR")).toEqual(limits);
  });

  it("takes an emptied field as no limit, and what is no amount as wrong", () => {
    expect(readLimit("daySum", " ", "EUR")).toBeNull();
    expect(readLimit("daySum", "500", "EUR")).toBe(50_000);
    expect(readLimit("daySum", "12,50", "EUR")).toBe(1_250);
    expect(readLimit("daySum", "500", "JPY")).toBe(500);
    expect(readLimit("card dayCount", "12", "EUR")).toBe(12);
    for (const [path, text] of [
      ["daySum", "x"],
      ["daySum", "0"],
      ["daySum", "-5"],
      ["dayCount", "1.5"],
      ["dayCount", "0"],
    ] as const)
      expect(readLimit(path, text, "EUR")).toBeUndefined();
  });
});

it("moves one of a list and leaves the others in their order", () => {
  expect(movedTo(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
  expect(movedTo(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  const list = ["a", "b"];
  expect(movedTo(list, 0, 2)).toBe(list);
  expect(movedTo(list, 5, 0)).toBe(list);
});
