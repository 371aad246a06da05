import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { type Money, money } from "#domain/money";
import { type RefundReason, refundableOf } from "#domain/refund";
import { needsSecondPerson } from "#domain/refund-request";
import { audit } from "#engine/audit";
import { type Batch, addNotice } from "#engine/batch";
import type { OrderDraft } from "#engine/order-rows";
import { askSecondPerson, workOf } from "#engine/refund-desk";
import { type RequestDraft, newRequest, returnedOf, settlingCaptures } from "#engine/refund-request-rows";
import { type RefundRefused, refundOrder } from "#engine/refunds";

/** It is on record and approved by one; nothing moves before another person agrees. */
export type RefundWaits = { readonly waits: RowOf<"refund_request"> };

/** Whether what a person wants to send back of an order (all that is left when not given) needs a second one. */
export async function needsSecond(batch: Batch, order: RowOf<"order">, wanted: Money | undefined): Promise<boolean> {
  const captures = await settlingCaptures(batch, [order.order_id]);
  const { left } = refundableOf(captures);
  const amount = wanted ?? money(left, currency(order.currency));
  const { refunds, currency: own } = batch.shop;
  return amount.minor <= left && needsSecondPerson(refunds, amount, returnedOf(captures), own);
}

/** Returns money of an order because a person of the shop wants it: at once, or after another one agreed. */
export async function refundByPerson(
  batch: Batch,
  order: OrderDraft,
  reason: RefundReason,
  actor: string,
  wanted?: Money,
): Promise<Awaited<ReturnType<typeof refundOrder>> | RefundRefused | RefundWaits> {
  if (!(await needsSecond(batch, order, wanted))) return refundOrder(batch, order, reason, actor, wanted);
  const { left } = refundableOf(await settlingCaptures(batch, [order.order_id]));
  if (left === 0) return { refused: "nothing-paid", left };
  const request: RequestDraft = {
    ...newRequest(batch, order, { amount_minor: wanted?.minor ?? left, cause: "shop", asked_by: actor }),
    state: "approved",
    approved_by: actor,
    decided_at: batch.now,
  };
  await batch.tx.insert("refund_request", [request]);
  await waitForSecond(batch, order, request, actor);
  return { waits: request };
}

/** Puts an approved request before everybody who may be the second person. */
export async function waitForSecond(
  batch: Batch,
  order: RowOf<"order">,
  request: RowOf<"refund_request">,
  actor: string,
): Promise<void> {
  await audit(batch, actor, "approve-refund", "order", order.order_id, { amountMinor: request.amount_minor });
  addNotice(batch, {
    about: "refund-second",
    severity: "warning",
    text: "notice.refund-second",
    values: {
      amount: { money: money(request.amount_minor, currency(request.currency)) },
      number: order.number ?? 0,
    },
    threadId: request.thread_id,
    orderId: order.order_id,
  });
  batch.changes.push({ resource: "order", id: order.order_id });
  await askSecondPerson(batch, request, {
    ...(await workOf(batch, request)),
    work: "second",
    by: called(batch, actor),
  });
}

/** What a merchant is called by her name; users of the console have theirs on the screen. */
const called = ({ shop }: Batch, actor: string): string =>
  shop.merchants.find(({ phone }) => actor === `merchant:${phone}`)?.name ?? shop.name;
