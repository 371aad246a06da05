import { type Keyword, type OptionName, keywordWords, optionWords } from "./command-words.ts";
import { fold } from "./fold.ts";

const byWord = <Name extends string>(
  words: Readonly<Record<Name, Readonly<Record<string, readonly string[]>>>>,
): ReadonlyMap<string, Name> =>
  new Map(
    (Object.keys(words) as Name[]).flatMap((name) =>
      Object.values(words[name])
        .flat()
        .map((word) => [fold(word), name] as const),
    ),
  );

const keywords = byWord<Keyword>(keywordWords);
const options = byWord<OptionName>(optionWords);

// Letters that only look like ours ("RЕGISTER" with a Cyrillic E) make no word of a command.
const isPlain = (word: string): boolean => /^[\p{Script=Latin}'’]+$/u.test(word);

/** The command a word stands for, in any language and any case, with its accents or without. */
export const findKeyword = (word: string): Keyword | undefined =>
  isPlain(word) ? keywords.get(fold(word)) : undefined;

/** The option a word stands for. */
export const findOption = (word: string): OptionName | undefined =>
  isPlain(word) ? options.get(fold(word)) : undefined;
