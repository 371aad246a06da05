import type { RowOf } from "#contracts/store";
import { minutes } from "#domain/instant";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { mayMove, type PaymentState } from "#domain/payment";
import type { Batch, Draft } from "#engine/batch";
import { chooseRail } from "#engine/choose-rail";
import { countPayment, uncountPayment } from "#engine/limits";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { addPaymentTask, askForPayment } from "#engine/payment-task";
import type { Rail } from "#engine/shops";

/** A payment held by the batch's transaction. */
export type PaymentDraft = Draft<RowOf<"payment">>;

/** What came of asking for money: a link is being made, one stands already, or why there can be none. */
export type PaymentRequested =
  | { readonly asked: "new" | "pending" }
  | { readonly asked: "ready"; readonly payment: RowOf<"payment"> }
  | {
      readonly asked: "refused";
      readonly reason: "empty" | "no-rail" | "not-payable" | "amount" | "limit";
      readonly details?: string;
    };

/** First look at a payment that nobody has told us about. */
export const firstLook = minutes(1);

/**
 * Makes the order payable: the intent is written first, with its own key; the provider is asked by a task after the
 * commit. One payable link per revision and rail: asking again gives the same one.
 */
export async function requestPayment(batch: Batch, order: OrderDraft, railId?: string): Promise<PaymentRequested> {
  if (order.lines.length === 0) return { asked: "refused", reason: "empty" };
  if (order.state !== "cart" && order.state !== "placed") return { asked: "refused", reason: "not-payable" };
  const amount = money(order.total_minor, currency(order.currency));
  const keepsCards = order.terms?.saveCard !== undefined;
  const choice = chooseRail(batch.shop, amount, { keepsCards, ...(railId === undefined ? {} : { railId }) });
  if (choice.rail === undefined) {
    const { reason, details } = choice;
    const said = reason === "amount" ? reason : "no-rail";
    return { asked: "refused", reason: said, ...(details === undefined ? {} : { details }) };
  }
  const card = await cardToCharge(batch, order);
  const rail = card?.rail ?? choice.rail;
  const [standing] = await batch.tx.select(
    "payment",
    { order_id: { eq: order.order_id }, revision: { eq: order.revision }, rail_id: { eq: rail.id } },
    { lock: true },
  );
  if (standing?.state === "open" && standing.expires_at > batch.now) return { asked: "ready", payment: standing };
  if (standing?.state === "requested") return { asked: "pending" };
  // One payable link at a time, on whichever rail: the others end, and count no more, before the new one is asked for.
  await voidLinks(batch, order.order_id);
  const over = await countPayment(batch, order, amount);
  if (over !== undefined) return { asked: "refused", reason: "limit", details: over };
  // The old link of this revision ran out: a new revision gets a new link, the sum is the same.
  if (standing) order.revision += 1;
  await place(batch, order);
  await askProvider(batch, order, rail, card?.cardId);
  return { asked: "new" };
}

async function place(batch: Batch, order: OrderDraft): Promise<void> {
  order.number ??= await nextNumber(batch, "order");
  if (order.state === "cart") order.placed_at = batch.now;
  order.state = "placed";
}

/** The next number of a series of the business: no gaps, since it is taken in the same transaction as its use. */
export async function nextNumber(batch: Batch, series: string): Promise<number> {
  const next = () => batch.tx.updateIf("counter", { name: { eq: series } }, { value: { add: 1 } });
  let [counter] = await next();
  if (!counter) {
    await batch.tx.insertNew("counter", [{ name: series, value: 0 }]);
    [counter] = await next();
  }
  if (!counter) throw new Error(`the counter ${series} is missing`);
  return counter.value;
}

/** The kept card a merchant confirmed, where it is still hers to charge. */
async function cardToCharge({ tx, shop }: Batch, { terms, person_id }: OrderDraft) {
  if (terms?.cardId === undefined) return undefined;
  const [card] = await tx.find("kept_card", [{ card_id: terms.cardId }]);
  const rail = shop.rails.find(({ id, archived }) => id === card?.rail_id && !archived);
  if (card?.state !== "live" || card.person_id !== person_id || !rail?.plug.cards) return undefined;
  return { rail, cardId: card.card_id };
}

async function askProvider(batch: Batch, order: OrderDraft, rail: Rail, cardId?: string): Promise<void> {
  const { now, shop, ports } = batch;
  const life = Math.min(
    Math.max(order.terms?.validFor ?? shop.linkLife, rail.plug.capabilities.linkLife.shortest),
    rail.plug.capabilities.linkLife.longest,
  );
  const payment: RowOf<"payment"> = {
    payment_id: ports.ids.uuid(now),
    order_id: order.order_id,
    thread_id: order.thread_id,
    rail_id: rail.id,
    card_id: cardId ?? null,
    revision: order.revision,
    amount_minor: order.total_minor,
    currency: order.currency,
    state: "requested",
    provider_ref: null,
    url: null,
    shows: null,
    expires_at: now + life,
    settled_at: null,
    final: false,
    look_at: now + firstLook,
    looks: 0,
    by_webhook_at: null,
    by_lookup_at: null,
    by_hand_at: null,
    by_hand_of: null,
    said_paid_at: null,
    created_at: now,
    changed_at: now,
  };
  await batch.tx.insert("payment", [payment]);
  askForPayment(batch, payment);
  batch.changes.push({ resource: "payment", id: payment.payment_id });
}

/** Makes every open link of an order unpayable: on our side at once, at the provider by a task. */
export async function voidLinks(batch: Batch, orderId: string): Promise<void> {
  const open = await batch.tx.updateIf(
    "payment",
    { order_id: { eq: orderId }, state: { in: ["requested", "open"] } },
    { state: "void", changed_at: batch.now },
  );
  const order = open.length > 0 ? await loadOrder(batch, orderId) : undefined;
  for (const payment of open) {
    if (order) await uncountPayment(batch, order.person_id, payment);
    addPaymentTask(batch, "void-link", payment);
    batch.changes.push({ resource: "payment", id: payment.payment_id });
  }
}

/** Moves a payment forward; a move backwards or to where it stands is left undone. */
export function movePayment(payment: PaymentDraft, to: PaymentState, now: number): boolean {
  if (!mayMove(payment.state, to)) return false;
  payment.state = to;
  payment.changed_at = now;
  return true;
}
