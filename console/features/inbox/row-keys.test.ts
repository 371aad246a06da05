import { describe, expect, it } from "vitest";
import { stepTo } from "./row-keys.ts";

describe("walking through the conversations by keyboard", () => {
  const ids = ["a", "b", "c"];
  it("goes to the next and the previous one, and stays inside the list", () => {
    expect([stepTo(ids, "a", 1), stepTo(ids, "b", -1), stepTo(ids, "c", 1), stepTo(ids, "a", -1)]).toEqual([
      "b",
      "a",
      "c",
      "a",
    ]);
  });
  it("begins with the first where it stands on none, or on one that is not listed", () => {
    expect([stepTo(ids, undefined, 1), stepTo(ids, "gone", -1), stepTo([], undefined, 1)]).toEqual([
      "a",
      "a",
      undefined,
    ]);
  });
});
