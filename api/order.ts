import { z } from "zod";
import { documentId, listOf, orderId, personId, refundId, paymentId, threadId, time } from "./identifier.ts";
import { localText } from "./language.ts";
import { margin } from "./margin.ts";
import { money } from "./money.ts";
import { pageQuery } from "./page.ts";
import { anySku } from "./product.ts";
import { refundReason, refundState } from "./refund.ts";

/** Where an order stands. */
export const orderState = z.enum(["cart", "placed", "paid", "shipped", "delivered", "cancelled"]);
/** Where an order stands. */
export type OrderState = z.output<typeof orderState>;

/** The options a customer chose, by option name. */
export const chosenOptions = z.record(z.string(), z.string());

/** How chosen options read, by option name; what has no text is read as it is written. */
export const optionWords = z.record(z.string(), z.object({ name: localText.optional(), value: localText.optional() }));

/** A line of an order. */
export const orderLine = z
  .object({
    lineId: z.string(),
    sku: z.string(),
    name: localText,
    options: chosenOptions,
    optionWords: optionWords.optional(),
    quantity: z.int(),
    unitPrice: money,
    total: money,
    /** Hundredths of a percent. */
    vatRate: z.int(),
    image: z.string().nullable(),
  })
  .meta({ id: "OrderLine" });
/** A line of an order. */
export type OrderLine = z.output<typeof orderLine>;

/** An order as lists show it. */
export const orderSummary = z
  .object({
    id: orderId,
    /** The number people say; null while it is a cart. */
    number: z.int().nullable(),
    threadId,
    person: z.object({ id: personId, name: z.string().nullable() }),
    state: orderState,
    revision: z.int(),
    pieces: z.int(),
    /** The merchant who asked for its money by a line of text; null for a cart. */
    askedBy: z.string().nullable(),
    total: money,
    paid: money,
    refunded: money,
    createdAt: time,
    placedAt: time.nullable(),
    paidAt: time.nullable(),
    changedAt: time,
  })
  .meta({ id: "OrderSummary" });
/** An order as lists show it. */
export type OrderSummary = z.output<typeof orderSummary>;

/** VAT of an order, one row per rate. */
const vatRow = z.object({ rate: z.int(), gross: money, net: money, vat: money });

/** Everything about an order. */
export const order = orderSummary
  .extend({
    lines: listOf(orderLine),
    vat: listOf(vatRow),
    address: z.string().nullable(),
    note: z.string().nullable(),
    tracking: z
      .object({ carrier: z.string().nullable(), number: z.string().nullable(), url: z.string().nullable() })
      .nullable(),
    cancelReason: refundReason.nullable(),
    /** What may still be returned, over all payments. */
    refundable: money,
    /** The link the customer can pay at now. */
    link: z.object({ paymentId, url: z.string().nullable(), expiresAt: time, ready: z.boolean() }).nullable(),
    payments: listOf(
      z.object({
        id: paymentId,
        state: z.string(),
        amount: money,
        rail: z.string(),
        at: time,
        /** It waits for a person's word that its money has arrived, or would still take it. */
        byHand: z.boolean(),
      }),
    ),
    refunds: listOf(z.object({ id: refundId, amount: money, reason: refundReason, state: refundState, at: time })),
    receipts: listOf(z.object({ id: documentId, number: z.string(), issuedAt: time })),
    margin,
    history: listOf(z.object({ at: time, event: z.string(), by: z.string().nullable() })),
  })
  .meta({ id: "Order" });
/** Everything about an order. */
export type Order = z.output<typeof order>;

/** How orders are listed. `open` is placed, paid and shipped. */
export const orderQuery = pageQuery.extend({
  view: z.enum(["all", "open", "cart", "placed", "paid", "shipped", "delivered", "cancelled"]).default("all"),
  search: z.string().max(200).optional(),
});

const quantity = z.int().min(0).max(99);

/** A change to the cart of a thread. `revision` is the one the person saw; another answers 409. */
export const cartEdit = z.object({
  revision: z.int().nullable(),
  edit: z.discriminatedUnion("edit", [
    z.object({ edit: z.literal("add"), sku: anySku, options: chosenOptions, quantity: quantity.min(1) }),
    z.object({ edit: z.literal("set-quantity"), lineId: z.string(), quantity }),
    z.object({ edit: z.literal("remove"), lineId: z.string() }),
    z.object({ edit: z.literal("clear") }),
  ]),
});
/** A change to the cart of a thread. */
export type CartEdit = z.output<typeof cartEdit>;

/** Something about an edit the person must be told. The rest of the edit counts. */
export const cartProblem = z.discriminatedUnion("problem", [
  z.object({ problem: z.literal("unknown-product"), sku: z.string() }),
  z.object({ problem: z.literal("bad-quantity"), sku: z.string() }),
  z.object({ problem: z.literal("option-missing"), sku: z.string(), option: z.string() }),
  z.object({ problem: z.literal("option-too-long"), sku: z.string(), option: z.string(), most: z.int() }),
  z.object({ problem: z.literal("out-of-stock"), sku: z.string(), left: z.int() }),
  z.object({ problem: z.literal("price-changed"), sku: z.string(), seen: money, now: money }),
]);
/** Something about an edit the person must be told. */
export type CartProblem = z.output<typeof cartProblem>;

/** The cart after an edit. */
export const cartEdited = z.object({ order, problems: listOf(cartProblem) });

/** Asks the customer for money at this revision; the link goes out in the thread. */
export const linkRequest = z.object({ revision: z.int(), railId: z.string().optional() });
/** `pending`: the provider is being asked, the link follows through the thread. */
export const linkRequested = z.object({ state: z.enum(["ready", "pending"]), order });

/** A parcel left. The customer is told. */
export const shipment = z.object({
  carrier: z.string().trim().max(80).optional(),
  number: z.string().trim().max(120).optional(),
  url: z
    .url({ protocol: /^https$/ })
    .max(2048)
    .optional(),
});
/** Where the order goes. The customer is told. */
export const addressChange = z.object({ address: z.string().trim().min(3).max(1000) });
/** Closes the order; what was paid goes back. `expected` is the state the person saw. */
export const cancellation = z.object({ expected: orderState });
