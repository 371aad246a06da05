import { describe, expect, it } from "vitest";
import { type Pressed, press } from "./key-sequences.ts";

const sequences = ["g i", "g p", "?", "j"];
const type = (keys: readonly (readonly [string, number])[]): readonly (string | undefined)[] => {
  let pressed: Pressed = { keys: [], at: 0 };
  return keys.map(([key, at]) => {
    const next = press(pressed, key, at, sequences);
    pressed = next.pressed;
    return next.hit;
  });
};

describe("key sequences", () => {
  it("go off on their last key", () => {
    expect(
      type([
        ["g", 1],
        ["i", 2],
        ["?", 3],
      ]),
    ).toEqual([undefined, "g i", "?"]);
  });
  it("begin anew after a pause", () => {
    expect(
      type([
        ["g", 1],
        ["i", 5000],
      ]),
    ).toEqual([undefined, undefined]);
  });
  it("let a wrong key begin another one", () => {
    expect(
      type([
        ["g", 1],
        ["x", 2],
        ["g", 3],
        ["g", 4],
        ["p", 5],
      ]),
    ).toEqual([undefined, undefined, undefined, undefined, "g p"]);
    expect(
      type([
        ["g", 1],
        ["j", 2],
      ]),
    ).toEqual([undefined, "j"]);
  });
});
