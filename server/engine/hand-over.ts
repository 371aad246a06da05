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
    values: { reason },
    threadId: thread.thread_id,
  });
}
