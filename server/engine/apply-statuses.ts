import type { RowOf } from "#contracts/store";
import { type InboundEvent, statusRank } from "#domain/inbound";
import { type Batch, type Draft, addNotice } from "#engine/batch";
import { sayOtherwise } from "#engine/task-offer-link";

type StatusEvent = Extract<InboundEvent, { readonly kind: "status" }>;
const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Moves our messages forward by the channel's statuses, never backwards: sent < delivered < read < played, and a failure
 * counts only while nothing better is known. A status also settles a send whose answer was lost, by our own id in it.
 */
export async function applyStatuses(
  batch: Batch,
  events: readonly { readonly channelId: string; readonly event: StatusEvent }[],
): Promise<void> {
  if (events.length === 0) return;
  const rows = await matching(batch, events);
  const changed = new Set<Draft<RowOf<"message">>>();
  for (const { channelId, event } of events) {
    const row =
      rows.byCorrelation.get(event.correlation ?? "") ?? rows.byProvider.get(`${channelId} ${event.messageId}`);
    if (!row || row.channel_id !== channelId) continue;
    if (applyStatus(row, event)) changed.add(row);
    if (event.status === "failed") {
      const code = event.error?.code ?? 0;
      batch.ports.log.warn("a message failed at the provider", { channel: channelId, message: row.message_id, code });
      tellOfFailure(batch, row, event);
      if (row.status === "failed") sayOtherwise(batch, row);
    }
  }
  const updates = [...changed].map(
    ({ message_id, provider_id, status, status_rank, send_state, unsent, error, pricing }) => ({
      message_id,
      provider_id,
      status,
      status_rank,
      send_state,
      unsent,
      error,
      pricing,
    }),
  );
  await batch.tx.update("message", updates);
  for (const row of changed) batch.changes.push({ resource: "message", id: `${row.thread_id}/${row.message_id}` });
}

async function matching(batch: Batch, events: readonly { readonly channelId: string; readonly event: StatusEvent }[]) {
  const correlations = [
    ...new Set(
      events.flatMap(({ event }) =>
        event.correlation && uuidShape.test(event.correlation) ? [event.correlation] : [],
      ),
    ),
  ];
  const unnamed = events.filter(({ event }) => !(event.correlation && uuidShape.test(event.correlation)));
  const [ours, theirs] = await Promise.all([
    correlations.length > 0
      ? batch.tx.find(
          "message",
          correlations.toSorted().map((message_id) => ({ message_id })),
          { lock: true },
        )
      : [],
    unnamed.length > 0
      ? batch.tx.select(
          "message",
          {
            provider_id: { in: unnamed.map(({ event }) => event.messageId) },
            channel_id: { in: [...new Set(unnamed.map(({ channelId }) => channelId))] },
            direction: { eq: "out" },
          },
          { orderBy: ["message_id"], lock: true },
        )
      : [],
  ]);
  // One draft per message, however many statuses name it and by whichever way it was found.
  const drafts = new Map<string, Draft<RowOf<"message">>>();
  for (const row of [...ours, ...theirs]) if (!drafts.has(row.message_id)) drafts.set(row.message_id, { ...row });
  const all = [...drafts.values()];
  return {
    byCorrelation: new Map(all.map((row) => [row.message_id, row])),
    byProvider: new Map(all.map((row) => [`${row.channel_id} ${row.provider_id}`, row])),
  };
}

function applyStatus(row: Draft<RowOf<"message">>, event: StatusEvent): boolean {
  const before = JSON.stringify([row.provider_id, row.status, row.send_state, row.pricing]);
  if (row.send_state === "sending" || row.send_state === "doubt" || row.send_state === "queued") {
    row.send_state = event.status === "failed" ? "failed" : "done";
    row.unsent = false;
    row.provider_id ??= event.messageId;
  }
  const rank = statusRank[event.status];
  // A failure that comes after the message was seen is about something else; one that comes first is final.
  const moves = event.status === "failed" ? row.status_rank < statusRank.delivered : rank > row.status_rank;
  if (moves) {
    row.status = event.status;
    row.status_rank = rank;
    row.error = event.error ?? null;
  }
  if (event.pricing) row.pricing = event.pricing;
  return before !== JSON.stringify([row.provider_id, row.status, row.send_state, row.pricing]);
}

function tellOfFailure(batch: Batch, row: RowOf<"message">, event: StatusEvent): void {
  addNotice(batch, {
    about: "message-failed",
    severity: "warning",
    text: "notice.message-failed",
    values: { reason: event.error?.details ?? event.error?.title ?? "?", code: event.error?.code ?? 0 },
    threadId: row.thread_id,
  });
}
