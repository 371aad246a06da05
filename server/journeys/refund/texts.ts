import { textsByName } from "#domain/language";
import { en } from "./texts-en.ts";
import { es } from "./texts-es.ts";
import { fr } from "./texts-fr.ts";
import { it } from "./texts-it.ts";
import { pt } from "./texts-pt.ts";

/** Every text in every language. */
export const texts = textsByName({ en, es, fr, it, pt });
/** A text's name. */
export type TextName = keyof typeof en;
