import { describe, expect, it } from "vitest";
import { readGuide } from "./guide.tsx";

describe("a guide", () => {
  it("is cut into titles, paragraphs, steps and code", () => {
    const text = "# Connect\n\nFirst line\nsecond line\n\n1. One\n2. Two\n   goes on\n\n```\na\n\nb\n```\n- x\n- y\n";
    expect(readGuide(text)).toEqual([
      { type: "title", lines: ["Connect"] },
      { type: "text", lines: ["First line second line"] },
      { type: "steps", lines: ["One", "Two goes on"] },
      { type: "code", lines: ["a", "", "b"] },
      { type: "list", lines: ["x", "y"] },
    ]);
  });
});
