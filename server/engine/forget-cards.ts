import type { RowOf, Where } from "#contracts/store";
import { type Batch, type ThreadDraft, addTask } from "#engine/batch";
import { tellAsker } from "#engine/deliver-registration";
import { openRegistration, voidRegistration } from "#engine/registration-rows";
import type { RunTask } from "#engine/task";

/** What there was to forget: cards, and a page she was asked to leave one at. */
export type Forgotten = { readonly cards: number; readonly wasAsked: boolean };

/**
 * Forgets every card a person left: ours at once, so that none is charged any more, the provider's by a task. A page
 * where she was to leave one is closed with that: a card she left there before, and that is heard of later, is not kept.
 */
export async function forgetCards(batch: Batch, thread: ThreadDraft): Promise<Forgotten> {
  const cards = await revokeCards(batch, { person_id: { eq: thread.person_id } }, thread.thread_id);
  const [asked] = await batch.tx.select("registration", { open_for: { eq: thread.person_id } });
  const known = asked && (await openRegistration(batch, asked.registration_id));
  const wasAsked = known !== undefined && (await voidRegistration(batch, known.registration));
  if (wasAsked) await tellAsker(batch, known.registration, { news: "declined" });
  return { cards, wasAsked };
}

/** Forgets those of the live cards that fit; gives how many there were. */
export async function revokeCards(
  batch: Batch,
  which: Pick<Where<RowOf<"kept_card">>, "person_id" | "card_id">,
  threadId: string,
): Promise<number> {
  const cards = await batch.tx.updateIf(
    "kept_card",
    { ...which, state: { eq: "live" } },
    { state: "revoked", changed_at: batch.now },
  );
  for (const card of cards)
    addTask(batch, {
      task_id: `forget-card:${card.card_id}:${batch.now}`,
      kind: "forget-card",
      lane: `card:${card.card_id}`,
      thread_id: threadId,
      subject_id: card.card_id,
      details: {},
    });
  return cards.length;
}

/** Makes a revoked card useless at the provider too. */
export const forgetCard: RunTask = async (ports, shop, task) => {
  const [card] = await ports.store.tx(shop.businessId, (tx) => tx.find("kept_card", [{ card_id: task.subject_id }]));
  // She agreed anew since, or the rail is gone with its keys: there is nothing to forget there.
  if (card?.state !== "revoked") return { done: true };
  const rail = shop.rails.find(({ id }) => id === card.rail_id);
  const alias = ports.secret(card.alias);
  if (!rail?.plug.cards || alias === undefined) return { done: true };
  const forgotten = await rail.plug.cards.forget(alias, rail.settings, ports.http);
  if (!forgotten.ok) return { done: false, problem: forgotten };
  return {
    done: true,
    // What was promised to be forgotten is not even kept encrypted.
    apply: async ({ tx }) => {
      await tx.updateIf("kept_card", { card_id: { eq: card.card_id }, state: { eq: "revoked" } }, { alias: "" });
    },
  };
};
