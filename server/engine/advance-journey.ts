import type { Journey, JourneyEvent } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import type { Batch, ThreadDraft } from "#engine/batch";
import { contextOf, merchantJourney, orderJourney, refundJourney, sayAll, viewIn } from "#engine/journey-context";
import { endTalk, keepState, stateOf } from "#engine/journey-slots";
import type { OrderDraft } from "#engine/order-rows";
import { runEffect } from "#engine/run-effects";
import { tellSeller } from "#engine/tell-seller";

/** Effects that come back as events may lead to more; a journey that never settles is a bug and is stopped here. */
const longestChain = 24;
/** What a step of a journey did. */
export type Advanced = { readonly consumed: boolean };

/** The journey of a thread: the one it is in, else the one that sells. */
export const journeyOf = (batch: Batch, thread: ThreadDraft): Journey<unknown> | undefined =>
  batch.ports.journeys.find(({ name }) => name === (thread.journey ?? orderJourney));

/**
 * Gives a journey an event and carries out what it decides, in this transaction. Own-table effects answer with events,
 * which it is given in turn. What it says is gathered: texts that follow each other become one message. `name` is the
 * journey that is meant where it is not the one that has the word.
 */
export async function advance(
  batch: Batch,
  thread: ThreadDraft,
  first: JourneyEvent,
  name?: string,
): Promise<Advanced> {
  const journey = name === undefined ? journeyOf(batch, thread) : batch.ports.journeys.find((one) => one.name === name);
  if (!journey) return { consumed: false };
  const queue: JourneyEvent[] = [first];
  const said: Effect[] = [];
  let consumed = false;
  for (let step = 0; queue.length > 0; step++) {
    if (step === longestChain) throw new Error(`journey ${journey.name} does not settle after ${first.event}`);
    const event = queue.shift();
    if (!event) break;
    const context = await contextOf(batch, thread);
    const state = stateOf(thread, journey.name) ?? journey.initial;
    const decision = journey.decide(state, event, context);
    if (event === first) consumed = decision.consumed;
    if (event === first && event.event === "customer-said" && !decision.consumed) break;
    keepState(thread, journey.name, decision.state);
    for (const effect of decision.effects) {
      if (effect.do === "say") said.push(effect);
      // The bot's last words come before it falls silent.
      if (effect.do === "hand-over") sayAll(batch, thread, journey.name, said.splice(0));
      if (effect.do !== "say") queue.push(...(await runEffect(batch, thread, journey.name, effect)));
    }
  }
  sayAll(batch, thread, journey.name, said);
  // A refund's talk lies over another; when it is over, that one has the word again.
  if (journey.name === refundJourney && !journey.active(stateOf(thread, journey.name)))
    endTalk(thread, refundJourney, orderJourney);
  return { consumed };
}

/**
 * Tells the journey of an order's thread what happened to the order. An order that is no longer the thread's own (the
 * customer has begun another) is told of by itself, without disturbing the new one.
 */
export async function advanceOrderJourney(
  batch: Batch,
  thread: ThreadDraft,
  order: OrderDraft,
  event: JourneyEvent,
): Promise<void> {
  if (order.terms) await tellSeller(batch, order, event);
  if (order.terms?.sendTo === "merchant") return;
  // What a merchant asked for is no cart of hers: nothing is added to it, and her own talk goes on.
  const isHers = !order.terms && (thread.order_id === order.order_id || thread.order_id === null);
  if (isHers && thread.journey !== merchantJourney) {
    thread.order_id = order.order_id;
    await advance(batch, thread, event, orderJourney);
    return;
  }
  const journey = batch.ports.journeys.find(({ name }) => name === orderJourney);
  if (!journey) return;
  const context = { ...(await contextOf(batch, thread)), order: await viewIn(batch, thread, order) };
  const { effects } = journey.decide(journey.initial, event, context);
  sayAll(
    batch,
    thread,
    journey.name,
    effects.filter(({ do: what }) => what === "say"),
  );
}
