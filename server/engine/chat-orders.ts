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
import { linkNews, payLink } from "#engine/pay-link";
import { type PaymentCase, openCase } from "#engine/payment-case";
import type { Rail, Shop } from "#engine/shops";
import { word } from "#engine/wording-to-message";

type Payment = RowOf<"payment">;
/** What of an order a chat would show. */
export type OrderInChat = Pick<RowOf<"order">, "lines" | "number" | "terms" | "total_minor" | "currency">;
/** What of a thread decides whether it can. */
export type ChatOfOrder = Pick<RowOf<"thread">, "channel_id" | "address" | "last_inbound_at">;

/** The orders with payment that a thread's channel account may show. */
export function chatAccountOf(shop: Shop, { channel_id }: Pick<ChatOfOrder, "channel_id">): NativeAccount | undefined {
  const account = shop.channels.get(channel_id);
  return account?.plug.nativePay?.(account.settings);
}

/** How a rail's payments are made in the chat: as it says itself; in Brazil by the Pix code it shows, and by the page. */
function termsOf(
  batch: Pick<Batch, "shop" | "ports">,
  rail: Rail,
  order: OrderInChat,
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
  { shop, now }: Pick<Batch, "shop" | "now">,
  order: OrderInChat,
  thread: ChatOfOrder,
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

/** Who asks for a rail, as far as a chat may decide. */
type ChatAsk = {
  readonly order?: Pick<RowOf<"order">, "order_id"> & Partial<OrderInChat>;
  readonly thread: (Pick<RowOf<"thread">, "channel_id"> & Partial<ChatOfOrder>) | undefined;
};

/**
 * Why a rail that is paid in a chat alone cannot be taken for an order: her chat cannot show it, or refused to before.
 * Undefined for it where it can, for other rails, and where nothing is known yet of order or chat.
 */
export async function chatRailProblem(
  looker: Pick<Batch, "tx" | "shop" | "now" | "ports">,
  rail: Rail,
  { order, thread }: ChatAsk,
): Promise<NativePayProblem | undefined> {
  if (!rail.plug.chatTerms || !order || !isOrder(order) || !isChat(thread)) return undefined;
  const tried = await looker.tx.select("payment", { order_id: { eq: order.order_id }, rail_id: { eq: rail.id } });
  if (tried.some(({ chat }) => chat?.shown === false)) return "refused";
  const left = Math.max(order.terms?.validFor ?? looker.shop.linkLife, rail.plug.capabilities.linkLife.shortest);
  return nativePayProblem(caseOf(looker, order, thread, termsOf(looker, rail, order), left));
}

const isOrder = (order: Partial<OrderInChat>): order is OrderInChat => order.lines !== undefined;
const isChat = (thread: Partial<ChatOfOrder> | undefined): thread is ChatOfOrder => thread?.address !== undefined;

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
  thread: Pick<ChatOfOrder, "channel_id">,
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

/** The news of a link as her chat is told it: with the order, where it is shown there. */
export async function newsInChat(batch: Batch, payment: Payment) {
  const news = linkNews(batch, payment);
  if (news === undefined) return undefined;
  const known = await openCase(batch, payment.payment_id);
  const inChat = known && (await showInChat(batch, known));
  return { ...news, ...(inChat ? { inChat } : {}) };
}
