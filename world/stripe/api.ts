import type { WireRequest, WireResponse } from "../wire.ts";
import { checkExpansions, expanded } from "./expansion.ts";
import { ApiFailure, ConnectionLost, explanationOf, invalidRequest } from "./failure.ts";
import { uploadedForm } from "./files.ts";
import { canonicalText, type ParameterTree, parseForm } from "./form-body.ts";
import { checkParameters, listAt } from "./parameters.ts";
import { type Route, routeOf } from "./routes.ts";
import {
  type AccountState,
  type Cause,
  type KeyRecord,
  newestVersion,
  newId,
  type StripeState,
  strikes,
} from "./state.ts";

/** Keys are remembered for 24 hours (docs.stripe.com/api/idempotent_requests). */
const keyMemoryMs = 24 * 3_600_000;

/** Forgets what was asked under keys longer ago than they are remembered. */
export function forgetOldKeys(state: StripeState, { keys }: AccountState): void {
  const now = state.ports.now();
  for (const [key, { startedMs }] of keys) if (now - startedMs >= keyMemoryMs) keys.delete(key);
}

type Answer = { readonly status: number; readonly json: string; readonly headers: Readonly<Record<string, string>> };

type Call = { readonly cause: Cause; readonly route: Route; readonly id: string; readonly asked: ParameterTree };

/** Answers one API call. Rejects with `ConnectionLost` when chaos swallows the call or its answer. */
export async function answerApi(state: StripeState, request: WireRequest): Promise<WireResponse> {
  state.counters.apiCalls += 1;
  const requestId = newId(state, "req_", 14);
  const key = request.method === "POST" ? (request.headers["idempotency-key"] ?? null) : null;
  const version = request.headers["stripe-version"] ?? newestVersion;
  let answer: Answer;
  try {
    const account = authenticate(state, request);
    strikeBefore(state);
    const cause: Cause = { state, account, version, request: { id: requestId, idempotencyKey: key } };
    const call = callOf(cause, request);
    answer = key === null ? await plain(call) : await idempotent(call, key, request.path);
  } catch (failure) {
    if (!(failure instanceof ApiFailure)) throw failure;
    answer = refusal(failure, requestId);
  }
  if (strikes(state, state.chaos.apiTimeoutAfter)) {
    state.counters.timedOutAfter += 1;
    throw new ConnectionLost();
  }
  return {
    status: answer.status,
    headers: {
      "content-type": "application/json",
      "request-id": requestId,
      "stripe-version": version,
      ...(key === null ? {} : { "idempotency-key": key }),
      ...answer.headers,
    },
    body: new TextEncoder().encode(answer.json),
  };
}

function strikeBefore(state: StripeState): void {
  if (strikes(state, state.chaos.apiTimeoutBefore)) {
    state.counters.timedOutBefore += 1;
    throw new ConnectionLost();
  }
  if (strikes(state, state.chaos.rate429)) {
    state.counters.rateLimited += 1;
    const message = "Request rate limit exceeded.";
    throw new ApiFailure(429, { type: "invalid_request_error", code: "rate_limit", message }, false);
  }
}

function authenticate(state: StripeState, { headers }: WireRequest): AccountState {
  const header = headers["authorization"] ?? "";
  const key = secretOf(header);
  if (key === "") {
    const message = "You did not provide an API key. Send it in the Authorization header: 'Authorization: Bearer KEY'.";
    throw new ApiFailure(401, { type: "invalid_request_error", message }, false);
  }
  if (key.startsWith("pk_")) {
    const message = "This API call cannot be made with a publishable API key. Please use a secret API key.";
    throw new ApiFailure(401, { type: "invalid_request_error", code: "secret_key_required", message }, false);
  }
  if (state.revokedKeys.has(key)) {
    const message = `Expired API Key provided: ${masked(key)}`;
    throw new ApiFailure(401, { type: "invalid_request_error", code: "api_key_expired", message }, false);
  }
  const account = state.accountsByKey.get(key);
  if (account === undefined) {
    const message = `Invalid API Key provided: ${masked(key)}`;
    throw new ApiFailure(401, { type: "invalid_request_error", message }, false);
  }
  return account;
}

/** The key of `Bearer KEY`, or the user name of HTTP Basic. */
function secretOf(header: string): string {
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() === "bearer") return value;
  if (scheme.toLowerCase() !== "basic") return "";
  return Buffer.from(value, "base64").toString("utf8").split(":")[0] ?? "";
}

