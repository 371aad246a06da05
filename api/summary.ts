import { z } from "zod";
import { listOf, orderId, paymentId, threadId } from "./identifier.ts";
import { localText } from "./language.ts";
import { money } from "./money.ts";
import { threadCounts } from "./thread.ts";

const tally = z.object({ count: z.int(), amount: money });

/** Today, in the shop's own day. */
export const summary = z
  .object({
    paid: tally,
    /** The same hours of the day before. */
    paidBefore: tally,
    /** Links that may still be paid. */
    waiting: tally,
    /** Payments that need a person. */
    attention: tally,
    refunds: tally,
    /** Paid, and by the rails' habit not on the bank account yet: it is there so many days after its payment. */
    onItsWay: z.object({ amount: money, fromDays: z.int(), toDays: z.int() }).nullable(),
    ordersToShip: z.int(),
    /** Refund requests that wait for a person. */
    refundsWaiting: z.int(),
    openNotices: z.int(),
    deadLetters: z.int(),
    threads: threadCounts,
  })
  .meta({ id: "Summary" });
/** Today, in the shop's own day. */
export type Summary = z.output<typeof summary>;

/** What the palette asks: at least two characters of a name, phone, number, amount, reference or id. */
export const searchQuery = z.object({ q: z.string().min(2).max(200) });
/** What was found, a few of each. */
export const found = z.object({
  threads: listOf(z.object({ id: threadId, name: z.string().nullable(), preview: z.string() })),
  orders: listOf(z.object({ id: orderId, number: z.int().nullable(), name: z.string().nullable(), total: money })),
  payments: listOf(z.object({ id: paymentId, name: z.string().nullable(), amount: money, state: z.string() })),
  products: listOf(z.object({ sku: z.string(), name: localText, price: money })),
});
/** What was found. */
export type Found = z.output<typeof found>;
