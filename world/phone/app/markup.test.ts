import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markup } from "./markup.tsx";

const drawn = (text: string): string => renderToStaticMarkup(createElement(Markup, { text, onLink: () => {} }));

describe("chat text", () => {
  it.each([
    ["*bold* words", "<strong>bold</strong> words"],
    ["_leaning_, ~struck~", "<em>leaning</em>, <s>struck</s>"],
    ["*bold with _both_*", "<strong>bold with <em>both</em></strong>"],
    ["`a*b*c`", "<code>a*b*c</code>"],
    ["```two\nlines```", "<code>two\nlines</code>"],
  ])("shows %s with its marks", (text, expected) => expect(drawn(text)).toBe(expected));

  it.each(["2 * 3 * 4", "snake_case_name", "* not bold*", "*over\nlines*", "a*b*c"])("leaves %j alone", (text) =>
    expect(drawn(text)).toBe(text),
  );

  it("makes links of addresses, without the full stop behind them", () => {
    expect(drawn("See https://shop.example/a_b_c?x=1.")).toMatch(
      /^See <a href="https:\/\/shop\.example\/a_b_c\?x=1" [^>]*>https:\/\/shop\.example\/a_b_c\?x=1<\/a>\.$/,
    );
  });

  it("never lets words become HTML", () => {
    expect(drawn("<img src=x onerror=alert(1)> *<b>*")).toBe(
      "&lt;img src=x onerror=alert(1)&gt; <strong>&lt;b&gt;</strong>",
    );
  });
});
