import { z } from "zod";
import {
  fileId,
  listOf,
  orderId,
  paymentId,
  personId,
  refundId,
  refundRequestId,
  threadId,
  time,
} from "./identifier.ts";
import { money } from "./money.ts";
import { pageOf, pageQuery } from "./page.ts";
import { refundState } from "./refund.ts";

/** Where a refund request stands. `approved` waits for a second person; `failed` is open again. */
export const refundRequestState = z.enum(["asked", "approved", "refunding", "done", "failed", "refused", "closed"]);
/** Why the customer wants it; `shop`: somebody of the shop does. */
export const refundCause = z.enum(["not-arrived", "damaged", "wrong-item", "changed-mind", "other", "shop"]);
/** Why it was refused. */
export const refundRefusal = z.enum(["too-late", "used", "not-returned", "own-words"]);

/** What can be done with a request now, by whoever asks. */
export const refundAct = z.enum(["approve", "confirm", "refuse", "ask", "close", "sent"]);

/** A refund request as lists show it. */
export const refundRequestSummary = z
  .object({
    id: refundRequestId,
    orderId,
    orderNumber: z.int(),
    threadId,
    person: z.object({ id: personId, name: z.string().nullable() }),
    amount: money,
    cause: refundCause,
    state: refundRequestState,
    desk: z.string().nullable(),
    /** Transfers of it are to be made by hand. */
    byHand: z.boolean(),
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: "RefundRequestSummary" });
/** A refund request as lists show it. */
export type RefundRequestSummary = z.output<typeof refundRequestSummary>;

/** Everything about a refund request. The account number is asked for by itself: see `refundAccount`. */
export const refundRequestDetails = refundRequestSummary
  .extend({
    words: z.string().nullable(),
    photos: listOf(z.object({ id: fileId, url: z.string() })),
    /** Country and last four of the customer's account, where the money goes by transfer. */
    account: z.string().nullable(),
    question: z.string().nullable(),
    refusal: refundRefusal.nullable(),
    refusalWords: z.string().nullable(),
    /** What the bank said, when it failed. */
    problem: z.string().nullable(),
    askedBy: z.string(),
    approvedBy: z.string().nullable(),
    confirmedBy: z.string().nullable(),
    /** What may still go back of the order. */
    refundable: money,
    /** What can be done with it by whoever asks. */
    acts: listOf(refundAct),
    refunds: listOf(
      z.object({
        id: refundId,
        paymentId,
        amount: money,
        state: refundState,
        problem: z.string().nullable(),
        at: time,
      }),
    ),
    decidedAt: time.nullable(),
    closedAt: time.nullable(),
  })
  .meta({ id: "RefundRequest" });
/** Everything about a refund request. */
export type RefundRequestDetails = z.output<typeof refundRequestDetails>;

/** How refund requests are listed. `waiting`: for a person; `under-way`: money is going back. */
export const refundRequestQuery = pageQuery.extend({
  view: z.enum(["waiting", "under-way", "closed", "all"]).default("waiting"),
});

/** How many wait for what. */
const refundCounts = z.object({ asked: z.int(), second: z.int(), failed: z.int(), byHand: z.int() });

/** A page of refund requests, with how many of all wait for a person. */
export const refundRequestPage = pageOf(refundRequestSummary).extend({ counts: refundCounts });

/** A person's decision. `expected` is the state she saw; another one answers 409. */
export const refundDecision = z.object({
  expected: refundRequestState,
  decision: z.discriminatedUnion("decide", [
    z.object({ decide: z.literal("approve") }),
    z.object({ decide: z.literal("confirm") }),
    z.object({
      decide: z.literal("refuse"),
      refusal: refundRefusal,
      words: z.string().trim().min(1).max(500).optional(),
    }),
    z.object({ decide: z.literal("ask"), words: z.string().trim().min(1).max(500) }),
    z.object({ decide: z.literal("close") }),
    z.object({ decide: z.literal("sent") }),
  ]),
});
/** A person's decision. */
export type RefundDecision = z.output<typeof refundDecision>["decision"];

/** The whole account number, for whoever makes the transfer; asking for it is written down. */
export const refundAccount = z.object({ account: z.string() });

/** A transfer or cash that left by hand. `amount` is what the person saw; another one is refused. */
export const refundSent = z.object({ amount: money });
