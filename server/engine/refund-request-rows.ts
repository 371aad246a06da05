import type { RowOf } from "#contracts/store";
import { deskFor } from "#domain/refund-request";
import type { Batch, Draft } from "#engine/batch";

/** A request being worked on. */
export type RequestDraft = Draft<RowOf<"refund_request">>;

/** What went back of some captures, or is on its way. */
export const returnedOf = (captures: readonly Pick<RowOf<"capture">, "amount_minor" | "left_minor">[]): number =>
  captures.reduce((sum, { amount_minor, left_minor }) => sum + amount_minor - left_minor, 0);

/** The captures an order was settled with. */
export const settlingCaptures = (batch: Batch, orderIds: readonly string[]): Promise<readonly RowOf<"capture">[]> =>
  orderIds.length === 0
    ? Promise.resolve([])
    : batch.tx.select("capture", { order_id: { in: orderIds }, verdict: { eq: "settles" } });

/** A request without an answer yet. */
export function newRequest(
  batch: Batch,
  order: RowOf<"order">,
  about: Pick<RequestDraft, "amount_minor" | "cause" | "asked_by">,
): RequestDraft {
  const desk = deskFor(batch.shop.refunds, { cause: about.cause, amountMinor: about.amount_minor });
  return {
    request_id: batch.ports.ids.uuid(batch.now),
    order_id: order.order_id,
    thread_id: order.thread_id,
    person_id: order.person_id,
    ...about,
    currency: order.currency,
    words: null,
    photos: [],
    account: null,
    account_shown: null,
    state: "asked",
    desk: desk?.name ?? null,
    // Where no desk is named, the first merchant decides.
    desk_phone: desk === undefined ? (batch.shop.merchants[0]?.phone ?? null) : (desk.phone ?? null),
    question: null,
    refusal: null,
    refusal_words: null,
    problem: null,
    approved_by: null,
    confirmed_by: null,
    refund_ids: [],
    created_at: batch.now,
    decided_at: null,
    closed_at: null,
    changed_at: batch.now,
  };
}

/** Writes a request back, and tells screens. */
export async function saveRequest(batch: Batch, request: RequestDraft): Promise<void> {
  request.changed_at = batch.now;
  await batch.tx.update("refund_request", [request]);
  batch.changes.push({ resource: "order", id: request.order_id });
}
