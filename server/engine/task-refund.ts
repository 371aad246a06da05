import type { LookUp } from "#contracts/payment-provider";
import type { RowOf, Tx } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant, seconds } from "#domain/instant";
import { money } from "#domain/money";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import type { Batch } from "#engine/batch";
import type { RunTask, TaskResult } from "#engine/task";

/**
 * Sends money back. The refund's id is its key; after a try whose outcome is unknown the provider is asked first whether
 * it made it, since a key may have been forgotten by then.
 */
export const refund: RunTask = async (ports, shop, task) => {
  const [row, others = []] = await ports.store.tx(shop.businessId, async (tx) => {
    const [found] = await tx.find("refund", [{ refund_id: task.subject_id }]);
    return found ? ([found, await othersOf(tx, found)] as const) : [];
  });
  const rail = shop.rails.find(({ id }) => id === row?.rail_id);
  if (!row || row.state !== "requested") return { done: true };
  if (!rail) return { done: false, problem: { ok: false, retry: "never", reason: "the rail is not set up any more" } };
  // What a lost answer of an earlier one did could not be told from what this one does.
  if (rail.plug.capabilities.namesRefunds === false && others.some((one) => comesFirst(one, row)))
    return { done: false, problem: { ...problemOfTurn, afterMs: seconds(20) } };
  // A rail that names no refunds of ours looks for a lost try by itself, by what is in our books; asking it twice would
  // outlast the claim.
  if (task.attempts > 1 && rail.plug.capabilities.namesRefunds !== false) {
    const seen = await rail.plug.lookUpRefunds(row.capture_id, rail.settings, ports.http);
    if (!seen.ok) return { done: false, problem: seen };
    if (seen.facts.some((fact) => fact.kind === "refund-changed" && fact.refundId === row.refund_id))
      return applied(row, seen);
  }
  const made = await rail.plug.refund(
    {
      refundId: row.refund_id,
      idempotencyKey: task.task_id,
      captureId: row.capture_id,
      amount: money(row.amount_minor, currency(row.currency)),
      reason: row.reason,
      known: others.flatMap(({ provider_ref }) => (provider_ref === null ? [] : [provider_ref])),
    },
    rail.settings,
    ports.http,
  );
  if (made.ok) return applied(row, made);
  return { done: false, problem: made, giveUp: (batch) => refused(batch, row, made.reason) };
};

/** The other refunds of the same capture. */
async function othersOf(tx: Tx, { rail_id, payment_id, capture_id, refund_id }: RowOf<"refund">) {
  const rows = await tx.select("refund", { rail_id: { eq: rail_id }, payment_id: { eq: payment_id } });
  return rows.filter((one) => one.capture_id === capture_id && one.refund_id !== refund_id);
}

const problemOfTurn = { ok: false, retry: "later", reason: "another refund of this payment comes first" } as const;

/** Whether a refund was asked for before and the provider has not said yet what became of it. */
const comesFirst = (one: RowOf<"refund">, other: RowOf<"refund">): boolean =>
  one.state === "requested" &&
  (one.created_at < other.created_at || (one.created_at === other.created_at && one.refund_id < other.refund_id));

const applied = (row: RowOf<"refund">, seen: LookUp): TaskResult => ({
  done: true,
  apply: (batch) => applyPaymentFacts(batch, row.rail_id, seen.facts, "call"),
});

/** The provider will not do it: the reservation is given back and a person told, as for a refund the bank sent back. */
async function refused(batch: Batch, row: RowOf<"refund">, reason: string): Promise<void> {
  await applyPaymentFacts(
    batch,
    row.rail_id,
    [
      {
        factId: `refund-refused:${row.refund_id}`,
        reference: row.payment_id,
        kind: "refund-changed",
        refundRef: row.provider_ref ?? row.refund_id,
        refundId: row.refund_id,
        captureId: row.capture_id,
        amount: money(row.amount_minor, currency(row.currency)),
        state: "failed",
        reason,
        at: instant(batch.now),
      },
    ],
    "call",
  );
}
