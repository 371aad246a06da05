import type { Refused } from "#engine/operate";
import { type ProblemKind, RequestProblem } from "../problem.ts";

const kinds: Readonly<Record<Refused["refused"], ProblemKind>> = {
  "not-found": "not-found",
  stale: "revision-changed",
  "window-closed": "window-closed",
  "not-possible": "conflict",
  "too-much": "too-much",
  "nothing-paid": "nothing-paid",
  disputed: "disputed",
  field: "validation",
};

/** Passes on what was done; what the engine refused becomes the problem that says why. */
export function accepted<Done>(done: Done | Refused): Exclude<Done, Refused> {
  if (typeof done === "object" && done !== null && "refused" in done) {
    const { refused, details } = done as Refused;
    // What is left of a payment is a figure for the log, not a sentence for a reader.
    const detail = refused === "field" ? details : undefined;
    throw new RequestProblem(kinds[refused], detail === undefined ? {} : { detail });
  }
  return done as Exclude<Done, Refused>;
}
