import { sql } from "kysely";
import type { RefundRequestDetails, RefundRequestSummary } from "#api/refund-request";
import type { RowOf } from "#contracts/store";
import { refundableOf } from "#domain/refund";
import type { Shop } from "#engine/shops";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf, timeOrNull } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, cursorsOf, look, pageOf } from "./looking.ts";

type Row = RowOf<"refund_request">;
type Listed = Row & {
  readonly person_name: string | null;
  readonly order_number: number | null;
  /** How many of its refunds wait for a person's transfer. */
  readonly by_hand: string;
};

/** Rails that return nothing by themselves. */
const handRails = ({ rails }: Shop): readonly string[] =>
  rails.filter(({ plug }) => plug.capabilities.refunds === "none").map(({ id }) => id);

/** Of a request `q`: its refunds that wait for a transfer by hand. */
const toTransfer = (shop: Shop) => sql<string>`(select count(*) from refund r where r.business_id = q.business_id
  and r.order_id = q.order_id and r.state = 'requested' and r.rail_id = any(${[...handRails(shop)]}::text[])
  and q.refund_ids ? r.refund_id::text)`;

const listed = (db: BusinessReader, shop: Shop) =>
  db
    .selectFrom("refund_request as q")
    .innerJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "q.business_id").onRef("o.order_id", "=", "q.order_id"),
    )
    .innerJoin("person as p", (join) =>
      join.onRef("p.business_id", "=", "q.business_id").onRef("p.person_id", "=", "q.person_id"),
    )
    .selectAll("q")
    .select(["p.name as person_name", "o.number as order_number", toTransfer(shop).as("by_hand")])
    .where("q.business_id", "=", shop.businessId);

const summaryOf = (row: Listed): RefundRequestSummary => ({
  id: publicId("refundRequest", row.request_id),
  orderId: publicId("order", row.order_id),
  orderNumber: row.order_number ?? 0,
  threadId: publicId("thread", row.thread_id),
  person: { id: publicId("person", row.person_id), name: row.person_name },
  amount: moneyOf(row.amount_minor, row.currency),
  cause: row.cause,
  state: row.state,
  desk: row.desk,
  byHand: Number(row.by_hand) > 0,
  createdAt: timeOf(row.created_at),
  changedAt: timeOf(row.changed_at),
});

const views = {
  waiting: ["asked", "approved", "failed", "refunding"],
  "under-way": ["refunding"],
  closed: ["done", "refused", "closed"],
  all: ["asked", "approved", "refunding", "done", "failed", "refused", "closed"],
} as const satisfies Readonly<Record<string, readonly Row["state"][]>>;

/** How refund requests are listed. */
export type RefundRequestListing = {
  readonly view: keyof typeof views;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Refund requests, the last changed first, and how many wait for a person. */
export const listRefundRequests = (looking: Looking, { view, cursor, limit }: RefundRequestListing) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `refund-requests ${view}`);
    const place = cursors.read(cursor);
    let query = listed(db, looking.shop)
      .where("q.state", "in", views[view])
      .orderBy("q.changed_at", "desc")
      .orderBy("q.request_id", "desc")
      .limit(limit + 1);
    // What is on its way by itself waits for nobody.
    if (view === "waiting")
      query = query.where((eb) => eb.or([eb("q.state", "!=", "refunding"), eb(toTransfer(looking.shop), ">", "0")]));
    if (place) query = query.where(sql<boolean>`(q.changed_at, q.request_id) < (${place[0]}, ${place[1]}::uuid)`);
    const page = pageOf(
      await query.execute(),
      limit,
      (last) => cursors.write([last.changed_at, last.request_id]),
      summaryOf,
    );
    return { ...page, counts: await countRefundRequests(db, looking.shop) };
  });

