import type { Problem } from "#api/problem";
import type { RefusalCode } from "#api/refusal";

/** The kinds of problem the API answers with, with their status and title. */
const kinds = {
  validation: [400, "Something in the request is not as it must be"],
  "idempotency-key-missing": [400, "This request needs an Idempotency-Key header"],
  "not-signed-in": [401, "Nobody is signed in"],
  "not-allowed": [403, "This is not allowed to you"],
  "not-found": [404, "There is nothing here"],
  conflict: [409, "This does not go with what is there now"],
  "revision-changed": [409, "Someone changed this meanwhile"],
  "window-closed": [409, "The customer's last message is too old for a free answer"],
  "too-much": [409, "That is more than is left"],
  "nothing-paid": [409, "Nothing was paid that could go back"],
  disputed: [409, "The payment is disputed; its bank decides"],
  "not-payable": [409, "This cannot be paid now"],
  "in-progress": [409, "The first request with this key is still under way"],
  "too-large": [413, "This is too large"],
  "unsupported-type": [415, "This type of content is not accepted"],
  "idempotency-key-reused": [422, "This Idempotency-Key was used for another request"],
  "too-many-requests": [429, "Too many tries; wait a little"],
  internal: [500, "Something broke here"],
  unavailable: [503, "The database is out of reach; try again in a moment"],
} as const satisfies Readonly<Partial<Record<RefusalCode, readonly [number, string]>>>;

/** A kind of problem by its stable name; also the code of a problem of which nothing more is known. */
export type ProblemKind = keyof typeof kinds;

/** A request that cannot be carried out; thrown by handlers, answered as RFC 9457. */
export class RequestProblem extends Error {
  override readonly name = "RequestProblem";
  readonly kind: ProblemKind;
  readonly more: Pick<Problem, "detail" | "errors" | "values"> & {
    readonly code?: RefusalCode;
    readonly retryAfter?: number;
  };
  constructor(kind: ProblemKind, more: RequestProblem["more"] = {}) {
    super(more.detail ?? kind);
    this.kind = kind;
    this.more = more;
  }
}

/** Media type of every problem. */
export const problemType = "application/problem+json; charset=utf-8";

/** The status of a kind. */
export const statusOf = (kind: ProblemKind): number => kinds[kind][0];

/** The body of a problem. `requestId` lets it be found in the log. */
export function problemOf({ kind, more }: RequestProblem, requestId: string): Problem {
  const [status, title] = kinds[kind];
  const { code = kind, values, detail, errors } = more;
  return {
    type: `https://comptoir.dev/problems/${kind}`,
    title,
    status,
    code,
    ...(values === undefined ? {} : { values }),
    ...(detail === undefined ? {} : { detail }),
    instance: `urn:request:${requestId}`,
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
}

/** Thrown for anything that does not exist, or exists for others alone: both look the same. */
export const notFound = (): RequestProblem => new RequestProblem("not-found");
