import { type Batch, type ThreadDraft, addNotice } from "#engine/batch";

/** Gives the thread to a person: the bot falls silent, the reason stands on top. */
export function handOver(batch: Batch, thread: ThreadDraft, reason: string): void {
  thread.owner = "human";
  thread.owner_user = null;
  thread.handover_reason = reason;
  addNotice(batch, {
    about: "hand-over",
    severity: "warning",
    text: "notice.hand-over",
    // Which message was the last one before: who had the thread when is known from the records alone.
    values: { reason, after: thread.seq },
    threadId: thread.thread_id,
  });
}
