import { type SqlBool, sql } from "kysely";
import type { Order, OrderSummary } from "#api/order";
import type { RowOf } from "#contracts/store";
import { lineTotal, basketVat } from "#domain/order";
import { refundableOf } from "#domain/refund";
import { receiptNumber } from "#engine/issue-receipt";
import { basketOf } from "#engine/order-rows";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf, timeOrNull } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, cursorsOf, look, numberOf, pageOf, personLike } from "./looking.ts";
import { marginOf } from "./margin.ts";
import { awaitsHand, payAddress } from "./payments.ts";

type OrderRow = RowOf<"order">;
type Listed = OrderRow & { readonly person_name: string | null };

/** An order as lists show it. */
const orderSummary = (row: Listed): OrderSummary => ({
  id: publicId("order", row.order_id),
  number: row.number,
  threadId: publicId("thread", row.thread_id),
  person: { id: publicId("person", row.person_id), name: row.person_name },
  state: row.state,
  revision: row.revision,
  askedBy: row.terms?.askedBy.name ?? null,
  pieces: row.lines.reduce((sum, { quantity }) => sum + quantity, 0),
  total: moneyOf(row.total_minor, row.currency),
  paid: moneyOf(row.paid_minor, row.currency),
  refunded: moneyOf(row.refunded_minor, row.currency),
  createdAt: timeOf(row.created_at),
  placedAt: timeOrNull(row.placed_at),
  paidAt: timeOrNull(row.paid_at),
  changedAt: timeOf(row.changed_at),
});

const listed = (db: BusinessReader, businessId: string) =>
  db
    .selectFrom("order as o")
    .innerJoin("person as p", (join) =>
      join.onRef("p.business_id", "=", "o.business_id").onRef("p.person_id", "=", "o.person_id"),
    )
    .selectAll("o")
    .select("p.name as person_name")
    .where("o.business_id", "=", businessId);

/** How orders are listed. */
export type OrderListing = {
  readonly view: "all" | "open" | OrderRow["state"];
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Orders, the last changed first. */
export const listOrders = (looking: Looking, { view, search, cursor, limit }: OrderListing) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `orders ${view} ${search ?? ""}`);
    const place = cursors.read(cursor);
    let query = listed(db, looking.shop.businessId)
      .orderBy("o.changed_at", "desc")
      .orderBy("o.order_id", "desc")
      .limit(limit + 1);
    if (view === "open") query = query.where("o.state", "in", ["placed", "paid", "shipped"]);
    // An empty cart that nobody filled is no order.
    else if (view === "all") query = query.where(sql<SqlBool>`(o.state <> 'cart' or o.total_minor > 0)`);
    else query = query.where("o.state", "=", view);
    if (search !== undefined && search.trim() !== "") {
      const number = numberOf(search);
      query = query.where(
        number === undefined ? personLike(search) : sql<SqlBool>`(o.number = ${number} or ${personLike(search)})`,
      );
    }
    if (place) query = query.where(sql<SqlBool>`(o.changed_at, o.order_id) < (${place[0]}, ${place[1]}::uuid)`);
    return pageOf(
      await query.execute(),
      limit,
      (last) => cursors.write([last.changed_at, last.order_id]),
      orderSummary,
    );
  });

async function belongings(db: BusinessReader, businessId: string, orderId: string) {
  const mine = { business_id: businessId, order_id: orderId };
  const payments = await db
    .selectFrom("payment")
    .selectAll()
    .where((eb) => eb.and(mine))
    .orderBy("created_at")
    .execute();
  const refunds = await db
    .selectFrom("refund")
    .selectAll()
    .where((eb) => eb.and(mine))
    .orderBy("created_at")
    .execute();
  const documents = await db
    .selectFrom("document")
    .selectAll()
    .where((eb) => eb.and(mine))
    .execute();
  const captures = await db
    .selectFrom("capture")
    .selectAll()
    .where((eb) => eb.and(mine))
    .execute();
  const acts = await db
    .selectFrom("audit")
    .selectAll()
    .where("business_id", "=", businessId)
    .where("object_kind", "=", "order")
    .where("object_id", "=", orderId)
    .orderBy("at")
    .limit(200)
    .execute();
  return { payments, refunds, documents, captures, acts };
}

