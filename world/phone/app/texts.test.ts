import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import { catalogues, chooseLanguage, chooseRegion } from "./texts.ts";

describe("the page's texts", () => {
  it("follow the language asked for, else the browser's first one the page speaks, else English", () => {
    expect(chooseLanguage("it", ["fr"])).toBe("it");
    expect(chooseLanguage(null, ["de-DE", "pt-PT", "fr"])).toBe("pt");
    expect(chooseLanguage("xx", ["de"])).toBe("en");
  });

  it("write times the way of the reader's own region, where it is one of the page's language", () => {
    expect(chooseRegion("en", ["fr-FR", "en-US", "en-GB"])).toBe("en-US");
    expect(chooseRegion("fr", ["en-US", "fr-CA"])).toBe("fr-CA");
    expect(chooseRegion("it", ["en-US", "it"])).toBe("it");
    const noon = Date.UTC(2026, 10, 24, 12, 31);
    const written = (browser: readonly string[]): string => {
      const locale = chooseRegion(chooseLanguage(null, browser), browser);
      const intl = createIntl({ locale, messages: catalogues.en, timeZone: "UTC" });
      return `${intl.formatDate(noon, { weekday: "short", day: "numeric", month: "short" })} ${intl.formatTime(noon)}`;
    };
    expect(written(["en-GB", "en-US"])).toBe("Tue 24 Nov 12:31");
    expect(written(["de-DE"])).toBe("Tue 24 Nov 12:31");
    expect(written(["en-US"])).toMatch(/^Tue, Nov 24 12:31\sPM$/);
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
