import type { JourneyContext, OrderView } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { spokenLanguage } from "#domain/language";
import type { Draft as MessageDraft } from "#domain/wording";
import { type Batch, type ThreadDraft, writeMessage } from "#engine/batch";
import { shownOrderOf } from "#engine/chat-orders";
import { joinTexts, toSay } from "#engine/join-texts";
import { type OrderDraft, loadOrder, loadProducts, viewOf } from "#engine/order-rows";
import { bodyFits, toMessages } from "#engine/wording-to-message";

/** The journey that talks about orders. */
export const orderJourney = "shop-order";
/** The journey that carries out merchants' lines. */
export const merchantJourney = "merchant-command";
/** The journey in which a customer asks for her money back. */
export const refundJourney = "refund";

/** The journey that is told of carts and alarms, where it is not the one that has the word: it lies under a refund's. */
export const shopTalk = (thread: Pick<ThreadDraft, "journey">): string | undefined =>
  thread.journey === refundJourney ? orderJourney : undefined;

/** Writes what was said, merged; notices go out under any owner, the bot's own words only while it has the thread. */
export function sayAll(batch: Batch, thread: ThreadDraft, journey: string, effects: readonly Effect[]): void {
  const fits = (draft: MessageDraft): boolean => bodyFits(batch, thread, draft, journey);
  for (const { message, notice } of joinTexts(toSay(effects), fits))
    for (const part of toMessages(batch, thread, message, journey))
      writeMessage(batch, thread, notice ? "till" : "bot", part);
}

/** An order as its journey sees it, in the thread it is talked about in. */
export async function viewIn(batch: Batch, thread: ThreadDraft, order: OrderDraft): Promise<OrderView> {
  const shown = await shownOrderOf(batch, order, thread);
  return { ...viewOf(order), ...(shown === undefined ? {} : { shown }) };
}

/** What a journey may look at now. */
export async function contextOf(batch: Batch, thread: ThreadDraft): Promise<JourneyContext> {
  const { shop } = batch;
  const account = shop.channels.get(thread.channel_id);
  const [order, products] = [await loadOrder(batch, thread.order_id), await loadProducts(batch)];
  const capabilities = account?.plug.capabilities;
  const catalogueId = account?.settings["catalogueId"];
  return {
    now: batch.now,
    language: spokenLanguage(thread.language, shop.languages),
    shop: {
      name: shop.name,
      languages: shop.languages,
      reminderAfter: shop.reminderAfter,
      refundPhotos: shop.refunds.photoFor,
      ...(catalogueId === undefined ? {} : { catalogueId }),
    },
    products,
    order: order && (await viewIn(batch, thread, order)),
    channel: {
      maxButtons: capabilities?.maxButtons ?? 3,
      maxRows: capabilities?.maxRows ?? 10,
      catalogue: capabilities?.catalogue ?? false,
    },
  };
}
