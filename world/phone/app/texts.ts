import { useMemo } from "react";
import { type IntlShape, useIntl } from "react-intl";
import en from "./messages/en.json";
import es from "./messages/es.json";
import fr from "./messages/fr.json";
import it from "./messages/it.json";
import pt from "./messages/pt.json";

/** The languages of the page; `pt` is Brazilian. */
export const catalogues = { en, fr, it, es, pt } as const;

/** A language of the page. */
export type PageLanguage = keyof typeof catalogues;

/** The name of a text. */
export type TextId = keyof typeof en;

/** The language asked for in the address, else the browser's first one that the page speaks, else English. */
export function chooseLanguage(asked: string | null, browser: readonly string[]): PageLanguage {
  for (const tag of asked === null ? browser : [asked, ...browser]) {
    const [language = ""] = tag.toLowerCase().split("-");
    if (language in catalogues) return language as PageLanguage;
  }
  return "en";
}

/** The tag times and amounts are written by: the reader's own region where it is one of the page's language. */
export function chooseRegion(language: PageLanguage, browser: readonly string[]): string {
  const own = browser.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  // English without a region would be written the American way.
  return own ?? (language === "en" ? "en-GB" : language);
}

/** Texts, times and amounts in the page's language. */
export type Texts = {
  readonly say: (id: TextId, values?: Record<string, string | number>) => string;
  /** Hours and minutes. */
  readonly time: (at: number) => string;
  readonly date: (at: number) => string;
  /** An amount in minor units, e.g. `49,90 €`. */
  readonly price: (minor: number, currency: string) => string;
  readonly intl: IntlShape;
};

/** Texts in the page's language. */
export function useTexts(): Texts {
  const intl = useIntl();
  return useMemo(
    () => ({
      intl,
      say: (id, values) => intl.formatMessage({ id }, values),
      time: (at) => intl.formatTime(at, { hour: "2-digit", minute: "2-digit" }),
      date: (at) => intl.formatDate(at, { day: "numeric", month: "long", year: "numeric" }),
      price: (minor, currency) => priceOf(intl, minor, currency),
    }),
    [intl],
  );
}

function priceOf(intl: IntlShape, minor: number, currency: string): string {
  const format = new Intl.NumberFormat(intl.locale, { style: "currency", currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
