import { advance } from "#engine/advance-journey";
import { lockThreads } from "#engine/batch";
import { shopTalk } from "#engine/journey-context";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";
import { transact } from "#engine/transact";

/** Alarms rung in one transaction. */
const atOnce = 32;

/** Rings the alarms that are due in these buckets. Each rings once: it is removed in the transaction that acts on it. */
export async function wakeTimers(ports: Ports, shop: Shop, buckets: readonly number[]): Promise<number> {
  if (buckets.length === 0) return 0;
  return transact(ports, shop, async (batch) => {
    const seen = await batch.tx.select(
      "timer",
      { due_at: { lte: batch.now }, ...(buckets.length < 256 ? { bucket: { in: buckets } } : {}) },
      { orderBy: ["due_at", "thread_id", "name"], limit: atOnce },
    );
    if (seen.length === 0) return 0;
    await lockThreads(
      batch,
      seen.map(({ thread_id }) => thread_id),
    );
    let rung = 0;
    for (const { thread_id, name, due_at } of seen) {
      // Under the thread's lock: an alarm that was set anew or forgotten meanwhile is not this one any more.
      const removed = await batch.tx.remove("timer", {
        thread_id: { eq: thread_id },
        name: { eq: name },
        due_at: { eq: due_at },
      });
      const thread = batch.threads.get(thread_id);
      if (removed === 0 || !thread) continue;
      await advance(batch, thread, { event: "woke-up", name }, shopTalk(thread));
      rung += 1;
    }
    return rung;
  });
}
