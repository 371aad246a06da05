import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { minutes, seconds } from "#domain/instant";
import { isOfRail, mostOf } from "#domain/limits";
import { money } from "#domain/money";
import { mayMove, type PaymentState } from "#domain/payment";
import type { RailFacts, RailVerdict } from "#domain/rail-choice";
import type { Batch, Draft } from "#engine/batch";
import { callOff } from "#engine/chat-orders";
import { type RailChoice, choiceAmong, lookAtRails, wantsOf } from "#engine/choose-rail";
import { countPayment, limitWords, recountPayment, uncountPayment } from "#engine/limits";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { addPaymentTask, askForPayment, taskOf } from "#engine/payment-task";
import type { Rail } from "#engine/shops";

/** A payment held by the batch's transaction. */
export type PaymentDraft = Draft<RowOf<"payment">>;

/** What came of asking for money: a link is being made, one stands already, or why there can be none. */
export type PaymentRequested =
  | { readonly asked: "new" | "pending"; readonly paymentId: string }
  | { readonly asked: "ready"; readonly payment: RowOf<"payment"> }
  | {
      readonly asked: "refused";
      readonly reason: "empty" | "no-rail" | "not-payable" | "amount" | "limit";
      readonly details?: string;
    };

/** How money is asked for. */
export type PaymentAsk = {
  /** By this rail and no other: somebody chose it. */
  readonly railId?: string;
  /** By a rail that was not offered for this revision yet. */
  readonly untried?: boolean;
  /** It is paid by a code to be scanned. */
  readonly byCode?: boolean;
  /** Who of the shop asks; absent where the customer does. */
  readonly staff?: string;
};

/** First look at a payment that nobody has told us about. */
export const firstLook = minutes(1);
/** A link that is being closed at its provider is waited for this long before the next one is made. */
const closingTakes = seconds(5);

/**
 * Makes the order payable: the intent is written first, with its own key; the provider is asked by a task after the
 * commit. One payable link at a time: asking again gives the same one, and another way voids it before it is asked for.
 * What is refused changes nothing.
 */
export async function requestPayment(batch: Batch, order: OrderDraft, ask: PaymentAsk = {}): Promise<PaymentRequested> {
  if (order.lines.length === 0) return { asked: "refused", reason: "empty" };
  if (order.state !== "cart" && order.state !== "placed") return { asked: "refused", reason: "not-payable" };
  const links = await openLinks(batch, order.order_id);
  const standing = links.find((link) => serves(link, batch, order, ask));
  if (standing?.state === "open") return { asked: "ready", payment: standing };
  if (standing) return { asked: "pending", paymentId: standing.payment_id };
  // What the open links count makes room for the one in their place.
  for (const link of links) await uncountPayment(batch, order.person_id, link);
  const choice = await chooseWithinLimits(batch, order, ask);
  if (choice.rail === undefined) {
    for (const link of links) await recountPayment(batch, order.person_id, link);
    return choice.refused;
  }
  const { rail } = choice;
  await closeLinks(batch, links);
  const others = await batch.tx.select("payment", { order_id: { eq: order.order_id } });
  // Its link of this revision ran out or was given up: a new revision gets a new one, the sum is the same.
  if (others.some(({ revision, rail_id }) => revision === order.revision && rail_id === rail.id)) order.revision += 1;
  await place(batch, order);
  const after = (await isClosing(batch, links, others)) ? closingTakes : 0;
  return { asked: "new", paymentId: await askProvider(batch, order, choice, after) };
}

/** The links of an order somebody could pay at, or that are being made. */
const openLinks = ({ tx }: Batch, orderId: string): Promise<readonly RowOf<"payment">[]> =>
  tx.select(
    "payment",
    { order_id: { eq: orderId }, state: { in: ["requested", "open"] } },
    { orderBy: ["payment_id"], lock: true },
  );

/** Whether a link is what is asked for: of this revision, not run out, and by the rail that was chosen. */
function serves(link: RowOf<"payment">, { now }: Batch, order: OrderDraft, { railId, untried }: PaymentAsk): boolean {
  if (untried === true || link.revision !== order.revision) return false;
  if (railId !== undefined && link.rail_id !== railId) return false;
  return link.state === "requested" || link.expires_at > now;
}

type Chosen = { readonly rail: Rail; readonly verdicts: readonly RailVerdict[]; readonly cardId?: string } & Pick<
  PaymentAsk,
  "staff"
>;
type Refused = Extract<PaymentRequested, { readonly asked: "refused" }>;

