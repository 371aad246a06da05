import type { ParsedCommand } from "#domain/command";
import type { Keyword } from "./command-words.ts";
import type { CommandContext } from "./context.ts";
import { findKeyword } from "./find-words.ts";
import { partsOf } from "./parts.ts";
import { faulty, problem, talk, withoutCards } from "./problems.ts";
import { readCharge } from "./read-charge.ts";
import { readQr } from "./read-qr.ts";
import { isOrder, readRefund } from "./read-refund.ts";
import { readStock } from "./read-stock.ts";
import { type Token, tokenise } from "./tokens.ts";

/** Commands are short; what is longer is a message to somebody, and is not read at all. */
const longestCommand = 500;

/**
 * What a merchant's text asks the till to do, in any of our languages. The grammar is Lyra's for payment orders by
 * WhatsApp, read wherever the words stand, and ours for the rest:
 *
 *     [REGISTER|ASK] amount currency [phone|name] [email] [ORDER=ref] [TAX=rate] [FORM] [SHOP=id] [DELAY=days] [TEST]
 *     (REGISTER|ASK) [phone|name] email
 *     LINK | QR [amount [phone|name]] | REFUND order [amount] | RECEIVED order | STOCK sku [+|-]number
 *     CANCEL | TODAY | HELP | UNDO
 *
 * Only for texts of people who may give orders: it does not know who wrote.
 */
export function parseCommand(text: string, context: CommandContext): ParsedCommand {
  if (text.length > longestCommand) return talk;
  const visible = unwrapped(text);
  const shown = visible.replace(unseen, "");
  const command = readVisible(shown, context);
  if (shown === visible || command.kind === "not-a-command") return command;
  return faulty([problem("text", "hidden-characters")]);
}

/** What cannot be seen, and the marks that turn the order of what can; line breaks and tabs apart. */
const unseen = /(?![\n\r\t])[\p{Cf}\p{Cc}]/gu;

/**
 * One form of every letter, and figures of ordinary width. Phones copied from a list of contacts stand between marks
 * that say "left to right": around a word these change nothing that can be seen, and go.
 */
const unwrapped = (text: string): string =>
  text
    .normalize("NFC")
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCodePoint((wide.codePointAt(0) ?? 0) - 0xfee0))
    .replace(/(?<=^|\s)[\u200e\u202a\u202c\u2066\u2068\u2069]+|[\u200e\u202a\u202c\u2066\u2068\u2069]+(?=\s|$)/g, "");

function readVisible(text: string, context: CommandContext): ParsedCommand {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const [first, ...others] = words;
  if (first === undefined) return talk;
  const keyword = findKeyword(first);
  if (keyword === "stock") return withoutCards(text, readStock(others));
  if (keyword === "received") return withoutCards(text, readReceived(others));
  if (keyword === "refund") return withoutCards(text, readRefund(others, context));
  const lone = findKeyword(words.join(" ").replace(/^[¡¿]|[ .!?]+$/g, ""));
  if (lone === "today" || lone === "help" || lone === "cancel" || lone === "undo") return { kind: lone };
  const tokens = tokenise(text, context.currency);
  const says = (word: Keyword): boolean => tokens.some((token) => token.kind === "keyword" && token.keyword === word);
  if (says("link")) return withoutCards(text, readWizard(tokens));
  if (says("qr")) return withoutCards(text, readQr(tokens, context));
  return readCharge(tokens, context);
}

/** The form asks for everything: what else was written of a command is left aside. */
const readWizard = (tokens: readonly Token[]): ParsedCommand =>
  partsOf(tokens, ["link", "register", "ask", "form", "test"]).strange.length === 0 ? { kind: "wizard" } : talk;

/** What follows RECEIVED is an order and nothing else: "received 12 roses" is talk. */
function readReceived(words: readonly string[]): ParsedCommand {
  const [order = "", ...others] = words;
  if (words.length === 0) return faulty([problem("order", "missing")]);
  return others.length === 0 && isOrder(order) ? { kind: "received", order } : talk;
}
