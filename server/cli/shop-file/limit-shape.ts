import { z } from "zod";
import type { Currency } from "#domain/currency";
import type { Limits, RailLimits } from "#domain/limits";
import { formatDecimal, money, parseDecimal } from "#domain/money";
import { brief, present } from "./plain-fields.ts";

const decimal = z.string({ error: 'must be a decimal in quotes, such as "500"' });
const howMany = z.int().min(1).max(1_000_000);
const ofRail = {
  perPayment: decimal.optional(),
  perDay: z.strictObject({ count: howMany.optional(), sum: decimal.optional() }).optional(),
  perMonth: z.strictObject({ in: decimal.optional(), out: decimal.optional() }).optional(),
};

/** What may come in and go out, in the shop's currency. */
export const limits = z.strictObject({
  ...ofRail,
  perPersonPerDay: z.strictObject({ count: howMany.optional(), sum: decimal.optional() }).optional(),
  /** Of one of the staff: what she asks for, and what she sends back. */
  perStaffPerDay: z
    .strictObject({ count: howMany.optional(), sum: decimal.optional(), out: decimal.optional() })
    .optional(),
  /** By the rail's id. */
  perRail: z.record(z.string(), z.strictObject(ofRail)).optional(),
});

/** Limits as a file writes them. */
export type WrittenLimits = z.output<typeof limits>;
type WrittenRail = NonNullable<WrittenLimits["perRail"]>[string];

/** An amount of a file with where it stands. */
export type PlacedAmount = { readonly path: readonly string[]; readonly text: string };

const placed = (path: readonly string[], text: string | undefined): readonly PlacedAmount[] =>
  text === undefined ? [] : [{ path, text }];

const railAmounts = ({ perPayment, perDay, perMonth }: WrittenRail): readonly PlacedAmount[] => [
  ...placed(["perPayment"], perPayment),
  ...placed(["perDay", "sum"], perDay?.sum),
  ...placed(["perMonth", "in"], perMonth?.in),
  ...placed(["perMonth", "out"], perMonth?.out),
];

/** The amounts among the limits. */
export function limitAmounts(written: WrittenLimits | undefined): readonly PlacedAmount[] {
  if (written === undefined) return [];
  const { perPersonPerDay: person, perStaffPerDay: staff, perRail = {} } = written;
  return [
    ...railAmounts(written),
    ...placed(["perPersonPerDay", "sum"], person?.sum),
    ...placed(["perStaffPerDay", "sum"], staff?.sum),
    ...placed(["perStaffPerDay", "out"], staff?.out),
    ...Object.entries(perRail).flatMap(([id, rail]) =>
      railAmounts(rail).map(({ path, text }) => ({ path: ["perRail", id, ...path], text })),
    ),
  ];
}

const minorOf = (text: string | undefined, code: Currency): number | undefined =>
  text === undefined ? undefined : parseDecimal(text, code)?.minor;

const railLimitsOf = ({ perPayment, perDay, perMonth }: WrittenRail, code: Currency): RailLimits =>
  present({
    perPayment: minorOf(perPayment, code),
    perDay: perDay && present({ count: perDay.count, sum: minorOf(perDay.sum, code) }),
    perMonth: perMonth && present({ in: minorOf(perMonth.in, code), out: minorOf(perMonth.out, code) }),
  });

/** Limits as the till counts by them. */
export function limitsOf(written: WrittenLimits, code: Currency): Limits {
  const { perPersonPerDay: person, perStaffPerDay: staff, perRail } = written;
  return present({
    ...railLimitsOf(written, code),
    perPersonPerDay: person && present({ count: person.count, sum: minorOf(person.sum, code) }),
    perStaffPerDay:
      staff && present({ count: staff.count, sum: minorOf(staff.sum, code), out: minorOf(staff.out, code) }),
    perRail: perRail && Object.fromEntries(Object.entries(perRail).map(([id, rail]) => [id, railLimitsOf(rail, code)])),
  });
}

/** Limits as a file writes them, out of the rows. */
export function writeLimits(kept: unknown, code: Currency): Record<string, unknown> {
  const decimalOf = (minor: number | undefined) =>
    minor === undefined ? undefined : formatDecimal(money(minor, code));
  const rail = ({ perPayment, perDay, perMonth }: RailLimits) => ({
    perPayment: decimalOf(perPayment),
    perDay: perDay && brief({ count: perDay.count, sum: decimalOf(perDay.sum) }),
    perMonth: perMonth && brief({ in: decimalOf(perMonth.in), out: decimalOf(perMonth.out) }),
  });
  const limit = (kept ?? {}) as Limits;
  const { perPersonPerDay: person, perStaffPerDay: staff, perRail = {} } = limit;
  return brief({
    ...rail(limit),
    perPersonPerDay: person && brief({ count: person.count, sum: decimalOf(person.sum) }),
    perStaffPerDay: staff && brief({ count: staff.count, sum: decimalOf(staff.sum), out: decimalOf(staff.out) }),
    perRail: brief(Object.fromEntries(Object.entries(perRail).map(([id, one]) => [id, brief(rail(one))]))),
  });
}
