/** The languages the till speaks. `pt` is Brazilian Portuguese. */
export const languages = ["en", "fr", "it", "es", "pt"] as const;
export type Language = (typeof languages)[number];

/** Whether the till speaks `tag`. */
export const isLanguage = (tag: string): tag is Language => (languages as readonly string[]).includes(tag);

/** The language `tag` names when the till speaks it, else the shop's first one. */
export const spokenLanguage = (tag: string | null | undefined, shop: readonly Language[]): Language =>
  typeof tag === "string" && isLanguage(tag) ? tag : (shop[0] ?? "en");

/** Texts as they are drawn from: by name, each in every language. */
export type Texts = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Turns catalogues, one for each language, into texts by name. A language that lacks a text does not compile. */
export const textsByName = <Name extends string>(
  catalogues: Readonly<Record<Language, Readonly<Record<Name, string>>>>,
): Texts => {
  const { en, es, fr, it, pt } = catalogues;
  const names = Object.keys(en) as Name[];
  return Object.fromEntries(
    names.map((name) => [name, { en: en[name], es: es[name], fr: fr[name], it: it[name], pt: pt[name] }]),
  );
};

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
