import type { Message } from "#api/message";
import type { RowOf } from "#contracts/store";
import type { Language } from "#domain/language";
import type { BusinessReader } from "#storage/postgres/reader";
import { timeOf } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, look } from "./looking.ts";
import { namedMessages, previewOf, shownContent } from "./message-content.ts";
import { reasonText } from "./reasons.ts";

type MessageRow = RowOf<"message">;
type Reading = Looking & { readonly language: Language };

/** Why a message failed, the engine's own reasons in the reader's language. */
const shownError = (reading: Reading, error: MessageRow["error"]): Message["error"] =>
  error && { ...error, title: reasonText(reading, error.title, reading.language) };

/** Shows message rows of one thread. */
async function shownMessages(
  looking: Reading,
  db: BusinessReader,
  rows: readonly MessageRow[],
  clientId?: string,
): Promise<readonly Message[]> {
  const { shop, till } = looking;
  const named = [...new Set(rows.flatMap(namedMessages))];
  const channel = rows[0]?.channel_id ?? "";
  const quoted =
    named.length === 0
      ? []
      : await db
          .selectFrom("message")
          .selectAll()
          .where("business_id", "=", shop.businessId)
          .where("channel_id", "=", channel)
          .where("provider_id", "in", named)
          .execute();
  const byProvider = new Map(quoted.map((row) => [row.provider_id, row]));
  const names = await till.accounts.namesOf(rows.flatMap(({ author_user }) => author_user ?? []));
  const showing = { slug: shop.slug, messageOf: (id: string) => byProvider.get(id)?.message_id };
  return rows.map((row): Message => {
    const quote = row.reply_to === null ? undefined : byProvider.get(row.reply_to);
    return {
      id: publicId("message", row.message_id),
      threadId: publicId("thread", row.thread_id),
      seq: row.seq,
      direction: row.direction === "in" ? "in" : "out",
      author: row.author,
      authorMe: row.author_user !== null && row.author_user === looking.person.userId,
      authorName: row.author_user === null ? null : (names.get(row.author_user) ?? null),
      content: shownContent(showing, row),
      replyTo:
        quote === undefined
          ? null
          : { id: publicId("message", quote.message_id), author: quote.author, preview: previewOf(quote) },
      at: timeOf(row.at),
      status: row.send_state === "doubt" ? "doubt" : row.status,
      maybeTwice: row.maybe_twice,
      error: shownError(looking, row.error),
      clientId: clientId ?? null,
    };
  });
}

/** A page of a thread: the newest, or those before a seq; oldest first. */
export const listMessages = (
  looking: Reading,
  threadId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
) =>
  look(looking, async (db) => {
    const thread = await db
      .selectFrom("thread")
      .select("thread_id")
      .where("business_id", "=", looking.shop.businessId)
      .where("thread_id", "=", threadId)
      .executeTakeFirst();
    if (!thread) throw notFound();
    let query = db
      .selectFrom("message")
      .selectAll()
      .where("business_id", "=", looking.shop.businessId)
      .where("thread_id", "=", threadId)
      .orderBy("seq", "desc")
      .limit(limit + 1);
    if (before !== undefined) query = query.where("seq", "<", before);
    const rows = await query.execute();
    const items = await shownMessages(looking, db, rows.slice(0, limit).toReversed());
    return { items, hasMore: rows.length > limit };
  });

/** Messages by our ids, in their order; `clientId` is given back to whoever sent them. */
export const messagesByIds = (looking: Reading, ids: readonly string[], clientId?: string) =>
  look(looking, async (db) => {
    if (ids.length === 0) return [];
    const rows = await db
      .selectFrom("message")
      .selectAll()
      .where("business_id", "=", looking.shop.businessId)
      .where("message_id", "in", [...ids])
      .orderBy("seq")
      .execute();
    return shownMessages(looking, db, rows, clientId);
  });
