import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import {
  type NativeAccount,
  type NativeCase,
  type NativePayProblem,
  type NativeTerms,
  type ShownOrder,
  chatReference,
  endsBefore,
  nativePayProblem,
  pixWay,
} from "#domain/native-pay";
import { digitsOf } from "#domain/phone";
import { type Batch, type ThreadDraft, lockThread, writeMessage } from "#engine/batch";
import { payLink } from "#engine/pay-link";
import type { PaymentCase } from "#engine/payment-case";
import type { Rail, Shop } from "#engine/shops";
import { word } from "#engine/wording-to-message";

type Payment = RowOf<"payment">;
type Order = Pick<RowOf<"order">, "lines" | "number" | "terms" | "total_minor" | "currency">;
type Chat = Pick<RowOf<"thread">, "channel_id" | "address" | "last_inbound_at">;

/** The orders with payment that a thread's channel account may show. */
export function chatAccountOf(shop: Shop, { channel_id }: Pick<Chat, "channel_id">): NativeAccount | undefined {
  const account = shop.channels.get(channel_id);
  return account?.plug.nativePay?.(account.settings);
}

/** How a rail's payments are made in the chat: as it says itself; in Brazil by the Pix code it shows, and by the page. */
function termsOf(
  batch: Batch,
  rail: Rail,
  order: Order,
  account?: NativeAccount,
  payment?: Payment,
): NativeTerms | undefined {
  const { shop } = batch;
  const description = `${shop.name} ${order.number ?? ""}`.trim();
  const own = rail.plug.chatTerms?.(rail.settings, { description });
  if (own || account?.country !== "BR" || !payment) return own;
  const url = payLink(batch, payment);
  const pix = payment.shows === null ? undefined : pixWay(payment.shows);
  const page = url === undefined ? [] : [{ way: "link" as const, url }];
  return { country: "BR", ways: pix ? [pix, ...page] : payment.shows === null ? page : [] };
}

function caseOf(
  { shop, now }: Batch,
  order: Order,
  thread: Chat,
  terms: NativeTerms | undefined,
  left: number,
): NativeCase {
  const last = thread.last_inbound_at === null ? undefined : instant(thread.last_inbound_at);
  const { phone } = thread.address;
  return {
    account: chatAccountOf(shop, thread),
    terms,
    customerPhone: phone === undefined ? undefined : digitsOf(phone),
    window: shop.channels.get(thread.channel_id)?.plug.window(last, now) ?? "closed",
    amount: money(order.total_minor, currency(order.currency)),
    lines: order.lines,
    left,
    keepsCard: order.terms?.saveCard !== undefined,
    passedOn: order.terms?.sendTo === "merchant",
  };
}

/** Why a rail that is paid in a chat alone cannot be taken for an order; undefined for it where it can, and for others. */
export function chatRailProblem(batch: Batch, rail: Rail, order: Order, thread: Chat): NativePayProblem | undefined {
  if (!rail.plug.chatTerms) return undefined;
  const left = Math.max(order.terms?.validFor ?? batch.shop.linkLife, rail.plug.capabilities.linkLife.shortest);
  return nativePayProblem(caseOf(batch, order, thread, termsOf(batch, rail, order), left));
}

/**
 * The rails an order can be paid by where it is: those paid in a chat alone only where her chat can show it, and not where
 * it was refused before.
 */
export async function railsWithin(batch: Batch, order: RowOf<"order">): Promise<readonly Rail[]> {
  const { shop, tx } = batch;
  if (shop.rails.every(({ plug, archived }) => archived || !plug.chatTerms)) return shop.rails;
  const thread = batch.threads.get(order.thread_id) ?? (await tx.find("thread", [{ thread_id: order.thread_id }]))[0];
  const tried = await tx.select("payment", { order_id: { eq: order.order_id } });
  const refused = new Set(tried.filter(({ chat }) => chat?.shown === false).map(({ rail_id }) => rail_id));
  return shop.rails.filter((rail) => {
    if (!rail.plug.chatTerms) return true;
    return thread !== undefined && !refused.has(rail.id) && chatRailProblem(batch, rail, order, thread) === undefined;
  });
}

/**
 * Decides whether a payment is shown in the chat with its order, and puts the decision on record: the order, or undefined
 * with the reason in `payment.chat`. Where neither account nor rail know of such payments nothing is recorded.
 */
export async function showInChat(
  batch: Batch,
  { payment, order, thread }: PaymentCase,
): Promise<ShownOrder | undefined> {
  const { shop } = batch;
  const rail = shop.rails.find(({ id }) => id === payment.rail_id);
  const account = chatAccountOf(shop, thread);
  if (!rail || (!account && !rail.plug.chatTerms) || payment.chat?.shown === false) return undefined;
  const terms = termsOf(batch, rail, order, account, payment);
  if (payment.chat?.shown && account && terms) return { ...shownOrder(payment, account, terms), again: true };
  const problem = nativePayProblem(caseOf(batch, order, thread, terms, payment.expires_at - batch.now));
  payment.chat = problem === undefined ? { shown: true } : { shown: false, problem };
  await batch.tx.update("payment", [{ payment_id: payment.payment_id, chat: payment.chat }]);
  return problem === undefined && account && terms ? shownOrder(payment, account, terms) : undefined;
}

const shownOrder = (
  payment: Payment,
  { country, catalogueId }: NativeAccount,
  { ways, origin }: NativeTerms,
): ShownOrder => ({
  reference: chatReference(payment.payment_id),
  country,
  ways,
  endsAt: payment.expires_at - endsBefore,
  ...(catalogueId === undefined ? {} : { catalogueId }),
  ...(origin === undefined ? {} : { origin }),
});

/** Under which reference an order is shown in its chat: the payment that counts, or the last one. */
export async function shownOrderOf(
  { tx, shop }: Batch,
  order: Pick<RowOf<"order">, "order_id">,
  thread: Pick<Chat, "channel_id">,
): Promise<Pick<ShownOrder, "reference" | "country"> | undefined> {
  const account = chatAccountOf(shop, thread);
  if (!account) return undefined;
  const payments = await tx.select("payment", { order_id: { eq: order.order_id } }, { orderBy: ["created_at"] });
  const shown = payments.filter(({ chat, state }) => chat?.shown && state !== "void");
  const payment = shown.find(({ state }) => state === "captured") ?? shown.at(-1);
  return payment && { reference: chatReference(payment.payment_id), country: account.country };
}

/** Tells the chat that an order shown there is not to be paid any more; money that comes all the same goes back. */
export async function callOff(
  batch: Batch,
  payment: Pick<Payment, "payment_id" | "thread_id" | "chat">,
): Promise<void> {
  if (!payment.chat?.shown) return;
  const thread: ThreadDraft | undefined = await lockThread(batch, payment.thread_id);
  const account = thread && chatAccountOf(batch.shop, thread);
  const last = thread?.last_inbound_at ?? null;
  const plug = thread && batch.shop.channels.get(thread.channel_id)?.plug;
  const isOpen = plug?.window(last === null ? undefined : instant(last), batch.now) === "open";
  if (!thread || !account || !isOpen) return;
  writeMessage(batch, thread, "till", {
    kind: "order-status",
    body: word(batch, thread, { text: "engine.order-called-off" }),
    reference: chatReference(payment.payment_id),
    country: account.country,
    status: "canceled",
  });
}
