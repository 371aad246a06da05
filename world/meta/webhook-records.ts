import type { JsonObject } from "./json.ts";
import type { WebhookEvent } from "./model-types.ts";

/** A change as it goes into a webhook's `entry[].changes[]`, with what its post needs to know. */
export type OutgoingEvent = {
  readonly wabaId: string;
  /** Chooses the address and the secret; absent for events of the account, which go to each of its numbers' apps. */
  readonly phoneNumberId?: string;
  readonly field: string;
  readonly value: JsonObject;
  readonly kind: "message" | "status" | "other";
  readonly userId?: string;
  readonly wamid?: string;
  readonly status?: string;
};

/** A webhook post: its bytes are made once, so that a retry or a duplicate is the same to the last byte. */
export type WebhookPost = {
  url: string;
  readonly body: Uint8Array;
  readonly signature: string;
  readonly events: readonly WebhookEvent[];
  /** Chats it speaks of: posts of one chat leave in order, the next one after the answer to the one before. */
  readonly threads: readonly string[];
  /** Since when it is tried, in milliseconds; the time a world stood still does not count. */
  firstAt: number;
  attempts: number;
  /** False for the second copy of a duplicate: it is tried once. */
  readonly original: boolean;
};

/** The webhooks on their way; those held back or due for a retry are in the agenda. */
export type WebhookLine = {
  /** Events not yet in a post, by address. */
  readonly gathering: Map<string, OutgoingEvent[]>;
  /** Posts ready to leave. */
  readonly line: WebhookPost[];
  readonly underway: Set<WebhookPost>;
  /** Chats with a post under way. */
  readonly busy: Set<string>;
  /** Posts not yet delivered, lost or given up, wherever they are. */
  open: number;
};

/** No webhook on its way. */
export function emptyLine(): WebhookLine {
  return { gathering: new Map(), line: [], underway: new Set(), busy: new Set(), open: 0 };
}
