import { describe, expect, it } from "vitest";
import { splitText } from "./split-text.ts";

describe("a long text", () => {
  it("parts after a line, else after a word, else anywhere", () => {
    expect(splitText("one two\nthree four", 12)).toEqual(["one two\n", "three four"]);
    expect(splitText("one two three four", 12)).toEqual(["one two ", "three four"]);
    expect(splitText("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });

  it("does not part where a part would be less than half as long as it may be", () => {
    expect(splitText("a\nbcdefghij", 8)).toEqual(["a\nbcdefg", "hij"]);
  });

  it("keeps together what a reader sees as one character", () => {
    expect(splitText("abcde👨‍👩‍👧fg", 10)).toEqual(["abcde", "👨‍👩‍👧fg"]);
    expect(splitText("🇫🇷🇮🇹", 6)).toEqual(["🇫🇷", "🇮🇹"]);
    expect(splitText("abcde\u0301f", 5)).toEqual(["abcd", "e\u0301f"]);
    expect(splitText("ab \u0301cd", 3)).toEqual(["ab", " \u0301c", "d"]);
  });

  it("parts even one endless character, between its code points", () => {
    const endless = `a${"\u0301".repeat(9)}`;
    expect(splitText(endless, 4).join("")).toBe(endless);
    expect(splitText("👨‍👩‍👧‍👦", 4).every((part) => part.isWellFormed())).toBe(true);
  });

  it("is parted quickly, however long", () => {
    const long = "mot ".repeat(250_000);
    expect(splitText(long, 4_096).join("")).toBe(long);
  });
});
