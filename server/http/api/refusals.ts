import type { FieldProblem } from "#api/problem";
import { type RefusalValue, type RefusalValues, refusals } from "#api/refusal";
import { currency } from "#domain/currency";
import { formatDecimal, money } from "#domain/money";
import type { Refused } from "#engine/operate";
import { type ProblemKind, RequestProblem } from "../problem.ts";
import { type OwnCode, sentences } from "./refusal-sentences.ts";

/** Nothing where a code has no values. */
type Given<Code extends OwnCode> = keyof RefusalValues<Code> extends never ? [] : [values: RefusalValues<Code>];

const written = (value: RefusalValue | undefined): string =>
  typeof value === "object"
    ? `${formatDecimal(money(value.minor, currency(value.currency)))} ${value.currency}`
    : String(value ?? "");

/** How a reason is told: its code, its values, and its sentence in English. */
function told(code: OwnCode, values: Readonly<Record<string, RefusalValue>> = {}) {
  const [, sentence] = sentences[code];
  const detail = sentence.replace(/\{(\w+)\}/g, (_, name: string) => written(values[name]));
  return { code, detail, ...(refusals[code].length === 0 ? {} : { values: { ...values } }) };
}

/** A request refused for a reason of its own. */
export const refusal = <Code extends OwnCode>(code: Code, ...[values]: Given<Code>): RequestProblem =>
  new RequestProblem(sentences[code][0], told(code, values));

/** What is wrong with one place of a body or query. */
export const wrongField = <Code extends OwnCode>(
  pointer: string,
  code: Code,
  ...[values]: Given<Code>
): FieldProblem => ({ pointer, ...told(code, values) });

/** A body or query refused for its fields; a single reason is the whole problem's reason too. */
export function wrongFields(...errors: readonly FieldProblem[]): RequestProblem {
  const [first, ...others] = errors;
  if (first === undefined || others.length > 0) return new RequestProblem("validation", { errors: [...errors] });
  const { code, values } = first;
  return new RequestProblem("validation", { code, ...(values === undefined ? {} : { values }), errors: [first] });
}

const kinds: Readonly<Record<Exclude<Refused["refused"], "not-possible" | "field" | "limit">, ProblemKind>> = {
  "not-found": "not-found",
  stale: "revision-changed",
  "window-closed": "window-closed",
  "too-much": "too-much",
  "nothing-paid": "nothing-paid",
  disputed: "disputed",
  "second-person": "conflict",
};

/** The reasons of the place that asked, where the engine says no more than that it cannot be done or was outdated. */
type OfPlace = { readonly "not-possible"?: OwnCode; readonly stale?: OwnCode };

/** Passes on what was done; what the engine refused becomes the problem that says why. */
export function accepted<Done>(done: Done | Refused, ofPlace: OfPlace = {}): Exclude<Done, Refused> {
  if (typeof done === "object" && done !== null && "refused" in done) {
    const { refused, details } = done as Refused;
    if (refused === "field") throw refusal("message.not-taken", { reason: details ?? "" });
    if (refused === "limit") throw refusal("refund.limit", { reason: details ?? "" });
    const own = refused === "not-possible" || refused === "stale" ? ofPlace[refused] : undefined;
    if (own !== undefined) throw new RequestProblem(sentences[own][0], told(own));
    throw new RequestProblem(refused === "not-possible" ? "conflict" : kinds[refused]);
  }
  return done as Exclude<Done, Refused>;
}
