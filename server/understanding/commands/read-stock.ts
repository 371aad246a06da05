import type { ParsedCommand } from "#domain/command";
import { faulty, problem, talk } from "./problems.ts";

const mostPieces = 999_999;

/** Reads what follows STOCK: a product and a number, which is the new stock, or a change where it has a sign. */
export function readStock(words: readonly string[]): ParsedCommand {
  const [first, second, third] = words;
  if (third !== undefined) return talk;
  if (first === undefined) return faulty([problem("sku", "missing")]);
  if (second === undefined) return readsAsSku(first) ? faulty([problem("quantity", "missing")]) : talk;
  // "STOCK 3 roses" is as plain as "STOCK roses 3"; of two numbers the product comes first.
  const isTurned = isQuantity(first) && !isQuantity(second);
  const [sku, quantity] = isTurned ? [second, first] : [first, second];
  if (!/^[\w.-]{1,100}$/.test(sku)) return isQuantity(quantity) ? faulty([problem("sku", "unreadable", sku)]) : talk;
  if (!isQuantity(quantity))
    return /^[+\-−]?\d[\d.,]*$/.test(quantity) ? faulty([problem("quantity", "unreadable", quantity)]) : talk;
  return stockOf(sku, quantity);
}

const isQuantity = (word: string): boolean => /^[+\-−]?\d+$/.test(word);

/** A word alone that no one says for anything else: with a figure, a hyphen, or all in capitals. */
const readsAsSku = (word: string): boolean =>
  /^[\w.-]+$/.test(word) && (/[\d_-]/.test(word) || /^[A-Z]{2,}$/.test(word));

function stockOf(sku: string, quantity: string): ParsedCommand {
  const isChange = /^[+\-−]/.test(quantity);
  const count = Number(quantity.replace("−", "-"));
  if (!(Math.abs(count) <= mostPieces) || (isChange && count === 0))
    return faulty([problem("quantity", "out-of-range", quantity)]);
  return { kind: "stock", sku, quantity: count, mode: isChange ? "add" : "set" };
}
