import { type SqlBool, sql } from "kysely";
import type { Reconciliation } from "#api/reconciliation";
import { minutes } from "#domain/instant";
import { statementRails } from "#engine/near-entry";
import type { BusinessReader } from "#storage/postgres/reader";
import { timeOf, timeOrNull } from "../api/call.ts";
import { type Difference, about, lostPromises, most, notOnStatement, notPaidOut } from "./late-money.ts";
import { type Looking, look } from "./looking.ts";
import { needsPerson, settledByCapture } from "./payments.ts";

/** A provider that has not answered for this long is worth a line. */
const tooOld = minutes(30);

/** Money that came and settles nothing, or that its bank has taken back for now. */
async function oddCaptures(db: BusinessReader, businessId: string): Promise<readonly Difference[]> {
  const rows = await db
    .selectFrom("capture")
    .selectAll()
    .where("business_id", "=", businessId)
    .where(sql<SqlBool>`(disputed or (verdict <> 'settles' and left_minor > 0 and stage <> 'lost'))`)
    .orderBy("at", "desc")
    .limit(most)
    .execute();
  return rows.map((row) => {
    const odd = row.verdict === "surplus" ? "surplus" : "wrong-amount";
    return about(row, row.disputed ? "disputed" : odd, row.at);
  });
}

/** Refunds their bank sent back. */
async function failedRefunds(db: BusinessReader, businessId: string): Promise<readonly Difference[]> {
  const rows = await db
    .selectFrom("refund")
    .selectAll()
    .where("business_id", "=", businessId)
    .where("state", "=", "failed")
    .orderBy("changed_at", "desc")
    .limit(most)
    .execute();
  return rows.map((row) => about(row, "refund-failed", row.changed_at));
}

/** Money that came for no payment of ours. */
async function strangers(db: BusinessReader, businessId: string): Promise<readonly Difference[]> {
  const rows = await db
    .selectFrom("payment_fact")
    .selectAll()
    .where("business_id", "=", businessId)
    .where("payment_id", "is", null)
    .where("kind", "=", "captured")
    .orderBy("seen_at", "desc")
    .limit(most)
    .execute();
  return rows.map(({ fact, seen_at }) => ({
    paymentId: null,
    orderId: null,
    problem: "unknown-payment",
    amount: "amount" in fact ? fact.amount : null,
    at: timeOf(seen_at),
  }));
}

/** Payments whose provider has not been heard of for too long. */
async function unheard(db: BusinessReader, businessId: string, now: number): Promise<readonly Difference[]> {
  const rows = await db
    .selectFrom("payment")
    .selectAll()
    .where("business_id", "=", businessId)
    .where("final", "=", false)
    .where("provider_ref", "is not", null)
    // Where nothing but the merchant's account tells, silence says nothing.
    .where("shows", "is", null)
    .where(sql<SqlBool>`coalesce(by_lookup_at, by_webhook_at, created_at) < ${now - tooOld}`)
    .limit(most)
    .execute();
  return rows.map((row) => about(row, "unreachable", row.look_at));
}

const sumsOf = (db: BusinessReader, businessId: string, now: number) =>
  db
    .selectFrom("payment as y")
    .select([
      sql<string>`count(*)`.as("payments"),
      sql<string>`count(*) filter (where not ${needsPerson})`.as("matching"),
      sql<string>`count(*) filter (where ${settledByCapture})`.as("confirmed"),
      sql<string>`count(*) filter (where state in ('requested', 'open'))`.as("waiting"),
      sql<string>`count(*) filter (where state = 'captured' and by_webhook_at is null)`.as("recovered"),
      sql<string | null>`max(by_lookup_at)`.as("checked_at"),
      sql<string>`count(*) filter (where not final and provider_ref is not null and look_at <= ${now})`.as("due"),
    ])
    .where("business_id", "=", businessId)
    .executeTakeFirstOrThrow();

async function countOpenEntries(db: BusinessReader, businessId: string): Promise<number> {
  const { open } = await db
    .selectFrom("statement_entry")
    .select(sql<string>`count(*)`.as("open"))
    .where("business_id", "=", businessId)
    .where("state", "in", ["odd", "proposed"])
    .executeTakeFirstOrThrow();
  return Number(open);
}

async function lastRuns(db: BusinessReader, businessId: string): Promise<Reconciliation["runs"]> {
  const rows = await db
    .selectFrom("reconciliation_run")
    .selectAll()
    .where("business_id", "=", businessId)
    .orderBy("day", "desc")
    .limit(30)
    .execute();
  return rows.map(({ day, started_at, finished_at, looked, recovered, unanswered, odd }) => ({
    day,
    startedAt: timeOf(started_at),
    finishedAt: timeOrNull(finished_at),
    looked,
    recovered,
    unanswered,
    odd,
  }));
}

/** Whether the payments on record agree with what their providers say. */
export const readReconciliation = (looking: Looking): Promise<Reconciliation> =>
  look(looking, async (db) => {
    const { businessId } = looking.shop;
    const now = looking.till.ports.clock.now();
    const sums = await sumsOf(db, businessId, now);
    const differences = [
      ...(await oddCaptures(db, businessId)),
      ...(await failedRefunds(db, businessId)),
      ...(await strangers(db, businessId)),
      ...(await unheard(db, businessId, now)),
      ...(await lostPromises(db, businessId, now)),
      ...(await notOnStatement(db, businessId, statementRails(looking.shop), now)),
      ...(await notPaidOut(db, businessId, now)),
    ].slice(0, most);
    const openEntries = await countOpenEntries(db, businessId);
    const checkedAt = sums.checked_at === null ? null : Number(sums.checked_at);
    const quiet = Number(sums.due) > 0 ? "checking" : checkedAt === null ? "never" : "match";
    return {
      state: differences.length > 0 ? "differences" : quiet,
      payments: Number(sums.payments),
      matching: Number(sums.matching),
      confirmed: Number(sums.confirmed),
      waiting: Number(sums.waiting),
      recovered: Number(sums.recovered),
      checkedAt: timeOrNull(checkedAt),
      differences,
      openEntries,
      runs: await lastRuns(db, businessId),
    };
  });
