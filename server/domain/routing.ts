import type { Money } from "#domain/money";

/** When a rule speaks: every condition that is given must hold. Amounts are minor units of the shop's currency. */
export type RoutingCondition = {
  /** The amount is this or more. */
  readonly from?: number;
  /** The amount is less than this. */
  readonly below?: number;
  /** Currencies (ISO 4217), one of which it is in. */
  readonly currencies?: readonly string[];
  /** Countries (ISO 3166) the payer's phone is from, the shop's own where she has none. */
  readonly countries?: readonly string[];
  /** Kinds of channel she writes on. */
  readonly channels?: readonly string[];
};

/** A rule of the shop's: which rails come first, last, or not at all. Rails are named by id. */
export type RoutingRule = {
  readonly when: RoutingCondition;
  readonly prefer?: readonly string[];
  readonly avoid?: readonly string[];
  readonly never?: readonly string[];
};

/** How a shop chooses among its rails. */
export type Routing = {
  /** Read from the first to the last: the first that speaks of a rail decides about it. */
  readonly rules: readonly RoutingRule[];
  /** After so many failed attempts another way to pay is offered. */
  readonly otherWayAfter: number;
};

/** A shop that said nothing. */
export const plainRouting: Routing = { rules: [], otherWayAfter: 3 };

/** What a payment is like, as rules look at it. */
export type RoutedPayment = {
  readonly amount: Money;
  /** The currency sums of rules are in. */
  readonly shopCurrency: string;
  readonly country: string;
  readonly channel: string;
};

/** What the rules say of a rail; `rule` counts from 0, `place` is its place in the rule's list. */
export type RoutingWord = {
  readonly says: "prefer" | "avoid" | "never";
  readonly rule: number;
  readonly place: number;
};

/** Whether a rule speaks of a payment. A bound on the amount says nothing of another currency than the shop's. */
export function speaksOf({ when }: RoutingRule, { amount, shopCurrency, country, channel }: RoutedPayment): boolean {
  const bounded = when.from !== undefined || when.below !== undefined;
  if (bounded && amount.currency !== shopCurrency) return false;
  return (
    (when.from === undefined || amount.minor >= when.from) &&
    (when.below === undefined || amount.minor < when.below) &&
    (when.currencies === undefined || when.currencies.includes(amount.currency)) &&
    (when.countries === undefined || when.countries.includes(country)) &&
    (when.channels === undefined || when.channels.includes(channel))
  );
}

/** What the first rule that speaks of this payment and names this rail says; undefined where none does. */
export function wordOn(rules: readonly RoutingRule[], railId: string, payment: RoutedPayment): RoutingWord | undefined {
  for (const [rule, one] of rules.entries()) {
    if (!speaksOf(one, payment)) continue;
    for (const says of ["never", "prefer", "avoid"] as const) {
      const place = one[says]?.indexOf(railId) ?? -1;
      if (place >= 0) return { says, rule, place };
    }
  }
  return undefined;
}
