import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Markup, readMarkup } from "./markup.ts";

const words = (pieces: readonly Markup[]): string =>
  pieces.map((one) => (one.type === "link" ? one.url : "inside" in one ? words(one.inside) : one.text)).join("");

describe("the markup of chats", () => {
  it("reads bold, italic, strike and mono", () => {
    expect(readMarkup("*a* _b_ ~c~ `d`").map(({ type }) => type)).toEqual([
      "bold",
      "text",
      "italic",
      "text",
      "strike",
      "text",
      "mono",
    ]);
  });
  it("reads styles inside styles", () => {
    expect(readMarkup("*so _very_ good*")).toEqual([
      {
        type: "bold",
        inside: [
          { type: "text", text: "so " },
          { type: "italic", inside: [{ type: "text", text: "very" }] },
          { type: "text", text: " good" },
        ],
      },
    ]);
  });
  it.each(["2*3*4", "snake_case_name", "* not bold*", "*not bold *", "*two\nlines*", "**", "~", "```"])(
    "leaves %j as it is",
    (text) => expect(readMarkup(text)).toEqual([{ type: "text", text }]),
  );
  it("keeps marks inside a block of code", () => {
    expect(readMarkup("```*x*\ny```")).toEqual([{ type: "code", text: "*x*\ny" }]);
  });
  it("makes links of web addresses alone and leaves the full stop outside", () => {
    expect(readMarkup("see https://a.example/b?c=1. javascript:alert(1)")).toEqual([
      { type: "text", text: "see " },
      { type: "link", url: "https://a.example/b?c=1" },
      { type: "text", text: ". javascript:alert(1)" },
    ]);
  });
  it("never loses a character but the marks, and ends on any text", () => {
    const text = fc.array(fc.constantFrom("*", "_", "~", "`", "a", " ", "\n", "é", "https://x.y", "😀"), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(text, (parts) => {
        const whole = parts.join("");
        const bare = (one: string) => one.replace(/[*_~`]/g, "");
        expect(bare(words(readMarkup(whole)))).toBe(bare(whole));
      }),
    );
  });
  it("stays quick on marks that never close", () => {
    expect(words(readMarkup("*a".repeat(2000))).length).toBeGreaterThan(0);
  });
});
