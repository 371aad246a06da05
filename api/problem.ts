import { z } from "zod";
import { reason } from "./refusal.ts";

/**
 * RFC 9457, `application/problem+json`. `type` ends in a stable name the console knows:
 * `…/problems/validation`, `not-signed-in`, `not-allowed`, `not-found`, `conflict`, `revision-changed`,
 * `window-closed`, `too-much`, `nothing-paid`, `disputed`, `not-payable`, `idempotency-key-missing`,
 * `idempotency-key-reused`, `in-progress`, `too-large`, `unsupported-type`, `too-many-requests`, `unavailable`, `internal`.
 * `code` and `values` say the exact reason, to be worded in the reader's language.
 */
export const problem = reason
  .extend({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    /** In English: what happened and what can be done. */
    detail: z.string().optional(),
    /** `urn:request:…`, to be quoted to support. */
    instance: z.string().optional(),
    /** What is wrong with the body or query, by JSON Pointer. */
    errors: z.array(reason.extend({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
/** An error as every route answers it. */
export type Problem = z.output<typeof problem>;
/** One thing that is wrong with a body or query. */
export type FieldProblem = NonNullable<Problem["errors"]>[number];
