import { type Currency, exponentOf, isCurrency } from "#domain/currency";
import { type Money, divideRounded, money } from "#domain/money";

/** Categories of messages as WhatsApp bills them. */
export type MessageCategory = "marketing" | "utility" | "authentication" | "service";

/**
 * What messages cost a shop: millionths of the currency's main unit, by the receiver's country calling code and category.
 * `others` is for all countries not named. Meta changes its prices and every shop has its own market: a card is data, and
 * without one costs are unknown.
 */
export type MessageRates = {
  readonly currency?: Currency;
  readonly rates: readonly {
    /** Digits a phone begins with: `33`. Empty: everywhere else. */
    readonly prefix: string;
    readonly category: MessageCategory;
    readonly millionths: number;
  }[];
};

/** What a sent message says of its price (WhatsApp's `pricing`), and to whom it went. */
export type BilledMessage = { readonly pricing: Readonly<Record<string, unknown>> | null; readonly phone: string };

/** What some messages cost. `unknown` ones have no price on the card, or nothing was said of them yet. */
export type MessageCost = { readonly cost?: Money; readonly billed: number; readonly unknown: number };

const categories: readonly MessageCategory[] = ["marketing", "utility", "authentication", "service"];

/** Reads a rate card as it is kept in settings: `{currency, rates: {"33": {utility: 0.03}, "*": {…}}}`. */
export function readMessageRates(written: unknown): MessageRates {
  if (typeof written !== "object" || written === null) return { rates: [] };
  const { currency, rates } = written as Readonly<Record<string, unknown>>;
  if (typeof currency !== "string" || !isCurrency(currency)) return { rates: [] };
  if (typeof rates !== "object" || rates === null) return { rates: [] };
  return {
    currency,
    rates: Object.entries(rates).flatMap(([prefix, card]) =>
      categories.flatMap((category) => {
        const price: unknown = (card as Readonly<Record<string, unknown>> | null)?.[category];
        const fits = typeof price === "number" && price >= 0 && price < 1_000;
        return fits ? [{ prefix: prefix.replace(/\D/g, ""), category, millionths: Math.round(price * 1_000_000) }] : [];
      }),
    ),
  };
}

/** WhatsApp's own categories by what they are billed as (`marketing_lite`, `authentication-international` …). */
function categoryOf(told: unknown): MessageCategory | undefined {
  const word = String(told ?? "").toLowerCase();
  return categories.find((category) => word.startsWith(category));
}

/** Types that are free: inside a customer's own window before it was billed, and behind an advertisement. */
const isFree = (type: unknown): boolean => typeof type === "string" && type.startsWith("free");

/**
 * What messages cost by the card. A message without a word on its price is unknown, not free; the sum is rounded once, to
 * the currency's smallest unit.
 */
export function costOf(messages: readonly BilledMessage[], { currency, rates }: MessageRates): MessageCost {
  let millionths = 0;
  let billed = 0;
  let unknown = 0;
  for (const { pricing, phone } of messages) {
    if (pricing !== null && isFree(pricing["type"])) continue;
    const category = categoryOf(pricing?.["category"]);
    const fitting = rates
      .filter((rate) => rate.category === category && phone.startsWith(rate.prefix))
      .toSorted((a, b) => b.prefix.length - a.prefix.length)[0];
    if (pricing === null || category === undefined || fitting === undefined) unknown += 1;
    else {
      billed += 1;
      millionths += fitting.millionths;
    }
  }
  if (currency === undefined || rates.length === 0) return { billed, unknown };
  const minor = divideRounded(BigInt(millionths) * 10n ** BigInt(exponentOf(currency)), 1_000_000n);
  return { cost: money(Number(minor), currency), billed, unknown };
}
