import type { Instant } from "#domain/instant";
import type { Language } from "#domain/language";
import { type Money, formatDecimal } from "#domain/money";
import { exponentOf } from "#domain/currency";

/** How numbers and dates are written where a language is spoken. */
const locales: Readonly<Record<Language, string>> = { en: "en-GB", fr: "fr-FR", it: "it-IT", es: "es-ES", pt: "pt-BR" };

/** Signs of Windows-1252 above Latin-1: with those of Latin-1, all that PDF's own fonts can draw. */
const drawn = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");
const isDrawn = (sign: string): boolean => drawn.has(sign) || /^[\u0020-\u007e\u00a0-\u00ff]$/.test(sign);

/** Letters that no decomposition brings down to a drawn one, and spaces that look like another. */
const likeness: ReadonlyMap<string, string> = new Map([
  ...["ŁL", "łl", "ĐD", "đd", "ıi", "ĦH", "ħh", "ĸk", "ŊN", "ŋn", "ŦT", "ŧt"].map(
    (pair) => [...pair] as [string, string],
  ),
  ["\u202f", "\u00a0"],
  ["\u2007", "\u00a0"],
  ["\u2009", " "],
  ["\t", " "],
  ["\n", " "],
  ["\r", " "],
  ["\u2010", "-"],
  ["\u2011", "-"],
  ["\u2212", "-"],
  ["\u2032", "'"],
  ["\u2033", '"'],
]);

/** Pictures, the parts flags and faces are put together from, marks without a letter, and what is invisible. */
const unseen = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{M}|\p{C}/u;

/**
 * A text in the signs of PDF's own fonts (no font is shipped or fetched): an accent they lack is dropped from its letter,
 * pictures and invisible signs are left out, any other foreign sign is shown as a question mark.
 */
export function drawable(text: string): string {
  const signs = [...text.normalize("NFC")].map((sign) => {
    const near = likeness.get(sign) ?? sign;
    if ([...near].every(isDrawn)) return near;
    const plain = near.normalize("NFKD").replace(/\p{M}/gu, "");
    if (plain !== "" && [...plain].every(isDrawn)) return plain;
    return unseen.test(sign) ? "" : "?";
  });
  return signs.join("").replace(/ {2,}/g, " ").trim();
}

/** An amount as people write it. Printed from its exact decimal, never from a float. */
export function printedMoney(amount: Money, language: Language): string {
  const digits = exponentOf(amount.currency);
  const write = (currencyDisplay: "symbol" | "code"): string =>
    new Intl.NumberFormat(locales[language], {
      style: "currency",
      currency: amount.currency,
      currencyDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      // Intl takes a decimal as text and keeps every digit of it.
    }).format(formatDecimal(amount) as `${number}`);
  const withSymbol = write("symbol").replace(/\u202f/g, "\u00a0");
  return [...withSymbol].every(isDrawn) ? withSymbol : drawable(write("code"));
}

/** A rate of hundredths of a percent: "20 %", "5.5%". */
export const printedRate = (rate: number, language: Language): string =>
  drawable(
    new Intl.NumberFormat(locales[language], { style: "percent", maximumFractionDigits: 2 }).format(rate / 10_000),
  );

/** A moment on the shop's wall clock: day and minute. */
export const printedTime = (at: Instant, language: Language, timeZone: string): string =>
  drawable(new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeStyle: "short", timeZone }).format(at));

/** A day on the shop's wall clock. */
export const printedDate = (at: Instant, language: Language, timeZone: string): string =>
  drawable(new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone }).format(at));
