import type { JourneyEvent } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import type { Effect } from "#domain/effect";
import { money } from "#domain/money";
import { refundableOf } from "#domain/refund";
import {
  type RefundAsked,
  type RefundDraft,
  type RefundableOrder,
  approvesItself,
  openRequestStates,
} from "#domain/refund-request";
import { type Batch, type ThreadDraft, addNotice } from "#engine/batch";
import { loadOrder } from "#engine/order-rows";
import { giveBackRequested } from "#engine/give-back";
import { tellDesk, workOf } from "#engine/refund-desk";
import { type RequestDraft, newRequest, returnedOf, saveRequest, settlingCaptures } from "#engine/refund-request-rows";
import { isByHand } from "#engine/refunds";

/** Orders shown to choose from: the last ones. */
const mostOrders = 10;

/** Whether money of a rail goes back by a transfer: cash goes back over the counter. */
const needsTransfer = (batch: Batch, railId: string): boolean =>
  isByHand(batch, railId) && batch.shop.rails.find(({ id }) => id === railId)?.plug.capabilities.means !== "cash";

/** The customer's own paid orders that something can still go back of, the last paid first. */
export async function findRefundable(
  batch: Batch,
  thread: ThreadDraft,
  wanted: string | undefined,
): Promise<JourneyEvent> {
  const orders = await batch.tx.select(
    "order",
    { person_id: { eq: thread.person_id }, paid_minor: { gt: 0 } },
    { orderBy: ["paid_at", "order_id"], descending: true, limit: 50 },
  );
  const ids = orders.map(({ order_id }) => order_id);
  const captures = await settlingCaptures(batch, ids);
  const requests =
    ids.length === 0
      ? []
      : await batch.tx.select("refund_request", { order_id: { in: ids }, state: { in: openRequestStates } });
  const shown = orders.flatMap(({ order_id, number, currency: code }): readonly RefundableOrder[] => {
    const { free, left } = refundableOf(captures.filter((one) => one.order_id === order_id));
    const open = requests.find((one) => one.order_id === order_id)?.state;
    if (number === null || (left === 0 && open === undefined)) return [];
    return [
      {
        orderId: order_id,
        number,
        left: money(left, currency(code)),
        needsAccount: free.some(({ rail_id }) => needsTransfer(batch, rail_id)),
        ...(open === undefined ? {} : { open }),
      },
    ];
  });
  return {
    event: "refundable-found",
    orders: shown.slice(0, mostOrders),
    ...(wanted === undefined ? {} : { wanted }),
  };
}

/**
 * Puts a customer's wish on record and before the right desk. It is read against what stands now: her own order, not
 * more than is left, none under way for it. Up to the shop's own bound the till agrees by itself.
 */
export async function askRefund(batch: Batch, thread: ThreadDraft, draft: RefundDraft): Promise<JourneyEvent> {
  const { number } = draft.order;
  const amount = draft.amount ?? draft.order.left;
  const no = (why: Extract<RefundAsked, { readonly asked: false }>["why"], left = 0): JourneyEvent => ({
    event: "refund-asked",
    result: { asked: false, number, why, left: money(left, amount.currency) },
  });
  const order = await loadOrder(batch, draft.order.orderId);
  if (!order || order.person_id !== thread.person_id || order.currency !== amount.currency) return no("nothing-paid");
  const open = await batch.tx.select("refund_request", {
    order_id: { eq: order.order_id },
    state: { in: openRequestStates },
  });
  if (open.length > 0) return no("under-way");
  const captures = await settlingCaptures(batch, [order.order_id]);
  const { left, disputed } = refundableOf(captures);
  if (disputed) return no("disputed");
  if (left === 0 || amount.minor <= 0) return no("nothing-paid");
  if (amount.minor > left) return no("too-much", left);
  const request: RequestDraft = {
    ...newRequest(batch, order, {
      amount_minor: amount.minor,
      cause: draft.cause ?? "other",
      asked_by: "customer",
    }),
    thread_id: thread.thread_id,
    words: draft.words ?? null,
    photos: [...(draft.photos ?? [])],
    account: draft.account?.sealed ?? null,
    account_shown: draft.account?.shown ?? null,
  };
  await batch.tx.insert("refund_request", [request]);
  batch.changes.push({ resource: "order", id: order.order_id });
  const approved =
    approvesItself(batch.shop.refunds, amount, returnedOf(captures), batch.shop.currency) &&
    !("refused" in (await giveBackRequested(batch, order, request, "till")));
  if (!approved) await putBefore(batch, order, request);
  return { event: "refund-asked", result: { asked: true, number, amount, approved } };
}

async function putBefore(batch: Batch, order: RowOf<"order">, request: RequestDraft): Promise<void> {
  addNotice(batch, {
    about: "refund-request",
    severity: "warning",
    text: "notice.refund-request",
    values: {
      amount: { money: money(request.amount_minor, currency(request.currency)) },
      number: order.number ?? 0,
      desk: request.desk ?? "–",
    },
    threadId: request.thread_id,
    orderId: order.order_id,
  });
  await tellDesk(batch, request, { ...(await workOf(batch, request)), work: "asked" });
}

/** Adds what a desk asked for to a request that still waits for it: hers alone, and only while it waits. */
export async function addToRefund(
  batch: Batch,
  thread: ThreadDraft,
  { requestId, words, photo, account }: Extract<Effect, { readonly do: "add-to-refund" }>,
): Promise<JourneyEvent> {
  const [row] = uuidShape.test(requestId)
    ? await batch.tx.find("refund_request", [{ request_id: requestId }], { lock: true })
    : [];
  const waits = row !== undefined && (row.state === "asked" || row.state === "approved" || row.state === "failed");
  if (!waits || row.person_id !== thread.person_id) return { event: "refund-added", found: false };
  const request: RequestDraft = { ...row, question: null };
  if (words !== undefined)
    request.words = [row.words, words]
      .filter((part) => part !== null)
      .join("\n")
      .slice(0, 2_000);
  if (photo !== undefined) request.photos = [...row.photos, photo].slice(-10);
  if (account !== undefined) Object.assign(request, { account: account.sealed, account_shown: account.shown });
  await saveRequest(batch, request);
  await tellDesk(batch, request, { ...(await workOf(batch, request)), work: "added" });
  return { event: "refund-added", found: true };
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
