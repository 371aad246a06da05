import { z } from "zod";
import { money } from "./money.ts";

/**
 * Every reason the API refuses for, by its stable code, with the values that belong to it. A screen says it in the
 * reader's language by the code; `detail` says it in English. The first ones are the kinds of problem themselves: what is
 * said where nothing more is known.
 */
export const refusals = {
  validation: [],
  "idempotency-key-missing": [],
  "not-signed-in": [],
  "not-allowed": [],
  "not-found": [],
  conflict: [],
  "revision-changed": [],
  "window-closed": [],
  "too-much": [],
  "nothing-paid": [],
  disputed: [],
  "not-payable": [],
  "in-progress": [],
  "too-large": [],
  "unsupported-type": [],
  "idempotency-key-reused": [],
  "too-many-requests": [],
  internal: [],
  unavailable: [],

  "cart.changed": [],
  "connection.field": ["reason"],
  "connection.id-taken": ["id"],
  "connection.kind": ["kind"],
  "connection.other-kind": ["id"],
  "connection.pause-rail": [],
  "field.choice": ["choices"],
  "field.format": [],
  "field.kind": [],
  "field.number": [],
  "field.plain-value": [],
  "field.required": [],
  "field.secret-itself": [],
  "field.too-large": ["most"],
  "field.too-long": ["most"],
  "field.too-short": ["least"],
  "field.too-small": ["least"],
  "field.unknown": [],
  "field.url": [],
  "field.wrong": [],
  "file.empty": [],
  "link.amount": ["reason"],
  "link.cart-empty": [],
  "link.limit": ["reason"],
  "link.no-rail": [],
  "link.order-closed": [],
  "list.cursor": [],
  "merchant.phone": [],
  "merchant.phone-twice": [],
  "message.not-failed": [],
  "message.not-taken": ["reason"],
  "order.changed": [],
  "order.not-cancellable": [],
  "order.not-deliverable": [],
  "order.not-shippable": [],
  "owner.elsewhere": [],
  "owner.exists": [],
  "payment.amount-changed": [],
  "payment.not-by-hand": [],
  "product.currency": ["currency"],
  "product.exists": ["sku"],
  "product.image": [],
  "product.option-twice": ["name"],
  "product.price": [],
  "product.unnamed": [],
  "product.value-unknown": ["value"],
  "profile.time-zone": [],
  "rail.order": [],
  "rail.unknown": ["id"],
  "refund.amount": ["currency"],
  "refund.limit": ["reason"],
  "refund.moved-on": [],
  "refund.no-account": [],
  "refund.not-by-hand": [],
  "refund.other-amount": ["amount"],
  "refund.same-person": [],
  "refund.too-much": ["left"],
  "request.foreign-page": [],
  "request.unreadable": [],
  "sign-in.link-used": [],
  "sign-in.wrong": [],
  "statement.decided": [],
  "statement.not-possible": [],
  "statement.unreadable": ["line", "fault"],
  "stock.changed": [],
  "stock.too-little": [],
  "stock.uncounted": [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A reason by its stable name. */
export type RefusalCode = keyof typeof refusals;
/** All of them. */
export const refusalCodes = Object.keys(refusals) as readonly RefusalCode[];

/** A value of a reason: an amount is written the reader's way. */
export const refusalValue = z.union([z.string(), z.number(), money]);
/** A value of a reason. */
export type RefusalValue = z.output<typeof refusalValue>;
/** The values that belong to a code. */
export type RefusalValues<Code extends RefusalCode> = {
  readonly [Name in (typeof refusals)[Code][number]]: RefusalValue;
};

/** How a reason is told: its code, and its values where it has some. */
export const reason = z.object({
  /** Stable; see the list of codes. */
  code: z.enum(refusalCodes),
  values: z.record(z.string(), refusalValue).optional(),
});
