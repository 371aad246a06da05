import { type SqlBool, sql } from "kysely";
import type { Reconciliation } from "#api/reconciliation";
import { minutes } from "#domain/instant";
import { moneyOf, timeOf, timeOrNull } from "../api/call.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, look } from "./looking.ts";

/** Differences shown; the payments' own list has all of them. */
const most = 100;
/** A provider that has not answered for this long is worth a line. */
const tooOld = minutes(30);

/** Whether the payments on record agree with what their providers say. */
export const readReconciliation = (looking: Looking): Promise<Reconciliation> =>
  look(looking, async (db) => {
    const { businessId } = looking.shop;
    const now = looking.till.ports.clock.now();
    const sums = await db
      .selectFrom("payment")
      .select([
        sql<string>`count(*)`.as("payments"),
        sql<string>`count(*) filter (where state = 'captured')`.as("confirmed"),
        sql<string>`count(*) filter (where state in ('requested', 'open'))`.as("waiting"),
        sql<string>`count(*) filter (where state = 'captured' and by_webhook_at is null)`.as("recovered"),
        sql<string | null>`max(by_lookup_at)`.as("checked_at"),
        sql<string>`count(*) filter (where not final and provider_ref is not null and look_at <= ${now})`.as("due"),
      ])
      .where("business_id", "=", businessId)
      .executeTakeFirstOrThrow();
    const captures = await db
      .selectFrom("capture")
      .selectAll()
      .where("business_id", "=", businessId)
      .where(sql<SqlBool>`(disputed or (verdict <> 'settles' and left_minor > 0))`)
      .orderBy("at", "desc")
      .limit(most)
      .execute();
    const refunds = await db
      .selectFrom("refund")
      .selectAll()
      .where("business_id", "=", businessId)
      .where("state", "=", "failed")
      .orderBy("changed_at", "desc")
      .limit(most)
      .execute();
    const strangers = await db
      .selectFrom("payment_fact")
      .selectAll()
      .where("business_id", "=", businessId)
      .where("payment_id", "is", null)
      .where("kind", "=", "captured")
      .orderBy("seen_at", "desc")
      .limit(most)
      .execute();
    const unheard = await db
      .selectFrom("payment")
      .selectAll()
      .where("business_id", "=", businessId)
      .where("final", "=", false)
      .where("provider_ref", "is not", null)
      .where(sql<SqlBool>`coalesce(by_lookup_at, by_webhook_at, created_at) < ${now - tooOld}`)
      .limit(most)
      .execute();
    const differences: Reconciliation["differences"] = [
      ...captures.map((one) => ({
        paymentId: publicId("payment", one.payment_id),
        orderId: publicId("order", one.order_id),
        problem: one.disputed
          ? ("disputed" as const)
          : one.verdict === "surplus"
            ? ("surplus" as const)
            : ("wrong-amount" as const),
        amount: moneyOf(one.amount_minor, one.currency),
        at: timeOf(one.at),
      })),
      ...refunds.map((one) => ({
        paymentId: publicId("payment", one.payment_id),
        orderId: publicId("order", one.order_id),
        problem: "refund-failed" as const,
        amount: moneyOf(one.amount_minor, one.currency),
        at: timeOf(one.changed_at),
      })),
      ...strangers.map(({ fact, seen_at }) => ({
        paymentId: null,
        orderId: null,
        problem: "unknown-payment" as const,
        amount: "amount" in fact ? fact.amount : null,
        at: timeOf(seen_at),
      })),
      ...unheard.map((one) => ({
        paymentId: publicId("payment", one.payment_id),
        orderId: publicId("order", one.order_id),
        problem: "unreachable" as const,
        amount: moneyOf(one.amount_minor, one.currency),
        at: timeOf(one.look_at),
      })),
    ];
    const checkedAt = sums.checked_at === null ? null : Number(sums.checked_at);
    const state =
      differences.length > 0
        ? "differences"
        : Number(sums.due) > 0
          ? "checking"
          : checkedAt === null
            ? "never"
            : "match";
    return {
      state,
      payments: Number(sums.payments),
      confirmed: Number(sums.confirmed),
      waiting: Number(sums.waiting),
      recovered: Number(sums.recovered),
      checkedAt: timeOrNull(checkedAt),
      differences: differences.slice(0, most),
    };
  });
