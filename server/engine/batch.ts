import type { RowOf, Tx } from "#contracts/store";
import type { Instant } from "#domain/instant";
import { type Author, mayWrite } from "#domain/thread";
import type { OutboundMessage } from "#domain/outbound";
import type { Product } from "#domain/product";
import { days } from "#domain/instant";
import type { Changed, Ports, Wrote } from "#engine/ports";
import type { Shop } from "#engine/shops";

/** A row being worked on: the transaction holds its lock and writes it back once, at the end. */
export type Draft<Row> = { -readonly [Column in keyof Row]: Row[Column] };
/** A locked thread. */
export type ThreadDraft = Draft<RowOf<"thread">>;

/** A message stays worth sending this long; then its sender is told that it did not leave. */
export const messageValidity = days(1);

/**
 * What one transaction writes, gathered: threads are locked first, everything that belongs to them follows, and `flush`
 * writes it in a few statements. Nothing here touches the outside.
 */
export type Batch = {
  readonly ports: Ports;
  readonly shop: Shop;
  readonly tx: Tx;
  readonly now: Instant;
  readonly threads: Map<string, ThreadDraft>;
  readonly newThreads: Set<string>;
  readonly messages: RowOf<"message">[];
  readonly tasks: RowOf<"task">[];
  readonly notices: RowOf<"notice">[];
  readonly orders: Map<string, Draft<RowOf<"order">>>;
  readonly newOrders: Set<string>;
  readonly changes: Changed[];
  readonly wrote: Set<Wrote>;
  /** What the shop sells, read once; forgotten by whatever writes a product in this transaction. */
  products: Promise<readonly Product[]> | undefined;
};

/** Begins a batch inside a transaction. */
export const beginBatch = (ports: Ports, shop: Shop, tx: Tx): Batch => ({
  ports,
  shop,
  tx,
  now: ports.clock.now(),
  threads: new Map(),
  newThreads: new Set(),
  messages: [],
  tasks: [],
  notices: [],
  orders: new Map(),
  newOrders: new Set(),
  changes: [],
  wrote: new Set(),
  products: undefined,
});

/** Locks threads in key order, once each, and keeps them as drafts. Unknown ids are left out. */
export async function lockThreads(batch: Batch, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)].filter((id) => !batch.threads.has(id)).toSorted();
  if (wanted.length === 0) return;
  const rows = await batch.tx.find(
    "thread",
    wanted.map((thread_id) => ({ thread_id })),
    { lock: true },
  );
  // Customers are served side by side: another may have asked for the same thread meanwhile, and its draft counts.
  for (const row of rows) if (!batch.threads.has(row.thread_id)) batch.threads.set(row.thread_id, { ...row });
}

/** The locked thread; undefined when it does not exist. */
export async function lockThread(batch: Batch, id: string): Promise<ThreadDraft | undefined> {
  await lockThreads(batch, [id]);
  return batch.threads.get(id);
}

/** Writes to a customer, unless a human has the thread and the bot wants to speak. Returns the message's id. */
export function writeMessage(
  batch: Batch,
  thread: ThreadDraft,
  author: Author,
  content: OutboundMessage,
  more: { readonly replyTo?: string; readonly user?: string; readonly messageId?: string } = {},
): string | undefined {
  if (!mayWrite(author, thread.owner)) return undefined;
  const message_id = more.messageId ?? batch.ports.ids.uuid(batch.now);
  thread.seq += 1;
  batch.messages.push({
    message_id,
    thread_id: thread.thread_id,
    channel_id: thread.channel_id,
    seq: thread.seq,
    direction: "out",
    author,
    author_user: more.user ?? null,
    content,
    provider_id: null,
    reply_to: more.replyTo ?? null,
    at: batch.now,
    status: "queued",
    status_rank: 0,
    send_state: "queued",
    unsent: true,
    send_after: batch.now,
    attempts: 0,
    valid_until: batch.now + messageValidity,
    node: null,
    maybe_twice: false,
    error: null,
    pricing: null,
  });
  thread.last_message_at = batch.now;
  if (content.kind !== "reaction") thread.preview = previewOf(content);
  return message_id;
}

