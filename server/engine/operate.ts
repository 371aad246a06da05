import type { JourneyEvent } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { maskCardNumbers } from "#domain/card-number";
import { type Money, money } from "#domain/money";
import { type BasketEdit, type BasketProblem, mayOrderMove } from "#domain/order";
import { type OutboundMessage, passesClosedWindow } from "#domain/outbound";
import { instant, minutes } from "#domain/instant";
import { advance, advanceOrderJourney } from "#engine/advance-journey";
import { audit } from "#engine/audit";
import { type Batch, addTask, lockThread, writeMessage } from "#engine/batch";
import { cancelOrder } from "#engine/cancel-order";
import { deliverLink } from "#engine/deliver-link";
import { editOrder } from "#engine/edit-order";
import { shopTalk } from "#engine/journey-context";
import { loadOrder, openOrder } from "#engine/order-rows";
import { countRefundOf } from "#engine/limits";
import { openCase } from "#engine/payment-case";
import type { Ports } from "#engine/ports";
import { needsSecond, refundByPerson } from "#engine/refund-by-person";
import { type PaymentRequested, requestPayment } from "#engine/request-payment";
import type { Shop } from "#engine/shops";
import { transact } from "#engine/transact";

/** Why an operator's act was not done: what she looked at is not what stands now. */
export type Refused = {
  readonly refused:
    | "not-found"
    | "stale"
    | "window-closed"
    | "not-possible"
    | "too-much"
    | "nothing-paid"
    | "disputed"
    | "limit"
    /** Not refused for good: it is on record and waits for a second person. `details` is the amount, minor units. */
    | "second-person"
    | "field";
  readonly details?: string;
};
/** Who acts, for the audit trail: the person's id or `system`. */
export type Actor = string;

/** Writes to the customer as a person. Outside the window only a template goes; card numbers are masked. */
export async function sendAsOperator(
  ports: Ports,
  shop: Shop,
  actor: Actor,
  threadId: string,
  content: OutboundMessage,
  more: { readonly replyTo?: string; readonly messageId?: string },
): Promise<{ readonly messageIds: readonly string[] } | Refused> {
  return transact(ports, shop, async (batch) => {
    const thread = await lockThread(batch, threadId);
    const account = thread && shop.channels.get(thread.channel_id);
    if (!thread || !account) return { refused: "not-found" };
    const window = account.plug.window(
      thread.last_inbound_at === null ? undefined : instant(thread.last_inbound_at),
      batch.now,
    );
    if (window !== "open" && !passesClosedWindow(content)) return { refused: "window-closed" };
    if (more.messageId !== undefined) {
      // The same press twice: the message is there already.
      const [twin] = await batch.tx.find("message", [{ message_id: more.messageId }]);
      if (twin) return { messageIds: [twin.message_id] };
    }
    const safe = content.kind === "text" ? { ...content, body: maskCardNumbers(content.body) } : content;
    const parts = account.plug.split(safe);
    for (const part of parts) {
      const problem = account.plug.check(part);
      if (problem) return { refused: "field", details: `${problem.field}: ${problem.problem}` };
    }
    // Writing is taking over: the bot does not speak between a person's sentences.
    if (thread.owner === "bot" && content.kind !== "reaction") {
      thread.owner = "human";
      thread.owner_user = actor;
    }
    thread.unread = 0;
    const messageIds = parts.flatMap(
      (part, n) =>
        writeMessage(batch, thread, "operator", part, {
          user: actor,
          ...(more.replyTo === undefined || n > 0 ? {} : { replyTo: more.replyTo }),
          ...(more.messageId === undefined || n > 0 ? {} : { messageId: more.messageId }),
        }) ?? [],
    );
    return { messageIds };
  });
}

/** Takes a thread over from the bot, or gives it back. */
export async function setOwner(
  ports: Ports,
  shop: Shop,
  actor: Actor,
  threadId: string,
  owner: "bot" | "human",
): Promise<Refused | undefined> {
  return transact(ports, shop, async (batch) => {
    const thread = await lockThread(batch, threadId);
    if (!thread) return { refused: "not-found" };
    thread.owner = owner;
    thread.owner_user = owner === "human" ? actor : null;
    if (owner === "bot") thread.handover_reason = null;
    thread.misses = 0;
    const act = owner === "human" ? "take-over" : "give-back";
    await audit(batch, actor, act, "thread", threadId, { after: thread.seq });
    return undefined;
  });
}

/** A person has seen the thread: nothing in it is unread, and the customer's app may show it. */
export async function markThreadRead(ports: Ports, shop: Shop, threadId: string): Promise<void> {
  await transact(ports, shop, async (batch) => {
    const thread = await lockThread(batch, threadId);
    if (!thread || thread.unread === 0) return;
    thread.unread = 0;
    const [last] = await batch.tx.select(
      "message",
      { thread_id: { eq: threadId }, direction: { eq: "in" } },
      { orderBy: ["seq"], descending: true, limit: 1 },
    );
    if (last?.provider_id)
      addTask(batch, {
        task_id: `mark-read:${threadId}:${last.seq}`,
        kind: "mark-read",
        lane: `read:${threadId}`,
        thread_id: threadId,
        subject_id: last.provider_id,
        details: { channelId: thread.channel_id, typing: false },
        validFor: minutes(5),
      });
  });
}

