import type { RunTask } from "#engine/task";

/** Tells the customer that her message was read. Nothing depends on it: one failed try is enough. */
export const markRead: RunTask = async (ports, shop, task) => {
  const account = shop.channels.get(String(task.details["channelId"]));
  if (!account) return { done: true };
  const outcome = await account.plug.markRead(
    task.subject_id,
    task.details["typing"] === true,
    account.settings,
    ports.http,
  );
  if (outcome.outcome === "sent" || outcome.outcome === "failed") return { done: true };
  return { done: false, problem: { ok: false, retry: "later", reason: outcome.reason } };
};
