import { createHash } from "node:crypto";
import type { InboundEvent } from "#domain/inbound";
import { type Instant, instant } from "#domain/instant";

/** A short hash of JSON or text, the same on every redelivery of the same element. */
export function hashOf(...parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

/** What an unreadable or unknown element is about: a short word fit for a metric's label. */
export const topicOf = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 48) || "nameless";

/** Something this version does not read, kept whole beside the raw body. `at` is 0 where the provider gave no time. */
export const unknownEvent = (topic: string, hash: string, at: Instant | undefined): InboundEvent => ({
  kind: "unknown",
  id: `unknown:${hash}`,
  topic: topicOf(topic),
  at: at ?? instant(0),
});
