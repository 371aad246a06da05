import type { RowOf } from "#contracts/store";
import { statusRank } from "#domain/inbound";
import { hours } from "#domain/instant";
import type { Snapshot } from "./snapshot.ts";
import { type Violation, groupBy, must, mustBeAlone } from "./violation.ts";

type Message = RowOf<"message">;

/** WhatsApp's codes for a message sent outside the customer's window. */
const outsideWindow = 131_047;

const kindOf = (content: unknown): string =>
  typeof content === "object" && content !== null && "kind" in content ? String(content.kind) : "";

/** I20: what came in is kept once, and what was processed left its message. */
export function inboundIsKeptOnce({ message, inbox, raw_webhook, notice }: Snapshot): readonly Violation[] {
  const kept = new Set(
    message
      .filter(({ direction, author }) => direction === "in" || author === "phone-app")
      .map(({ provider_id }) => provider_id),
  );
  const bodies = new Set(raw_webhook.map(({ source_id, body_hash }) => `${source_id} ${body_hash}`));
  const dead = inbox.filter(({ state }) => state === "dead");
  const alarms = notice.filter(({ about }) => about === "event-dead").length;
  return [
    ...mustBeAlone(
      message,
      ({ channel_id, direction, provider_id }) => provider_id && `${channel_id} ${direction} ${provider_id}`,
      "I20",
      "kept twice",
    ),
    ...inbox.flatMap((row) => [
      ...must(
        bodies.has(`${row.source_id} ${row.body_hash}`),
        "I20",
        row.event_id,
        "an event without the post it came in",
      ),
      ...must(
        row.state !== "done" || kindOf(row.event) !== "message" || kept.has(row.event_id),
        "I20",
        row.event_id,
        "processed, and its message is not there",
      ),
    ]),
    ...must(alarms >= dead.length, "I40", "inbox", `${dead.length} events set aside, ${alarms} people told`),
  ];
}

/** I21: a message's status is what its rank says; numbers within a thread are used once. */
export const statusesAreRanked = ({ message, thread }: Snapshot): readonly Violation[] => {
  const ranks: Readonly<Record<string, number>> = { none: 0, queued: 0, sending: 0, ...statusRank };
  const last = new Map(thread.map(({ thread_id, seq }) => [thread_id, seq]));
  return [
    ...message.flatMap((row) => [
      ...must(ranks[row.status] === row.status_rank, "I21", row.message_id, `${row.status} ranked ${row.status_rank}`),
      ...must(
        row.seq <= (last.get(row.thread_id) ?? -1),
        "I21",
        row.message_id,
        `number ${row.seq} of a thread that has fewer`,
      ),
    ]),
    ...mustBeAlone(message, ({ thread_id, seq }) => `${thread_id} ${seq}`, "I21", "two messages with one number"),
  ];
};

/** I22: what we send leaves, or visibly does not. Nothing waits beyond its validity. */
export const sendsEndVisibly = ({ message, now }: Snapshot): readonly Violation[] =>
  message
    .filter(({ direction, author }) => direction === "out" && author !== "phone-app")
    .flatMap((row) => {
      const isOpen = row.send_state === "queued" || row.send_state === "sending" || row.send_state === "doubt";
      return [
        ...must(
          row.send_state !== "done" || row.provider_id !== null,
          "I22",
          row.message_id,
          "sent, and nobody named it",
        ),
        ...must(
          row.send_state !== "failed" || row.error !== null || row.status === "failed",
          "I22",
          row.message_id,
          "failed without a reason",
        ),
        ...must(row.send_state !== "none", "I22", row.message_id, "written and never queued"),
        ...must(
          !isOpen || now < row.valid_until + hours(1),
          "I22",
          row.message_id,
          `${row.send_state} beyond its validity`,
        ),
      ];
    });

/** I23: nothing but a template was sent outside the customer's window. */
export const windowIsKept = ({ message }: Snapshot): readonly Violation[] =>
  message.flatMap((row) =>
    must(row.error?.code !== outsideWindow, "I23", row.message_id, "refused by the channel: outside the window"),
  );

/** I24: a receipt that was sent exists. */
export function receiptsSentExist({ message, document }: Snapshot): readonly Violation[] {
  const known = new Set(document.map(({ document_id }) => `receipt/${document_id}`));
  return message.flatMap(({ message_id, content }) => {
    if (content.kind !== "document" || content.source.from !== "file") return [];
    const { fileId } = content.source;
    return must(
      !fileId.startsWith("receipt/") || known.has(fileId),
      "I24",
      message_id,
      `sends ${fileId}, which is not there`,
    );
  });
}

/** A change of the thread's owner: it holds for the messages numbered after it. */
type Turn = { readonly after: number; readonly to: "human" | "bot" };

/** Where in the thread something was written down; nothing for records without it. */
const placeOf = ({ after }: Readonly<Record<string, unknown>>): readonly number[] =>
  typeof after === "number" ? [after] : [];

const ownerActs: Readonly<Record<string, Turn["to"]>> = { "take-over": "human", "give-back": "bot" };

const isPersons = ({ author, content }: Message): boolean =>
  author === "phone-app" || (author === "operator" && content.kind !== "reaction");

/** Who had the thread when the message numbered `seq` was written; undefined when the records do not tell. */
function ownerAt(turns: readonly Turn[], seq: number): Turn["to"] | undefined {
  const before = turns.filter(({ after }) => after < seq);
  const last = Math.max(-1, ...before.map(({ after }) => after));
  const owners = new Set(before.filter(({ after }) => after === last).map(({ to }) => to));
  return owners.size === 1 ? [...owners][0] : undefined;
}

/** I25: while a person has the thread, the bot says nothing. */
export function botIsSilentUnderHuman({ thread, message, notice, audit }: Snapshot): readonly Violation[] {
  const messages = groupBy(message, ({ thread_id }) => thread_id);
  const notices = groupBy(notice, ({ thread_id }) => thread_id ?? "");
  const acts = groupBy(audit, ({ object_id }) => object_id);
  return thread.flatMap(({ thread_id }) => {
    const mine = messages.get(thread_id) ?? [];
    const done = acts.get(thread_id) ?? [];
    const handed = (notices.get(thread_id) ?? []).filter(({ about }) => about === "hand-over");
    // What was said before another thread was joined to this one may have been said there, under the bot.
    const joined = Math.max(
      -1,
      ...done.flatMap(({ act, details }) => (act === "join-threads" ? placeOf(details) : [])),
    );
    const turns: readonly Turn[] = [
      ...handed.flatMap(({ values }) => placeOf(values).map((after) => ({ after, to: "human" as const }))),
      ...done.flatMap(({ act, details }) => {
        const to = ownerActs[act];
        return to === undefined ? [] : placeOf(details).map((after) => ({ after, to }));
      }),
      ...mine.filter(isPersons).map(({ seq }) => ({ after: seq, to: "human" as const })),
    ];
    return mine
      .filter(({ author, direction, seq }) => author === "bot" && direction === "out" && seq > joined)
      .flatMap(({ message_id, seq }) =>
        must(ownerAt(turns, seq) !== "human", "I25", message_id, "the bot spoke while a person had the thread"),
      );
  });
}