const previewOf = (content: OutboundMessage): string => {
  const text =
    "body" in content && typeof content.body === "string"
      ? content.body
      : "caption" in content
        ? content.caption
        : undefined;
  return (text ?? `[${content.kind}]`).slice(0, 140);
};

/** Puts a piece of outside work on record. The id is its idempotency key: the same id twice is one task. */
export function addTask(
  batch: Batch,
  task: Pick<RowOf<"task">, "task_id" | "kind" | "lane" | "thread_id" | "subject_id" | "details"> & {
    readonly validFor?: number;
    /** It is due so many milliseconds from now. */
    readonly after?: number;
  },
): void {
  const { validFor, after = 0, ...row } = task;
  const { now } = batch;
  batch.tasks.push({
    ...row,
    state: "queued",
    attempts: 0,
    run_after: now + after,
    valid_until: now + (validFor ?? days(7)),
    node: null,
    problem: null,
    created_at: now,
    changed_at: now,
  });
}

/** Tells the merchant. */
export function addNotice(
  batch: Batch,
  notice: Pick<RowOf<"notice">, "about" | "text" | "values"> & {
    readonly severity?: RowOf<"notice">["severity"];
    readonly threadId?: string;
    readonly orderId?: string;
  },
): void {
  const notice_id = batch.ports.ids.uuid(batch.now);
  batch.notices.push({
    notice_id,
    about: notice.about,
    severity: notice.severity ?? "note",
    text: notice.text,
    values: notice.values,
    thread_id: notice.threadId ?? null,
    order_id: notice.orderId ?? null,
    state: "open",
    created_at: batch.now,
  });
  batch.changes.push({ resource: "notice", id: notice_id });
}

/**
 * Sends everything gathered to the store, which it empties: the writes end with the transaction's commit, and nobody
 * waits for each of them.
 */
export function flush(batch: Batch): void {
  const { tx, now } = batch;
  const threads = [...batch.threads.values()].toSorted((a, b) => (a.thread_id < b.thread_id ? -1 : 1));
  for (const thread of threads) thread.changed_at = now;
  const newThreads = new Set(batch.newThreads);
  const isNew = ({ thread_id }: ThreadDraft): boolean => newThreads.has(thread_id);
  const orders = [...batch.orders.values()];
  for (const order of orders) order.changed_at = now;
  const newOrders = new Set(batch.newOrders);
  const isNewOrder = ({ order_id }: RowOf<"order">): boolean => newOrders.has(order_id);
  const known = <Row>(rows: readonly Row[], isFresh: (row: Row) => boolean): readonly Row[] =>
    rows.filter((row) => !isFresh(row));
  // Most transactions find nothing to do: nothing is sent for what is empty. A write that fails fails the transaction.
  const put = <Row>(rows: readonly Row[], write: (rows: readonly Row[]) => Promise<unknown>): void => {
    if (rows.length > 0) write(rows).catch(() => undefined);
  };
  if (batch.messages.some(({ unsent }) => unsent)) batch.wrote.add("messages");
  if (batch.tasks.length > 0) batch.wrote.add("tasks");
  put(threads.filter(isNew), (rows) => tx.insert("thread", rows));
  put(known(threads, isNew), (rows) => tx.update("thread", rows));
  put(batch.messages.splice(0), (rows) => tx.insert("message", rows));
  put(batch.tasks.splice(0), (rows) => tx.insertNew("task", rows));
  put(batch.notices.splice(0), (rows) => tx.insert("notice", rows));
  put(orders.filter(isNewOrder), (rows) => tx.insert("order", rows));
  put(known(orders, isNewOrder), (rows) => tx.update("order", rows));
  for (const gathered of [batch.threads, batch.newThreads, batch.orders, batch.newOrders]) gathered.clear();
  for (const thread of threads) batch.changes.push({ resource: "thread", id: thread.thread_id });
  for (const order of orders) batch.changes.push({ resource: "order", id: order.order_id });
}
