import type { Problem } from "#api/problem";
import type { Route } from "#api/route";
import { type AnswerOf, type BodyOf, type ParamsOf, type QueryOf, type RouteName, routes } from "#api/routes";

/** Why a call failed, as RFC 9457 tells it; `problem.status` is 0 when the server could not be reached. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
  /** The exact reason: `cart.changed`, `not-signed-in` … */
  get code(): Problem["code"] {
    return this.problem.code;
  }
}

type Needs<Key extends string, Value> = [Value] extends [never]
  ? { readonly [K in Key]?: undefined }
  : Record<never, never> extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** What a call of a route needs. `key` names the press of a button, so that a double tap cannot act twice. */
export type Ask<Name extends RouteName> = Needs<"params", ParamsOf<Name>> &
  Needs<"query", QueryOf<Name>> &
  Needs<"body", BodyOf<Name>> & { readonly key?: string; readonly signal?: AbortSignal; readonly bytes?: Blob };

type Loose = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
  readonly bytes?: Blob;
};

let readersLanguage = "en";
/** The language worded answers (notices, problems) are asked in. */
export const askIn = (language: string): void => {
  readersLanguage = language;
};

/** The address of a route with its places filled and its query written. */
export function addressOf(route: Route, ask: Pick<Loose, "params" | "query">): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(ask.params?.[name] ?? "")));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(ask.query ?? {}))
    if (value !== undefined && value !== "") query.set(name, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

async function problemOf(answer: Response): Promise<Problem> {
  const body: unknown = await answer.json().catch(() => undefined);
  const told = typeof body === "object" && body !== null && "type" in body ? (body as Problem) : undefined;
  return (
    told ?? { type: "about:blank/unavailable", code: "unavailable", title: answer.statusText, status: answer.status }
  );
}

async function send(route: Route, ask: Loose): Promise<Response> {
  const headers = new Headers({ accept: "application/json", "accept-language": readersLanguage });
  if (ask.body !== undefined) headers.set("content-type", "application/json");
  if (ask.bytes) headers.set("content-type", ask.bytes.type || "application/octet-stream");
  if (route.idempotent) headers.set("idempotency-key", ask.key ?? crypto.randomUUID());
  const body = ask.bytes ?? (ask.body === undefined ? null : JSON.stringify(ask.body));
  try {
    return await fetch(addressOf(route, ask), {
      method: route.method,
      headers,
      body,
      credentials: "same-origin",
      ...(ask.signal ? { signal: ask.signal } : {}),
    });
  } catch (error) {
    if (ask.signal?.aborted) throw error;
    throw new ApiError({ type: "about:blank/unreachable", code: "unavailable", title: "unreachable", status: 0 });
  }
}

/** Calls a route of the API; throws an ApiError for every answer that is not a success. */
export async function call<Name extends RouteName>(name: Name, ask: Ask<Name>): Promise<AnswerOf<Name>> {
  const route: Route = routes[name];
  const answer = await send(route, ask as Loose);
  if (!answer.ok) throw new ApiError(await problemOf(answer));
  if (answer.status === 204) return undefined as AnswerOf<Name>;
  return (await answer.json()) as AnswerOf<Name>;
}

/** The address of a shop's live stream. */
export const liveAddress = (shop: string): string => addressOf(routes.live, { params: { shop } });
