import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { DecisionRefused } from "#domain/refund-request";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { audit } from "#engine/audit";
import type { Batch } from "#engine/batch";
import { openCase } from "#engine/payment-case";
import { isByHand } from "#engine/refunds";

/**
 * A person says that the transfers of a request's refunds have left. The rail cannot tell, so she is the one who knows:
 * each becomes a fact learnt by hand, booked as any other refund, once however often she says it.
 */
export async function markSent(
  batch: Batch,
  order: RowOf<"order">,
  request: Pick<RowOf<"refund_request">, "refund_ids">,
  actor: string,
): Promise<DecisionRefused | undefined> {
  if (request.refund_ids.length === 0) return { refused: "not-by-hand" };
  const refunds = await batch.tx.find(
    "refund",
    request.refund_ids.map((refund_id) => ({ refund_id })),
  );
  return sendAll(batch, order, refunds, actor);
}

/** The same for one refund, whoever asked for it: a person may return cash without anybody's request. */
export async function markRefundSent(
  batch: Batch,
  refundId: string,
  actor: string,
): Promise<DecisionRefused | undefined> {
  const [seen] = await batch.tx.find("refund", [{ refund_id: refundId }]);
  const known = seen && (await openCase(batch, seen.payment_id));
  if (!seen || !known) return { refused: "not-found" };
  const [refund] = await batch.tx.find("refund", [{ refund_id: refundId }], { lock: true });
  return refund ? sendAll(batch, known.order, [refund], actor) : { refused: "not-found" };
}

async function sendAll(
  batch: Batch,
  order: RowOf<"order">,
  refunds: readonly RowOf<"refund">[],
  actor: string,
): Promise<DecisionRefused | undefined> {
  const byHand = refunds.filter(({ rail_id }) => isByHand(batch, rail_id));
  if (byHand.length === 0) return { refused: "not-by-hand" };
  const waiting = byHand.filter(({ state }) => state === "requested" || state === "pending");
  if (waiting.length === 0) return { refused: "moved-on" };
  await audit(batch, actor, "send-refund", "order", order.order_id, {
    refunds: waiting.map(({ refund_id }) => refund_id),
  });
  for (const refund of waiting)
    await applyPaymentFacts(
      batch,
      refund.rail_id,
      [
        {
          factId: `by-hand:${refund.refund_id}`,
          reference: refund.payment_id,
          kind: "refund-changed",
          refundRef: `hand:${refund.refund_id}`,
          refundId: refund.refund_id,
          captureId: refund.capture_id,
          amount: money(refund.amount_minor, currency(refund.currency)),
          state: "done",
          at: instant(batch.now),
        },
      ],
      "by-hand",
    );
  return undefined;
}
