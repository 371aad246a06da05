import { z } from "zod";

/** The languages of the till: BCP 47, `pt` is Brazilian Portuguese. */
export const language = z.enum(["en", "fr", "it", "es", "pt"]);
/** One of the till's languages. */
export type Language = z.output<typeof language>;

/** A text in one or more languages. */
export const localText = z.partialRecord(language, z.string().max(4096));
/** A text in one or more languages. */
export type LocalText = z.output<typeof localText>;
