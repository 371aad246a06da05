import { describe, expect, it } from "vitest";
import { formatNumber, formatTable } from "./table.ts";

describe("a number", () => {
  it.each([
    [0, "0"],
    [0.126, "0.13"],
    [1.5, "1.5"],
    [100, "100"],
    [12.34, "12.3"],
    [1_234.5, "1,235"],
    [1_234_567, "1,234,567"],
    [-1_500, "-1,500"],
  ])("%d is written %s", (value, text) => expect(formatNumber(value)).toBe(text));
});

describe("a table", () => {
  it("sets its first column to the left, numbers to the right, and a dash where nothing was measured", () => {
    expect(
      formatTable(
        ["load", "per s", "ms"],
        [
          ["one", 1_000, undefined],
          ["a hundred", 9, "x"],
        ],
      ),
    ).toBe(["load       per s  ms", "one        1,000   –", "a hundred      9   x"].join("\n"));
  });
});
