import { sql } from "kysely";
import type { DeadLetter } from "#api/dead-letter";
import { timeOf } from "../api/call.ts";
import { type Looking, cursorsOf, look, pageOf } from "./looking.ts";

type Row = {
  readonly kind: "webhook" | "event" | "task";
  /** What names the row: source and hash, source and event, or the task's id. */
  readonly key: readonly string[];
  readonly source: string;
  readonly problem: string | null;
  readonly attempts: number;
  readonly excerpt: string;
  readonly at: number;
};

/** Which row a letter is. */
export type LetterName = Pick<Row, "kind" | "key">;

const letterId = ({ kind, key }: LetterName): string =>
  `let_${kind}-${Buffer.from(JSON.stringify(key)).toString("base64url")}`;

/** Which row a letter's id names; undefined when it names none. */
export function readLetterId(id: string): LetterName | undefined {
  const [, kind, text = ""] = /^let_(webhook|event|task)-([\w-]+)$/.exec(id) ?? [];
  if (kind === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const parts = kind === "task" ? 1 : 2;
    if (!Array.isArray(key) || key.length !== parts || !key.every((part) => typeof part === "string")) return undefined;
    return { kind: kind as Row["kind"], key };
  } catch {
    return undefined;
  }
}

const shownLetter = (row: Row): DeadLetter => ({
  id: letterId(row),
  kind: row.kind,
  source: row.source,
  problem: row.problem ?? "",
  attempts: row.attempts,
  excerpt: row.excerpt.slice(0, 400),
  at: timeOf(Number(row.at)),
});

/** Work that could not be done, the newest first. */
export const listDeadLetters = (
  looking: Looking,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) =>
  look(looking, async (db) => {
    const { businessId } = looking.shop;
    const cursors = cursorsOf(looking, "letters");
    const place = cursors.read(cursor);
    const before = place === undefined ? sql`true` : sql`(at, key::text) < (${Number(place[0])}, ${String(place[1])})`;
    const { rows } = await sql<Row & { readonly key_text: string }>`
      select *, key::text as key_text from (
        select 'webhook' as kind, jsonb_build_array(source_id, body_hash) as key, source_id as source, problem,
          1 as attempts, received_at as at,
          -- Of a post that may name a kept card nothing is shown.
          case when substring(body from 1 for 7) = 'sealed:'::bytea then ''
            else encode(substring(body from 1 for 400), 'escape') end as excerpt
          from raw_webhook where business_id = ${businessId}::uuid and problem is not null
        union all
        select 'event', jsonb_build_array(source_id, event_id), source_id, problem, attempts, received_at,
          left(event::text, 400) from inbox where business_id = ${businessId}::uuid and state = 'dead'
        union all
        select 'task', jsonb_build_array(task_id), kind, problem, attempts, changed_at, left(details::text, 400)
          from task where business_id = ${businessId}::uuid and state = 'dead'
      ) as letters where ${before} order by at desc, key::text desc limit ${limit + 1}`.execute(db);
    return pageOf(rows, limit, (last) => cursors.write([Number(last.at), last.key_text]), shownLetter);
  });
