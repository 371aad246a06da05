/** A request to the outside world. The port adds deadlines, size limits and the guard against private addresses. */
export type HttpRequest = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Whole time allowed, ms. */
  readonly deadlineMs?: number;
  /** Largest answer accepted, bytes. */
  readonly maxBytes?: number;
};

/** The answer, whole. Header names in lower case. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/**
 * No answer. `reached: "no"` means the request surely was not received (refused, name not found, blocked): it is safe to
 * try again. `"maybe"` means the outcome is unknown (timeout, reset): look before trying again.
 */
export class HttpFailure extends Error {
  readonly reached: "no" | "maybe";
  constructor(message: string, reached: "no" | "maybe") {
    super(message);
    this.name = "HttpFailure";
    this.reached = reached;
  }
}

/** Makes one request, once: no retries. Rejects with HttpFailure only. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/** Milliseconds asked for by a Retry-After header in seconds; undefined when absent or unreadable. */
export function retryAfterOf(answer: HttpAnswer): number | undefined {
  const header = answer.headers["retry-after"];
  const count = header === undefined ? Number.NaN : Number(header);
  return Number.isFinite(count) && count >= 0 ? count * 1_000 : undefined;
}

/** The answer's body as JSON; undefined when it is none. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.body));
  } catch {
    return undefined;
  }
}
