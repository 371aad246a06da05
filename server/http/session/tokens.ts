import { createHash, randomBytes } from "node:crypto";
import { days } from "#domain/instant";
import type { AccountDb } from "./account-db.ts";

/** What a one-time token is for. */
export type TokenPurpose = "sign-in" | "set-up";
/** A new session: the token goes into the cookie and is kept nowhere here. `expiresAt` in milliseconds. */
export type NewSession = { readonly token: string; readonly lifeMs: number };

/** A session ends after this long without the person signing in again. */
const sessionLife = days(14);

/** How tokens are kept: as SHA-256, which is enough for 256 bits of chance. */
export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
const newToken = (): string => randomBytes(32).toString("base64url");

/** Opens a session, and clears away those that ran out. */
export async function openSession({ ask, now }: AccountDb, userId: string): Promise<NewSession> {
  const token = newToken();
  const at = now();
  await ask("delete from auth.session where expires_at <= $1", [at]);
  await ask("insert into auth.session (token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4)", [
    hashOf(token),
    userId,
    at,
    at + sessionLife,
  ]);
  return { token, lifeMs: sessionLife };
}

/** Makes a one-time token that is good for `life` milliseconds. There is one set-up token at most: the last. */
export async function issueToken({ ask, now }: AccountDb, purpose: TokenPurpose, life: number): Promise<string> {
  const token = newToken();
  await ask("delete from auth.one_time_token where purpose = $1 and ($1 = 'set-up' or expires_at <= $2)", [
    purpose,
    now(),
  ]);
  await ask("insert into auth.one_time_token (token_hash, purpose, expires_at) values ($1, $2, $3)", [
    hashOf(token),
    purpose,
    now() + life,
  ]);
  return token;
}

/** Whether the token is good, without spending it. */
export async function isGoodToken({ ask, now }: AccountDb, purpose: TokenPurpose, token: string): Promise<boolean> {
  const found = await ask(
    "select 1 from auth.one_time_token where token_hash = $1 and purpose = $2 and expires_at > $3",
    [hashOf(token), purpose, now()],
  );
  return found.length > 0;
}

/** Spends a token: of two at once only one is told true. */
export async function spendToken({ ask, now }: AccountDb, purpose: TokenPurpose, token: string): Promise<boolean> {
  const spent = await ask(
    "delete from auth.one_time_token where token_hash = $1 and purpose = $2 and expires_at > $3 returning purpose",
    [hashOf(token), purpose, now()],
  );
  return spent.length > 0;
}
