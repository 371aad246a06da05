import type { JourneyEvent } from "#contracts/journey";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { SaleNews } from "#domain/selling";
import type { OrderTerms } from "#domain/order";
import { type Batch, type ThreadDraft, lockThread } from "#engine/batch";
import { nameOf, personWithPhone } from "#engine/find-people";
import { contextOf, merchantJourney, sayAll } from "#engine/journey-context";
import type { OrderDraft } from "#engine/order-rows";

type About = Omit<Extract<SaleNews, { readonly news: "expired" }>, "news">;

/** Tells the merchant what became of a sale she asked for by a line; events that are no news for her are left out. */
export async function tellSeller(batch: Batch, order: OrderDraft, event: JourneyEvent): Promise<void> {
  const about = await aboutSale(batch, order);
  const sale = newsOf(about, event);
  if (sale) await tellSale(batch, order, sale);
}

/** Tells her one piece of news. */
export async function tellSale(batch: Batch, order: OrderDraft, sale: SaleNews): Promise<void> {
  const thread = order.terms && (await sellersThread(batch, order.terms));
  if (thread) await tellMerchant(batch, thread, sale);
}

/** Tells a merchant in a thread of hers. */
export async function tellMerchant(batch: Batch, thread: ThreadDraft, sale: SaleNews): Promise<void> {
  const journey = batch.ports.journeys.find(({ name }) => name === merchantJourney);
  if (!journey) return;
  const { effects } = journey.decide(journey.initial, { event: "sale-news", sale }, await contextOf(batch, thread));
  sayAll(batch, thread, journey.name, effects);
}

/** Her thread; the one it was joined with since, where it is gone. */
async function sellersThread(batch: Batch, { askedBy }: OrderTerms): Promise<ThreadDraft | undefined> {
  const thread = await lockThread(batch, askedBy.threadId);
  if (thread) return thread;
  const person = await personWithPhone(batch.tx, askedBy.phone);
  const [known] = person ? await batch.tx.select("thread", { person_id: { eq: person.personId } }) : [];
  return known && lockThread(batch, known.thread_id);
}

/** What every piece of news of a sale says. */
export async function aboutSale(batch: Batch, order: OrderDraft): Promise<About> {
  const [person] =
    order.terms?.sendTo === "merchant" ? [] : await batch.tx.find("person", [{ person_id: order.person_id }]);
  const reference = order.terms?.reference;
  return {
    number: order.number ?? 0,
    amount: money(order.total_minor, currency(order.currency)),
    ...(person === undefined ? {} : { who: nameOf(person) }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function newsOf(about: About, event: JourneyEvent): SaleNews | undefined {
  switch (event.event) {
    case "link-failed":
      return { ...about, news: "failed", reason: event.reason };
    case "payment-failed":
      return { ...about, news: "attempt-failed", reason: event.reason };
    case "rail-changed":
      return { ...about, news: "other-way", from: event.from, to: event.to };
    case "rail-chosen":
      return { ...about, news: "way-chosen", from: event.from, to: event.to };
    case "link-expired":
      return { ...about, news: "expired" };
    case "order-paid":
      return { ...about, news: "paid", receiptId: event.receiptId, receiptNumber: event.receiptNumber };
    case "order-cancelled":
      // Somebody of the shop did that, and sees it done.
      return event.by === "operator" ? undefined : { ...about, news: "cancelled" };
    case "card-kept":
      return { ...about, news: "card-kept", card: event.card };
    case "refund-changed":
      return { ...about, news: "refunded", refund: event.amount, state: event.state };
    default:
      return undefined;
  }
}
