import { exponentOf } from "#domain/currency";
import { money } from "#domain/money";
import type { Problem, Sum } from "#domain/command";
import type { CommandContext } from "./context.ts";
import type { MoneyPlace } from "./money-places.ts";
import { numberHabit } from "./number-habit.ts";
import { problem } from "./problems.ts";
import { settleCurrency } from "./read-currency.ts";
import { readNumber } from "./read-number.ts";
import type { Token } from "./tokens.ts";

/** An amount, or what is wrong with it. */
export type SumRead = { readonly sum: Sum } | { readonly problems: readonly Problem[] };

/** Reads the amount at a place of the command in the shop's ways. Without a currency it is the shop's, assumed. */
export function readSum(tokens: readonly Token[], place: MoneyPlace, context: CommandContext): SumRead {
  const found = tokens
    .slice(place.from, place.to + 1)
    .map(({ text }) => text)
    .join(" ");
  const settled = settleCurrency(
    place.currencies.map(({ meaning }) => meaning),
    context.currency,
  );
  if ("problem" in settled) return { problems: [problem("currency", settled.problem, found)] };
  const { currency, assumed } = settled;
  const number = readNumber(place.number, exponentOf(currency), numberHabit(context.country, context.languages));
  if ("problem" in number) return { problems: [problem("amount", number.problem, found)] };
  const amount = money(number.minor, currency);
  return { sum: { amount, assumedCurrency: assumed, ambiguousAmount: number.ambiguous } };
}
