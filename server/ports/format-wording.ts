import { type IntlShape, createIntl, createIntlCache } from "@formatjs/intl";
import type { Journey } from "#contracts/journey";
import { exponentOf } from "#domain/currency";
import { type Language, inLanguage } from "#domain/language";
import { type Money, formatDecimal } from "#domain/money";
import type { Wording, WordingValue } from "#domain/wording";
import type { FormatWording } from "#engine/ports";
import { engineTexts } from "./engine-texts.ts";
import { noticeTexts } from "./notice-texts.ts";

type Reader = Parameters<FormatWording>[1];
type Texts = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** What is said whatever the journey. */
const shared: Texts = { ...engineTexts, ...noticeTexts };

/** Locale of each language: `pt` is Brazilian. */
const locales: Readonly<Record<Language, string>> = { en: "en-IE", fr: "fr-FR", it: "it-IT", es: "es-ES", pt: "pt-BR" };

/** Money as people of the language write it; the decimals are the currency's own (ISO 4217), not what is customary. */
export function formatMoney(amount: Money, language: Language): string {
  const digits = exponentOf(amount.currency);
  const format = new Intl.NumberFormat(locales[language], {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // A decimal text keeps every digit that a float would lose.
  return format.format(formatDecimal(amount) as `${number}`);
}

/** A day as people of the language write it. */
const formatDay = (at: number, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { dateStyle: "medium", timeZone }).format(at);

/** Makes the formatter of everything the till says, from the texts of its journeys and the engine's own. */
export function createFormatWording(journeys: readonly Pick<Journey<unknown>, "name" | "texts">[]): FormatWording {
  const byJourney = new Map<string, Texts>(journeys.map(({ name, texts }) => [name, { ...shared, ...texts }]));
  const cache = createIntlCache();
  const intls = new Map<string, IntlShape>();
  const intlOf = (language: Language, journey: string | undefined): IntlShape => {
    const key = `${language} ${journey ?? ""}`;
    const known = intls.get(key);
    if (known) return known;
    const texts = byJourney.get(journey ?? "") ?? shared;
    const messages = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text[language]]));
    const onError = (error: Error): never => {
      throw error;
    };
    const intl = createIntl({ locale: locales[language], messages, defaultLocale: locales.en, onError }, cache);
    intls.set(key, intl);
    return intl;
  };

  const say = (wording: Wording, reader: Reader, journey: string | undefined): string => {
    if ("literal" in wording) return wording.literal;
    if ("local" in wording) return inLanguage(wording.local, reader.language, reader.shop);
    if ("join" in wording) return wording.join.map((part) => say(part, reader, journey)).join(wording.by);
    const values = Object.fromEntries(
      Object.entries(wording.values ?? {}).map(([name, value]) => [name, valueOf(value, reader, journey)]),
    );
    return String(intlOf(reader.language, journey).formatMessage({ id: wording.text }, values));
  };
  const valueOf = (value: WordingValue, reader: Reader, journey: string | undefined): string | number => {
    if (typeof value !== "object") return value;
    if ("money" in value) return formatMoney(value.money, reader.language);
    if ("day" in value) return formatDay(value.day, value.zone, reader.language);
    if ("local" in value) return inLanguage(value.local, reader.language, reader.shop);
    return say(value.wording, reader, journey);
  };
  return say;
}
