import { sql } from "kysely";
import type { Found, Summary } from "#api/summary";
import { days } from "#domain/instant";
import { moneyOnItsWay } from "#engine/on-its-way";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf } from "../api/call.ts";
import { listOrders } from "./orders.ts";
import { listProducts } from "./products.ts";
import { listPayments, needsPerson } from "./payments.ts";
import { type Looking, look } from "./looking.ts";
import { countRefundRequests } from "./refund-requests.ts";
import { listThreads } from "./threads.ts";

/** Midnight of the shop's own day, in milliseconds. A day may have 23 or 25 hours: the wall clock is asked, not 24 h. */
export function startOfDay(now: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const wall = (at: number): number => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  const today = Math.floor(wall(now) / days(1)) * days(1);
  // The offset at midnight may differ from the offset now: the guess is put right once.
  const guess = now - (wall(now) - today);
  return Math.floor((guess - (wall(guess) - today)) / 1_000) * 1_000;
}

type Tally = { readonly count: string; readonly minor: string | null };

async function money(db: BusinessReader, businessId: string, since: number, before: number, now: number) {
  const { rows } = await sql<Record<"paid" | "paid_before" | "waiting" | "attention" | "refunds", Tally>>`
    select
      (select json_build_object('count', count(*), 'minor', sum(amount_minor)) from capture
        where business_id = ${businessId}::uuid and verdict = 'settles' and at >= ${since}) as paid,
      (select json_build_object('count', count(*), 'minor', sum(amount_minor)) from capture
        where business_id = ${businessId}::uuid and verdict = 'settles'
          and at >= ${before} and at < ${before + (now - since)}) as paid_before,
      (select json_build_object('count', count(*), 'minor', sum(amount_minor)) from payment
        where business_id = ${businessId}::uuid and state in ('requested', 'open')) as waiting,
      (select json_build_object('count', count(*), 'minor', sum(coalesce((select sum(c.amount_minor) from capture c
        where c.business_id = y.business_id and c.payment_id = y.payment_id), y.amount_minor))) from payment y
        where business_id = ${businessId}::uuid and ${needsPerson}) as attention,
      (select json_build_object('count', count(*), 'minor', sum(amount_minor)) from refund
        where business_id = ${businessId}::uuid and state <> 'failed' and created_at >= ${since}) as refunds`.execute(
    db,
  );
  const [row] = rows;
  if (!row) throw new Error("a select without a table gave no row");
  return row;
}

type Counts = Record<"all" | "mine-human" | "bot" | "awaiting-money" | "unread", string>;

async function counts(db: BusinessReader, businessId: string) {
  const threads = await sql<Counts>`
    select count(*) as "all",
      count(*) filter (where t.owner = 'human') as "mine-human",
      count(*) filter (where t.owner = 'bot') as "bot",
      count(*) filter (where o.state = 'placed') as "awaiting-money",
      count(*) filter (where t.unread > 0) as "unread"
    from thread t left join "order" o on o.business_id = t.business_id and o.order_id = t.order_id
    where t.business_id = ${businessId}::uuid`.execute(db);
  const work = await sql<Record<"ship" | "notices" | "letters", string>>`
    select
      (select count(*) from "order" where business_id = ${businessId}::uuid and state = 'paid') as ship,
      (select count(*) from notice where business_id = ${businessId}::uuid and state = 'open') as notices,
      (select count(*) from raw_webhook where business_id = ${businessId}::uuid and problem is not null)
        + (select count(*) from inbox where business_id = ${businessId}::uuid and state = 'dead')
        + (select count(*) from task where business_id = ${businessId}::uuid and state = 'dead') as letters`.execute(
    db,
  );
  return { threads: threads.rows[0], work: work.rows[0] };
}

/** Today, in the shop's own day. */
export const readSummary = (looking: Looking): Promise<Summary> =>
  look(looking, async (db) => {
    const { businessId, currency, timeZone } = looking.shop;
    const now = looking.till.ports.clock.now();
    const since = startOfDay(now, timeZone);
    const before = startOfDay(since - 1, timeZone);
    const sums = await money(db, businessId, since, before, now);
    const { threads, work } = await counts(db, businessId);
    const waiting = await countRefundRequests(db, looking.shop);
    const way = await looking.till.ports.store.tx(businessId, (tx) => moneyOnItsWay(tx, looking.shop, now));
    const tally = ({ count, minor }: Tally) => ({
      count: Number(count),
      amount: moneyOf(Number(minor ?? 0), currency),
    });
    const number = (key: keyof Counts): number => Number(threads?.[key] ?? 0);
    return {
      paid: tally(sums.paid),
      paidBefore: tally(sums.paid_before),
      waiting: tally(sums.waiting),
      attention: tally(sums.attention),
      refunds: tally(sums.refunds),
      onItsWay: way === undefined ? null : { amount: way.amount, fromDays: way.days[0], toDays: way.days[1] },
      ordersToShip: Number(work?.ship ?? 0),
      refundsWaiting: waiting.asked + waiting.second + waiting.failed + waiting.byHand,
      openNotices: Number(work?.notices ?? 0),
      deadLetters: Number(work?.letters ?? 0),
      threads: {
        all: number("all"),
        "mine-human": number("mine-human"),
        bot: number("bot"),
        "awaiting-money": number("awaiting-money"),
        unread: number("unread"),
      },
    };
  });

/** Finds a few of everything. */
export async function findEverywhere(looking: Looking, search: string): Promise<Found> {
  const [threads, orders, payments, products] = await Promise.all([
    listThreads(looking, { view: "all", search, limit: 5 }),
    listOrders(looking, { view: "all", search, limit: 5 }),
    listPayments(looking, { view: "all", search, limit: 5 }),
    listProducts(looking, { view: "on-sale", search }),
  ]);
  return {
    threads: threads.items.map(({ id, person, preview }) => ({ id, name: person.name, preview })),
    orders: orders.items.map(({ id, number, person, total }) => ({ id, number, name: person.name, total })),
    payments: payments.items.map(({ id, person, amount, state }) => ({ id, name: person.name, amount, state })),
    products: products.slice(0, 5).map(({ sku, name, price }) => ({ sku, name, price })),
  };
}
