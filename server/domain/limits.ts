import { type Money, formatDecimal, money } from "#domain/money";
import type { Currency } from "#domain/currency";

/** What a shop lets come in and go out, minor units of its own currency. What is absent is not limited. */
export type Limits = {
  /** The most one payment may ask for. */
  readonly perPayment?: number;
  readonly perDay?: { readonly count?: number; readonly sum?: number };
  readonly perMonth?: { readonly in?: number; readonly out?: number };
  /** Of one customer, in a day. */
  readonly perPersonPerDay?: { readonly count?: number; readonly sum?: number };
};

/** One bound on a running figure: its name in the books, what this adds to it, and the most it may become. */
export type Bound = {
  readonly counter: string;
  readonly add: number;
  readonly most: number;
  readonly rule: LimitRule;
};

/** Which limit it is, as it is worded to people. */
export type LimitRule =
  | "per-payment"
  | "currency"
  | "day-count"
  | "day-sum"
  | "month-in"
  | "month-out"
  | "person-count"
  | "person-sum";

/** Where and when a movement counts: the shop's own date (`2026-11-24`) and whose it is. */
export type LimitPlace = { readonly date: string; readonly personId: string };

const month = (date: string): string => date.slice(0, 7);

const bound = (counter: string, rule: LimitRule, add: number, most: number | undefined): readonly Bound[] =>
  most === undefined ? [] : [{ counter: `limit:${counter}`, rule, add, most }];

/** The running figures a payment counts against. */
export function boundsOfPayment(limits: Limits, amount: Money, { date, personId }: LimitPlace): readonly Bound[] {
  const { perDay, perMonth, perPersonPerDay: person } = limits;
  const hers = `person:${date}:${personId}`;
  return [
    ...bound(`day:${date}:count`, "day-count", 1, perDay?.count),
    ...bound(`day:${date}:sum`, "day-sum", amount.minor, perDay?.sum),
    ...bound(`month:${month(date)}:in`, "month-in", amount.minor, perMonth?.in),
    ...bound(`${hers}:count`, "person-count", 1, person?.count),
    ...bound(`${hers}:sum`, "person-sum", amount.minor, person?.sum),
  ];
}

/** The running figures a refund that a person makes counts against. */
export const boundsOfRefund = (limits: Limits, amount: Money, { date }: LimitPlace): readonly Bound[] =>
  bound(`month:${month(date)}:out`, "month-out", amount.minor, limits.perMonth?.out);

/**
 * What forbids an amount by itself, before any figure is looked at. Sums are in the shop's currency: where one is
 * limited, an amount in another cannot be held against it and is refused.
 */
export function limitOfAmount(limits: Limits, amount: Money, currency: Currency): LimitRule | undefined {
  const sums = [limits.perPayment, limits.perDay?.sum, limits.perMonth?.in, limits.perPersonPerDay?.sum];
  if (amount.currency !== currency) return sums.some((sum) => sum !== undefined) ? "currency" : undefined;
  return limits.perPayment !== undefined && amount.minor > limits.perPayment ? "per-payment" : undefined;
}

/** The most a rule allows, as people read it: a number of payments, or an amount. */
export function mostOf(limits: Limits, rule: LimitRule, currency: Currency): string {
  const amounts: Partial<Record<LimitRule, number | undefined>> = {
    "per-payment": limits.perPayment,
    "day-sum": limits.perDay?.sum,
    "month-in": limits.perMonth?.in,
    "month-out": limits.perMonth?.out,
    "person-sum": limits.perPersonPerDay?.sum,
  };
  const amount = amounts[rule];
  if (amount !== undefined) return `${formatDecimal(money(amount, currency))} ${currency}`;
  if (rule === "day-count") return String(limits.perDay?.count ?? "");
  return rule === "person-count" ? String(limits.perPersonPerDay?.count ?? "") : currency;
}
