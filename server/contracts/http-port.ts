import type { Instant } from "#domain/instant";

/** A request to the outside world. The port adds deadlines, size limits and the guard against private addresses. */
export type HttpRequest = {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that depend on the moment of sending, such as a signature over it: the port knows the time. */
  readonly headersAt?: (now: Instant) => Readonly<Record<string, string>>;
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

/**
 * Milliseconds asked for by a Retry-After header, in seconds or as a date, which is read against the answer's own Date;
 * undefined when absent or unreadable.
 */
export function retryAfterOf({ headers }: HttpAnswer): number | undefined {
  const header = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1_000;
  const [until, sent] = [secondOfDay(header), secondOfDay(headers["date"]?.trim() ?? "")];
  if (until === undefined || sent === undefined) return undefined;
  // Pauses are far below half a day: what is further on by more is a moment that has passed.
  const pause = (until - sent + day) % day;
  return pause > day / 2 ? 0 : pause * 1_000;
}

const day = 86_400;

/** The second within its day of an HTTP date (RFC 9110, 5.6.7); undefined when it is none. */
function secondOfDay(date: string): number | undefined {
  const found = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} (\d\d):(\d\d):(\d\d) GMT$/.exec(date);
  return found ? Number(found[1]) * 3_600 + Number(found[2]) * 60 + Number(found[3]) : undefined;
}

/** The answer's body as JSON; undefined when it is none. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.body));
  } catch {
    return undefined;
  }
}
