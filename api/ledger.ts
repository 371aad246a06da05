import { z } from "zod";
import { listOf, orderId, paymentId, time } from "./identifier.ts";
import { money } from "./money.ts";
import { pageQuery } from "./page.ts";

/** One movement of an entry: the amount leaves `credit` and enters `debit`. */
export const journalLine = z.object({ debit: z.string(), credit: z.string(), amount: money });

/** An entry of the journal; its lines sum to zero by construction. */
export const journalEntry = z
  .object({
    key: z.string(),
    /** `sale`, `fee`, `surplus`, `refund`, `refund-failed`, `dispute-opened`, `dispute-won`, `dispute-lost`. */
    kind: z.string(),
    at: time,
    orderId: orderId.nullable(),
    orderNumber: z.int().nullable(),
    paymentId: paymentId.nullable(),
    lines: listOf(journalLine),
  })
  .meta({ id: "JournalEntry" });
/** An entry of the journal. */
export type JournalEntry = z.output<typeof journalEntry>;

/** How entries are listed, newest first; `account` keeps those that touch it. */
export const ledgerQuery = pageQuery.extend({ account: z.string().max(200).optional() });

/** Balance of each account: debits less credits. They sum to zero per currency. */
export const balances = z.object({
  accounts: listOf(z.object({ account: z.string(), balance: money })),
  sums: listOf(money),
});
/** Balance of each account. */
export type Balances = z.output<typeof balances>;
