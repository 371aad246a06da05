import { z } from "zod";
import { codeGrammars, shownLineKeys } from "./payment-shows.ts";
import { listOf, orderId, paymentId, personId, threadId, time } from "./identifier.ts";
import { journalEntry } from "./ledger.ts";
import { margin } from "./margin.ts";
import { money } from "./money.ts";
import { pageQuery } from "./page.ts";
import { refund } from "./refund.ts";

/** Where a payable link stands. */
export const paymentState = z.enum(["requested", "open", "void", "expired", "captured"]);

/** A payment as lists show it. */
export const paymentSummary = z
  .object({
    id: paymentId,
    orderId,
    orderNumber: z.int().nullable(),
    threadId,
    person: z.object({ id: personId, name: z.string().nullable() }),
    rail: z.object({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      /** Who says that the money came: the provider, the account's statement or the merchant, the merchant alone. */
      confirms: z.enum(["webhook", "statement", "by-hand"]),
    }),
    state: paymentState,
    /** What was asked. */
    amount: money,
    /** What really came in, whatever was asked: the sum of all captures. */
    received: money,
    /** What is still to go back or went back. */
    refunded: money,
    /** What the provider kept; null while it has not said. */
    fee: money.nullable(),
    /** Needs a person: a wrong amount, a second capture, a dispute. */
    attention: z.enum(["wrong-amount", "surplus", "disputed", "refund-failed"]).nullable(),
    createdAt: time,
    settledAt: time.nullable(),
    expiresAt: time,
    /** When the customer said that she has paid; null while she has not. Her word moves no money. */
    saidPaidAt: time.nullable(),
  })
  .meta({ id: "PaymentSummary" });
/** A payment as lists show it. */
export type PaymentSummary = z.output<typeof paymentSummary>;

/** One thing learnt of a payment, once. */
export const paymentFact = z
  .object({
    factId: z.string(),
    kind: z.enum([
      "authorised",
      "captured",
      "capture-failed",
      "card-saved",
      "attempt-failed",
      "link-expired",
      "refund-changed",
      "dispute-changed",
    ]),
    via: z.enum(["webhook", "look-up", "call", "statement", "by-hand"]),
    amount: money.nullable(),
    /** A reason or a state in the provider's word. */
    detail: z.string().nullable(),
    /** When it happened at the provider. */
    at: time,
    /** When we learnt it. */
    seenAt: time,
  })
  .meta({ id: "PaymentFact" });

/** Money that came in by a payment. */
const capture = z.object({
  captureId: z.string(),
  amount: money,
  verdict: z.enum(["settles", "surplus", "wrong-amount"]),
  refundable: money,
  fee: money.nullable(),
  disputed: z.boolean(),
  at: time,
});

/** Why a rail was taken, stands by or cannot be taken. `rule` counts from 1; `most` is what a limit allows. */
const railReason = z.object({
  why: z.enum([
    "archived",
    "not-chosen",
    "amount",
    "keeps-no-cards",
    "no-code",
    "chat",
    "limit",
    "barred",
    "tried",
    "chosen",
    "preferred",
    "avoided",
    "failing",
    "down",
    "in-order",
  ]),
  rule: z.int().nullable(),
  limit: z.string().nullable(),
  most: z.string().nullable(),
  /** In the rail's own words. */
  details: z.string().nullable(),
});
/** What was said of one rail of the shop when the payment was asked for, in the order they would be taken. */
export const railVerdict = z.object({
  id: z.string(),
  name: z.string(),
  verdict: z.enum(["taken", "stands-by", "cannot"]),
  reasons: listOf(railReason),
});
/** What was said of one rail. */
export type RailVerdict = z.output<typeof railVerdict>;

/** A payment with all its proof. */
export const payment = paymentSummary
  .extend({
    revision: z.int(),
    /** Where the customer pays. */
    url: z.string().nullable(),
    /** What she pays by where the rail has no page of a provider; the code's picture has an address of its own. */
    shows: z
      .object({
        grammar: z.enum(codeGrammars).nullable(),
        lines: listOf(z.object({ key: z.enum(shownLineKeys), value: z.string() })),
      })
      .nullable(),
    providerRef: z.string().nullable(),
    refundable: money,
    /** Why it went to its rail; empty for payments from before that was kept. */
    why: listOf(railVerdict),
    /** When its money should be on the merchant's bank account; null where only the bank shows it, or nothing came. */
    onBank: z.object({ from: time, to: time }).nullable(),
    /** Of the whole order the payment belongs to. */
    margin,
    /** Paid is webhook and look-up: when each said so. */
    evidence: z.object({
      webhookAt: time.nullable(),
      lookUpAt: time.nullable(),
      looks: z.int(),
      /** When a person confirmed it by hand, and who. */
      byHandAt: time.nullable(),
      byHandOf: z.string().nullable(),
    }),
    facts: listOf(paymentFact),
    captures: listOf(capture),
    refunds: listOf(refund),
    entries: listOf(journalEntry),
  })
  .meta({ id: "Payment" });
/** A payment with all its proof. */
export type Payment = z.output<typeof payment>;

/** Confirms that the money of a payment has arrived. `amount` is what the person looked at; another one answers 409. */
export const paymentConfirmation = z.object({ amount: money });

/** How payments are listed. `search` knows amounts, names, phones, order numbers and the provider's references. */
export const paymentQuery = pageQuery.extend({
  view: z.enum(["all", "waiting", "paid", "refunded", "failed", "attention"]).default("all"),
  search: z.string().max(200).optional(),
});
