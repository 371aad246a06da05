import type { Money } from "#domain/money";
import { mayOrderMove, piecesBySku } from "#domain/order";
import type { RefundReason } from "#domain/refund";
import type { Batch } from "#engine/batch";
import type { OrderDraft } from "#engine/order-rows";
import { refundByPerson } from "#engine/refund-by-person";
import { refundOrder } from "#engine/refunds";
import { voidLinks } from "#engine/request-payment";
import { giveBack } from "#engine/stock";

/**
 * Closes an order: links are voided, goods that had been taken go back on the shelf unless they left the house, and what
 * was paid is returned. Undefined when the order is closed already.
 */
export async function cancelOrder(
  batch: Batch,
  order: OrderDraft,
  reason: RefundReason,
  requestedBy: string,
): Promise<{ readonly refund: Money | undefined } | undefined> {
  if (!mayOrderMove(order.state, "cancelled")) return undefined;
  const before = order.state;
  order.state = "cancelled";
  order.cancel_reason = reason;
  await voidLinks(batch, order.order_id);
  if (before === "paid") await giveBack(batch, piecesBySku(order));
  if (order.paid_minor === 0) return { refund: undefined };
  // A person who closes an order sends money back as much as one who refunds it: two must agree where two must.
  const returned =
    requestedBy === "customer" || requestedBy === "till"
      ? await refundOrder(batch, order, reason, requestedBy)
      : await refundByPerson(batch, order, reason, requestedBy);
  return { refund: "amount" in returned ? returned.amount : undefined };
}
