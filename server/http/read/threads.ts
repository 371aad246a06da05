import { type SqlBool, sql } from "kysely";
import type { Thread, ThreadSummary, ThreadView } from "#api/thread";
import type { RowOf } from "#contracts/store";
import { instant } from "#domain/instant";
import { spokenLanguage } from "#domain/language";
import { serviceWindow } from "#domain/sending-window";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, anywhere, cursorsOf, look, numberOf, pageOf, personLike } from "./looking.ts";
import { orderRow, shownOrder } from "./orders.ts";

type OrderColumns = {
  readonly order_number: number | null;
  readonly order_state: RowOf<"order">["state"] | null;
  readonly order_total: number | null;
  readonly order_currency: string | null;
};
type PersonColumns = Pick<RowOf<"person">, "name" | "phone" | "email" | "marketing"> & {
  readonly person_since: number;
};
type Listed = RowOf<"thread"> & OrderColumns & PersonColumns & { readonly last_direction: string | null };

const listed = (db: BusinessReader, businessId: string) =>
  db
    .selectFrom("thread as t")
    .innerJoin("person as p", (join) =>
      join.onRef("p.business_id", "=", "t.business_id").onRef("p.person_id", "=", "t.person_id"),
    )
    .leftJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "t.business_id").onRef("o.order_id", "=", "t.order_id"),
    )
    .selectAll("t")
    .select([
      "p.name",
      "p.phone",
      "p.email",
      "p.marketing",
      "p.created_at as person_since",
      "o.number as order_number",
      "o.state as order_state",
      "o.total_minor as order_total",
      "o.currency as order_currency",
    ])
    .select(
      sql<string | null>`(select m.direction from message m where m.business_id = t.business_id
        and m.thread_id = t.thread_id order by m.seq desc limit 1)`.as("last_direction"),
    )
    .where("t.business_id", "=", businessId);

/** Which threads a view keeps, as a condition on the joined tables `t` and `o`. */
const viewCondition = (view: ThreadView) =>
  ({
    all: sql<SqlBool>`true`,
    "mine-human": sql<SqlBool>`t.owner = 'human'`,
    bot: sql<SqlBool>`t.owner = 'bot'`,
    "awaiting-money": sql<SqlBool>`o.state = 'placed'`,
    unread: sql<SqlBool>`t.unread > 0`,
  })[view];

function windowOf({ till, shop }: Looking, row: Listed): ThreadSummary["window"] {
  const account = shop.channels.get(row.channel_id);
  const last = row.last_inbound_at === null ? undefined : instant(row.last_inbound_at);
  const state = account?.plug.window(last, till.ports.clock.now()) ?? "closed";
  return { state, closesAt: state === "open" && last !== undefined ? timeOf(last + serviceWindow) : null };
}

function moneyShown(row: Listed): ThreadSummary["money"] {
  const { order_id, order_number, order_state, order_total, order_currency } = row;
  if (order_id === null || order_state === null || order_total === null || order_currency === null) return null;
  if (order_state === "cart" && order_total === 0) return null;
  return {
    orderId: publicId("order", order_id),
    orderNumber: order_number,
    state: order_state,
    awaiting: order_state === "placed",
    total: moneyOf(order_total, order_currency),
  };
}

function shownSummary(looking: Looking, row: Listed, names: ReadonlyMap<string, string>): ThreadSummary {
  const { shop, person } = looking;
  const account = shop.channels.get(row.channel_id);
  const { owner_user } = row;
  return {
    id: publicId("thread", row.thread_id),
    person: { id: publicId("person", row.person_id), name: row.name, phone: row.phone, email: row.email },
    channel: { id: row.channel_id, kind: account?.kind ?? "", name: account?.name ?? row.channel_id },
    owner: row.owner,
    ownerUser:
      owner_user === null
        ? null
        : {
            id: /^[0-9a-f-]{36}$/.test(owner_user) ? publicId("user", owner_user) : owner_user,
            name: names.get(owner_user) ?? owner_user,
            me: owner_user === person.userId,
          },
    handoverReason: row.handover_reason,
    preview: row.preview,
    previewFrom: row.last_direction === "out" ? "us" : "customer",
    unread: row.unread,
    lastMessageAt: timeOf(row.last_message_at),
    language: spokenLanguage(row.language, shop.languages),
    money: moneyShown(row),
    window: windowOf(looking, row),
  };
}

/** How threads are listed. */
export type ThreadListing = {
  readonly view: ThreadView;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Threads, the newest message first. */
export const listThreads = (looking: Looking, { view, search, cursor, limit }: ThreadListing) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `threads ${view} ${search ?? ""}`);
    const place = cursors.read(cursor);
    let query = listed(db, looking.shop.businessId)
      .where(viewCondition(view))
      .orderBy("t.last_message_at", "desc")
      .orderBy("t.thread_id", "desc")
      .limit(limit + 1);
    if (search !== undefined && search.trim() !== "") {
      const number = numberOf(search);
      const words = sql<SqlBool>`(${personLike(search)} or t.preview ilike ${anywhere(search)})`;
      query = query.where(number === undefined ? words : sql<SqlBool>`(o.number = ${number} or ${words})`);
    }
    if (place) query = query.where(sql<SqlBool>`(t.last_message_at, t.thread_id) < (${place[0]}, ${place[1]}::uuid)`);
    const rows = await query.execute();
    const names = await looking.till.accounts.namesOf(rows.flatMap(({ owner_user }) => owner_user ?? []));
    return pageOf(
      rows,
      limit,
      (last) => cursors.write([last.last_message_at, last.thread_id]),
      (row) => shownSummary(looking, row, names),
    );
  });

/** A thread with its open order and what its person bought before. */
export const readThread = (looking: Looking, threadId: string): Promise<Thread> =>
  look(looking, async (db) => {
    const { businessId, currency } = looking.shop;
    const row = await listed(db, businessId).where("t.thread_id", "=", threadId).executeTakeFirst();
    if (!row) throw notFound();
    const names = await looking.till.accounts.namesOf(row.owner_user === null ? [] : [row.owner_user]);
    const bought = await db
      .selectFrom("order")
      .select((eb) => [
        eb.fn.countAll<string>().as("orders"),
        sql<string>`coalesce(sum(paid_minor - refunded_minor), 0)`.as("spent"),
      ])
      .where("business_id", "=", businessId)
      .where("person_id", "=", row.person_id)
      .where("paid_minor", ">", 0)
      .executeTakeFirstOrThrow();
    const order =
      row.order_id === null ? null : await shownOrder(looking, db, await orderRow(db, businessId, row.order_id));
    return {
      ...shownSummary(looking, row, names),
      order,
      customer: {
        orders: Number(bought.orders),
        spent: moneyOf(Number(bought.spent), currency),
        since: timeOf(row.person_since),
        marketing: row.marketing,
      },
      readSeq: Math.max(0, row.seq - row.unread),
      seq: row.seq,
    };
  });