/** Shows an order whole. */
export async function shownOrder(looking: Looking, db: BusinessReader, row: Listed): Promise<Order> {
  const { shop, till } = looking;
  const { payments, refunds, documents, captures, acts } = await belongings(db, shop.businessId, row.order_id);
  const images = await imagesOf(db, shop.businessId, row);
  const names = await till.accounts.namesOf(acts.map(({ actor }) => actor));
  const amount = (minor: number) => moneyOf(minor, row.currency);
  const link = payments.find(
    ({ state, revision }) => revision === row.revision && (state === "open" || state === "requested"),
  );
  const settling = captures.filter(({ verdict }) => verdict === "settles");
  const basket = basketOf(row);
  return {
    ...orderSummary(row),
    lines: basket.lines.map((line) => ({
      ...line,
      total: amount(lineTotal(line).minor),
      image: images.get(line.sku) ?? null,
    })),
    vat: basketVat(basket).map(({ rate, gross, net, vat }) => ({ rate, gross, net, vat })),
    address: row.address,
    note: row.note,
    tracking:
      row.tracking === null
        ? null
        : {
            carrier: row.tracking.carrier ?? null,
            number: row.tracking.number ?? null,
            url: row.tracking.url ?? null,
          },
    cancelReason: row.cancel_reason,
    refundable: amount(refundableOf(settling).left),
    link:
      link === undefined
        ? null
        : {
            paymentId: publicId("payment", link.payment_id),
            url: payAddress(till.ports, shop, link),
            expiresAt: timeOf(link.expires_at),
            ready: link.state === "open",
          },
    payments: payments.map((one) => ({
      id: publicId("payment", one.payment_id),
      state: one.state,
      amount: moneyOf(one.amount_minor, one.currency),
      rail: shop.rails.find(({ id }) => id === one.rail_id)?.name ?? one.rail_id,
      at: timeOf(one.settled_at ?? one.created_at),
      byHand: awaitsHand(shop, one),
    })),
    refunds: refunds.map((one) => ({
      id: publicId("refund", one.refund_id),
      amount: moneyOf(one.amount_minor, one.currency),
      reason: one.reason,
      state: one.state,
      at: timeOf(one.changed_at),
    })),
    receipts: documents.map((one) => ({
      id: publicId("document", one.document_id),
      number: receiptNumber(one),
      issuedAt: timeOf(one.issued_at),
    })),
    margin: await marginOf(looking, db, row),
    history: historyOf(row, acts, names),
  };
}

async function imagesOf(db: BusinessReader, businessId: string, row: OrderRow): Promise<ReadonlyMap<string, string>> {
  const skus = [...new Set(row.lines.map(({ sku }) => sku))];
  if (skus.length === 0) return new Map();
  const products = await db
    .selectFrom("product")
    .select(["sku", "image"])
    .where("business_id", "=", businessId)
    .where("sku", "in", skus)
    .execute();
  return new Map(products.flatMap(({ sku, image }) => (image === null ? [] : [[sku, image]])));
}

function historyOf(
  row: OrderRow,
  acts: readonly RowOf<"audit">[],
  names: ReadonlyMap<string, string>,
): Order["history"] {
  const steps = [
    { at: row.created_at, event: "created" },
    { at: row.placed_at, event: "placed" },
    { at: row.paid_at, event: "paid" },
  ].flatMap(({ at, event }) => (at === null ? [] : [{ at, event, by: null }]));
  const done = acts.map(({ at, act, actor }) => ({ at, event: act, by: names.get(actor) ?? actor }));
  return [...steps, ...done].toSorted((a, b) => a.at - b.at).map((one) => ({ ...one, at: timeOf(one.at) }));
}

/** The row of an order with its person's name; a problem when the shop has none of this id. */
export async function orderRow(db: BusinessReader, businessId: string, orderId: string): Promise<Listed> {
  const row = await listed(db, businessId).where("o.order_id", "=", orderId).executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** Everything about an order. */
export const readOrder = (looking: Looking, orderId: string): Promise<Order> =>
  look(looking, async (db) => shownOrder(looking, db, await orderRow(db, looking.shop.businessId, orderId)));
