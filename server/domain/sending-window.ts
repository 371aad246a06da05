import { type Instant, hours } from "#domain/instant";

/** What may be written to a person now: anything, an approved template only, or nothing. */
export type SendingWindow = "open" | "template-only" | "closed";

/** WhatsApp's customer service window: 24 hours from the person's own last message. */
export const serviceWindow = hours(24);

/** The window of a channel whose free text ends `length` ms after the person's last message. */
export const windowAt = (lastInboundAt: Instant | undefined, now: Instant, length = serviceWindow): SendingWindow =>
  lastInboundAt !== undefined && now - lastInboundAt < length ? "open" : "template-only";
