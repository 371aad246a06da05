import type { Message, MessageDraft, ThreadEvent } from "#api/message";

/** A message on its way, before the server has it. */
export type Pending = {
  readonly draft: MessageDraft;
  readonly at: string;
  readonly problem: string | undefined;
  /** A picture shown while the file travels. */
  readonly name: string | undefined;
};

/** One row of a thread as it is read from top to bottom. */
export type Row =
  | { readonly row: "day"; readonly key: string; readonly at: string }
  | { readonly row: "unread"; readonly key: string; readonly count: number }
  | { readonly row: "event"; readonly key: string; readonly event: ThreadEvent }
  | {
      readonly row: "message";
      readonly key: string;
      readonly message: Message;
      readonly reactions: readonly string[];
      /** The words after an edit. */
      readonly edited: string | undefined;
      readonly deleted: boolean;
      /** Continues the bubble above: same author, a moment later. */
      readonly tight: boolean;
    }
  | { readonly row: "pending"; readonly key: string; readonly pending: Pending };

/** Messages of one author within this time stand together, ms. */
const together = 4 * 60_000;

type Folded = {
  readonly reactions: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly edits: ReadonlyMap<string, string>;
  readonly deleted: ReadonlySet<string>;
  /** Messages that live on in another one's row. */
  readonly absorbed: ReadonlySet<string>;
};

/** Reactions, edits and deletions belong to the message they are about, where we hold it. */
function fold(messages: readonly Message[]): Folded {
  const held = new Set(messages.map(({ id }) => id));
  const reactions = new Map<string, Map<string, string>>();
  const edits = new Map<string, string>();
  const deleted = new Set<string>();
  const absorbed = new Set<string>();
  for (const { id, author, content } of messages) {
    const target =
      content.kind === "reaction"
        ? content.to
        : content.kind === "edited" || content.kind === "deleted"
          ? content.original
          : null;
    if (target === null || !held.has(target)) continue;
    absorbed.add(id);
    if (content.kind === "reaction") {
      const of = reactions.get(target) ?? new Map<string, string>();
      if (content.emoji) of.set(author, content.emoji);
      else of.delete(author);
      reactions.set(target, of);
    } else if (content.kind === "edited") edits.set(target, content.body ?? "");
    else deleted.add(target);
  }
  return { reactions, edits, deleted, absorbed };
}

type Placed = { readonly at: string; readonly row: Row };

function place(messages: readonly Message[], events: readonly ThreadEvent[]): readonly Placed[] {
  const { reactions, edits, deleted, absorbed } = fold(messages);
  const shown = messages.filter(({ id }) => !absorbed.has(id));
  const first = shown[0]?.at;
  const placed: Placed[] = shown.map((message) => ({
    at: message.at,
    row: {
      row: "message",
      key: message.id,
      message,
      reactions: [...(reactions.get(message.id)?.values() ?? [])],
      edited: edits.get(message.id),
      deleted: deleted.has(message.id),
      tight: false,
    },
  }));
  // What happened before the oldest message shown waits until older ones are loaded.
  for (const event of events)
    if (first === undefined || Date.parse(event.at) >= Date.parse(first))
      placed.push({ at: event.at, row: { row: "event", key: event.id, event } });
  return placed.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const continues = (before: Row | undefined, message: Message): boolean =>
  before?.row === "message" &&
  before.message.author === message.author &&
  before.message.authorName === message.authorName &&
  Date.parse(message.at) - Date.parse(before.message.at) < together;

/**
 * The rows of a thread: day rails, a line above what the reader has not seen (`readSeq`), events between messages, and
 * at the end what is still on its way. Messages come oldest first.
 */
export function timeline(thread: {
  readonly messages: readonly Message[];
  readonly events: readonly ThreadEvent[];
  readonly pending: readonly Pending[];
  readonly readSeq: number;
  readonly dayOf: (at: string) => string;
}): readonly Row[] {
  const rows: Row[] = [];
  const unseen = ({ direction, seq }: Message): boolean => direction === "in" && seq > thread.readSeq;
  const unread = thread.messages.filter(unseen).length;
  let day = "";
  let marked = false;
  for (const { at, row } of place(thread.messages, thread.events)) {
    const today = thread.dayOf(at);
    if (today !== day) rows.push({ row: "day", key: `day ${today}`, at });
    day = today;
    if (row.row === "message" && !marked && unseen(row.message)) {
      marked = true;
      rows.push({ row: "unread", key: "unread", count: unread });
    }
    rows.push(row.row === "message" ? { ...row, tight: continues(rows.at(-1), row.message) } : row);
  }
  const arrived = new Set(thread.messages.map(({ clientId }) => clientId));
  for (const pending of thread.pending)
    if (!arrived.has(pending.draft.clientId)) rows.push({ row: "pending", key: pending.draft.clientId, pending });
  return rows;
}
