import type { RowOf } from "#contracts/store";
import type { Ports } from "#engine/ports";

type Post = { readonly raw: RowOf<"raw_webhook">; readonly rows: readonly RowOf<"inbox">[] };
type Waiting = Post & { readonly done: (error?: unknown) => void };

/** Posts of one flush: enough to share an fsync, few enough to keep the answer quick. */
const largestFlush = 256;
/** Posts waiting for the database; above this the sender is told to come back. */
const longestQueue = 20_000;

/** Group commit of webhooks: each post waits until the flush that holds it is on disk. */
export type Intake = {
  /** Resolves once the post's bytes and events are durable; rejects when they are not. */
  readonly append: (businessId: string, post: Post) => Promise<void>;
};

/** Nothing may be accepted now: the queue is full. */
export class IntakeFull extends Error {
  override readonly name = "IntakeFull";
}

/** One flush at a time per business, so that events of one lane become visible in the order they came. */
export function createIntake(
  ports: Ports,
  stored: (businessId: string, rows: readonly RowOf<"inbox">[]) => void,
): Intake {
  const queues = new Map<string, Waiting[]>();
  const flushing = new Set<string>();

  const flush = async (businessId: string): Promise<void> => {
    flushing.add(businessId);
    for (;;) {
      const queue = queues.get(businessId) ?? [];
      const posts = queue.splice(0, largestFlush);
      if (posts.length === 0) break;
      try {
        const fresh = await write(ports, businessId, posts);
        for (const post of posts) post.done();
        if (fresh.length > 0) stored(businessId, fresh);
      } catch (error) {
        for (const post of posts) post.done(error);
      }
    }
    flushing.delete(businessId);
    queues.delete(businessId);
  };

  return {
    append: (businessId, post) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(businessId) ?? [];
        queues.set(businessId, queue);
        if (queue.length >= longestQueue) {
          reject(new IntakeFull("the queue of webhooks is full"));
          return;
        }
        queue.push({ ...post, done: (error) => (error === undefined ? resolve() : reject(error)) });
        if (!flushing.has(businessId)) void flush(businessId);
      }),
  };
}

/** One way to the database and back: both writes and their commit are sent together. */
async function write(ports: Ports, businessId: string, posts: readonly Post[]): Promise<readonly RowOf<"inbox">[]> {
  const { fresh } = await ports.intake.tx(businessId, async (tx) => {
    const raws = distinct(
      posts.map(({ raw }) => raw),
      ({ body_hash, source_id }) => `${source_id} ${body_hash}`,
    );
    const rows = distinct(
      posts.flatMap((post) => post.rows),
      ({ source_id, event_id }) => `${source_id} ${event_id}`,
    );
    tx.insertNew("raw_webhook", raws).catch(() => undefined);
    const fresh = tx.insertNew("inbox", rows);
    fresh.catch(() => undefined);
    return { fresh };
  });
  return fresh;
}

/** One statement may not insert the same key twice: the first of each stays. */
function distinct<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>();
  for (const item of items) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  return [...byKey.values()];
}
