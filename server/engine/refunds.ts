import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { minutes } from "#domain/instant";
import { type Money, money } from "#domain/money";
import { type RefundReason, refundableOf } from "#domain/refund";
import { type Batch, addTask } from "#engine/batch";
import { paymentLane } from "#engine/lanes";
import type { OrderDraft } from "#engine/order-rows";

/** Why a refund cannot be made. `left` is what could still be returned of the order, minor units. */
export type RefundRefused = { readonly refused: "too-much" | "nothing-paid" | "disputed"; readonly left: number };

/** Whether a rail cannot return money by itself: then a person makes the transfer. */
export const isByHand = ({ shop }: Batch, railId: string): boolean =>
  shop.rails.find(({ id }) => id === railId)?.plug.capabilities.refunds === "none";

/**
 * Reserves and requests a refund of one capture. The reservation is one conditional statement, so that the refunds of a
 * capture never pass what came in, whoever asks at the same moment. Undefined when less than that is left.
 */
export async function refundCapture(
  batch: Batch,
  capture: RowOf<"capture">,
  threadId: string,
  amount: Money,
  reason: RefundReason,
  requestedBy: string,
): Promise<RowOf<"refund"> | undefined> {
  const { now, ports, tx } = batch;
  const [reserved] = await tx.updateIf(
    "capture",
    {
      rail_id: { eq: capture.rail_id },
      capture_id: { eq: capture.capture_id },
      left_minor: { gte: amount.minor },
      disputed: { eq: false },
      // A promise that was not kept left nothing to return.
      stage: { in: ["promised", "booked"] },
    },
    { left_minor: { add: -amount.minor } },
  );
  if (!reserved) return undefined;
  const refund: RowOf<"refund"> = {
    refund_id: ports.ids.uuid(now),
    rail_id: capture.rail_id,
    capture_id: capture.capture_id,
    payment_id: capture.payment_id,
    order_id: capture.order_id,
    thread_id: threadId,
    amount_minor: amount.minor,
    currency: amount.currency,
    reason,
    state: "requested",
    provider_ref: null,
    problem: null,
    requested_by: requestedBy,
    look_at: now + minutes(5),
    looks: 0,
    created_at: now,
    changed_at: now,
  };
  await tx.insert("refund", [refund]);
  // What a person sends by hand, she says so herself: see mark-sent.ts.
  if (!isByHand(batch, capture.rail_id))
    addTask(batch, {
      task_id: `refund:${refund.refund_id}`,
      kind: "refund",
      lane: paymentLane(capture.payment_id),
      thread_id: threadId,
      subject_id: refund.refund_id,
      details: {},
    });
  batch.changes.push({ resource: "payment", id: capture.payment_id });
  return refund;
}

/** Returns `minor` of some captures, one after the other. Undefined when somebody else was quicker: nothing may be kept. */
export async function refundCaptures(
  batch: Batch,
  captures: readonly RowOf<"capture">[],
  threadId: string,
  minor: number,
  reason: RefundReason,
  requestedBy: string,
): Promise<readonly RowOf<"refund">[] | undefined> {
  const refunds: RowOf<"refund">[] = [];
  let missing = minor;
  for (const capture of captures) {
    const part = Math.min(missing, capture.left_minor);
    if (part === 0) continue;
    const amount = money(part, currency(capture.currency));
    const refund = await refundCapture(batch, capture, threadId, amount, reason, requestedBy);
    if (!refund) return undefined;
    refunds.push(refund);
    missing -= part;
  }
  return refunds;
}

/** Returns `wanted` of what the order was paid with (the whole rest when not given), from its settling captures. */
export async function refundOrder(
  batch: Batch,
  order: OrderDraft,
  reason: RefundReason,
  requestedBy: string,
  wanted?: Money,
): Promise<{ readonly refunds: readonly RowOf<"refund">[]; readonly amount: Money } | RefundRefused> {
  const captures = await batch.tx.select(
    "capture",
    { order_id: { eq: order.order_id }, verdict: { eq: "settles" } },
    { orderBy: ["rail_id", "capture_id"], lock: true },
  );
  const { free, left, disputed } = refundableOf(captures);
  if (free.length === 0) return { refused: disputed ? "disputed" : "nothing-paid", left: 0 };
  const sought = wanted?.minor ?? left;
  if (sought > left || sought <= 0) return { refused: sought <= 0 ? "nothing-paid" : "too-much", left };
  const refunds = await refundCaptures(batch, free, order.thread_id, sought, reason, requestedBy);
  if (!refunds) return { refused: "too-much", left };
  const sum = refunds.reduce((total, { amount_minor }) => total + amount_minor, 0);
  return { refunds, amount: money(sum, currency(order.currency)) };
}
