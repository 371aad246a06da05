import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Language } from "#domain/language";
import { numberHabit } from "./number-habit.ts";
import { readNumber } from "./read-number.ts";

/** Locales of the language's own tables of how numbers are written (CLDR, as Node has them), to check ours against. */
const locales = (
  "en-US en-GB en-IE en-IN en-CA en-AU fr-FR fr-CA fr-BE nl-BE it-IT es-ES es-MX es-AR es-PE es-CL pt-BR pt-PT de-DE " +
  "de-CH it-CH nl-NL pl-PL sv-SE da-DK cs-CZ tr-TR ja-JP el-GR hr-HR ro-RO fr-MC es-CO en-NG en-KE ms-MY"
).split(" ");
const isOurs = (language: string): language is Language => ["en", "fr", "it", "es", "pt"].includes(language);

describe("a number", () => {
  it("is read as each country writes it, without a doubt", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.constantFrom(0, 2, 3),
        fc.integer({ min: 1, max: 99_999_999_999 }),
        (locale, exponent, minor) => {
          const [language = "", country = ""] = locale.split("-");
          const habit = numberHabit(country, isOurs(language) ? [language] : []);
          const written = new Intl.NumberFormat(locale, {
            minimumFractionDigits: exponent,
            maximumFractionDigits: exponent,
          }).format(minor / 10 ** exponent);
          expect([written, readNumber(written, exponent, habit)]).toEqual([written, { minor, ambiguous: false }]);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("of whole units with thousands is read where the country sets them apart", () => {
    const whole = (text: string, country: string) => readNumber(text, 2, numberHabit(country, []));
    expect(whole("12.345", "IT")).toEqual({ minor: 1_234_500, ambiguous: false });
    expect(whole("12.345", "BE")).toEqual({ minor: 1_234_500, ambiguous: false });
    expect(readNumber("12.345", 2, numberHabit("BE", ["fr"]))).toEqual({ minor: 1_234_500, ambiguous: true });
    expect(whole("12,345", "GB")).toEqual({ minor: 1_234_500, ambiguous: false });
    expect(whole("12,345", "FR")).toEqual({ problem: "too-many-decimals" });
  });

  it("in a country that is not listed is read as its language writes it", () => {
    expect(readNumber("1.234", 2, numberHabit("AQ", ["it"]))).toEqual({ minor: 123_400, ambiguous: false });
    expect(readNumber("1.234", 2, numberHabit("AQ", ["fr"]))).toEqual({ minor: 123_400, ambiguous: true });
    expect(readNumber("1,234", 2, numberHabit("AQ", []))).toEqual({ minor: 123_400, ambiguous: false });
  });

  it("never takes time by its length", () => {
    const habit = numberHabit("FR", []);
    for (const unit of ["1", "1 ", "1.", "1,1", "1'", "-"])
      expect(readNumber(unit.repeat(5_000), 2, habit)).toHaveProperty("problem");
  });
});
