import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import { catalogues, chooseLanguage } from "./texts.ts";

describe("the page's texts", () => {
  it("follow the language asked for, else the browser's first one the page speaks, else English", () => {
    expect(chooseLanguage("it", ["fr"])).toBe("it");
    expect(chooseLanguage(null, ["de-DE", "pt-PT", "fr"])).toBe("pt");
    expect(chooseLanguage("xx", ["de"])).toBe("en");
  });

  it("are all there in every language, and each can be formatted", () => {
    const names = Object.keys(catalogues.en);
    for (const [locale, messages] of Object.entries(catalogues)) {
      expect(Object.keys(messages)).toEqual(names);
      const failures: string[] = [];
      const intl = createIntl({ locale, messages, onError: ({ message }) => failures.push(message) });
      const values = { count: 2, name: "Léa", emoji: "👍", latitude: 1, longitude: 2, address: "x", time: "3 h" };
      for (const id of names) expect(intl.formatMessage({ id }, values).trim()).not.toBe("");
      expect(failures).toEqual([]);
    }
  });
});
