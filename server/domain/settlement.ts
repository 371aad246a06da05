import { type Instant, days, instant } from "#domain/instant";

/** Days from a payment to the money on the merchant's bank account, as a rule. */
export type Settles = { readonly typicalDays: readonly [from: number, to: number] };

/** When the money of a payment should be on the merchant's bank account. It is a habit of the rail, not a promise. */
export const expectedOnBank = (
  paidAt: Instant,
  { typicalDays: [from, to] }: Settles,
): { from: Instant; to: Instant } => ({
  from: instant(paidAt + days(from)),
  to: instant(paidAt + days(to)),
});

/** From when on money of a rail may still be on its way now: what was paid before has had its time. */
export const onItsWaySince = (now: Instant, { typicalDays: [, to] }: Settles): Instant => instant(now - days(to));
