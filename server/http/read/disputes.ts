import type { Payment } from "#api/payment";
import type { RowOf } from "#contracts/store";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf, timeOrNull } from "../api/call.ts";
import type { Looking } from "./looking.ts";

/** Disputes of a payment, the oldest first. */
export async function disputesOf(
  looking: Looking,
  db: BusinessReader,
  paymentId: string,
): Promise<Payment["disputes"]> {
  const rows = await db
    .selectFrom("dispute")
    .selectAll()
    .where((eb) => eb.and({ business_id: looking.shop.businessId, payment_id: paymentId }))
    .orderBy("created_at")
    .execute();
  return rows.map((row) => shownDispute(looking, row));
}

/** A dispute as it is shown, and whether the till can answer it. */
function shownDispute({ shop }: Looking, row: RowOf<"dispute">): Payment["disputes"][number] {
  const rail = shop.rails.find(({ id }) => id === row.rail_id);
  return {
    id: row.dispute_id,
    state: row.state,
    amount: moneyOf(row.amount_minor, row.currency),
    reason: row.reason,
    dueBy: timeOrNull(row.due_by),
    evidence: row.evidence,
    problem: row.evidence_problem,
    sentAt: timeOrNull(row.evidence_at),
    way: rail?.plug.disputes === undefined ? "by-hand" : "rail",
    openedAt: timeOf(row.created_at),
  };
}
