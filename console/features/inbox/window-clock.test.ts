import { describe, expect, it } from "vitest";
import { leftUntil } from "./window-clock.tsx";

const closes = "2026-11-24T12:00:00Z";
const before = (minutes: number) => {
  const left = leftUntil(closes, Date.parse(closes) - minutes * 60_000);
  return left && { ...left, text: left.text.replaceAll("\u00a0", " ") };
};

describe("what is left of the window for free text", () => {
  it("is told in hours and minutes", () => {
    expect(before(23 * 60 + 47)).toEqual({ text: "23 h 47 min", soon: false });
    expect(before(0.5)).toEqual({ text: "1 min", soon: true });
  });
  it("never is more than the day it lasts, whatever this computer's clock says", () => {
    expect(before(24 * 60 + 1)).toEqual({ text: "24 h", soon: false });
  });
  it("is over when it is over", () => expect(before(0)).toBeUndefined());
});
