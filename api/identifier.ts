import { z } from "zod";

/** Prefixes of the ids people and programs see; behind each stands one id of ours. */
export const prefixes = {
  thread: "thr",
  message: "msg",
  order: "ord",
  payment: "pay",
  refund: "rfd",
  refundRequest: "rrq",
  person: "per",
  file: "fil",
  notice: "ntc",
  document: "doc",
  user: "usr",
} as const;

const idOf = <Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-Za-z]{1,40}$`))
    .meta({ example: `${prefix}_06f8xv3k9m2q` });

/** An id of a thread: `thr_…`. */
export const threadId = idOf(prefixes.thread);
/** An id of a message: `msg_…`. */
export const messageId = idOf(prefixes.message);
/** An id of an order: `ord_…`. */
export const orderId = idOf(prefixes.order);
/** An id of a payment: `pay_…`. */
export const paymentId = idOf(prefixes.payment);
/** An id of a refund: `rfd_…`. */
export const refundId = idOf(prefixes.refund);
/** An id of a refund request: `rrq_…`. */
export const refundRequestId = idOf(prefixes.refundRequest);
/** An id of a person: `per_…`. */
export const personId = idOf(prefixes.person);
/** An id of a file: `fil_…`. */
export const fileId = idOf(prefixes.file);
/** An id of a notice: `ntc_…`. */
export const noticeId = idOf(prefixes.notice);
/** An id of a document (a receipt): `doc_…`. */
export const documentId = idOf(prefixes.document);
/** An id of a user of the console: `usr_…`. */
export const userId = idOf(prefixes.user);
/** An id of a dead letter: `let_…`; it names a row by its own key, hence the length. */
export const letterId = z.string().regex(/^let_[\w-]{1,400}$/);

/** An instant as RFC 3339 with its offset. */
export const time = z.iso.datetime({ offset: true });
/** A list in an answer. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** The name of a shop in addresses. */
export const shopSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
/** Path of everything that belongs to one shop. */
export const inShop = z.object({ shop: shopSlug });
