import { type SqlBool, sql } from "kysely";
import type { Notice } from "#api/notice";
import type { RowOf } from "#contracts/store";
import type { Language } from "#domain/language";
import { timeOf } from "../api/call.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, cursorsOf, look, pageOf } from "./looking.ts";
import { reasonValue } from "./reasons.ts";

/** A notice in the reader's language. */
export const shownNotice = ({ till, shop }: Looking, row: RowOf<"notice">, language: Language): Notice => ({
  id: publicId("notice", row.notice_id),
  about: row.about,
  severity: row.severity,
  text: till.ports.format(
    {
      text: row.text,
      values: Object.fromEntries(Object.entries(row.values).map(([name, value]) => [name, reasonValue(value)])),
    },
    { language, shop: shop.languages },
  ),
  threadId: row.thread_id === null ? null : publicId("thread", row.thread_id),
  orderId: row.order_id === null ? null : publicId("order", row.order_id),
  state: row.state,
  createdAt: timeOf(row.created_at),
});

/** News for the merchant, the newest first. */
export const listNotices = (
  looking: Looking,
  { state, cursor, limit }: { state: "open" | "done" | "all"; cursor?: string | undefined; limit: number },
  language: Language,
) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `notices ${state}`);
    const place = cursors.read(cursor);
    let query = db
      .selectFrom("notice")
      .selectAll()
      .where("business_id", "=", looking.shop.businessId)
      .orderBy("created_at", "desc")
      .orderBy("notice_id", "desc")
      .limit(limit + 1);
    if (state !== "all") query = query.where("state", "=", state);
    if (place) query = query.where(sql<SqlBool>`(created_at, notice_id) < (${place[0]}, ${place[1]}::uuid)`);
    return pageOf(
      await query.execute(),
      limit,
      (last) => cursors.write([last.created_at, last.notice_id]),
      (row) => shownNotice(looking, row, language),
    );
  });
