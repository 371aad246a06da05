import { z } from "zod";
import { orderId, personId, threadId, time } from "./identifier.ts";
import { language } from "./language.ts";
import { money } from "./money.ts";
import { pageQuery } from "./page.ts";
import { orderState, order as wholeOrder } from "./order.ts";

/** The money of a thread as its row shows it. */
export const threadMoney = z.object({
  orderId,
  orderNumber: z.int().nullable(),
  state: orderState,
  /** Something to pay stands open. */
  awaiting: z.boolean(),
  total: money,
});

/** A thread as the inbox lists it. */
export const threadSummary = z
  .object({
    id: threadId,
    person: z.object({
      id: personId,
      name: z.string().nullable(),
      /** E.164, when the channel tells it. */
      phone: z.string().nullable(),
      email: z.string().nullable(),
    }),
    channel: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
    owner: z.enum(["bot", "human"]),
    /** Who has it, when a person does. */
    ownerUser: z.object({ id: z.string(), name: z.string(), me: z.boolean() }).nullable(),
    handoverReason: z.string().nullable(),
    preview: z.string(),
    /** Whose words the preview shows. */
    previewFrom: z.enum(["customer", "us"]),
    unread: z.int(),
    lastMessageAt: time,
    language,
    money: threadMoney.nullable(),
    window: z.object({
      state: z.enum(["open", "template-only", "closed"]),
      /** When free text ends; null where it never does or never began. */
      closesAt: time.nullable(),
    }),
  })
  .meta({ id: "ThreadSummary" });
/** A thread as the inbox lists it. */
export type ThreadSummary = z.output<typeof threadSummary>;

/** A thread with its open order and what its person bought. */
export const thread = threadSummary
  .extend({
    order: wholeOrder.nullable(),
    customer: z.object({
      orders: z.int(),
      spent: money,
      since: time,
      marketing: z.enum(["unknown", "yes", "stopped"]),
    }),
    /** The seq the reader saw last; messages above it stand under the unread line. */
    readSeq: z.int(),
    seq: z.int(),
  })
  .meta({ id: "Thread" });
/** A thread with its open order. */
export type Thread = z.output<typeof thread>;

/** Which threads a list keeps. */
export const threadView = z.enum(["all", "mine-human", "bot", "awaiting-money", "unread"]);
/** Which threads a list keeps. */
export type ThreadView = z.output<typeof threadView>;

/** How threads are listed, the newest message first. */
export const threadQuery = pageQuery.extend({
  view: threadView.default("all"),
  /** Name, phone in any format, e-mail, order number or a word of the last message. */
  search: z.string().max(200).optional(),
});

/** How many threads each view holds. */
export const threadCounts = z.object({
  all: z.int(),
  "mine-human": z.int(),
  bot: z.int(),
  "awaiting-money": z.int(),
  unread: z.int(),
});
/** How many threads each view holds. */
export type ThreadCounts = z.output<typeof threadCounts>;

/** The reader saw everything up to this message. */
export const readMark = z.object({ seq: z.int().min(0) });
