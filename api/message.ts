import { z } from "zod";
import { fileId, listOf, messageId, orderId, paymentId, threadId, time } from "./identifier.ts";
import { messageContent } from "./message-content.ts";
import { money } from "./money.ts";

/** Who wrote. `till` is a notice about an order; `phone-app` is the merchant on the channel's own app. */
export const author = z.enum(["customer", "bot", "operator", "till", "phone-app"]);

/** Where an outgoing message stands; incoming ones are `none`. `doubt`: nobody knows yet whether it left. */
export const messageStatus = z.enum([
  "none",
  "queued",
  "sending",
  "doubt",
  "sent",
  "delivered",
  "read",
  "played",
  "failed",
]);

/** One message of a thread. */
export const message = z
  .object({
    id: messageId,
    threadId,
    /** Place in the thread, counted from 1. */
    seq: z.int(),
    direction: z.enum(["in", "out"]),
    author,
    authorName: z.string().nullable(),
    /** The reader wrote it herself. */
    authorMe: z.boolean(),
    content: messageContent,
    /** The message this one answers; the console shows it when it holds it. */
    replyTo: z.object({ id: messageId, author, preview: z.string() }).nullable(),
    at: time,
    status: messageStatus,
    /** The crash rule: it may have reached the customer twice. */
    maybeTwice: z.boolean(),
    error: z.object({ code: z.int(), title: z.string(), details: z.string().optional() }).nullable(),
    /** The name the console gave an optimistic send. */
    clientId: z.string().nullable(),
  })
  .meta({ id: "Message" });
/** One message of a thread. */
export type Message = z.output<typeof message>;

/** Messages newest first, before `before` (a seq); at most `limit`. */
export const messageQuery = z.object({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
/** Messages of a thread, oldest first; `hasMore` says whether older ones exist. */
export const messagePage = z.object({ items: listOf(message), hasMore: z.boolean() });

const clientId = z.string().min(8).max(64);

/** A message to the customer, as an operator writes it: text, or a file sent before, and what it answers. */
export const messageDraft = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("text"),
    clientId,
    body: z.string().min(1).max(65_536),
    replyTo: messageId.optional(),
  }),
  z.object({
    kind: z.literal("file"),
    clientId,
    fileId,
    caption: z.string().max(1024).optional(),
    replyTo: messageId.optional(),
  }),
]);
/** A message to the customer. */
export type MessageDraft = z.output<typeof messageDraft>;
/** The messages a draft became: a long text leaves in several. */
export const messagesSent = z.object({ items: listOf(message) });

/** Something that happened to the thread's order, money or owner: shown as a line between messages. */
export const threadEvent = z
  .object({
    id: z.string(),
    at: time,
    event: z.enum([
      "order-placed",
      "link-sent",
      "order-paid",
      "payment-confirmed",
      "order-shipped",
      "order-delivered",
      "order-cancelled",
      "refund-requested",
      "refund-done",
      "refund-failed",
      "taken-over",
      "given-back",
      "handed-over",
    ]),
    orderId: orderId.nullable(),
    orderNumber: z.int().nullable(),
    paymentId: paymentId.nullable(),
    amount: money.nullable(),
    /** Who did it, or the reason the bot gave. */
    by: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: "ThreadEvent" });
/** Something that happened to the thread's order, money or owner. */
export type ThreadEvent = z.output<typeof threadEvent>;