/** How many refund requests wait for what. */
export async function countRefundRequests(db: BusinessReader, shop: Shop) {
  const { rows } = await sql<Record<"asked" | "second" | "failed" | "by_hand", string>>`
    select
      count(*) filter (where q.state = 'asked') as asked,
      count(*) filter (where q.state = 'approved') as second,
      count(*) filter (where q.state = 'failed') as failed,
      count(*) filter (where q.state = 'refunding' and ${toTransfer(shop)} > 0) as by_hand
    from refund_request q
    where q.business_id = ${shop.businessId}::uuid and q.state in ('asked', 'approved', 'failed', 'refunding')`.execute(
    db,
  );
  const [row] = rows;
  return {
    asked: Number(row?.asked ?? 0),
    second: Number(row?.second ?? 0),
    failed: Number(row?.failed ?? 0),
    byHand: Number(row?.by_hand ?? 0),
  };
}

/** What can be done with a request; the engine decides again when it is done. */
function actsOf(row: Listed, userId: string): RefundRequestDetails["acts"] {
  const ask = row.cause === "shop" ? [] : (["ask"] as const);
  switch (row.state) {
    case "asked":
    case "failed":
      return ["approve", "refuse", ...ask, "close"];
    case "approved":
      return [...(row.approved_by === userId ? [] : (["confirm"] as const)), "refuse", "close"];
    case "refunding":
      return Number(row.by_hand) > 0 ? ["sent"] : [];
    case "done":
    case "refused":
    case "closed":
      return [];
  }
}

/** Everything about a refund request. */
export const readRefundRequest = (looking: Looking, requestId: string): Promise<RefundRequestDetails> =>
  look(looking, async (db) => {
    const { shop, person, till } = looking;
    const row = await listed(db, shop).where("q.request_id", "=", requestId).executeTakeFirst();
    if (!row) throw notFound();
    const ofOrder = { business_id: shop.businessId, order_id: row.order_id };
    const captures = await db
      .selectFrom("capture")
      .selectAll()
      .where((eb) => eb.and({ ...ofOrder, verdict: "settles" }))
      .execute();
    const refunds = await db
      .selectFrom("refund")
      .selectAll()
      .where((eb) => eb.and(ofOrder))
      .orderBy("created_at")
      .execute();
    const photos =
      row.photos.length === 0
        ? []
        : await db
            .selectFrom("file")
            .select("file_id")
            .where("business_id", "=", shop.businessId)
            .where("file_id", "in", row.photos)
            .execute();
    const people = [row.asked_by, row.approved_by, row.confirmed_by].filter((one) => one !== null);
    const names = await till.accounts.namesOf(people);
    const called = (actor: string): string => names.get(actor) ?? merchantName(shop, actor) ?? actor;
    return {
      ...summaryOf(row),
      words: row.words,
      photos: photos.map(({ file_id }) => {
        const id = publicId("file", file_id);
        return { id, url: `/api/v1/shops/${shop.slug}/files/${id}` };
      }),
      account: row.account_shown,
      question: row.question,
      refusal: row.refusal,
      refusalWords: row.refusal_words,
      problem: row.problem,
      askedBy: row.asked_by === "customer" ? (row.person_name ?? "customer") : called(row.asked_by),
      approvedBy: row.approved_by === null ? null : called(row.approved_by),
      confirmedBy: row.confirmed_by === null ? null : called(row.confirmed_by),
      refundable: moneyOf(refundableOf(captures).left, row.currency),
      acts: actsOf(row, person.userId),
      refunds: refunds
        .filter(({ refund_id }) => row.refund_ids.includes(refund_id))
        .map((one) => ({
          id: publicId("refund", one.refund_id),
          paymentId: publicId("payment", one.payment_id),
          amount: moneyOf(one.amount_minor, one.currency),
          state: one.state,
          problem: one.problem,
          at: timeOf(one.changed_at),
        })),
      decidedAt: timeOrNull(row.decided_at),
      closedAt: timeOrNull(row.closed_at),
    };
  });

const merchantName = ({ merchants }: Shop, actor: string): string | undefined =>
  merchants.find(({ phone }) => actor === `merchant:${phone}`)?.name;
