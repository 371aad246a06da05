import { days } from "#domain/instant";
import type { AccountDb } from "./account-db.ts";

/** How long the answer to a key is kept, in milliseconds. */
const answersKept = days(1);

/** What is known of a key: nothing yet (and now it is taken), still under way, another request's, or its answer. */
export type KnownRequest =
  | { readonly known: "new" | "running" | "other" }
  | { readonly known: "answered"; readonly status: number; readonly answer: string };

/** Takes a key for a request, or says what is known of the earlier one. Hashes are SHA-256. */
export async function beginRequest({ ask, now }: AccountDb, key: Buffer, body: Buffer): Promise<KnownRequest> {
  await ask("delete from auth.answered where created_at < $1", [now() - answersKept]);
  const fresh = await ask(
    `insert into auth.answered (key_hash, body_hash, created_at) values ($1, $2, $3)
     on conflict do nothing returning created_at`,
    [key, body, now()],
  );
  if (fresh.length > 0) return { known: "new" };
  const [row] = await ask<{ body_hash: Uint8Array; status: number | null; answer: string | null }>(
    "select body_hash, status, answer from auth.answered where key_hash = $1",
    [key],
  );
  if (!row) return { known: "running" };
  if (!body.equals(row.body_hash)) return { known: "other" };
  if (row.status === null) return { known: "running" };
  return { known: "answered", status: row.status, answer: row.answer ?? "" };
}

/** Keeps the answer for those who ask again. */
export async function finishRequest({ ask }: AccountDb, key: Buffer, status: number, answer: string): Promise<void> {
  await ask("update auth.answered set status = $2, answer = $3 where key_hash = $1", [key, status, answer]);
}

/** Forgets a key whose request was refused: nothing was done, it may be tried again. */
export async function forgetRequest({ ask }: AccountDb, key: Buffer): Promise<void> {
  await ask("delete from auth.answered where key_hash = $1", [key]);
}
