import { fold } from "./fold.ts";
import { nameParticles, ordinaryWords } from "./ordinary-words.ts";

const mostWords = 3;
// In quotes nobody writes by chance: Brazil's full names have more words.
const mostQuotedWords = 6;
const longest = 60;

/**
 * A name out of the unquoted words that stand together in a command: at most three, in Latin letters, none of them a
 * word of ordinary talk but for the small ones inside a name. Undefined where they make none.
 */
export function readName(words: readonly string[]): string | undefined {
  const isInside = (at: number): boolean => at > 0 && at < words.length - 1;
  const isPart = (word: string, at: number): boolean =>
    !ordinaryWords.has(fold(word)) || (isInside(at) && nameParticles.has(fold(word)));
  const name = words.join(" ");
  const isShort = words.length <= mostWords && name.length <= longest;
  return isShort && words.some((word) => word.length > 1) && words.every(isPart) ? name : undefined;
}

/** A name that stood in quotes: letters of any one kind, a few figures, `. ' - _` and blanks. */
export function readQuotedName(quoted: string): string | undefined {
  const name = quoted.replace(/\s+/g, " ").trim();
  const figures = name.replace(/\D/g, "").length;
  const isName = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’_-]*$/u.test(name) && /\p{L}/u.test(name);
  const isShort = name.length <= longest && figures <= 6 && name.split(" ").length <= mostQuotedWords;
  return isName && isShort ? name : undefined;
}

/** Whether words beside a number without a currency are so clearly a person that the number must be money. */
export const isPlainlyPerson = (words: readonly string[]): boolean =>
  words.length === 1 || words.every((word, at) => /^\p{Lu}/u.test(word) || (at > 0 && nameParticles.has(fold(word))));
