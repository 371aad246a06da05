import { z } from "zod";
import { threadId, time } from "./identifier.ts";

/** What can change under an open screen. `reset`: the past is not known any more, ask for everything again. */
export const liveResource = z.enum([
  "thread",
  "message",
  "order",
  "payment",
  "product",
  "notice",
  "settings",
  "statement",
  "typing",
  "reset",
]);

/**
 * One event of `GET …/live` (`text/event-stream`): it travels as the JSON of a `data:` line beside an `id:` line; the
 * browser gives the last id back in `Last-Event-ID`. The id of a `typing` event is the thread's.
 */
export const liveEvent = z
  .object({
    resource: liveResource,
    id: z.string(),
    at: time,
    /** The thread a message belongs to. */
    threadId: threadId.optional(),
    /** The colleague who writes. */
    by: z.string().optional(),
  })
  .meta({ id: "LiveEvent" });
/** One event of the live stream. */
export type LiveEvent = z.output<typeof liveEvent>;
