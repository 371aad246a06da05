import type { Understood } from "#contracts/journey";
import type { InboundContent } from "#domain/inbound";
import type { Language, LocalText } from "#domain/language";
import { type Want, tellingWords, wantWords } from "./words.ts";

type Answers = readonly { readonly id: string; readonly keywords: readonly string[]; readonly body: LocalText }[];

/** A text as words between single blanks: no case, no accents, no marks. " bonjour quel prix " */
export const plainWords = (text: string): string =>
  ` ${text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()} `;

const holds = (words: string, phrase: string): boolean => words.includes(phrase);

type Keyword = { readonly id: string; readonly phrase: string };
/** Keywords of a shop's answers as plain words, longest first, made once per version of the shop. */
const keywordsByAnswers = new WeakMap<Answers, readonly Keyword[]>();

function keywordsOf(answers: Answers): readonly Keyword[] {
  const known = keywordsByAnswers.get(answers);
  if (known) return known;
  const keywords = answers
    .flatMap(({ id, keywords: given }) => given.map((keyword) => ({ id, phrase: plainWords(keyword) })))
    .filter(({ phrase }) => phrase.trim() !== "")
    .toSorted((a, b) => b.phrase.length - a.phrase.length);
  keywordsByAnswers.set(answers, keywords);
  return keywords;
}

/**
 * The shop's answer a text asks for: keywords match whole words, without case or accents; the longest keyword wins, then
 * the first in the shop's order.
 */
export function findAnswer(text: string, answers: Answers): string | undefined {
  const words = plainWords(text);
  return keywordsOf(answers).find(({ phrase }) => holds(words, phrase))?.id;
}

/** In this order: what must be heard first, first. */
const wants: readonly Want[] = [
  "stop",
  "forget-card",
  "payments",
  "paid",
  "human",
  "refund",
  "cancel",
  "order",
  "help",
  "greeting",
];
const phrases = wants.map((want) => {
  const all = [...new Set(Object.values(wantWords[want]).flat())].map(plainWords);
  const isWord = (phrase: string): boolean => !phrase.trim().includes(" ");
  return {
    want,
    words: new Set(all.filter(isWord).map((word) => word.trim())),
    runs: all.filter((one) => !isWord(one)),
  };
});

/** What a text wants, by the words of any of our languages. STOP counts only alone: "don't stop" is no opt-out. */
export function findWant(text: string): Want | undefined {
  const plain = plainWords(text);
  const words = plain.trim().split(" ");
  return phrases.find(({ want, words: known, runs }) =>
    want === "stop"
      ? known.has(plain.trim()) || runs.includes(plain)
      : words.some((word) => known.has(word)) || runs.some((run) => holds(plain, run)),
  )?.want;
}

/** The text a content carries for understanding. */
export const textOf = (content: InboundContent): string =>
  content.kind === "text"
    ? content.body
    : content.kind === "media"
      ? (content.caption ?? "")
      : content.kind === "choice"
        ? content.title
        : "";

/** Makes sense of a message by its structure and the words in it. */
export function understand(content: InboundContent, answers: Answers, _language: Language): Understood {
  const text = textOf(content);
  if (content.kind === "choice") return { content, text };
  const answer = text === "" ? undefined : findAnswer(text, answers);
  const want = text === "" ? undefined : findWant(text);
  return { content, text, ...(want === undefined ? {} : { wants: want }), ...(answer === undefined ? {} : { answer }) };
}

/** The one language among the shop's that most of the text's telling words belong to; undefined on a draw or none. */
export function guessLanguage(text: string, among: readonly Language[]): Language | undefined {
  const words = plainWords(text).trim().split(" ");
  const points = among.map((language) => ({
    language,
    points: words.filter((word) => tellingWords[language].includes(word)).length,
  }));
  const best = points.toSorted((a, b) => b.points - a.points);
  const [first, second] = best;
  return first && first.points > 0 && first.points > (second?.points ?? 0) ? first.language : undefined;
}
