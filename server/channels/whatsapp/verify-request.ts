import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import type { WhatsappSettings } from "./settings-form.ts";

const signature = /^sha256=([0-9a-f]{64})$/;
/** Longest challenge sent back; Meta's has about ten digits. */
const longestChallenge = 1_024;

/**
 * Whether the post was signed with our app secret: HMAC-SHA256 of the raw bytes, in lower-case hexadecimal, in
 * `X-Hub-Signature-256` (Meta, "Create a webhook endpoint"). The bytes are never re-serialised: Meta signs the text
 * with its own escapes. Two headers arrive joined and fit nothing.
 */
export function verifySignature(request: RawRequest, { appSecret }: WhatsappSettings): Verdict {
  if (appSecret === undefined || appSecret === "") return { ok: false, why: "unconfigured" };
  const claimed = signature.exec(request.headers["x-hub-signature-256"] ?? "")?.[1];
  if (claimed === undefined) return { ok: false, why: "bad-signature" };
  const expected = createHmac("sha256", appSecret).update(request.body).digest();
  return timingSafeEqual(Buffer.from(claimed, "hex"), expected) ? { ok: true } : { ok: false, why: "bad-signature" };
}

/** The challenge to send back when Meta asks, with our verify token, whether the address is ours; else undefined. */
export function answerHandshake(request: RawRequest, { verifyToken }: WhatsappSettings): string | undefined {
  const { query } = request;
  const challenge = query["hub.challenge"];
  if (request.method !== "GET" || query["hub.mode"] !== "subscribe") return undefined;
  if (verifyToken === undefined || verifyToken === "" || challenge === undefined || challenge === "") return undefined;
  if (challenge.length > longestChallenge || !sameText(query["hub.verify_token"] ?? "", verifyToken)) return undefined;
  return challenge;
}

/** Compares in a time that says nothing about where two texts part: their hashes are compared. */
function sameText(one: string, other: string): boolean {
  const hashed = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hashed(one), hashed(other));
}
