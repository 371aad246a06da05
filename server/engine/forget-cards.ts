import { type Batch, type ThreadDraft, addTask } from "#engine/batch";
import type { RunTask } from "#engine/task";

/**
 * Forgets every card a person left: ours at once, so that none is charged any more, the provider's by a task. Gives how
 * many there were.
 */
export async function forgetCards(batch: Batch, thread: ThreadDraft): Promise<number> {
  const cards = await batch.tx.updateIf(
    "kept_card",
    { person_id: { eq: thread.person_id }, state: { eq: "live" } },
    { state: "revoked", changed_at: batch.now },
  );
  for (const card of cards)
    addTask(batch, {
      task_id: `forget-card:${card.card_id}:${batch.now}`,
      kind: "forget-card",
      lane: `card:${card.card_id}`,
      thread_id: thread.thread_id,
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
