import { bucketOf } from "#domain/bucket";
import { instant } from "#domain/instant";
import type { Batch, ThreadDraft } from "#engine/batch";

/** Sets the journey's alarm in the thread; the same name again replaces it. */
export async function setAlarm(batch: Batch, thread: ThreadDraft, name: string, dueAt: number): Promise<void> {
  await batch.tx.remove("timer", { thread_id: { eq: thread.thread_id }, name: { eq: name } });
  await batch.tx.insert("timer", [
    {
      thread_id: thread.thread_id,
      name,
      due_at: instant(dueAt),
      bucket: bucketOf(thread.thread_id),
      created_at: batch.now,
    },
  ]);
}
