import { sql } from "kysely";
import type { Changed } from "#engine/ports";
import type { Till } from "./till.ts";

/** Most changes told at once; a screen that asks a list again sees all of them anyway. */
const most = 500;

/** What any process changed since an instant (ms), without knowing who did. */
export function changesSince(
  { reader }: Pick<Till, "reader">,
  businessId: string,
  since: number,
): Promise<readonly Changed[]> {
  return reader.read(businessId, async (db) => {
    const rows = await db
      .selectFrom("thread")
      .select([sql<Changed["resource"]>`'thread'`.as("resource"), sql<string>`thread_id::text`.as("id")])
      .where("business_id", "=", businessId)
      .where("last_message_at", ">=", since - 60_000)
      .where("changed_at", ">=", since)
      .unionAll(
        db
          .selectFrom("order")
          .select([sql<Changed["resource"]>`'order'`.as("resource"), sql<string>`order_id::text`.as("id")])
          .where("business_id", "=", businessId)
          .where("changed_at", ">=", since),
      )
      .unionAll(
        db
          .selectFrom("payment")
          .select([sql<Changed["resource"]>`'payment'`.as("resource"), sql<string>`payment_id::text`.as("id")])
          .where("business_id", "=", businessId)
          .where("created_at", ">=", since - 86_400_000)
          .where("changed_at", ">=", since),
      )
      .unionAll(
        db
          .selectFrom("notice")
          .select([sql<Changed["resource"]>`'notice'`.as("resource"), sql<string>`notice_id::text`.as("id")])
          .where("business_id", "=", businessId)
          .where("created_at", ">=", since),
      )
      .unionAll(
        // What people did to threads that are quiet, and to the catalogue.
        db
          .selectFrom("audit")
          .select([sql<Changed["resource"]>`object_kind`.as("resource"), sql<string>`object_id`.as("id")])
          .where("business_id", "=", businessId)
          .where("at", ">=", since)
          .where("object_kind", "in", ["thread", "product"]),
      )
      .limit(most)
      .execute();
    return rows;
  });
}
