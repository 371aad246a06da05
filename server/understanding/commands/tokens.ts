import type { Currency } from "#domain/currency";
import type { Keyword, OptionName } from "./command-words.ts";
import { findKeyword, findOption } from "./find-words.ts";
import { type CurrencyMeaning, findCurrency, settleCurrency } from "./read-currency.ts";

/** A currency as it stands in a command; `joins` says whether no blank parts it from the number beside it. */
export type CurrencyToken = {
  readonly kind: "currency";
  readonly meaning: CurrencyMeaning;
  readonly joins: "next" | "previous" | "none";
};

/** One piece of a command by its shape. `text` is as written; `ends` says that a comma or a new line follows it. */
export type Token = { readonly text: string; readonly ends: boolean } & (
  | CurrencyToken
  /** Figures with marks: an amount, or a part of a phone. */
  | { readonly kind: "number" }
  | { readonly kind: "keyword"; readonly keyword: Keyword }
  | { readonly kind: "option"; readonly option: OptionName; readonly value: string }
  | { readonly kind: "email" }
  /** A text in quotes, without them. */
  | { readonly kind: "quoted" }
  /** Latin letters, which may be a part of a name. */
  | { readonly kind: "word" }
  /** Nothing a command holds. */
  | { readonly kind: "strange" }
);

// Blanks bound a piece, so that a quote in the middle of a word opens nothing.
const pieces = /(?<=\s|^)(?:"([^"\n]*)"|“([^“”\n]*)”|„([^“”„\n]*)[“”]|«([^«»\n]*)»)(?=[\s,;]|$)|[^\s]+|\n/gu;

/** The pieces of a text. `shop` is the shop's currency, which decides what some words for money mean. */
export function tokenise(text: string, shop: Currency): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pieces)) {
    const quoted = match.slice(1).find((one) => one !== undefined);
    const piece = match[0].replace(/[,;]+$/, "");
    const ends = quoted === undefined && piece.length < match[0].length;
    if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted, ends: true });
    else if (piece === "" || piece === "\n") markEnd(tokens);
    else tokens.push(...classify(piece, ends, shop));
  }
  return tokens.map((token, at) => (isStray(token, tokens[at - 1], tokens[at + 1], shop) ? asWord(token) : token));
}

/** A word that is money only in other shops, and stands beside no number: the "da" of "20 EUR Ana da Silva". */
const isStray = (token: Token, before: Token | undefined, after: Token | undefined, shop: Currency): boolean =>
  token.kind === "currency" &&
  "problem" in settleCurrency([token.meaning], shop) &&
  before?.kind !== "number" &&
  after?.kind !== "number";

const asWord = ({ text, ends }: Token): Token => ({ kind: "word", text, ends });

function markEnd(tokens: Token[]): void {
  const last = tokens.pop();
  if (last !== undefined) tokens.push({ ...last, ends: true });
}

const isNumber = (text: string): boolean => /^[-−–+(]*\d[\d.,'’()/+\-−–—]*$/u.test(text);

function classify(text: string, ends: boolean, shop: Currency): readonly Token[] {
  if (isNumber(text)) return [{ kind: "number", text, ends }];
  if (text.includes("@")) return [{ kind: "email", text: text.replace(/\.$/, ""), ends }];
  const [, key = "", value = ""] = /^(\p{L}+)=(.*)$/u.exec(text) ?? [];
  const option = findOption(key);
  if (option !== undefined) return [{ kind: "option", option, value: unquoted(value), text, ends }];
  const meaning = findCurrency(text, shop);
  if (meaning !== undefined) return [{ kind: "currency", meaning, joins: "none", text, ends }];
  const word = text.replace(/[.!]$/, "");
  const keyword = findKeyword(word);
  if (keyword !== undefined) return [{ kind: "keyword", keyword, text, ends }];
  if (/^\p{Script=Latin}+(?:['’-]\p{Script=Latin}+)*$/u.test(word)) return [{ kind: "word", text: word, ends }];
  return joined(text, ends, shop) ?? [{ kind: "strange", text, ends }];
}

/** A currency written together with its number: "€10", "10EUR", "R$10", "12.-CHF". */
function joined(text: string, ends: boolean, shop: Currency): readonly Token[] | undefined {
  const [, sign = "", after = ""] = /^([\p{L}\p{Sc}]{1,6}\.?)([-−]?\d.*)$/u.exec(text) ?? [];
  // "FR76 3000…" is a bank account and no francs: a word joins its figures only as a code, a sign or with a full stop.
  const before = /^[A-Za-z]{3}$|\p{Sc}|\.$/u.test(sign) ? findCurrency(sign, shop) : undefined;
  if (before !== undefined && isNumber(after)) {
    return [
      { kind: "currency", meaning: before, joins: "next", text: sign, ends: false },
      { kind: "number", text: after, ends },
    ];
  }
  const [, number = "", name = ""] = /^([-−]?\d[\d.,'’\-–—]*)([\p{L}\p{Sc}]{1,8}\.?)$/u.exec(text) ?? [];
  const behind = findCurrency(name, shop);
  if (behind === undefined || !isNumber(number)) return undefined;
  return [
    { kind: "number", text: number, ends: false },
    { kind: "currency", meaning: behind, joins: "previous", text: name, ends },
  ];
}

const unquoted = (value: string): string => value.replace(/^"([^"]*)"$/, "$1").replace(/[.!]$/, "");
