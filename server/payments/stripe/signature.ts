import { createHmac, timingSafeEqual } from "node:crypto";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import { type Instant, seconds } from "#domain/instant";
import { type StripeSettings, webhookSecretsOf } from "./settings.ts";

/** How far the stamp may lie from now, either way (Stripe's own client: 300 s, on age alone). */
const tolerance = seconds(300);

type Stamped = { readonly stamp: string; readonly signatures: readonly Buffer[] };

/** Reads `t=…,v1=…[,v1=…]`; other schemes (v0 is Stripe's test scheme) count for nothing. */
function readHeader(header: string): Stamped | undefined {
  const parts = header.split(",").map((part) => part.trim().split("=", 2));
  const stamps = parts.filter(([name]) => name === "t").map(([, value = ""]) => value);
  const [stamp = ""] = stamps;
  if (stamps.length !== 1 || !/^\d{1,12}$/.test(stamp)) return undefined;
  const signatures = parts
    .filter(([name, value = ""]) => name === "v1" && /^[0-9a-f]{64}$/.test(value))
    .map(([, value = ""]) => Buffer.from(value, "hex"));
  return { stamp, signatures };
}

/**
 * Whether Stripe signed these bytes: HMAC-SHA-256 over `stamp.body`, keyed with the whole secret, `whsec_` included
 * (docs.stripe.com/webhooks/signature). Every secret is tried on every signature, so time tells nothing.
 */
export function verify(request: RawRequest, settings: StripeSettings, now: Instant): Verdict {
  const secrets = webhookSecretsOf(settings);
  if (secrets.length === 0) return { ok: false, why: "unconfigured" };
  const read = readHeader(request.headers["stripe-signature"] ?? "");
  if (!read) return { ok: false, why: "bad-signature" };
  let matches = 0;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(`${read.stamp}.`).update(request.body).digest();
    for (const signature of read.signatures) matches += timingSafeEqual(signature, expected) ? 1 : 0;
  }
  if (matches === 0) return { ok: false, why: "bad-signature" };
  return Math.abs(now - seconds(Number(read.stamp))) > tolerance ? { ok: false, why: "too-old" } : { ok: true };
}
