import { type SqlBool, sql } from "kysely";
import type { Reconciliation } from "#api/reconciliation";
import type { RowOf } from "#contracts/store";
import { days } from "#domain/instant";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf } from "../api/call.ts";
import { publicId } from "../public-ids.ts";

/** Differences shown; the payments' own list has all of them. */
export const most = 100;
/** A transfer confirmed by hand is on the account after this long, weekends included. */
const statementDelay = days(5);
/** Providers pay out weekly at the slowest standard schedule, and banks take days. */
const payoutDelay = days(14);
/** A promise that was lost stays worth a line this long: a person decided about the goods by then. */
const lostFor = days(30);

/** Something that does not agree. */
export type Difference = Reconciliation["differences"][number];

/** A difference about a payment's money. */
export const about = (
  row: Pick<RowOf<"capture">, "payment_id" | "order_id" | "amount_minor" | "currency">,
  problem: Difference["problem"],
  at: number,
): Difference => ({
  paymentId: publicId("payment", row.payment_id),
  orderId: publicId("order", row.order_id),
  problem,
  amount: moneyOf(row.amount_minor, row.currency),
  at: timeOf(at),
});

const captures = (db: BusinessReader, businessId: string) =>
  db
    .selectFrom("capture as c")
    .selectAll("c")
    .where("c.business_id", "=", businessId)
    .orderBy("c.at", "desc")
    .limit(most);

/** Money a bank had promised and did not send. */
export async function lostPromises(
  db: BusinessReader,
  businessId: string,
  now: number,
): Promise<readonly Difference[]> {
  const rows = await captures(db, businessId)
    .where("c.stage", "=", "lost")
    .where("c.at", ">=", now - lostFor)
    .execute();
  return rows.map((row) => about(row, "promise-lost", row.at));
}

/**
 * Money that was confirmed days ago and that no statement has shown, on rails that only the shop's bank sees. Only for days
 * that imported statements cover: a shop that imports none is told nothing.
 */
export async function notOnStatement(
  db: BusinessReader,
  businessId: string,
  rails: readonly string[],
  now: number,
): Promise<readonly Difference[]> {
  if (rails.length === 0) return [];
  const rows = await captures(db, businessId)
    .where("c.rail_id", "in", rails)
    .where("c.stage", "=", "booked")
    .where("c.at", "<", now - statementDelay)
    .where(
      sql<SqlBool>`not exists (select from statement_entry e where e.business_id = c.business_id
        and e.rail_id = c.rail_id and e.capture_id = c.capture_id)`,
    )
    // Covered: movements are known from before it came, and from days after.
    .where(
      sql<SqlBool>`exists (select from statement_entry e where e.business_id = c.business_id
        and e.booked_on <= to_char(to_timestamp(c.at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD'))`,
    )
    .where(
      sql<SqlBool>`exists (select from statement_entry e where e.business_id = c.business_id
        and e.booked_on > to_char(to_timestamp(c.at / 1000.0) at time zone 'UTC' + interval '3 days', 'YYYY-MM-DD'))`,
    )
    .execute();
  return rows.map((row) => about(row, "not-on-statement", row.at));
}

/** Money a provider captured and never paid out, where its payouts of later days are known. */
export async function notPaidOut(db: BusinessReader, businessId: string, now: number): Promise<readonly Difference[]> {
  const rows = await captures(db, businessId)
    .where("c.stage", "=", "booked")
    .where("c.at", "<", now - payoutDelay)
    .where(
      sql<SqlBool>`not exists (select from payout_line l where l.business_id = c.business_id
        and l.rail_id = c.rail_id and l.capture_id = c.capture_id)`,
    )
    .where(
      sql<SqlBool>`exists (select from payout p where p.business_id = c.business_id and p.rail_id = c.rail_id
        and p.arrives_on <= to_char(to_timestamp(c.at / 1000.0) at time zone 'UTC', 'YYYY-MM-DD'))`,
    )
    .where(
      sql<SqlBool>`exists (select from payout p where p.business_id = c.business_id and p.rail_id = c.rail_id
        and p.arrives_on > to_char(to_timestamp(c.at / 1000.0) at time zone 'UTC' + interval '14 days', 'YYYY-MM-DD'))`,
    )
    .execute();
  return rows.map((row) => about(row, "not-paid-out", row.at));
}
