import type { Language } from "#domain/language";
import { en } from "./texts-en.ts";
import { es } from "./texts-es.ts";
import { fr } from "./texts-fr.ts";
import { it } from "./texts-it.ts";
import { pt } from "./texts-pt.ts";

/** A text of this journey, by name. */
export type TextName = keyof typeof en;

const inEveryLanguage: Readonly<Record<Language, Readonly<Record<TextName, string>>>> = { en, es, fr, it, pt };
const names: readonly string[] = Object.keys(en);
const isName = (name: string): name is TextName => names.includes(name);

/** Every text in every language; a language that lacks one does not compile. */
export const texts: Readonly<Record<string, Readonly<Record<Language, string>>>> = Object.fromEntries(
  names.filter(isName).map((name) => {
    const { en, es, fr, it, pt } = inEveryLanguage;
    return [name, { en: en[name], es: es[name], fr: fr[name], it: it[name], pt: pt[name] }];
  }),
);
