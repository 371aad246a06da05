import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { type Money, money } from "#domain/money";
import { type DecisionRefused, type RefundDecision, mayRequestMove, needsSecondPerson } from "#domain/refund-request";
import { advanceOrderJourney } from "#engine/advance-journey";
import { audit } from "#engine/audit";
import { type Batch, lockThread } from "#engine/batch";
import { giveBackRequested } from "#engine/give-back";
import { markSent } from "#engine/mark-sent";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { waitForSecond } from "#engine/refund-by-person";
import { tellCustomer } from "#engine/refund-desk";
import { type RequestDraft, returnedOf, saveRequest, settlingCaptures } from "#engine/refund-request-rows";

/** What came of a decision. */
export type Decided = {
  readonly request: RowOf<"refund_request">;
  readonly number: number;
  readonly amount: Money;
  /** Approved by one: another person has to agree before anything moves. */
  readonly waits: boolean;
};

const moved: DecisionRefused = { refused: "moved-on" };

/**
 * Carries out what a person of the shop decides about a request. Everything is checked in this transaction: the state
 * she saw, the second person, what is left. `ceilingMinor` is the most she may send back, where she has such a bound.
 */
export async function decideRefund(
  batch: Batch,
  actor: string,
  requestId: string,
  decision: RefundDecision,
  ceilingMinor?: number,
): Promise<Decided | DecisionRefused> {
  const [seen] = await batch.tx.find("refund_request", [{ request_id: requestId }]);
  if (!seen || !(await lockThread(batch, seen.thread_id))) return { refused: "not-found" };
  const order = await loadOrder(batch, seen.order_id);
  const [row] = await batch.tx.find("refund_request", [{ request_id: requestId }], { lock: true });
  if (!row || !order) return { refused: "not-found" };
  const request: RequestDraft = { ...row };
  const amount = money(row.amount_minor, currency(row.currency));
  const gives = decision.decide === "approve" || decision.decide === "confirm";
  if (gives && ceilingMinor !== undefined && (amount.currency !== batch.shop.currency || amount.minor > ceilingMinor))
    return { refused: "ceiling", left: money(ceilingMinor, batch.shop.currency) };
  const refused = await carryOut(batch, order, request, actor, decision);
  if (refused) return refused;
  return { request, number: order.number ?? 0, amount, waits: request.state === "approved" && gives };
}

function carryOut(
  batch: Batch,
  order: OrderDraft,
  request: RequestDraft,
  actor: string,
  decision: RefundDecision,
): Promise<DecisionRefused | undefined> {
  switch (decision.decide) {
    case "approve":
      return approve(batch, order, request, actor);
    case "confirm":
      return confirm(batch, order, request, actor);
    case "refuse":
      return refuse(batch, order, request, actor, decision);
    case "ask":
      return askMore(batch, order, request, actor, decision.words);
    case "close":
      return close(batch, order, request, actor);
    case "sent":
      return markSent(batch, order, request, actor);
  }
}

const aboutOf = (order: OrderDraft, request: RequestDraft) => ({
  requestId: request.request_id,
  number: order.number ?? 0,
  amount: money(request.amount_minor, currency(request.currency)),
});

async function approve(batch: Batch, order: OrderDraft, request: RequestDraft, actor: string) {
  if (request.state !== "asked" && request.state !== "failed") return moved;
  const { refunds, currency: own } = batch.shop;
  const before = returnedOf(await settlingCaptures(batch, [order.order_id]));
  const amount = money(request.amount_minor, currency(request.currency));
  if (needsSecondPerson(refunds, amount, before, own)) {
    Object.assign(request, { state: "approved", approved_by: actor, confirmed_by: null, decided_at: batch.now });
    await saveRequest(batch, request);
    await waitForSecond(batch, order, request, actor);
    return undefined;
  }
  request.approved_by = actor;
  // One person suffices now; who agreed to an earlier try is in the audit trail.
  request.confirmed_by = null;
  return give(batch, order, request, actor);
}

/** The second person: another one than the first, by one conditional statement. */
async function confirm(batch: Batch, order: OrderDraft, request: RequestDraft, actor: string) {
  if (request.state !== "approved") return moved;
  const [taken] = await batch.tx.updateIf(
    "refund_request",
    { request_id: { eq: request.request_id }, state: { eq: "approved" }, approved_by: { not: actor } },
    { confirmed_by: actor },
  );
  if (!taken) return { refused: "same-person" } as const;
  request.confirmed_by = actor;
  const refused = await give(batch, order, request, actor);
  // Not carried out: the place of the second person is free again.
  if (refused) await batch.tx.update("refund_request", [{ request_id: request.request_id, confirmed_by: null }]);
  return refused;
}

async function give(batch: Batch, order: OrderDraft, request: RequestDraft, actor: string) {
  const made = await giveBackRequested(batch, order, request, actor);
  if ("refused" in made) return made;
  const about = aboutOf(order, request);
  const thread = await lockThread(batch, order.thread_id);
  // What the shop wanted by itself is told as its refunds are.
  if (request.cause !== "shop") await tellCustomer(batch, request, { ...about, step: "approved" });
  else if (thread)
    await advanceOrderJourney(batch, thread, order, {
      event: "refund-changed",
      amount: about.amount,
      state: "requested",
    });
  return undefined;
}

async function refuse(
  batch: Batch,
  order: OrderDraft,
  request: RequestDraft,
  actor: string,
  { refusal, words }: Extract<RefundDecision, { readonly decide: "refuse" }>,
) {
  if (!mayRequestMove(request.state, "refused")) return moved;
  Object.assign(request, {
    state: "refused",
    refusal,
    refusal_words: words ?? null,
    decided_at: batch.now,
    closed_at: batch.now,
  });
  await saveRequest(batch, request);
  await audit(batch, actor, "refuse-refund", "order", order.order_id, { refusal });
  // What only the shop wanted, the customer never heard of.
  if (request.cause === "shop") return undefined;
  const said = words === undefined ? {} : { words };
  await tellCustomer(batch, request, { ...aboutOf(order, request), step: "refused", refusal, ...said });
  return undefined;
}

async function askMore(batch: Batch, order: OrderDraft, request: RequestDraft, actor: string, words: string) {
  if ((request.state !== "asked" && request.state !== "failed") || request.cause === "shop") return moved;
  request.question = words;
  await saveRequest(batch, request);
  await audit(batch, actor, "ask-about-refund", "order", order.order_id);
  await tellCustomer(batch, request, { ...aboutOf(order, request), step: "question", words });
  return undefined;
}

async function close(batch: Batch, order: OrderDraft, request: RequestDraft, actor: string) {
  if (!mayRequestMove(request.state, "closed")) return moved;
  request.state = "closed";
  request.closed_at = batch.now;
  await saveRequest(batch, request);
  await audit(batch, actor, "close-refund", "order", order.order_id);
  if (request.cause !== "shop") await tellCustomer(batch, request, { ...aboutOf(order, request), step: "closed" });
  return undefined;
}
