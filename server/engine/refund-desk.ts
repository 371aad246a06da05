import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { type Language, spokenLanguage } from "#domain/language";
import { money } from "#domain/money";
import type { RefundNews, RefundWork } from "#domain/refund-request";
import type { Wording } from "#domain/wording";
import { type Batch, type ThreadDraft, addNotice, lockThread, writeMessage } from "#engine/batch";
import { nameOf, personWithPhone } from "#engine/find-people";
import { contextOf, merchantJourney, refundJourney, sayAll } from "#engine/journey-context";
import { word } from "#engine/wording-to-message";

type Request = RowOf<"refund_request">;
type About = Omit<Extract<RefundWork, { readonly work: "asked" | "added" }>, "work">;

/** What every piece of work about a request says. */
export async function workOf(batch: Batch, request: Request): Promise<About> {
  const [[order], [person]] = await Promise.all([
    batch.tx.find("order", [{ order_id: request.order_id }]),
    batch.tx.find("person", [{ person_id: request.person_id }]),
  ]);
  return {
    requestId: request.request_id,
    number: order?.number ?? 0,
    amount: money(request.amount_minor, currency(request.currency)),
    who: person === undefined ? "?" : nameOf(person),
    cause: request.cause,
    photos: request.photos.length,
    ...(request.words === null ? {} : { words: request.words }),
    ...(request.account_shown === null ? {} : { account: request.account_shown }),
  };
}

/** Puts a piece of work before the request's desk, in its merchant's own chat; the console shows all of it anyway. */
export async function tellDesk(batch: Batch, request: Request, work: RefundWork): Promise<void> {
  if (request.desk_phone !== null) await tellMerchant(batch, request.desk_phone, work);
}

/** Asks every merchant but the one who approved it to agree. */
export async function askSecondPerson(batch: Batch, request: Request, work: RefundWork): Promise<void> {
  for (const { phone } of batch.shop.merchants)
    if (request.approved_by !== `merchant:${phone}`) await tellMerchant(batch, phone, work);
}

async function tellMerchant(batch: Batch, phone: string, work: RefundWork): Promise<void> {
  const journey = batch.ports.journeys.find(({ name }) => name === merchantJourney);
  const person = await personWithPhone(batch.tx, phone);
  const [known] = person ? await batch.tx.select("thread", { person_id: { eq: person.personId } }) : [];
  const thread = known && (await lockThread(batch, known.thread_id));
  // Whoever never wrote to the shop's number, or not for a day, finds it in the console.
  if (!thread || !journey || windowOf(batch, thread) !== "open") return;
  const { effects } = journey.decide(journey.initial, { event: "refund-work", work }, await contextOf(batch, thread));
  sayAll(batch, thread, journey.name, effects);
}

const windowOf = ({ shop, now }: Batch, thread: ThreadDraft) => {
  const last = thread.last_inbound_at === null ? undefined : instant(thread.last_inbound_at);
  return shop.channels.get(thread.channel_id)?.plug.window(last, now) ?? "closed";
};

/** Languages as Meta names those of templates; ours are the first part but for Portuguese, which is Brazil's. */
const templateLanguage = (language: Language): string => (language === "pt" ? "pt_BR" : language);

/**
 * Tells the customer what became of her request: in her thread, whoever has it; outside her window by the template the
 * shop named; where neither reaches her, the merchant is told, with the reason.
 */
export async function tellCustomer(batch: Batch, request: Request, news: RefundNews): Promise<void> {
  const thread = await lockThread(batch, request.thread_id);
  const journey = batch.ports.journeys.find(({ name }) => name === refundJourney);
  if (!thread || !journey) return;
  const { effects } = journey.decide(journey.initial, { event: "refund-news", news }, await contextOf(batch, thread));
  const window = windowOf(batch, thread);
  if (window === "open") return sayAll(batch, thread, journey.name, effects);
  const { refund: template } = batch.shop.templates;
  const said = effects.flatMap((effect) =>
    effect.do === "say" && "body" in effect.message ? [effect.message.body] : [],
  );
  if (window === "template-only" && template !== undefined) return byTemplate(batch, thread, template, news, said);
  addNotice(batch, {
    about: "refund-untold",
    severity: "warning",
    text: "notice.refund-untold",
    values: {
      number: news.number,
      amount: { money: news.amount },
      news: { wording: { text: `notice.refund-news-${news.step}` } },
    },
    threadId: thread.thread_id,
    orderId: request.order_id,
  });
  await tellDesk(batch, request, { ...(await workOf(batch, request)), work: "untold", news: news.step });
}

/** The template's body has three places: the shop, the order's number, what happened. */
function byTemplate(
  batch: Batch,
  thread: ThreadDraft,
  name: string,
  { number }: RefundNews,
  said: readonly Wording[],
): void {
  const language = spokenLanguage(thread.language, batch.shop.languages);
  // A place of a template holds one line (Meta: no line breaks in parameters).
  const happened = said.map((body) => word(batch, thread, body, refundJourney).replace(/\s+/gu, " ")).join(" ");
  const body = [batch.shop.name, String(number), happened].map((text) => ({ type: "text" as const, text }));
  writeMessage(batch, thread, "till", { kind: "template", name, language: templateLanguage(language), body });
}
