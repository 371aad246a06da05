import { z } from "zod";
import { listOf, orderId, paymentId, refundId, time } from "./identifier.ts";
import { money } from "./money.ts";
import { pageQuery } from "./page.ts";

/** The id of a movement of a statement: its key. */
export const entryId = z.string().regex(/^[0-9a-f]{40}$/);

/** Why a file or a line of it cannot be read. */
export const statementFault = z.enum([
  "unknown-format",
  "not-xml",
  "too-deep",
  "too-large",
  "entities",
  "no-entries",
  "no-columns",
  "encoding",
  "signature",
  "no-secret",
  "currency",
  "amount",
  "date",
  "direction",
  "columns",
  "fields",
  "totals",
  "several",
]);

/** Why a movement is put before a person. */
export const oddReason = z.enum(["wrong-amount", "no-payment", "several", "reversed", "maybe-twice", "unknown-debit"]);

const movement = {
  line: z.int(),
  /** The day the bank booked it: `2026-11-24`. */
  bookedOn: z.string(),
  /** Credit: money came in. Debit: it went out. */
  side: z.enum(["credit", "debit"]),
  reversal: z.boolean(),
  amount: money,
  name: z.string().nullable(),
  /** The other side's account, all but its country and last four characters hidden. */
  account: z.string().nullable(),
  /** References and what the payer wrote. */
  text: z.string(),
};

/** What a line of a file would come to. `known` came with an earlier file. */
export const previewLine = z.object({
  ...movement,
  verdict: z.enum(["settles", "backs", "refund", "payout", "proposed", "odd", "known"]),
  reason: oddReason.nullable(),
  paymentId: paymentId.nullable(),
});
/** What a line of a file would come to. */
export type PreviewLine = z.output<typeof previewLine>;

/** What importing a file would do; nothing was written. A file that cannot be read tells its problems. */
export const statementPreview = z
  .discriminatedUnion("readable", [
    z.object({
      readable: z.literal(true),
      kind: z.enum(["statement", "payout"]),
      format: z.string(),
      entries: z.int(),
      /** Movements that came with earlier files. */
      known: z.int(),
      /** Not booked yet: they are left out, and come again. */
      pending: z.int(),
      /** Lines that hold no movement. */
      skipped: z.int(),
      /** Whether just this file was imported before. */
      imported: z.boolean(),
      /** The first 500 lines. */
      lines: listOf(previewLine),
    }),
    z.object({
      readable: z.literal(false),
      /** `line` is 0 for the whole file; `given` is what stands there. */
      problems: listOf(z.object({ line: z.int(), fault: statementFault, given: z.string().nullable() })),
    }),
  ])
  .meta({ id: "StatementPreview" });
/** What importing a file would do. */
export type StatementPreview = z.output<typeof statementPreview>;

/** A file that was imported. */
export const statementFile = z
  .object({
    id: z.string(),
    kind: z.enum(["statement", "payout"]),
    name: z.string(),
    format: z.string(),
    entries: z.int(),
    /** How many of them no earlier file had told. */
    fresh: z.int(),
    pending: z.int(),
    /** Movements of it that wait for a person. */
    open: z.int(),
    importedBy: z.string(),
    importedAt: time,
  })
  .meta({ id: "StatementFile" });
/** A file that was imported. */
export type StatementFile = z.output<typeof statementFile>;

/** How a file is sent: its bytes are the whole body. With `rail` it is that rail's file of payouts. */
export const statementQuery = z.object({
  name: z.string().min(1).max(240),
  rail: z.string().min(1).max(63).optional(),
});

/** What an import did. `again`: just this file was imported before, and nothing changed. */
export const statementImported = z.object({ file: statementFile, again: z.boolean() });

const nearPayment = z.object({
  id: paymentId,
  orderId,
  orderNumber: z.int().nullable(),
  person: z.string().nullable(),
  amount: money,
  state: z.string(),
});
const nearRefund = z.object({
  id: refundId,
  orderId,
  orderNumber: z.int().nullable(),
  person: z.string().nullable(),
  amount: money,
});

/** A movement of the shop's bank account, and what became of it. */
export const statementEntry = z
  .object({
    id: entryId,
    ...movement,
    fileName: z.string(),
    /**
     * new: not judged yet. matched: used for its payment, refund or payout. proposed: one fits, a person says yes. odd: a
     * person decides. booked: other income or expense. set-aside: told twice.
     */
    state: z.enum(["new", "matched", "proposed", "odd", "booked", "set-aside"]),
    reason: oddReason.nullable(),
    /** The payment it is used for. */
    paymentId: paymentId.nullable(),
    orderNumber: z.int().nullable(),
    payoutRef: z.string().nullable(),
    /** Payments and refunds that may be meant. */
    payments: listOf(nearPayment),
    refunds: listOf(nearRefund),
    note: z.string().nullable(),
    decidedBy: z.string().nullable(),
    changedAt: time,
  })
  .meta({ id: "StatementEntry" });
/** A movement of the shop's bank account. */
export type StatementEntry = z.output<typeof statementEntry>;

/** How movements are listed, the last booked first. `open` waits for a person. */
export const entryQuery = pageQuery.extend({ view: z.enum(["open", "matched", "all"]).default("open") });

const note = z.string().trim().min(1).max(500);

/**
 * What a person makes of a movement. match: it is this payment's money. match-refund: it is this refund. return: it is this
 * payment's, of another amount or once too often, and goes back whole. take-back: the payer's bank took this payment back.
 * book: other income or expense. set-aside: told twice. again: judge it anew.
 */
export const entryDecision = z.discriminatedUnion("act", [
  z.object({ act: z.literal("match"), paymentId }),
  z.object({ act: z.literal("return"), paymentId }),
  z.object({ act: z.literal("take-back"), paymentId }),
  z.object({ act: z.literal("match-refund"), refundId }),
  z.object({ act: z.literal("book"), note }),
  z.object({ act: z.literal("set-aside"), note }),
  z.object({ act: z.literal("again") }),
]);
/** What a person makes of a movement. */
export type EntryDecision = z.output<typeof entryDecision>;
