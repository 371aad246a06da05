import type { Currency } from "#domain/currency";
import { type Money, formatDecimal, money } from "#domain/money";

/** What a rail lets through, minor units of the shop's currency. */
export type RailLimits = {
  readonly perPayment?: number;
  readonly perDay?: { readonly count?: number; readonly sum?: number };
  readonly perMonth?: { readonly in?: number; readonly out?: number };
};

/** What a shop lets come in and go out, minor units of its own currency. What is absent is not limited. */
export type Limits = RailLimits & {
  /** Of one customer, in a day. */
  readonly perPersonPerDay?: { readonly count?: number; readonly sum?: number };
  /** Of one of the staff, in a day: what she asks for, and what she sends back (`out`). */
  readonly perStaffPerDay?: { readonly count?: number; readonly sum?: number; readonly out?: number };
  /** Of one rail, by its id. Over it another rail is taken. */
  readonly perRail?: Readonly<Record<string, RailLimits>>;
};

/** One bound on a running figure: its name in the books, what this adds to it, and the most it may become. */
export type Bound = {
  readonly counter: string;
  readonly add: number;
  readonly most: number;
  readonly rule: LimitRule;
};

/** Every limit there is, by the word it is known by. */
export const limitRules = [
  "per-payment",
  "currency",
  "day-count",
  "day-sum",
  "month-in",
  "month-out",
  "person-count",
  "person-sum",
  "staff-count",
  "staff-sum",
  "staff-out",
  "rail-payment",
  "rail-day-count",
  "rail-day-sum",
  "rail-month-in",
  "rail-month-out",
] as const;
/** Which limit it is, as it is worded to people. */
export type LimitRule = (typeof limitRules)[number];

/** Whether another rail would get past it. */
export const isOfRail = (rule: LimitRule): boolean => rule.startsWith("rail-");

/** Where and when a movement counts, and whose it is. */
export type LimitPlace = {
  /** The shop's own date: `2026-11-24`. */
  readonly date: string;
  readonly personId: string;
  readonly railId?: string;
  /** Who of the shop asks for it; absent where the customer does, or the till by itself. */
  readonly staff?: string;
};

const month = (date: string): string => date.slice(0, 7);

const bound = (counter: string, rule: LimitRule, add: number, most: number | undefined): readonly Bound[] =>
  most === undefined ? [] : [{ counter: `limit:${counter}`, rule, add, most }];

const ofRail = ({ perRail }: Limits, railId: string | undefined): RailLimits =>
  (railId === undefined ? undefined : perRail?.[railId]) ?? {};

/** The running figures a payment counts against. */
export function boundsOfPayment(
  limits: Limits,
  amount: Money,
  { date, personId, railId, staff }: LimitPlace,
): readonly Bound[] {
  const { perDay, perMonth, perPersonPerDay: person, perStaffPerDay } = limits;
  const rail = ofRail(limits, railId);
  const seller = staff === undefined ? undefined : perStaffPerDay;
  const { minor } = amount;
  return [
    ...bound(`day:${date}:count`, "day-count", 1, perDay?.count),
    ...bound(`day:${date}:sum`, "day-sum", minor, perDay?.sum),
    ...bound(`month:${month(date)}:in`, "month-in", minor, perMonth?.in),
    ...bound(`person:${date}:${personId}:count`, "person-count", 1, person?.count),
    ...bound(`person:${date}:${personId}:sum`, "person-sum", minor, person?.sum),
    ...bound(`staff:${date}:${staff ?? ""}:count`, "staff-count", 1, seller?.count),
    ...bound(`staff:${date}:${staff ?? ""}:sum`, "staff-sum", minor, seller?.sum),
    ...bound(`rail:${railId ?? ""}:${date}:count`, "rail-day-count", 1, rail.perDay?.count),
    ...bound(`rail:${railId ?? ""}:${date}:sum`, "rail-day-sum", minor, rail.perDay?.sum),
    ...bound(`rail:${railId ?? ""}:${month(date)}:in`, "rail-month-in", minor, rail.perMonth?.in),
  ];
}