/** The best rail whose own limits let the payment through; it is counted. A limit of the shop's no other rail gets past. */
async function chooseWithinLimits(
  batch: Batch,
  order: OrderDraft,
  { railId, untried, byCode, staff = order.terms?.askedBy.phone }: PaymentAsk,
): Promise<Chosen | { readonly rail?: undefined; readonly refused: Refused }> {
  const amount = money(order.total_minor, currency(order.currency));
  const more = staff === undefined ? {} : { staff };
  const ask = {
    amount,
    order,
    thread: batch.threads.get(order.thread_id),
    keepsCards: order.terms?.saveCard !== undefined,
    untried: untried === true,
    byCode: byCode === true,
    ...(railId === undefined ? {} : { only: railId }),
    ...more,
  };
  const refused = (reason: Refused["reason"], details?: string) => ({
    refused: { asked: "refused", reason, ...(details === undefined ? {} : { details }) } as const,
  });
  // Another way is asked for because the card did not serve.
  const card =
    railId === undefined && untried !== true && byCode !== true ? await cardToCharge(batch, order) : undefined;
  const wants = await wantsOf(batch, ask);
  let wanted = card ? { ...wants, only: card.rail.id } : wants;
  let facts = await lookAtRails(batch, ask);
  for (;;) {
    const choice = choiceAmong(batch.shop, facts, wanted);
    if (choice.rail === undefined && wanted !== wants) {
      wanted = wants;
      continue;
    }
    if (choice.rail === undefined) {
      const { reason } = choice;
      return refused(isWorded(reason) ? reason : "no-rail", lastWords(batch, order, choice, facts));
    }
    const { rail, verdicts } = choice;
    const rule = await countPayment(batch, order.person_id, amount, { railId: rail.id, ...more });
    if (rule === undefined)
      return { rail, verdicts, ...more, ...(card?.rail.id === rail.id ? { cardId: card.cardId } : {}) };
    if (!isOfRail(rule)) return refused("limit", limitWords(batch, order.thread_id, rule));
    const most = mostOf(batch.shop.limits, rule, batch.shop.currency, rail.id);
    facts = facts.map((one) => (one.id === rail.id ? { ...one, overLimit: { rule, most } } : one));
  }
}

const isWorded = (reason: string): reason is "amount" | "limit" => reason === "amount" || reason === "limit";

/** Why none can be taken, for people: a limit is said in full. */
function lastWords(
  batch: Batch,
  order: OrderDraft,
  choice: Extract<RailChoice, { readonly rail?: undefined }>,
  facts: readonly RailFacts[],
): string | undefined {
  const stopped = facts.find(({ overLimit }) => overLimit !== undefined);
  if (choice.reason !== "limit" || stopped?.overLimit === undefined) return choice.details;
  return limitWords(batch, order.thread_id, stopped.overLimit.rule, stopped.id);
}

/** Whether a link of the order is still being made unpayable at its provider. */
async function isClosing(
  { tx }: Batch,
  closed: readonly RowOf<"payment">[],
  others: readonly RowOf<"payment">[],
): Promise<boolean> {
  if (closed.some(({ provider_ref }) => provider_ref !== null)) return true;
  const voided = others.filter((one) => one.state === "void" && one.provider_ref !== null && !one.final);
  if (voided.length === 0) return false;
  const tasks = await tx.find(
    "task",
    voided.map(({ payment_id }) => ({ task_id: taskOf("void-link", payment_id) })),
  );
  return tasks.some(({ state }) => state === "queued" || state === "running");
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

async function askProvider(batch: Batch, order: OrderDraft, chosen: Chosen, after: number): Promise<string> {
  const { now, shop, ports } = batch;
  const { rail, verdicts, cardId, staff } = chosen;
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
    chat: null,
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
  const { payment_id } = payment;
  await batch.tx.insert("payment", [payment]);
  await batch.tx.insert("rail_choice", [{ payment_id, asked_by: staff ?? null, verdicts: [...verdicts], at: now }]);
  askForPayment(batch, payment, after);
  batch.changes.push({ resource: "payment", id: payment_id });
  return payment_id;
}

/** Makes every open link of an order unpayable and counts it no more: on our side at once, at the provider by a task. */
export async function voidLinks(batch: Batch, orderId: string): Promise<void> {
  const open = await openLinks(batch, orderId);
  const order = open.length > 0 ? await loadOrder(batch, orderId) : undefined;
  if (order) for (const link of open) await uncountPayment(batch, order.person_id, link);
  await closeLinks(batch, open);
}

async function closeLinks(batch: Batch, links: readonly RowOf<"payment">[]): Promise<void> {
  if (links.length === 0) return;
  await batch.tx.updateIf(
    "payment",
    { payment_id: { in: links.map(({ payment_id }) => payment_id) }, state: { in: ["requested", "open"] } },
    { state: "void", changed_at: batch.now },
  );
  for (const link of links) {
    addPaymentTask(batch, "void-link", link);
    await callOff(batch, link);
    batch.changes.push({ resource: "payment", id: link.payment_id });
  }
}

/** What waited for an order's old link to be closed at its provider may go on. */
export async function closedLink(batch: Batch, orderId: string): Promise<void> {
  const waiting = await batch.tx.select("payment", { order_id: { eq: orderId }, state: { eq: "requested" } });
  if (waiting.length === 0) return;
  const ids = waiting.flatMap(({ payment_id }) => [
    taskOf("create-link", payment_id),
    taskOf("charge-card", payment_id),
  ]);
  await batch.tx.updateIf(
    "task",
    { task_id: { in: ids }, state: { eq: "queued" }, attempts: { eq: 0 }, run_after: { gt: batch.now } },
    { run_after: batch.now },
  );
  batch.wrote.add("tasks");
}

/** Moves a payment forward; a move backwards or to where it stands is left undone. */
export function movePayment(payment: PaymentDraft, to: PaymentState, now: number): boolean {
  if (!mayMove(payment.state, to)) return false;
  payment.state = to;
  payment.changed_at = now;
  return true;
}
