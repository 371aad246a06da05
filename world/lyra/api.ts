import type { WireRequest, WireResponse } from "../wire.ts";
import { isoOf } from "./calendar.ts";
import { type ApiCall, callNamed } from "./calls.ts";
import { newHexId, strikes } from "./chance.ts";
import { CallFailure, ConnectionLost, type ErrorWords } from "./failure.ts";
import { isObject, type JsonObject } from "./json.ts";
import { checkFields } from "./parameters.ts";
import type { LyraState, Shop } from "./state.ts";

/** Where every web service's address starts. */
export const apiPath = "/api-payment/V4/";

/** The newest version seen answering. */
const applicationVersion = "6.25.0";

/**
 * Answers one API call: HTTP 200 for success and for business errors, 401 for a wrong login; other statuses mean that
 * the call never got through. Rejects with `ConnectionLost` when chaos swallows the call or its answer.
 */
export async function answerApi(state: LyraState, request: WireRequest): Promise<WireResponse> {
  state.counters.apiCalls += 1;
  if (request.method !== "POST") return plain(405, "Method Not Allowed");
  if (strikes(state, state.chaos.apiTimeoutBefore)) {
    state.counters.timedOutBefore += 1;
    throw new ConnectionLost();
  }
  if (strikes(state, state.chaos.apiError500)) {
    state.counters.errors500 += 1;
    return plain(500, "Internal Server Error");
  }
  await takeTime(state);
  const answer = answerOf(state, request);
  if (strikes(state, state.chaos.apiTimeoutAfter)) {
    state.counters.timedOutAfter += 1;
    throw new ConnectionLost();
  }
  return answer;
}

/** Lets the answer take its time. */
async function takeTime(state: LyraState): Promise<void> {
  const { latencyMs } = state.chaos;
  if (latencyMs > 0) await new Promise<void>((resolve) => state.ports.after(latencyMs, resolve));
}

function plain(status: number, text: string): WireResponse {
  return { status, headers: { "content-type": "text/plain" }, body: new TextEncoder().encode(text) };
}

function answerOf(state: LyraState, request: WireRequest): WireResponse {
  const name = (request.path.split("?")[0] ?? "").slice(apiPath.length);
  const shop = shopOf(state, request);
  if (shop === null) {
    const { words } = new CallFailure("INT_905");
    return enveloped(state, null, name, {
      status: state.badLoginStatus,
      isError: true,
      answer: errorObject(words, null),
    });
  }
  try {
    const answer = carryOut(state, shop, name, request);
    return enveloped(state, shop, name, { status: 200, isError: false, answer });
  } catch (failure) {
    if (!(failure instanceof CallFailure)) throw failure;
    return enveloped(state, shop, name, { status: 200, isError: true, answer: errorObject(failure.words, shop) });
  }
}

/** The shop that logs in with HTTP Basic `shopId:password`, or null. */
function shopOf(state: LyraState, { headers }: WireRequest): Shop | null {
  const [scheme = "", value = ""] = (headers["authorization"] ?? "").split(" ");
  if (scheme.toLowerCase() !== "basic") return null;
  const login = Buffer.from(value, "base64").toString("utf8");
  return state.shops.find(({ id, password }) => login === `${id}:${password}`) ?? null;
}

function carryOut(state: LyraState, shop: Shop, name: string, request: WireRequest): JsonObject {
  if (!shop.hasRestApi) throw new CallFailure("PSP_100", "The offer of this shop has no REST API");
  if (strikes(state, state.chaos.rateLimited)) {
    state.counters.rateLimited += 1;
    throw new CallFailure("PSP_106");
  }
  const call = callNamed(name);
  if (call === null) throw new CallFailure("INT_901", `No web service ${name}`);
  const asked = bodyOf(request);
  if (strikes(state, state.chaos.technicalBefore)) throw technical(state);
  const answer = run({ state, shop }, call, asked);
  if (strikes(state, state.chaos.technicalAfter)) throw technical(state);
  return answer;
}

function technical(state: LyraState): CallFailure {
  state.counters.technical += 1;
  return new CallFailure("PSP_999", "Try again later");
}

function bodyOf({ body }: WireRequest): JsonObject {
  const text = new TextDecoder().decode(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new CallFailure("INT_902", `can't decode JSON data : ${text}`);
  }
  if (!isObject(value)) throw new CallFailure("INT_902", "The body is not an object");
  return value;
}

function run(scene: { readonly state: LyraState; readonly shop: Shop }, call: ApiCall, asked: JsonObject): JsonObject {
  checkFields(asked, call.fields);
  const full = { ...scene, asked };
  for (const rule of call.rules) {
    const detail = rule.broken(full);
    if (detail !== null) throw new CallFailure(rule.code, detail);
  }
  return call.run(full);
}

function errorObject(words: ErrorWords, shop: Shop | null): JsonObject {
  return { ...words, ticket: null, shopId: shop?.id ?? null, _type: "V4/WebService/WebServiceError" };
}

type Outcome = { readonly status: number; readonly isError: boolean; readonly answer: JsonObject };

function enveloped(
  state: LyraState,
  shop: Shop | null,
  name: string,
  { status, isError, answer }: Outcome,
): WireResponse {
  const envelope = {
    webService: name,
    version: "V4",
    applicationVersion,
    serverDate: isoOf(state.ports.now()),
    ticket: newHexId(state),
    applicationProvider: state.brand,
    metadata: null,
    status: isError ? "ERROR" : "SUCCESS",
    mode: shop?.mode ?? null,
    serverUrl: state.publicUrl,
    _type: "V4/WebService/Response",
    answer,
  };
  const body = new TextEncoder().encode(JSON.stringify(envelope));
  return { status, headers: { "content-type": "application/json; charset=utf-8" }, body };
}
