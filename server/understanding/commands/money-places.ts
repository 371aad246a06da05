import type { CurrencyToken, Token } from "./tokens.ts";
import { isInternational } from "./read-phone.ts";

/** Where an amount may stand among the pieces of a command: from the first piece to the last, both of it. */
export type MoneyPlace = {
  readonly from: number;
  readonly to: number;
  /** Its number, with a blank between the pieces. */
  readonly number: string;
  readonly currencies: readonly CurrencyToken[];
};

/** The first and the last piece of something. */
type Range = readonly [number, number];

// "600 123 456 789,50": more pieces make no amount that a rail takes.
const mostPieces = 4;

/**
 * Every place where a number and its currency may stand, the likeliest first. There can be several, as blanks stand
 * between thousands and between the parts of a phone: "06 12 34 56 78 100 EUR". All currencies must be in it.
 */
export function moneyPlaces(tokens: readonly Token[]): readonly MoneyPlace[] {
  const currencies = tokens.filter((token) => token.kind === "currency").length;
  const places = tokens.flatMap((token, at) =>
    token.kind === "currency" ? numbersBeside(tokens, token, at).map((range) => placeOf(tokens, range)) : [],
  );
  const whole = places.filter((place) => place.currencies.length === currencies);
  return whole.filter((place, at) => whole.findIndex(({ from, to }) => from === place.from && to === place.to) === at);
}

/** Every place where a number without a currency may stand: at the beginning or the end of a run of figures. */
export function barePlaces(tokens: readonly Token[], isWhole: (run: string) => boolean): readonly MoneyPlace[] {
  return runsOf(tokens).flatMap(([first, last]) =>
    isWhole(textOf(tokens, [first, last]))
      ? []
      : [...startingAt(tokens, first), ...endingAt(tokens, last)].map((range) => placeOf(tokens, range)),
  );
}

/** The runs of figures that are left beside an amount, each as one text. */
export function runsBeside(tokens: readonly Token[], place: MoneyPlace | undefined): readonly string[] {
  if (place === undefined) return runsOf(tokens).map((range) => textOf(tokens, range));
  const left = tokens.slice(0, place.from);
  const right = tokens.slice(place.to + 1);
  return [left, right].flatMap((side) => runsOf(side).map((range) => textOf(side, range)));
}

function numbersBeside(tokens: readonly Token[], token: CurrencyToken, at: number): readonly Range[] {
  const before = token.joins === "next" || tokens[at - 1]?.ends !== false ? [] : endingAt(tokens, at - 1);
  const after = token.joins === "previous" || tokens[at]?.ends !== false ? [] : startingAt(tokens, at + 1);
  return [...before, ...after];
}

/** The amount at a range of numbers, with the currencies that stand right beside it. */
function placeOf(tokens: readonly Token[], [first, last]: Range): MoneyPlace {
  const left = tokens[first - 1];
  const right = tokens[last + 1];
  const isLeft = left?.kind === "currency" && !left.ends && left.joins !== "previous";
  const isRight = right?.kind === "currency" && tokens[last]?.ends === false && right.joins !== "next";
  return {
    from: isLeft ? first - 1 : first,
    to: isRight ? last + 1 : last,
    number: textOf(tokens, [first, last]),
    currencies: [...(isLeft ? [left] : []), ...(isRight ? [right] : [])],
  };
}

const endingAt = (tokens: readonly Token[], last: number): readonly Range[] =>
  rangesOf(tokens, (pieces) => [last - pieces + 1, last]);
const startingAt = (tokens: readonly Token[], first: number): readonly Range[] =>
  rangesOf(tokens, (pieces) => [first, first + pieces - 1]);

function rangesOf(tokens: readonly Token[], rangeOf: (pieces: number) => Range): readonly Range[] {
  return Array.from({ length: mostPieces }, (_, n) => rangeOf(n + 1)).filter(
    (range) => isRun(tokens, range) && isAmountShaped(texts(tokens, range)),
  );
}

const texts = (tokens: readonly Token[], [first, last]: Range): readonly string[] =>
  tokens.slice(first, last + 1).map(({ text }) => text);
const textOf = (tokens: readonly Token[], range: Range): string => texts(tokens, range).join(" ");

/** One number, or the groups of one whose thousands are set apart by blanks. */
function isAmountShaped(parts: readonly string[]): boolean {
  const [first = "", ...others] = parts;
  if (others.length === 0) return /^[-−–]?\d[\d.,'’]*[-–—]{0,2}$/.test(first) && !/^0\d+$/.test(first);
  const last = others.at(-1) ?? "";
  return (
    /^[-−–]?[1-9]\d{0,2}$/.test(first) &&
    others.slice(0, -1).every((group) => /^\d{3}$/.test(group)) &&
    /^\d{3}(?:[.,]\d*)?[-–—]{0,2}$/.test(last)
  );
}

/** Whether these pieces are all numbers of one run. */
function isRun(tokens: readonly Token[], [first, last]: Range): boolean {
  if (first < 0 || last >= tokens.length) return false;
  return tokens
    .slice(first, last + 1)
    .every((token, at) => token.kind === "number" && (at === 0 || continues(tokens, first + at)));
}

/** Whether a number goes on from the piece before it. A new phone begins with its `+` or 00. */
function continues(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  const token = tokens[at];
  if (before?.kind !== "number" || token?.kind !== "number" || before.ends) return false;
  return !isInternational(token.text);
}

function runsOf(tokens: readonly Token[]): readonly Range[] {
  const runs: Range[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "number") continue;
    const run = continues(tokens, at) ? runs.pop() : undefined;
    runs.push(run === undefined ? [at, at] : [run[0], at]);
  }
  return runs;
}
