import { z } from "zod";
import { letterId, time } from "./identifier.ts";

/** Work that could not be done and waits for a person: a post nobody could read, an event or a task that kept failing. */
export const deadLetter = z
  .object({
    id: letterId,
    kind: z.enum(["webhook", "event", "task"]),
    /** Channel or rail it came by, or the kind of task. */
    source: z.string(),
    problem: z.string(),
    attempts: z.int(),
    /** The beginning of what came, masked, as text. */
    excerpt: z.string(),
    at: time,
  })
  .meta({ id: "DeadLetter" });
/** Work that waits for a person. */
export type DeadLetter = z.output<typeof deadLetter>;
