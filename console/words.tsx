import { type ReactNode, createContext, useContext, useEffect, useMemo, useState } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { type Language, language as languageSchema } from "#api/language";
import { askIn } from "./api.ts";
import { remember, remembered } from "./memory.ts";
import type english from "./messages/en.json";

/** The name of a text in the catalogues: a wrong one does not compile. */
export type WordKey = keyof typeof english;
/** The values of a text's places. */
export type WordValues = Readonly<Record<string, string | number>>;

const catalogues: Readonly<Record<Language, () => Promise<{ default: Record<string, string> }>>> = {
  en: () => import("./messages/en.json"),
  fr: () => import("./messages/fr.json"),
  it: () => import("./messages/it.json"),
  es: () => import("./messages/es.json"),
  pt: () => import("./messages/pt.json"),
};

/** The console's languages by their own names. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  fr: "Français",
  it: "Italiano",
  es: "Español",
  pt: "Português (Brasil)",
};
/** The console's languages. */
export const languages = languageSchema.options;

/** The first language the reader's browser wants that the console speaks; English otherwise. */
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const read = languageSchema.safeParse(tag.toLowerCase().split("-")[0]);
    if (read.success) return read.data;
  }
  return "en";
}

/** The tag numbers and dates are written by: the reader's own region where it fits the language. */
export function regionFor(language: Language, wanted: readonly string[]): string {
  const own = wanted.find((tag) => tag.toLowerCase().startsWith(`${language}-`));
  return own ?? (language === "pt" ? "pt-BR" : language === "en" ? "en-GB" : language);
}

type Choice = { readonly language: Language; readonly choose: (language: Language) => void };
const ChoiceContext = createContext<Choice>({ language: "en", choose: () => undefined });

/** The reader's language and how to change it. */
export const useLanguage = (): Choice => useContext(ChoiceContext);

/** Speaks the reader's language: the one she chose, else her browser's. Shows nothing until the texts are there. */
export function Words({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(() => {
    const kept = languageSchema.safeParse(remembered("language"));
    return kept.success ? kept.data : languageFor(navigator.languages);
  });
  const [texts, setTexts] = useState<{ readonly of: Language; readonly by: Record<string, string> }>();
  askIn(language);
  useEffect(() => {
    let current = true;
    void catalogues[language]().then(({ default: by }) => {
      if (!current) return;
      document.documentElement.lang = language === "pt" ? "pt-BR" : language;
      setTexts({ of: language, by });
    });
    return () => {
      current = false;
    };
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        remember("language", next);
        setLanguage(next);
      },
    }),
    [language],
  );
  if (!texts) return null;
  return (
    <ChoiceContext value={choice}>
      <IntlProvider locale={regionFor(texts.of, navigator.languages)} defaultLocale="en" messages={texts.by}>
        {children}
      </IntlProvider>
    </ChoiceContext>
  );
}

/** Gives the texts of the catalogue in the reader's language. */
export function useWords(): (key: WordKey, values?: WordValues) => string {
  const intl = useIntl();
  return useMemo(() => (key, values) => intl.formatMessage({ id: key }, values), [intl]);
}

/** Gives a text by a name that came from the server, or undefined where the catalogue has none of it. */
export function useKnownWords(): (key: string, values?: WordValues) => string | undefined {
  const intl = useIntl();
  return useMemo(
    () => (key, values) => (Object.hasOwn(intl.messages, key) ? intl.formatMessage({ id: key }, values) : undefined),
    [intl],
  );
}
