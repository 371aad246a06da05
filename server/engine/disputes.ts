import type { RowOf } from "#contracts/store";
import { instant } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import type { WordingValue } from "#domain/wording";
import type { Batch } from "#engine/batch";
import type { PaymentCase } from "#engine/payment-case";

type DisputeFact = Extract<PaymentFact, { readonly kind: "dispute-changed" }>;

/** Keeps what is known of a dispute. Its end stays whatever is heard later; what was sent to the bank is not touched. */
export async function keepDispute(batch: Batch, known: PaymentCase, fact: DisputeFact): Promise<void> {
  const { payment, order } = known;
  const told = {
    ...(fact.reason === undefined ? {} : { reason: fact.reason }),
    ...(fact.dueBy === undefined ? {} : { due_by: fact.dueBy }),
  };
  const row: RowOf<"dispute"> = {
    rail_id: payment.rail_id,
    dispute_id: fact.disputeId,
    payment_id: payment.payment_id,
    order_id: order.order_id,
    capture_id: fact.captureId,
    amount_minor: fact.amount.minor,
    currency: fact.amount.currency,
    state: fact.state,
    reason: null,
    due_by: null,
    evidence: "none",
    evidence_problem: null,
    evidence_hash: null,
    evidence_file: null,
    evidence_at: null,
    created_at: fact.at,
    changed_at: batch.now,
    ...told,
  };
  const [fresh] = await batch.tx.insertNew("dispute", [row]);
  if (fresh) return;
  const mine = { rail_id: { eq: row.rail_id }, dispute_id: { eq: row.dispute_id } };
  // "opened" may arrive after the end.
  const state = fact.state === "opened" ? {} : { state: fact.state };
  await batch.tx.updateIf("dispute", mine, { ...state, ...told, changed_at: batch.now });
}

/** What a notice of a dispute says besides the amount: until when the bank takes an answer. */
export function dueOf(batch: Batch, fact: DisputeFact): Readonly<Record<string, WordingValue>> | undefined {
  if (fact.state !== "opened" || fact.dueBy === undefined) return undefined;
  return { due: batch.ports.localDate(instant(fact.dueBy), batch.shop.timeZone) };
}