function masked(key: string): string {
  return key.length <= 12 ? "****" : `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}

function callOf(cause: Cause, request: WireRequest): Call {
  if (!/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(cause.version)) {
    throw invalidRequest(`Invalid Stripe API version: ${cause.version}`);
  }
  const [path = "", query = ""] = request.path.split("?");
  const found = routeOf(request.method, path);
  if (found === null) {
    const message = `Unrecognized request URL (${request.method}: ${path}). Please see https://stripe.com/docs.`;
    throw new ApiFailure(404, { type: "invalid_request_error", message }, false);
  }
  const isUpload = request.method === "POST" && path === "/v1/files";
  if (isUpload && !(request.headers["content-type"] ?? "").startsWith("multipart/form-data")) {
    throw invalidRequest("Invalid request: the content type must be multipart/form-data.");
  }
  const text = request.method === "POST" && !isUpload ? formText(request) : query;
  const asked = isUpload ? uploadedForm(request) : parseForm(text);
  return { cause, route: found.route, id: decodeURIComponent(found.id), asked };
}

function formText({ headers, body }: WireRequest): string {
  const type = headers["content-type"] ?? "";
  if (body.length > 0 && !type.startsWith("application/x-www-form-urlencoded")) {
    throw invalidRequest("Invalid request: the content type must be application/x-www-form-urlencoded.");
  }
  return new TextDecoder().decode(body);
}

/** Lets the answer take its time; the key of the call stays taken meanwhile. */
async function takeTime(state: StripeState): Promise<void> {
  const { latencyMs } = state.chaos;
  if (latencyMs > 0) await new Promise<void>((resolve) => state.ports.after(latencyMs, resolve));
}

async function plain(call: Call): Promise<Answer> {
  await takeTime(call.cause.state);
  return { status: 200, json: carryOut(call), headers: {} };
}

/** Validates, then does the work. Chaos may fail it in between, without effect. */
function carryOut({ cause, route, id, asked }: Call): string {
  const { state, account, version } = cause;
  const fields = typeof route.fields === "function" ? route.fields(version) : route.fields;
  checkParameters(asked, fields);
  const paths = listAt(asked, "expand").filter((path) => typeof path === "string");
  checkExpansions(route.gives, route.isList === true, paths);
  if (strikes(state, state.chaos.apiError500)) {
    state.counters.errors500 += 1;
    throw new ApiFailure(500, { type: "api_error", message: "An unknown error occurred" }, true);
  }
  return JSON.stringify(expanded(account, route.run(cause, asked, id), paths), null, 2);
}

async function idempotent(call: Call, key: string, path: string): Promise<Answer> {
  const { state, account, request } = call.cause;
  if (key.length > 255) throw invalidRequest("Idempotency keys must be at most 255 characters long.");
  const asked = canonicalText(call.asked);
  const known = account.keys.get(key);
  if (known !== undefined && state.ports.now() - known.startedMs < keyMemoryMs) {
    return replay(state, known, key, path, asked);
  }
  const record: KeyRecord = { startedMs: state.ports.now(), route: path, asked, answer: null };
  account.keys.set(key, record);
  const requestId = request?.id ?? "";
  try {
    await takeTime(state);
    const json = carryOut(call);
    record.answer = { status: 200, json, requestId };
    return { status: 200, json, headers: { "original-request": requestId } };
  } catch (failure) {
    if (!(failure instanceof ApiFailure && failure.kept)) {
      account.keys.delete(key);
      throw failure;
    }
    const answer = refusal(failure, requestId);
    record.answer = { status: answer.status, json: answer.json, requestId };
    return { ...answer, headers: { ...answer.headers, "original-request": requestId } };
  }
}

function replay(state: StripeState, known: KeyRecord, key: string, path: string, asked: string): Answer {
  if (known.route !== path || known.asked !== asked) {
    const what = known.route === path ? "parameters" : `endpoint ('${known.route}')`;
    const rule = `Keys for idempotent requests can only be used with the same ${what} they were first used with`;
    const message = `${rule}. Try using a key other than '${key}'.`;
    throw new ApiFailure(400, { type: "idempotency_error", message }, false);
  }
  if (known.answer === null) {
    const message = `There is currently another in-progress request using this Idempotent Key: ${key}`;
    const error = { type: "idempotency_error", code: "idempotency_key_in_use", message } as const;
    throw new ApiFailure(409, error, false);
  }
  state.counters.replayed += 1;
  const { status, json, requestId } = known.answer;
  const headers = { "idempotent-replayed": "true", "original-request": requestId };
  return { status, json, headers: status >= 500 ? { ...headers, "stripe-should-retry": "false" } : headers };
}

function refusal({ status, error }: ApiFailure, requestId: string): Answer {
  const doc = error.code === undefined ? {} : { doc_url: explanationOf(error.code) };
  const log = `https://dashboard.stripe.com/test/logs/${requestId}`;
  const json = JSON.stringify({ error: { ...error, ...doc, request_log_url: log } }, null, 2);
  const headers: Record<string, string> = {};
  if (status === 409) headers["stripe-should-retry"] = "true";
  if (status === 429) headers["stripe-rate-limited-reason"] = "global-rate";
  return { status, json, headers };
}
