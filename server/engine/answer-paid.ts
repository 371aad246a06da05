import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import { phoneVariants } from "#domain/phone";
import { type Batch, type ThreadDraft, addNotice, lockThread, writeMessage } from "#engine/batch";
import { merchantOf } from "#engine/merchant";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { isHeardOf } from "#engine/payment-rail";
import { aboutSale, tellMerchant, tellSale } from "#engine/tell-seller";
import { word } from "#engine/wording-to-message";

/**
 * "I paid", where no provider tells: she is answered with what is on record, and the merchant is told once, with a button
 * to look and confirm. Her words move no money. False where she has no such payment: then they are talk like any other.
 */
export async function answerPaid(batch: Batch, thread: ThreadDraft): Promise<boolean> {
  const payments = await batch.tx.select(
    "payment",
    { thread_id: { eq: thread.thread_id } },
    { orderBy: ["created_at"], descending: true, limit: 20 },
  );
  const hers = payments.filter((payment) => !isHeardOf(batch, payment) && payment.state !== "void");
  const payment = hers.find(({ state }) => state === "open") ?? hers[0];
  const order = payment && (await loadOrder(batch, payment.order_id));
  if (!payment || !order || order.terms?.sendTo === "merchant") return false;
  const amount = money(payment.amount_minor, currency(payment.currency));
  const about = { number: order.number ?? 0, amount: { money: amount } };
  if (payment.state === "captured") {
    const [capture] = await batch.tx.select("capture", { payment_id: { eq: payment.payment_id } }, { orderBy: ["at"] });
    const date = batch.ports.localDate(instant(capture?.at ?? payment.changed_at), batch.shop.timeZone);
    reply(batch, thread, { text: "engine.paid-seen", values: { ...about, date } });
    return true;
  }
  if (order.state !== "placed") return false;
  reply(batch, thread, { text: "engine.paid-not-seen", values: about });
  await tellOnce(batch, thread, order, payment);
  return true;
}

const reply = (batch: Batch, thread: ThreadDraft, wording: Parameters<typeof word>[2]): void => {
  writeMessage(batch, thread, "bot", { kind: "text", body: word(batch, thread, wording) });
};

async function tellOnce(
  batch: Batch,
  thread: ThreadDraft,
  order: OrderDraft,
  payment: RowOf<"payment">,
): Promise<void> {
  const [first] = await batch.tx.updateIf(
    "payment",
    { payment_id: { eq: payment.payment_id }, said_paid_at: { isNull: true } },
    { said_paid_at: batch.now },
  );
  if (!first) return;
  batch.changes.push({ resource: "payment", id: payment.payment_id });
  const amount = { money: money(payment.amount_minor, currency(payment.currency)) };
  addNotice(batch, {
    about: "says-paid",
    severity: "warning",
    text: "notice.says-paid",
    values: { number: order.number ?? 0, amount },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  const sale = { ...(await aboutSale(batch, order)), news: "says-paid" } as const;
  if (order.terms) return tellSale(batch, order, sale);
  for (const id of await openMerchants(batch)) {
    const seller = await lockThread(batch, id);
    if (seller) await tellMerchant(batch, seller, sale);
  }
}

/** Threads of the shop's merchants that can be written to now, by id. */
async function openMerchants({ tx, shop, now }: Batch): Promise<readonly string[]> {
  if (shop.merchants.length === 0) return [];
  const identities = await tx.find(
    "identity",
    shop.merchants.flatMap(({ phone }) => phoneVariants(phone)).map((value) => ({ kind: "wa_phone", value })),
  );
  const people = identities.map(({ person_id }) => person_id);
  if (people.length === 0) return [];
  const threads = await tx.select("thread", { person_id: { in: people } }, { orderBy: ["thread_id"] });
  return threads
    .filter(({ channel_id, last_inbound_at, address }) => {
      const last = last_inbound_at === null ? undefined : instant(last_inbound_at);
      const isOpen = shop.channels.get(channel_id)?.plug.window(last, now) === "open";
      return isOpen && merchantOf(shop, { address }) !== undefined;
    })
    .map(({ thread_id }) => thread_id);
}
