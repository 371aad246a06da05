import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { refundableOf } from "#domain/refund";
import type { DecisionRefused } from "#domain/refund-request";
import { audit } from "#engine/audit";
import { type Batch, addNotice } from "#engine/batch";
import { countRefundOf } from "#engine/limits";
import type { OrderDraft } from "#engine/order-rows";
import { tellDesk, workOf } from "#engine/refund-desk";
import { type RequestDraft, saveRequest, settlingCaptures } from "#engine/refund-request-rows";
import { isByHand, refundOrder } from "#engine/refunds";

/** Money the request has led back, or is leading back. */
const alreadyReturned = (refunds: readonly RowOf<"refund">[]): number =>
  refunds.reduce((sum, { state, amount_minor }) => (state === "failed" ? sum : sum + amount_minor), 0);

/**
 * Sends back what a request asks for, less what went back for it before: after a failure only what failed goes again.
 * The reservation decides: where less is left, nothing happens and it is said.
 */
export async function giveBackRequested(
  batch: Batch,
  order: OrderDraft,
  request: RequestDraft,
  actor: string,
): Promise<DecisionRefused | { readonly refunds: readonly RowOf<"refund">[] }> {
  const before =
    request.refund_ids.length === 0
      ? []
      : await batch.tx.find(
          "refund",
          request.refund_ids.map((refund_id) => ({ refund_id })),
        );
  const amount = money(request.amount_minor - alreadyReturned(before), currency(request.currency));
  const { left } = refundableOf(await settlingCaptures(batch, [order.order_id]));
  // What cannot go back is not counted against the limits either.
  const over = actor === "till" || amount.minor > left ? undefined : await countRefundOf(batch, order, amount, actor);
  if (over !== undefined) return { refused: "limit", details: over };
  const reason = request.asked_by === "customer" ? "customer-asked" : "operator";
  const made = await refundOrder(batch, order, reason, actor, amount);
  if ("refused" in made) return { refused: made.refused, left: money(made.left, amount.currency) };
  if (actor !== "till") await audit(batch, actor, "refund", "order", order.order_id, { amountMinor: amount.minor });
  request.state = "refunding";
  request.decided_at ??= batch.now;
  request.problem = null;
  request.refund_ids = [...request.refund_ids, ...made.refunds.map(({ refund_id }) => refund_id)];
  await saveRequest(batch, request);
  if (made.refunds.some(({ rail_id }) => isByHand(batch, rail_id))) await askForTransfer(batch, order, request);
  return { refunds: made.refunds };
}

/** The rail returns nothing by itself: a person makes the transfer and says so. */
async function askForTransfer(batch: Batch, order: OrderDraft, request: RequestDraft): Promise<void> {
  addNotice(batch, {
    about: "refund-by-hand",
    severity: "warning",
    text: "notice.refund-by-hand",
    values: {
      amount: { money: money(request.amount_minor, currency(request.currency)) },
      number: order.number ?? 0,
      account: request.account_shown ?? "–",
    },
    threadId: request.thread_id,
    orderId: order.order_id,
  });
  await tellDesk(batch, request, { ...(await workOf(batch, request)), work: "by-hand" });
}
