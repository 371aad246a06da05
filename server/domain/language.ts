/** The languages the till speaks. `pt` is Brazilian Portuguese. */
export const languages = ["en", "fr", "it", "es", "pt"] as const;
export type Language = (typeof languages)[number];

/** Whether the till speaks `tag`. */
export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/** A text in one or more languages, as merchants write names and answers. */
export type LocalText = Readonly<Partial<Record<Language, string>>>;

/** The text in the wanted language, else in the first of the shop's languages that has it, else in any; else "". */
export function inLanguage(text: LocalText, wanted: Language, shop: readonly Language[]): string {
  for (const language of [wanted, ...shop, ...languages]) {
    const found = text[language];
    if (found !== undefined) return found;
  }
  return "";
}
