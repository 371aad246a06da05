import type { OrderView } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { withoutVat } from "#domain/invoicing/seller";
import { money } from "#domain/money";
import { type Basket, basketTotal } from "#domain/order";
import type { Product } from "#domain/product";
import type { Batch, Draft, ThreadDraft } from "#engine/batch";

/** An order held by the batch: its thread is locked, so nobody else changes it. */
export type OrderDraft = Draft<RowOf<"order">>;

/** The order, locked and kept as a draft; undefined when it does not exist. */
export async function loadOrder(batch: Batch, orderId: string | null): Promise<OrderDraft | undefined> {
  if (orderId === null) return undefined;
  const held = batch.orders.get(orderId);
  if (held) return held;
  const [row] = await batch.tx.find("order", [{ order_id: orderId }], { lock: true });
  if (!row) return undefined;
  // Whoever asked for it meanwhile has a draft already, and that one counts.
  const draft = batch.orders.get(orderId) ?? { ...row };
  batch.orders.set(orderId, draft);
  return draft;
}

/** The thread's open order; a new empty cart when there is none or the last one is closed. */
export async function openOrder(batch: Batch, thread: ThreadDraft): Promise<OrderDraft> {
  const known = await loadOrder(batch, thread.order_id);
  if (known && (known.state === "cart" || known.state === "placed")) return known;
  const { currency, country } = batch.shop;
  const draft = newOrder(batch, thread, { currency, country, lines: [] });
  thread.order_id = draft.order_id;
  return draft;
}

/** A cart of the thread's person with a basket in it; written with the batch. It is not yet the thread's own. */
export function newOrder(batch: Batch, thread: ThreadDraft, basket: Basket): OrderDraft {
  const order_id = batch.ports.ids.uuid(batch.now);
  const draft: OrderDraft = {
    order_id,
    number: null,
    thread_id: thread.thread_id,
    person_id: thread.person_id,
    state: "cart",
    revision: 0,
    currency: basket.currency,
    country: basket.country,
    lines: [...basket.lines],
    total_minor: basketTotal(basket).minor,
    address: null,
    note: null,
    tracking: null,
    cancel_reason: null,
    terms: null,
    paid_minor: 0,
    refunded_minor: 0,
    created_at: batch.now,
    placed_at: null,
    paid_at: null,
    changed_at: batch.now,
  };
  batch.orders.set(order_id, draft);
  batch.newOrders.add(order_id);
  return draft;
}

/** What the order sells, as the domain reads it. */
export const basketOf = (order: RowOf<"order">): Basket => ({
  currency: currency(order.currency),
  country: order.country,
  lines: order.lines,
});

/** Puts a basket into the order; its total follows. */
export function putBasket(order: OrderDraft, basket: Basket): void {
  order.lines = [...basket.lines];
  order.total_minor = basketTotal(basket).minor;
}

/** The order as journeys and screens see it. */
export const viewOf = (order: RowOf<"order">): OrderView => ({
  orderId: order.order_id,
  state: order.state,
  revision: order.revision,
  lines: order.lines,
  total: money(order.total_minor, currency(order.currency)),
  ...(order.number === null ? {} : { number: order.number }),
  ...(order.address === null ? {} : { address: order.address }),
  ...(order.note === null ? {} : { note: order.note }),
  ...(order.terms === null ? {} : { askedFor: true }),
});

/** A product as the domain reads it. */
export const productOf = (row: RowOf<"product">): Product => ({
  sku: row.sku,
  name: row.name,
  description: row.description,
  price: money(row.price_minor, currency(row.currency)),
  vatClass: row.vat_class,
  stock: row.stock ?? undefined,
  options: row.options,
  image: row.image ?? undefined,
  archived: row.archived,
});

/** Everything the shop sells now, in its own order: read once a transaction, and again after it wrote a product. */
export function loadProducts(batch: Batch): Promise<readonly Product[]> {
  const isExempt = batch.shop.invoicing?.vatRegime === "exempt";
  batch.products ??= batch.tx
    .select("product", { archived: { eq: false } }, { orderBy: ["position", "sku"] })
    .then((rows) => rows.map(productOf))
    .then((products) => (isExempt ? withoutVat(products) : products));
  return batch.products;
}
