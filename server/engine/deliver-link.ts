import { instant } from "#domain/instant";
import { type Language, spokenLanguage } from "#domain/language";
import type { Money } from "#domain/money";
import type { TemplateMessage } from "#domain/outbound";
import { advanceOrderJourney } from "#engine/advance-journey";
import { payAnotherWay } from "#engine/another-way";
import { type Batch, type ThreadDraft, writeMessage } from "#engine/batch";
import { showInChat } from "#engine/chat-orders";
import { linkNews } from "#engine/pay-link";
import type { PaymentCase } from "#engine/payment-case";
import { aboutSale, tellSale } from "#engine/tell-seller";
import { word } from "#engine/wording-to-message";

/** Languages as Meta names those of templates; ours are the first part but for Portuguese, which is Brazil's. */
const templateLanguage = (language: Language): string => (language === "pt" ? "pt_BR" : language);

/**
 * Brings a link to whoever is to have it: the customer in her thread; outside her window by the approved template, where
 * the shop has named one; else the merchant who asked for it, who is told why she gets it.
 */
export async function deliverLink(batch: Batch, known: PaymentCase): Promise<void> {
  const { payment, order, thread } = known;
  const made = linkNews(batch, payment);
  if (made === undefined) return;
  const { terms } = order;
  const inChat = await showInChat(batch, known);
  if (inChat === undefined && payment.chat?.shown === false && isPaidInChatAlone(batch, known))
    return payAnotherWay(batch, known, payment.chat.problem);
  const news = {
    ...made,
    ...(terms?.saveCard === undefined ? {} : { keepsCard: terms.saveCard }),
    ...(inChat === undefined ? {} : { inChat }),
  };
  if (!terms) return advanceOrderJourney(batch, thread, order, news);
  const about = await aboutSale(batch, order);
  const { url, shown } = made;
  const link = { ...about, url, ...(shown === undefined ? {} : { shown }) };
  if (terms.sendTo === "merchant") return tellSale(batch, order, { ...link, news: "link", why: "echo" });
  const reach = reachOf(batch, thread);
  if (reach === "none") return tellSale(batch, order, { ...link, news: "link", why: "window-closed" });
  if (reach === "open") await advanceOrderJourney(batch, thread, order, news);
  else writeMessage(batch, thread, "till", filled(batch, thread, reach.template, news));
  await tellSale(batch, order, { ...link, news: "link-sent" });
}

const isPaidInChatAlone = ({ shop }: Batch, { payment }: PaymentCase): boolean =>
  shop.rails.find(({ id }) => id === payment.rail_id)?.plug.chatTerms !== undefined;

type Reach = "open" | "none" | { readonly template: string };

function reachOf({ shop, now }: Batch, thread: ThreadDraft): Reach {
  const last = thread.last_inbound_at === null ? undefined : instant(thread.last_inbound_at);
  const window = shop.channels.get(thread.channel_id)?.plug.window(last, now);
  if (window === "open") return "open";
  const template = shop.templates.paymentLink;
  return window === "template-only" && template !== undefined ? { template } : "none";
}

/** The template's body has three places: the shop, the amount, the address. */
function filled(
  batch: Batch,
  thread: ThreadDraft,
  name: string,
  { url, amount }: { readonly url: string; readonly amount: Money },
): TemplateMessage {
  const language = spokenLanguage(thread.language, batch.shop.languages);
  const said = word(batch, thread, { text: "engine.amount", values: { amount: { money: amount } } });
  const body = [batch.shop.name, said, url].map((text) => ({ type: "text" as const, text }));
  return { kind: "template", name, language: templateLanguage(language), body };
}
