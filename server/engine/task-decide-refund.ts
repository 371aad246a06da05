import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { DecisionResult, RefundDecision } from "#domain/refund-request";
import { advance } from "#engine/advance-journey";
import { listenTo } from "#engine/answer-merchant";
import { type Batch, lockThread } from "#engine/batch";
import { decideRefund } from "#engine/decide-refund";
import { merchantOf } from "#engine/merchant";
import type { RunTask } from "#engine/task";

/**
 * Does what a merchant decided about a refund request from her chat. A task of its own, as commands are: the customer's
 * thread is locked in a transaction of its own, and it happens once, whatever is tapped again.
 */
export const runDecision: RunTask = async (_ports, _shop, task) => ({
  done: true,
  apply: async (batch) => {
    const seller = await lockThread(batch, task.thread_id ?? "");
    const merchant = seller && merchantOf(batch.shop, seller);
    // Her number may have been taken off the list since she tapped.
    if (!seller || !merchant) return;
    const result = await decide(
      batch,
      `merchant:${merchant.phone}`,
      task.subject_id,
      task.details,
      merchant.ceilingMinor,
    );
    listenTo(batch, seller);
    await advance(batch, seller, { event: "refund-decided", result });
  },
});

async function decide(
  batch: Batch,
  actor: string,
  requestId: string,
  details: unknown,
  ceilingMinor: number | undefined,
): Promise<DecisionResult> {
  const decision = details as RefundDecision;
  const decided = await decideRefund(batch, actor, requestId, decision, ceilingMinor);
  if (!("refused" in decided)) {
    const { number, amount, waits } = decided;
    return { number, amount, done: waits ? "waits-for-second" : decision.decide };
  }
  const [request] = await batch.tx.find("refund_request", [{ request_id: requestId }]);
  const [order] = request ? await batch.tx.find("order", [{ order_id: request.order_id }]) : [];
  const amount = money(request?.amount_minor ?? 0, currency(request?.currency ?? batch.shop.currency));
  return { number: order?.number ?? 0, amount, done: "refused-decision", ...decided };
}
