import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import { type Instant, seconds } from "#domain/instant";
import { type WebhookSettings, secretsOf } from "./settings.ts";

/** How far the stamp may lie from now, either way (the reference libraries: five minutes). */
const tolerance = seconds(300);

const macOf = (secret: Buffer, id: string, stamp: string, body: string | Uint8Array): Buffer =>
  createHmac("sha256", secret).update(`${id}.${stamp}.`).update(body).digest();

/** The headers of a signed post: by the newest secret alone, since the other side may know no older one any more. */
export function signed(
  secret: Buffer,
  id: string,
  at: Instant,
  body: string | Uint8Array,
): Readonly<Record<string, string>> {
  const stamp = String(Math.floor(at / seconds(1)));
  return {
    "webhook-id": id,
    "webhook-timestamp": stamp,
    "webhook-signature": `v1,${macOf(secret, id, stamp, body).toString("base64")}`,
  };
}

/**
 * Whether these bytes are signed: HMAC-SHA-256 over `id.timestamp.body`, in base64, one of the signatures by one of our
 * secrets (github.com/standard-webhooks/standard-webhooks). Each is tried with each, so time tells nothing.
 */
export function verify(request: RawRequest, settings: WebhookSettings, now: Instant): Verdict {
  const secrets = secretsOf(settings);
  if (secrets.length === 0) return { ok: false, why: "unconfigured" };
  const { headers, body } = request;
  const id = headers["webhook-id"] ?? "";
  const stamp = headers["webhook-timestamp"] ?? "";
  if (id === "" || !/^\d{1,12}$/.test(stamp)) return { ok: false, why: "bad-signature" };
  const signatures = (headers["webhook-signature"] ?? "")
    .split(" ")
    .filter((one) => /^v1,[A-Za-z0-9+/]{43}=$/.test(one))
    .map((one) => Buffer.from(one.slice(3), "base64"));
  let matches = 0;
  for (const secret of secrets)
    for (const signature of signatures) matches += timingSafeEqual(signature, macOf(secret, id, stamp, body)) ? 1 : 0;
  if (matches === 0) return { ok: false, why: "bad-signature" };
  return Math.abs(now - seconds(Number(stamp))) > tolerance ? { ok: false, why: "too-old" } : { ok: true };
}
