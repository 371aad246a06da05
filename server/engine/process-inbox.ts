import type { RowOf } from "#contracts/store";
import type { InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { pauseAfter } from "#domain/retry";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { applyStatuses } from "#engine/apply-statuses";
import { type Batch, type ThreadDraft, addNotice, flush } from "#engine/batch";
import { onEcho, onMessage, setMarketing } from "#engine/converse";
import { hearOfPayments } from "#engine/hear-of-payment";
import type { Ports } from "#engine/ports";
import { type Caller, renamePerson, resolveThreads } from "#engine/resolve-people";
import type { Shop } from "#engine/shops";
import { sideBySide } from "#engine/side-by-side";
import { transact } from "#engine/transact";

type InboxRow = RowOf<"inbox">;

/** Events of one transaction. Beyond 64 only latency grows (measured: 76 µs a message at 32, 57 at 256). */
export const batchSize = 96;
/** Tries before an event that breaks its own processing is set aside. */
const triesUntilDead = 10;

/**
 * Processes the oldest open events of these buckets in one transaction: what they change, what they answer and that they
 * are done is committed together. Returns how many were done; half of `batchSize` or more when others may be waiting.
 * A batch that breaks is run again event by event, so that a poisoned one stands alone.
 */
export async function processInbox(ports: Ports, shop: Shop, buckets: readonly number[]): Promise<number> {
  if (buckets.length === 0) return 0;
  try {
    return await transact(ports, shop, async (batch) => {
      const rows = await claim(batch, buckets);
      await apply(batch, rows);
      await finish(batch, rows);
      return rows.length;
    });
  } catch (error) {
    if (isStoreTrouble(error)) throw error;
    if (error instanceof TakenByAnother) return batchSize;
    ports.log.warn("a batch broke, going one by one", { error: String(error) });
    return processOneByOne(ports, shop, buckets);
  }
}

/** Another node processed some of these events meanwhile: everything this one did with them is undone. */
class TakenByAnother extends Error {
  override readonly name = "TakenByAnother";
}

const isStoreTrouble = (error: unknown): boolean => error instanceof Error && error.name === "StoreFailure";

/** Open rows in the order they came. They are not locked: `finish` sees whether another node was faster. */
async function openRows(batch: Batch, buckets: readonly number[], after: string): Promise<readonly InboxRow[]> {
  return batch.tx.select(
    "inbox",
    {
      state: { eq: "open" },
      ...(after === "" ? {} : { inbox_id: { gt: after } }),
      ...(buckets.length < 256 ? { bucket: { in: buckets } } : {}),
    },
    { orderBy: ["inbox_id"], limit: batchSize },
  );
}

/**
 * The open rows that may be processed, lane by lane in order: a burst of one customer goes in one transaction, and a lane
 * whose first row waits for a retry waits whole, in the way of no other.
 */
async function claim(batch: Batch, buckets: readonly number[]): Promise<readonly InboxRow[]> {
  const waiting = new Set<string>();
  const claimed: InboxRow[] = [];
  for (let after = ""; ; ) {
    const rows = await openRows(batch, buckets, after);
    for (const row of rows) {
      if (row.retry_at > batch.now) waiting.add(row.lane);
      if (!waiting.has(row.lane)) claimed.push(row);
    }
    const last = rows.at(-1);
    if (!last || rows.length < batchSize || claimed.length >= batchSize / 2) return claimed;
    after = last.inbox_id;
  }
}

const channelEvent = (row: InboxRow): InboundEvent => row.event as InboundEvent;
const paymentFact = (row: InboxRow): PaymentFact => row.event as PaymentFact;

async function apply(batch: Batch, rows: readonly InboxRow[]): Promise<void> {
  const channel = rows.filter(({ plug }) => plug === "channel");
  const statuses = channel.flatMap((row) => {
    const event = channelEvent(row);
    return event.kind === "status" ? [{ channelId: row.source_id, event }] : [];
  });
  await applyStatuses(batch, statuses);
  await applyPeople(batch, channel);
  for (const row of channel) applyAccountNews(batch, channelEvent(row));
  for (const row of rows)
    if (row.plug === "rail") await applyPaymentFacts(batch, row.source_id, [paymentFact(row)], "webhook");
  // Last: it holds payments, and nothing that comes before them is asked for afterwards.
  await hearOfPayments(batch, channel.map(channelEvent));
}

type Talking = Caller & {
  readonly event: Extract<InboundEvent, { kind: "message" | "marketing-preference" | "echo" }>;
};

function callerOf(row: InboxRow): readonly Talking[] {
  const event = channelEvent(row);
  if (event.kind === "message") {
    const text = event.content.kind === "text" ? event.content.body : "";
    return [{ channelId: row.source_id, sender: event.sender, text, event }];
  }
  if (event.kind === "marketing-preference")
    return [{ channelId: row.source_id, sender: event.sender, text: "", event }];
  return event.kind === "echo" ? [{ channelId: row.source_id, sender: event.recipient, text: "", event }] : [];
}

async function applyPeople(batch: Batch, rows: readonly InboxRow[]): Promise<void> {
  const talking = rows.flatMap(callerOf);
  const threads = talking.length > 0 ? await resolveThreads(batch, talking) : [];
  const byThread = new Map<ThreadDraft, Talking["event"][]>();
  for (const [n, { event }] of talking.entries()) {
    const thread = threads[n];
    if (thread) byThread.set(thread, [...(byThread.get(thread) ?? []), event]);
  }
  await sideBySide([...byThread].map(([thread, events]) => applyTalk(batch, thread, events)));
  for (const row of rows) {
    const event = channelEvent(row);
    if (event.kind === "identity-changed") await renamePerson(batch, event.previous, event.next);
  }
}

/** What one customer said, in order; other customers' threads are worked on meanwhile. */
async function applyTalk(batch: Batch, thread: ThreadDraft, events: readonly Talking["event"][]): Promise<void> {
  for (const event of events) {
    if (event.kind === "message") await onMessage(batch, thread, event);
    else if (event.kind === "echo") onEcho(batch, thread, event);
    else await setMarketing(batch, thread.person_id, event.wants);
  }
}

function applyAccountNews(batch: Batch, event: InboundEvent): void {
  if (event.kind === "account-notice")
    addNotice(batch, {
      about: event.topic,
      severity: event.severity,
      text: "notice.plain",
      values: { text: event.body },
    });
  if (event.kind === "template-changed")
    addNotice(batch, {
      about: "template-changed",
      text: "notice.template-changed",
      values: { name: event.name, change: event.change, reason: event.reason ?? "" },
    });
  if (event.kind === "unknown") batch.ports.metrics.count("webhook_unknown_total", { topic: event.topic });
}

async function finish(batch: Batch, rows: readonly InboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  // Its raw post keeps all that was in it; of the second copy the kind is enough.
  const done = rows.map(({ source_id, event_id, event }) => ({
    source_id,
    event_id,
    state: "done" as const,
    event: { kind: (event as { readonly kind: string }).kind },
  }));
  const updating = batch.tx.update("inbox", done, { state: { eq: "open" } });
  flush(batch);
  if ((await updating) < rows.length) throw new TakenByAnother();
  for (const row of rows) batch.ports.metrics.observe("inbox_wait_seconds", (batch.now - row.received_at) / 1_000);
}

async function processOneByOne(ports: Ports, shop: Shop, buckets: readonly number[]): Promise<number> {
  const due = await transact(ports, shop, (batch) => claim(batch, buckets));
  const broken = new Set<string>();
  let done = 0;
  for (const { source_id, event_id, lane } of due) {
    if (broken.has(lane)) continue;
    try {
      done += await transact(ports, shop, async (batch) => {
        const [row] = await batch.tx.find("inbox", [{ source_id, event_id }], { lock: true });
        if (!row || row.state !== "open") return 0;
        await apply(batch, [row]);
        await finish(batch, [row]);
        return 1;
      });
    } catch (error) {
      if (isStoreTrouble(error)) throw error;
      broken.add(lane);
      await setAside(ports, shop, { source_id, event_id }, error);
    }
  }
  return done;
}

/** An event that breaks its processing waits longer each time; after ten tries a person must look at it. */
async function setAside(
  ports: Ports,
  shop: Shop,
  key: Pick<InboxRow, "source_id" | "event_id">,
  error: unknown,
): Promise<void> {
  ports.log.error("an event broke its processing", {
    ...key,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  await transact(ports, shop, async (batch) => {
    const [row] = await batch.tx.find("inbox", [key], { lock: true });
    if (!row || row.state !== "open") return;
    const attempts = row.attempts + 1;
    const dead = attempts >= triesUntilDead;
    await batch.tx.update("inbox", [
      {
        ...key,
        attempts,
        problem: String(error).slice(0, 500),
        state: dead ? "dead" : "open",
        retry_at: instant(batch.now + pauseAfter(attempts, ports.chance())),
      },
    ]);
    if (!dead) return;
    ports.metrics.count("inbox_dead_total");
    addNotice(batch, { about: "event-dead", severity: "alarm", text: "notice.event-dead", values: { lane: row.lane } });
  });
}
