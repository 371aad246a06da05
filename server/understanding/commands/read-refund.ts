import type { ParsedCommand } from "#domain/command";
import type { CommandContext } from "./context.ts";
import { barePlaces, moneyPlaces, type MoneyPlace } from "./money-places.ts";
import { faulty, problem, talk } from "./problems.ts";
import { readSum, type SumRead } from "./read-sum.ts";
import { isOrderRef } from "./read-terms.ts";
import { type Token, tokenise } from "./tokens.ts";

/** Reads what follows REFUND: an order and perhaps an amount, or the amount first. */
export function readRefund(words: readonly string[], context: CommandContext): ParsedCommand {
  const [first = "", ...others] = words;
  const [last = ""] = words.slice(-1);
  const orderFirst = isOrder(first) ? refundOf(first, others, context) : undefined;
  if (orderFirst !== undefined && orderFirst.kind === "refund") return orderFirst;
  const orderLast = others.length > 0 && isOrder(last) ? refundOf(last, words.slice(0, -1), context) : undefined;
  if (orderLast !== undefined && orderLast.kind === "refund") return orderLast;
  // An amount alone, or nothing: the order is missing.
  const amount = words.length === 0 ? "none" : wholeSum(tokenise(words.join(" "), context.currency), context);
  if (amount !== undefined) return faulty([problem("order", "missing")]);
  return orderFirst ?? orderLast ?? talk;
}

/** People's talk has words; orders have figures: "ord_12", "#12", "12". */
export const isOrder = (word: string): boolean => isOrderRef(word) && /\d/.test(word) && !/^\d+\.\d+$/.test(word);

function refundOf(order: string, words: readonly string[], context: CommandContext): ParsedCommand | undefined {
  if (words.length === 0) return { kind: "refund", order, assumedCurrency: false, ambiguousAmount: false };
  const read = wholeSum(tokenise(words.join(" "), context.currency), context);
  if (read === undefined) return undefined;
  return "sum" in read ? { kind: "refund", order, ...read.sum } : faulty(read.problems);
}

/** The amount that all of these pieces make together; undefined where they are more or something else. */
export function wholeSum(tokens: readonly Token[], context: CommandContext): SumRead | undefined {
  const isAll = ({ from, to }: MoneyPlace): boolean => from === 0 && to === tokens.length - 1;
  const place = [...moneyPlaces(tokens), ...barePlaces(tokens, () => false)].find(isAll);
  return place && readSum(tokens, place, context);
}
