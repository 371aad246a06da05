import type { Charge } from "#domain/command";
import { days } from "#domain/instant";
import type { Language, LocalText } from "#domain/language";
import type { OrderLine, OrderTerms } from "#domain/order";
import { digitsOf } from "#domain/phone";
import type { CommandResult, SettledCommand } from "#domain/selling";
import { vatRate } from "#domain/vat";
import { type Batch, type ThreadDraft, lockThread } from "#engine/batch";
import { merchantOf } from "#engine/merchant";
import { newOrder } from "#engine/order-rows";
import { type PaymentAsk, requestPayment } from "#engine/request-payment";
import { resolveThreads } from "#engine/resolve-people";
import type { Merchant } from "#engine/shops";

/** What a line without a product is called on receipts, in every language. */
const saleName: Readonly<Record<Language, string>> = {
  en: "Sale",
  fr: "Vente",
  it: "Vendita",
  es: "Venta",
  pt: "Venda",
};

const lineOf = ({ amount, taxRate, orderRef }: Charge, country: string): OrderLine => ({
  lineId: "sale",
  sku: "sale",
  name: named(orderRef),
  options: {},
  quantity: 1,
  unitPrice: amount,
  vatRate: taxRate ?? vatRate(country, "standard"),
});

const named = (reference: string | undefined): LocalText =>
  Object.fromEntries(
    Object.entries(saleName).map(([language, name]) => [
      language,
      reference === undefined ? name : `${name} ${reference}`,
    ]),
  );

/** The thread of whoever pays, on the merchant's own channel; made where she never wrote. */
async function payeeThread(batch: Batch, seller: ThreadDraft, { personId }: SettledCommand, payee: Charge["payee"]) {
  const { channel_id } = seller;
  if (payee.by === "nobody") return seller;
  if (personId !== undefined) {
    const [known] = await batch.tx.select("thread", { channel_id: { eq: channel_id }, person_id: { eq: personId } });
    if (known) return lockThread(batch, known.thread_id);
    const [person] = await batch.tx.find("person", [{ person_id: personId }]);
    if (person?.phone) return threadOfPhone(batch, channel_id, person.phone);
  }
  return payee.by === "phone" ? threadOfPhone(batch, channel_id, payee.phone) : undefined;
}

async function threadOfPhone(batch: Batch, channelId: string, phone: string): Promise<ThreadDraft | undefined> {
  const sender = { identities: [{ kind: "wa_phone" as const, value: digitsOf(phone) }] };
  const [thread] = await resolveThreads(batch, [{ channelId, sender, text: "" }]);
  return thread;
}

function termsOf(
  command: Charge,
  settled: SettledCommand,
  seller: ThreadDraft,
  { name, phone }: Merchant,
  id: string,
): OrderTerms {
  const { orderRef, email, saveCard, validDays, payee } = command;
  return {
    askedBy: { threadId: seller.thread_id, name, phone },
    commandId: id,
    sendTo: payee.by === "nobody" ? "merchant" : "customer",
    ...(orderRef === undefined ? {} : { reference: orderRef }),
    ...(email === undefined ? {} : { email }),
    ...(saveCard === "never" ? {} : { saveCard }),
    ...(validDays === undefined ? {} : { validFor: days(validDays) }),
    ...(settled.cardId === undefined ? {} : { cardId: settled.cardId }),
  };
}

/** Makes the order a merchant asked for and asks for its money: by a link, or from the kept card she confirmed. */
export async function sell(
  batch: Batch,
  seller: ThreadDraft,
  settled: SettledCommand,
  command: Charge,
  commandId: string,
  needs: Pick<PaymentAsk, "byCode"> = {},
): Promise<CommandResult> {
  const merchant = merchantOf(batch.shop, seller);
  if (!merchant) return { done: "refused", refused: { reason: "not-listed" } };
  const thread = await payeeThread(batch, seller, settled, command.payee);
  if (!thread) {
    const details = command.payee.by === "name" ? command.payee.name : "?";
    return { done: "refused", refused: { reason: "unknown-person", details } };
  }
  const { country } = batch.shop;
  const line = lineOf(command, country);
  const order = newOrder(batch, thread, { currency: command.amount.currency, country, lines: [line] });
  order.terms = termsOf(command, settled, seller, merchant, commandId);
  // Where no rail has a code since she confirmed, there is none: a link is not what she was shown.
  const asked = await requestPayment(batch, order, needs);
  if (asked.asked === "refused") {
    batch.orders.delete(order.order_id);
    batch.newOrders.delete(order.order_id);
    return { done: "refused", refused: refusalOf(asked, command) };
  }
  const undo = { did: "asked", orderId: order.order_id } as const;
  return { done: "asked", number: order.number ?? 0, amount: command.amount, undo };
}

function refusalOf(
  { reason, details }: Extract<Awaited<ReturnType<typeof requestPayment>>, { readonly asked: "refused" }>,
  { amount }: Charge,
) {
  const said = reason === "amount" || reason === "limit" ? reason : "no-rail";
  return { reason: said, money: amount, ...(details === undefined ? {} : { details }) } as const;
}
