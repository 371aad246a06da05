import type { JourneyEvent } from "#contracts/journey";
import type { Batch, ThreadDraft } from "#engine/batch";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { newsInChat } from "#engine/chat-orders";
import { railOf } from "#engine/payment-rail";
import { nameOfRail } from "#engine/rail-name";
import { type PaymentRequested, requestPayment } from "#engine/request-payment";
import { tellSeller } from "#engine/tell-seller";

/** Payments of one order: who changes her mind more often is helped by a person. */
const mostPayments = 20;

/** What a tap on "pay another way" is about: the order it was shown for, and the rail it leads away from. */
type OtherWay = { readonly orderId: string; readonly from: string };

/**
 * Carries the tap out. Buttons stay tappable for ever: where another link stands by now, that one is sent again; an
 * order that is paid or cancelled takes none.
 */
export async function askOtherWay(
  batch: Batch,
  thread: ThreadDraft,
  { orderId, from }: OtherWay,
): Promise<readonly JourneyEvent[]> {
  const order = await loadOrder(batch, orderId);
  if (order?.thread_id !== thread.thread_id || order.state !== "placed")
    return [{ event: "no-other-way", why: order && order.paid_minor > 0 ? "paid" : "closed" }];
  const links = await batch.tx.select("payment", {
    order_id: { eq: orderId },
    revision: { eq: order.revision },
    state: { in: ["requested", "open"] },
  });
  const other = links.find(({ rail_id }) => rail_id !== from);
  if (other) {
    const news = other.state === "open" ? await newsInChat(batch, other) : undefined;
    return news === undefined ? [] : [news];
  }
  const payments = await batch.tx.select("payment", { order_id: { eq: orderId } });
  const asked = await askUnlessTooOften(batch, order, payments.length, { untried: true });
  return asked.asked === "refused"
    ? [{ event: "no-other-way", why: "none", reason: asked.details ?? asked.reason }]
    : [];
}

/** Asks for an order's money another way, unless its payments have become so many that a person should look. */
export const askUnlessTooOften = (
  batch: Batch,
  order: OrderDraft,
  payments: number,
  ask: Parameters<typeof requestPayment>[2],
): Promise<PaymentRequested> =>
  payments >= mostPayments
    ? Promise.resolve({ asked: "refused", reason: "not-payable" })
    : requestPayment(batch, order, ask);

/** The merchant who asked for the money hears by which way it is asked for now; the customer knows, she chose it. */
export async function tellOfOtherWay(batch: Batch, order: OrderDraft, from: string, paymentId: string): Promise<void> {
  if (!order.terms) return;
  const [payment] = await batch.tx.find("payment", [{ payment_id: paymentId }]);
  const names = {
    from: nameOfRail(railOf(batch, { rail_id: from })),
    to: nameOfRail(payment && railOf(batch, payment)),
  };
  await tellSeller(batch, order, { event: "rail-chosen", ...names });
}
