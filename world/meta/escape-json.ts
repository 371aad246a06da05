import { createHmac } from "node:crypto";
import type { JsonObject } from "./json.ts";

/**
 * JSON as Meta writes it in webhooks: every UTF-16 unit outside ASCII as `\uXXXX` in lower case and `/` as `\/`.
 * The signature covers exactly these bytes, so a receiver that re-serialises will not get the same digest.
 */
export function escapedJson(value: JsonObject): Uint8Array {
  const text = JSON.stringify(value)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replaceAll("/", "\\/");
  return Buffer.from(text, "ascii");
}

/** The `X-Hub-Signature-256` header: HMAC-SHA256 of the raw bytes with the app's secret, in hexadecimal. */
export function signatureOf(body: Uint8Array, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}
