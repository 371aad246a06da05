import type { Payment } from "#api/payment";
import type { RowOf } from "#contracts/store";
import { moneyOf, timeOf, timeOrNull } from "../api/call.ts";
import type { Looking } from "./looking.ts";

/** A dispute as it is shown, and whether the till can answer it. */
export function shownDispute({ shop }: Looking, row: RowOf<"dispute">): Payment["disputes"][number] {
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
