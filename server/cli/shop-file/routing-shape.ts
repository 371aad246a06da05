import { z } from "zod";
import { type Currency, isCurrency } from "#domain/currency";
import { formatDecimal, money, parseDecimal } from "#domain/money";
import { type Routing, plainRouting } from "#domain/routing";
import type { PlacedAmount } from "./limit-shape.ts";
import { brief, present } from "./plain-fields.ts";

const decimal = z.string({ error: 'must be a decimal in quotes, such as "500"' });
const rails = z.array(z.string().min(1).max(63)).min(1).max(50);
const rule = z
  .strictObject({
    /** All that is given must hold; without it the rule always speaks. */
    when: z
      .strictObject({
        from: decimal.optional(),
        below: decimal.optional(),
        currencies: z
          .array(z.string().refine(isCurrency, "must be a currency's code (ISO 4217), such as EUR"))
          .min(1)
          .optional(),
        countries: z
          .array(z.string().regex(/^[A-Z]{2}$/, "must be two capital letters (ISO 3166), such as FR"))
          .min(1)
          .optional(),
        channels: z.array(z.string().min(1).max(40)).min(1).optional(),
      })
      .optional(),
    prefer: rails.optional(),
    avoid: rails.optional(),
    never: rails.optional(),
  })
  .refine(
    ({ prefer, avoid, never }) => prefer !== undefined || avoid !== undefined || never !== undefined,
    "needs one of prefer, avoid or never, with the ids of rails",
  );

/** How a shop chooses among its rails. */
export const routing = z.strictObject({
  /** After so many failed attempts another way to pay is offered. */
  otherWayAfter: z.int().min(1).max(20).optional(),
  /** The first rule that names a rail decides about it. */
  rules: z.array(rule).max(50).optional(),
});

/** Routing as a file writes it. */
export type WrittenRouting = z.output<typeof routing>;

/** The amounts among the rules. */
export const routingAmounts = (written: WrittenRouting | undefined): readonly PlacedAmount[] =>
  (written?.rules ?? []).flatMap(({ when }, n) =>
    (["from", "below"] as const).flatMap((bound) => {
      const text = when?.[bound];
      return text === undefined ? [] : [{ path: ["rules", String(n), "when", bound], text }];
    }),
  );

/** A rail that a rule names, with where. */
export const namedRails = (written: WrittenRouting | undefined) =>
  (written?.rules ?? []).flatMap((one, n) =>
    (["prefer", "avoid", "never"] as const).flatMap((list) =>
      (one[list] ?? []).map((id, place) => ({ id, rule: n, path: ["rules", n, list, place] as const })),
    ),
  );

/** Routing as the till chooses by it. */
export const routingOf = (written: WrittenRouting, code: Currency): Routing => ({
  otherWayAfter: written.otherWayAfter ?? plainRouting.otherWayAfter,
  rules: (written.rules ?? []).map(({ when = {}, prefer, avoid, never }) => ({
    when: present({
      ...when,
      from: when.from === undefined ? undefined : parseDecimal(when.from, code)?.minor,
      below: when.below === undefined ? undefined : parseDecimal(when.below, code)?.minor,
    }),
    ...present({ prefer, avoid, never }),
  })),
});

/** Routing as a file writes it, out of the rows. */
export function writeRouting(kept: unknown, code: Currency): Record<string, unknown> {
  const { rules = [], otherWayAfter } = (kept ?? {}) as Partial<Routing>;
  const decimalOf = (minor: number | undefined) =>
    minor === undefined ? undefined : formatDecimal(money(minor, code));
  return brief({
    otherWayAfter: otherWayAfter === plainRouting.otherWayAfter ? undefined : otherWayAfter,
    rules: rules.map(({ when, ...lists }) => ({
      ...brief({ when: brief({ ...when, from: decimalOf(when.from), below: decimalOf(when.below) }) }),
      ...lists,
    })),
  });
}
