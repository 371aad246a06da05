import { z } from "zod";
import { listOf } from "./identifier.ts";

/** The most of something, minor units of the shop's currency; null where it is not limited. */
const sum = z.int().min(1).max(Number.MAX_SAFE_INTEGER).nullable();
const count = z.int().min(1).max(1_000_000).nullable();

const railLimits = z.object({
  perPayment: sum,
  dayCount: count,
  daySum: sum,
  monthIn: sum,
  monthOut: sum,
});

/** What may come in and go out. `rails` by the rail's id. */
export const limits = railLimits.extend({
  personCount: count,
  personSum: sum,
  staffCount: count,
  staffSum: sum,
  staffOut: sum,
  rails: z.record(z.string(), railLimits),
});
/** What may come in and go out. */
export type Limits = z.output<typeof limits>;

/** Who may sell by writing to the shop's own number. The phone with a plus and the country's code. */
export const merchant = z.object({
  name: z.string().trim().min(1).max(80),
  phone: z.string().max(40),
  /** The most she may ask for or send back at once, minor units; null for no ceiling. */
  ceiling: sum,
});
/** Who may sell by text. */
export type Merchant = z.output<typeof merchant>;

/** A rail with how it stands: the order of the list is the shop's own. */
export const railStanding = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  on: z.boolean(),
  health: z.enum(["well", "failing", "down"]),
  /** What its provider said when it failed last. */
  trouble: z.string().nullable(),
  /** Days from a payment to the bank account; null where only the bank shows it. */
  settles: z.object({ from: z.int(), to: z.int() }).nullable(),
});
/** A rail with how it stands. */
export type RailStanding = z.output<typeof railStanding>;

/** Figures that limits are held against, now: payments and sums of today, sums of this month. */
export const used = z.object({
  dayCount: z.int(),
  daySum: z.int(),
  monthIn: z.int(),
  monthOut: z.int(),
  rails: z.record(z.string(), z.object({ dayCount: z.int(), daySum: z.int(), monthIn: z.int(), monthOut: z.int() })),
});
/** Figures that limits are held against. */
export type Used = z.output<typeof used>;

/** How the shop takes money: its rails in their order, its limits, who sells by text. */
export const moneySettings = z
  .object({
    currency: z.string(),
    rails: listOf(railStanding),
    limits,
    used,
    merchants: listOf(merchant),
    /** Name of the approved template that brings a link outside the customer's window; null for none. */
    linkTemplate: z.string().nullable(),
    /** After so many failed attempts another way to pay is offered. */
    otherWayAfter: z.int(),
    /** Rules of the shop's file about its rails: so many are in force. */
    rules: z.int(),
  })
  .meta({ id: "MoneySettings" });
/** How the shop takes money. */
export type MoneySettings = z.output<typeof moneySettings>;

/** What changes of it. `railOrder` names every rail there is, once. */
export const moneySettingsChange = z
  .object({
    railOrder: listOf(z.string()).check(z.maxLength(100)),
    limits,
    merchants: listOf(merchant).check(z.maxLength(100)),
    linkTemplate: z
      .string()
      .regex(/^[a-z0-9_]{1,512}$/)
      .nullable(),
    otherWayAfter: z.int().min(1).max(20),
  })
  .partial();
/** What changes of it. */
export type MoneySettingsChange = z.output<typeof moneySettingsChange>;
