import type { JourneyEvent } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { advanceOrderJourney } from "#engine/advance-journey";
import { askUnlessTooOften, tellOfOtherWay } from "#engine/ask-other-way";
import { type Batch, addNotice } from "#engine/batch";
import { chooseRail } from "#engine/choose-rail";
import { payLink } from "#engine/pay-link";
import { type PaymentCase, openCase } from "#engine/payment-case";
import type { Ports } from "#engine/ports";
import { railOf } from "#engine/payment-rail";
import { nameOfRail } from "#engine/rail-name";
import { noteRailFailed } from "#engine/rail-health";
import { requestPayment } from "#engine/request-payment";
import type { Rail, Shop } from "#engine/shops";
import { transact } from "#engine/transact";

/** From this try on a link that cannot be made is not waited for while there is another way. */
const triesBeforeAnother = 2;

/**
 * A link could not be made just now: its rail's record says so, and while there is another way the customer is not kept
 * waiting for this one. True when another is being made instead.
 */
export async function giveWay(batch: Batch, paymentId: string, tries: number, reason: string): Promise<boolean> {
  const known = await openCase(batch, paymentId);
  if (known?.payment.state !== "requested") return false;
  await noteRailFailed(batch, known.payment.rail_id, reason);
  return tries >= triesBeforeAnother && (await takeNext(batch, known, reason));
}

/**
 * Asks for the money by the next rail that was not offered yet; the link in hand is voided by that. Her thread and the
 * merchant's are told which way is left and which is taken. False when there is none: nothing has changed then.
 */
export async function takeNext(
  batch: Batch,
  { payment, order, thread }: PaymentCase,
  reason: string,
): Promise<boolean> {
  if (order.state !== "placed" || order.revision !== payment.revision) return false;
  const asked = await requestPayment(batch, order, { untried: true, ...(await askerOf(batch, payment)) });
  if (asked.asked !== "new") return false;
  const [next] = await batch.tx.find("payment", [{ payment_id: asked.paymentId }]);
  const from = railOf(batch, payment);
  const to = next && railOf(batch, next);
  addNotice(batch, {
    about: "other-rail",
    severity: "warning",
    text: "notice.other-rail",
    values: { number: order.number ?? 0, from: from?.name ?? payment.rail_id, to: to?.name ?? "?", reason },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  await advanceOrderJourney(batch, thread, order, {
    event: "rail-changed",
    from: nameOfRail(from),
    to: nameOfRail(to),
  });
  return true;
}

/** Whoever of the shop asked for a payment asks for the one in its place. */
async function askerOf({ tx }: Batch, { payment_id }: Pick<RowOf<"payment">, "payment_id">) {
  const [choice] = await tx.find("rail_choice", [{ payment_id }]);
  return choice?.asked_by ? { staff: choice.asked_by } : {};
}

/** What her thread is told of a failed attempt: after several of them, that there is another way to pay. */
export async function failedAttempt(batch: Batch, known: PaymentCase, reason: string): Promise<JourneyEvent> {
  const { payment } = known;
  const url = payLink(batch, payment);
  const inChat = payment.chat?.shown ? ({ inChat: true } as const) : {};
  const failed = { event: "payment-failed", reason, ...(url === undefined ? {} : { url }), ...inChat } as const;
  const attempts = await batch.tx.select("payment_fact", {
    payment_id: { eq: payment.payment_id },
    kind: { eq: "attempt-failed" },
  });
  if (attempts.length < batch.shop.routing.otherWayAfter) return failed;
  const next = await nextRail(batch, known);
  if (!next) return failed;
  const { order_id: orderId } = known.order;
  return { ...failed, otherWay: { from: payment.rail_id, orderId, rail: nameOfRail(next) } };
}

/** The rail that would be taken next for this revision; undefined where all were offered or none can. */
async function nextRail(batch: Batch, { payment, order, thread }: PaymentCase): Promise<Rail | undefined> {
  if (order.state !== "placed" || order.revision !== payment.revision) return undefined;
  const amount = money(order.total_minor, currency(order.currency));
  const keepsCards = order.terms?.saveCard !== undefined;
  return (await chooseRail(batch, { amount, order, thread, keepsCards, untried: true })).rail;
}

/** What came of choosing a rail on the pay page: the payment whose page is to be shown. */
export type Switched = { readonly paymentId: string; readonly outcome: "switched" | "stays" };

/**
 * Pays by another rail, chosen by the customer on the page of a payment. The link she leaves is void from this moment;
 * of two clicks at once the later one stands. An order that is no longer what that page showed is left as it is.
 */
export async function switchRail(ports: Ports, shop: Shop, paymentId: string, railId: string): Promise<Switched> {
  return transact(ports, shop, async (batch) => {
    const stays = { paymentId, outcome: "stays" } as const;
    const known = await openCase(batch, paymentId);
    if (!known) return stays;
    const { order, payment } = known;
    const isSame = order.total_minor === payment.amount_minor && order.currency === payment.currency;
    if (order.state !== "placed" || !isSame) return stays;
    const payments = await batch.tx.select("payment", { order_id: { eq: order.order_id } });
    const asked = await askUnlessTooOften(batch, order, payments.length, {
      railId,
      ...(await askerOf(batch, payment)),
    });
    if (asked.asked === "refused") return stays;
    if (asked.asked === "new") await tellOfOtherWay(batch, order, payment.rail_id, asked.paymentId);
    return { paymentId: asked.asked === "ready" ? asked.payment.payment_id : asked.paymentId, outcome: "switched" };
  });
}

/** A way to pay that can be chosen instead of the one at hand. */
export type OtherRail = { readonly rail: Rail; readonly isDown: boolean };

/** The rails a payment's customer may choose instead, the best first; nothing is written. */
export async function otherRails(
  ports: Ports,
  shop: Shop,
  { payment, order }: { readonly payment: RowOf<"payment">; readonly order: RowOf<"order"> },
): Promise<readonly OtherRail[]> {
  if (shop.rails.filter(({ archived }) => !archived).length < 2) return [];
  return ports.store.tx(shop.businessId, async (tx) => {
    const [thread] = await tx.find("thread", [{ thread_id: order.thread_id }]);
    const { verdicts } = await chooseRail(
      { tx, ports, shop, now: ports.clock.now() },
      {
        amount: money(order.total_minor, currency(order.currency)),
        order,
        thread,
        keepsCards: order.terms?.saveCard !== undefined,
      },
    );
    return verdicts.flatMap(({ id, verdict, reasons }) => {
      const rail = shop.rails.find((one) => one.id === id);
      if (!rail || verdict === "cannot" || id === payment.rail_id) return [];
      return [{ rail, isDown: reasons.some(({ why }) => why === "down") }];
    });
  });
}
