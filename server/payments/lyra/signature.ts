import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import { readIpnPost } from "./ipn-post.ts";
import { paymentShape } from "./objects.ts";
import { type LyraSettings, passwordsOf, shopOf } from "./settings.ts";

const refused: Verdict = { ok: false, why: "bad-signature" };

/**
 * Whether Lyra sent this notification: `kr-hash` is HMAC-SHA-256 over the text of `kr-answer`, keyed with the REST
 * password (docs.lyra.com, rest/V4.0/api/kb/ipn_usage.html; lyra/rest-php-sdk). What a browser brings back is signed
 * with another key, which more places know: the post may name that key, but here only the password counts. Some of
 * Lyra's servers write `\/` for `/` after they signed, so both spellings are tried, each with every password, and time
 * tells nothing. The text carries no moment that a replay could be told by; facts are applied once, by their names.
 */
export function verify(request: RawRequest, settings: LyraSettings): Verdict {
  const shop = shopOf(settings);
  if ("lacking" in shop) return { ok: false, why: "unconfigured" };
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(request.headers["content-type"] ?? "");
  const post = isForm ? readIpnPost(request.body) : undefined;
  if (!post || post.hashKey !== "password" || post.hashAlgorithm !== "sha256_hmac") return refused;
  if (!/^[0-9a-f]{64}$/.test(post.hash)) return refused;
  const signature = Buffer.from(post.hash, "hex");
  let matches = 0;
  for (const password of passwordsOf(settings))
    for (const text of [post.answer, post.answer.replaceAll("\\/", "/")])
      matches += timingSafeEqual(signature, createHmac("sha256", password).update(text).digest()) ? 1 : 0;
  if (matches === 0) return refused;
  const about = subjectOf(post.answer);
  return about.shopId === shop.shopId && about.mode === shop.mode ? { ok: true } : refused;
}

/** The shop and the mode a text is about; nothing for a text that tells of no payment. */
function subjectOf(text: string): { readonly shopId?: string; readonly mode?: string | null | undefined } {
  try {
    const payment = paymentShape.safeParse(JSON.parse(text));
    return payment.success ? { shopId: payment.data.shopId, mode: payment.data.orderDetails?.mode } : {};
  } catch {
    return {};
  }
}
