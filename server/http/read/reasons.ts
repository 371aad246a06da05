import type { WordingValue } from "#domain/wording";
import type { Language } from "#domain/language";
import type { Looking } from "./looking.ts";

/** How the engine names its own reasons; a provider's reason is a sentence and never looks like this. */
const named = /^engine\.failed\.[a-z-]+$/;

/** A reason as a value of a text: one of the engine's own is a text itself, anybody else's stands as it is. */
export const reasonValue = (value: WordingValue): WordingValue =>
  typeof value === "string" && named.test(value) ? { wording: { text: value } } : value;

/** A reason on its own, in the reader's language. */
export const reasonText = ({ till, shop }: Looking, reason: string, language: Language): string =>
  named.test(reason) ? till.ports.format({ text: reason }, { language, shop: shop.languages }) : reason;