/** Edits the cart from the till's side. `revision` is what the person saw; another one is refused as stale. */
export async function editCart(
  ports: Ports,
  shop: Shop,
  actor: Actor,
  threadId: string,
  edit: BasketEdit,
  revision: number | undefined,
): Promise<{ readonly order: RowOf<"order">; readonly problems: readonly BasketProblem[] } | Refused> {
  return transact(ports, shop, async (batch) => {
    const thread = await lockThread(batch, threadId);
    if (!thread) return { refused: "not-found" };
    const before = await openOrder(batch, thread);
    if (revision !== undefined && before.revision !== revision) return { refused: "stale" };
    const { order, problems } = await editOrder(batch, thread, edit);
    await audit(batch, actor, "edit-cart", "order", order.order_id, { edit });
    await advance(batch, thread, { event: "basket-changed", problems, by: "operator" }, shopTalk(thread));
    return { order, problems };
  });
}

/** Sends the customer a link to pay what is in her cart. */
export async function sendLink(
  ports: Ports,
  shop: Shop,
  actor: Actor,
  threadId: string,
  railId?: string,
): Promise<PaymentRequested | Refused> {
  return transact(ports, shop, async (batch) => {
    const thread = await lockThread(batch, threadId);
    const order = thread && (await loadOrder(batch, thread.order_id));
    if (!thread || !order) return { refused: "not-found" };
    const requested = await requestPayment(batch, order, { staff: actor, ...(railId === undefined ? {} : { railId }) });
    await audit(batch, actor, "request-payment", "order", order.order_id, { asked: requested.asked });
    const known = requested.asked === "ready" ? await openCase(batch, requested.payment.payment_id) : undefined;
    if (known) await deliverLink(batch, known);
    return requested;
  });
}

/** What a person may do to a placed or paid order. */
export type OrderAct =
  | { readonly act: "ship"; readonly carrier?: string; readonly tracking?: string; readonly url?: string }
  | { readonly act: "deliver" }
  | { readonly act: "cancel" }
  | { readonly act: "set-address"; readonly address: string }
  | { readonly act: "refund"; readonly amountMinor?: number };

/** Carries out an act on an order and tells the customer in the thread. */
export async function actOnOrder(
  ports: Ports,
  shop: Shop,
  actor: Actor,
  orderId: string,
  act: OrderAct,
): Promise<Refused | undefined> {
  return transact(ports, shop, (batch) => actInBatch(batch, actor, orderId, act));
}

/** The same inside a transaction that does more. */
export async function actInBatch(
  batch: Batch,
  actor: Actor,
  orderId: string,
  act: OrderAct,
): Promise<Refused | undefined> {
  const [seen] = await batch.tx.find("order", [{ order_id: orderId }]);
  const thread = seen && (await lockThread(batch, seen.thread_id));
  const order = await loadOrder(batch, orderId);
  if (!thread || !order) return { refused: "not-found" };
  const done = await carryOut(batch, order, act, actor);
  if ("refused" in done) return done;
  await audit(batch, actor, act.act, "order", orderId, { ...act });
  if (done.event) await advanceOrderJourney(batch, thread, order, done.event);
  return undefined;
}

/** What of the shop's limits a person's refund would pass. Money that was refused again later has still gone out. */
export async function refundOver(
  batch: Batch,
  order: RowOf<"order">,
  wanted: Money | undefined,
  actor: Actor,
): Promise<string | undefined> {
  const whole = money(order.paid_minor - order.refunded_minor, currency(order.currency));
  const amount = wanted ?? whole;
  if (amount.minor <= 0 || amount.minor > whole.minor) return undefined;
  return countRefundOf(batch, order, amount, actor);
}

async function carryOut(
  batch: Batch,
  order: NonNullable<Awaited<ReturnType<typeof loadOrder>>>,
  act: OrderAct,
  actor: Actor,
): Promise<{ readonly event?: JourneyEvent } | Refused> {
  switch (act.act) {
    case "ship": {
      if (!mayOrderMove(order.state, "shipped")) return { refused: "not-possible" };
      const { carrier, tracking, url } = act;
      order.state = "shipped";
      order.tracking = {
        ...(carrier ? { carrier } : {}),
        ...(tracking ? { number: tracking } : {}),
        ...(url ? { url } : {}),
      };
      return {
        event: {
          event: "order-shipped",
          ...(carrier ? { carrier } : {}),
          ...(tracking ? { tracking } : {}),
          ...(url ? { url } : {}),
        },
      };
    }
    case "deliver":
      if (!mayOrderMove(order.state, "delivered")) return { refused: "not-possible" };
      order.state = "delivered";
      return {};
    case "set-address":
      order.address = act.address;
      return { event: { event: "address-changed", address: act.address, by: "operator" } };
    case "cancel": {
      const cancelled = await cancelOrder(batch, order, "order-cancelled", actor);
      if (!cancelled) return { refused: "not-possible" };
      return {
        event: { event: "order-cancelled", by: "operator", ...(cancelled.refund ? { refund: cancelled.refund } : {}) },
      };
    }
    case "refund": {
      const wanted = act.amountMinor === undefined ? undefined : money(act.amountMinor, currency(order.currency));
      const over = (await needsSecond(batch, order, wanted))
        ? undefined
        : await refundOver(batch, order, wanted, actor);
      if (over !== undefined) return { refused: "limit", details: over };
      const returned = await refundByPerson(batch, order, "operator", actor, wanted);
      if ("refused" in returned) return { refused: returned.refused, details: String(returned.left) };
      if ("waits" in returned) return { refused: "second-person", details: String(returned.waits.amount_minor) };
      return { event: { event: "refund-changed", amount: returned.amount, state: "requested" } };
    }
  }
}