/** The running figures a refund that a person makes counts against: the shop's, its rail's and her own. */
export function boundsOfRefund(
  limits: Limits,
  { minor }: Money,
  { date, railId, staff }: LimitPlace,
): readonly Bound[] {
  const seller = staff === undefined ? undefined : limits.perStaffPerDay;
  return [
    ...bound(`month:${month(date)}:out`, "month-out", minor, limits.perMonth?.out),
    ...bound(`staff:${date}:${staff ?? ""}:out`, "staff-out", minor, seller?.out),
    ...bound(`rail:${railId ?? ""}:${month(date)}:out`, "rail-month-out", minor, ofRail(limits, railId).perMonth?.out),
  ];
}

type Movement = Pick<LimitPlace, "railId" | "staff">;

/**
 * What forbids an amount by itself, before any figure is looked at. Sums are in the shop's currency: where one is
 * limited, an amount in another cannot be held against it and is refused.
 */
export function limitOfAmount(
  limits: Limits,
  amount: Money,
  currency: Currency,
  { railId, staff }: Movement = {},
): LimitRule | undefined {
  const rail = ofRail(limits, railId);
  const sums = [
    limits.perPayment,
    limits.perDay?.sum,
    limits.perMonth?.in,
    limits.perPersonPerDay?.sum,
    staff === undefined ? undefined : limits.perStaffPerDay?.sum,
  ];
  const railSums = [rail.perPayment, rail.perDay?.sum, rail.perMonth?.in];
  if (amount.currency !== currency) {
    if (sums.some((sum) => sum !== undefined)) return "currency";
    return railSums.some((sum) => sum !== undefined) ? "rail-payment" : undefined;
  }
  if (limits.perPayment !== undefined && amount.minor > limits.perPayment) return "per-payment";
  return rail.perPayment !== undefined && amount.minor > rail.perPayment ? "rail-payment" : undefined;
}

/** What forbids a refund by itself: sums that go out are in the shop's currency, as those that come in. */
export function limitOfRefund(
  limits: Limits,
  amount: Money,
  currency: Currency,
  place: Movement,
): LimitRule | undefined {
  const outs = [
    limits.perMonth?.out,
    place.staff === undefined ? undefined : limits.perStaffPerDay?.out,
    ofRail(limits, place.railId).perMonth?.out,
  ];
  return amount.currency !== currency && outs.some((out) => out !== undefined) ? "currency" : undefined;
}

/** The most a rule allows, as people read it: a number of payments, or an amount. */
export function mostOf(limits: Limits, rule: LimitRule, currency: Currency, railId?: string): string {
  const { perDay, perMonth, perPersonPerDay: person, perStaffPerDay: staff } = limits;
  const rail = ofRail(limits, railId);
  const counts: Partial<Record<LimitRule, number | undefined>> = {
    "day-count": perDay?.count,
    "person-count": person?.count,
    "staff-count": staff?.count,
    "rail-day-count": rail.perDay?.count,
  };
  const amounts: Partial<Record<LimitRule, number | undefined>> = {
    "per-payment": limits.perPayment,
    "day-sum": perDay?.sum,
    "month-in": perMonth?.in,
    "month-out": perMonth?.out,
    "person-sum": person?.sum,
    "staff-sum": staff?.sum,
    "staff-out": staff?.out,
    "rail-payment": rail.perPayment,
    "rail-day-sum": rail.perDay?.sum,
    "rail-month-in": rail.perMonth?.in,
    "rail-month-out": rail.perMonth?.out,
  };
  const amount = amounts[rule];
  if (amount !== undefined) return `${formatDecimal(money(amount, currency))} ${currency}`;
  return rule in counts ? String(counts[rule] ?? "") : currency;
}
