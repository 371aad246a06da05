import type { WireRequest, WireResponse } from "../wire.ts";
import { lookAtPayment, refundPayment } from "./chat-payments.ts";
import { answer, failure, unknownObject } from "./graph-answers.ts";
import { isObject, type JsonObject, parseObject, valueAt } from "./json.ts";
import { downloadMedia, downloadPath, mediaObject, uploadMedia, visibleMedia } from "./media.ts";
import { NeverAnswered } from "./model-types.ts";
import { blockUsers, businessProfile, businessUsername, commerceSettings, numberView } from "./number-settings.ts";
import { postMessages } from "./send.ts";
import type { MetaContext, NumberRecord } from "./state.ts";
import { numberWebhook, subscribedApps } from "./subscriptions.ts";
import { templateCollection, templateObject } from "./templates.ts";

/** A request taken apart. */
type Call = {
  readonly request: WireRequest;
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly token: string;
};

/** Answers a Graph API request, faults included. */
export async function answerGraph(context: MetaContext, request: WireRequest): Promise<WireResponse> {
  const { state } = context;
  const { chaos } = state;
  state.counters.requests += 1;
  if (chaos.latencyMs > 0) await pause(context, chaos.latencyMs);
  if (strikes(context, chaos.apiTimeoutBefore)) swallow(context);
  if (strikes(context, chaos.apiError500))
    return failure(context, 131000, "Something went wrong. Please try again later.");
  if (strikes(context, chaos.rate429)) {
    const refused = failure(context, 130429, "Cloud API message throughput has been reached.");
    return { ...refused, headers: { ...refused.headers, "retry-after": "1" } };
  }
  const lost = strikes(context, chaos.apiTimeoutAfter);
  const response = await route(context, callOf(request), !lost);
  if (lost) swallow(context);
  return response;
}

function strikes(context: MetaContext, probability: number): boolean {
  return probability > 0 && context.ports.random() < probability;
}

function swallow(context: MetaContext): never {
  context.state.counters.unanswered += 1;
  throw new NeverAnswered("The answer is lost on purpose.");
}

function pause(context: MetaContext, milliseconds: number): Promise<void> {
  return new Promise((resolve) => context.ports.after(milliseconds, resolve));
}

function callOf(request: WireRequest): Call {
  const url = new URL(request.path, "http://graph");
  const segments = url.pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent);
  if (/^v\d+\.\d+$/.test(segments[0] ?? "")) segments.shift();
  const header = /^(?:Bearer|OAuth)\s+(.+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  return {
    request,
    method: request.method.toUpperCase(),
    segments,
    query: url.searchParams,
    token: header ?? url.searchParams.get("access_token") ?? "",
  };
}

/** JSON, a form, or nothing; undefined when it is none of them. */
function bodyOf(request: WireRequest): JsonObject | undefined {
  if (request.body.length === 0) return {};
  if ((request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(Buffer.from(request.body).toString("utf8")));
  }
  return parseObject(request.body);
}

async function route(context: MetaContext, call: Call, answered: boolean): Promise<WireResponse> {
  const refused = tokenProblem(context, call);
  if (refused !== undefined) return refused;
  if (call.request.path.startsWith(downloadPath)) return downloadMedia(context, call.token, call.query);
  const [id = "", edge] = call.segments;
  const number = context.state.numbers.get(id);
  if (number !== undefined && number.setup.accessToken === call.token)
    return ofNumber(context, call, number, edge, answered);
  const ofAccount = [...context.state.numbers.values()].filter(
    (candidate) => candidate.setup.wabaId === id && candidate.setup.accessToken === call.token,
  );
  if (ofAccount.length > 0) return ofWaba(context, call, id, ofAccount, edge);
  const media = visibleMedia(context, id, call.token);
  if (media !== undefined && edge === undefined) return mediaObject(context, media, call.request, call.query);
  const template = context.state.templates.get(id);
  if (template !== undefined && edge === undefined && mayUse(context, template.wabaId, call.token)) {
    const body = bodyOf(call.request);
    if (body !== undefined) return templateObject(context, template, call.method, call.query, body);
  }
  return unknownObject(context, id, call.method);
}

function mayUse(context: MetaContext, wabaId: string, token: string): boolean {
  return [...context.state.numbers.values()].some(
    (number) => number.setup.wabaId === wabaId && number.setup.accessToken === token,
  );
}

/** 401 with code 190 for no token, one nobody has, or one that has expired. */
function tokenProblem(context: MetaContext, call: Call): WireResponse | undefined {
  const owners = [...context.state.numbers.values()].filter((number) => number.setup.accessToken === call.token);
  if (call.token === "" || owners.length === 0) {
    const message =
      call.token === "" ? "An access token is required." : "Invalid OAuth access token - Cannot parse access token";
    return failure(context, 190, message, { message });
  }
  if (owners.some((number) => number.trouble.tokenExpired === true)) {
    const message = "Error validating access token: Session has expired";
    return failure(context, 190, message, { message, subcode: 463 });
  }
  return undefined;
}

async function ofNumber(
  context: MetaContext,
  call: Call,
  number: NumberRecord,
  edge: string | undefined,
  answered: boolean,
): Promise<WireResponse> {
  const { method, query } = call;
  if (edge === "media" && method === "POST") return uploadMedia(context, number, call.request);
  const body = bodyOf(call.request);
  if (body === undefined) return failure(context, 100, "The request body is not valid JSON.");
  if (edge === undefined)
    return method === "POST" ? numberWebhook(context, number, body) : numberFields(context, number, query);
  if (edge === "messages" && method === "POST") return postMessages(context, number, body, answered);
  if (edge === "marketing_messages" && method === "POST") return marketing(context, number, body, answered);
  if (edge === "payments" && method === "GET")
    return lookAtPayment(context, call.segments[2] ?? "", call.segments[3] ?? "");
  if (edge === "payments_refund" && method === "POST") return refundPayment(context, number, body);
  if (edge === "whatsapp_commerce_settings") return commerceSettings(number, method, query, body);
  if (edge === "whatsapp_business_profile") return businessProfile(context, number, method, query, body);
  if (edge === "block_users") return blockUsers(context, number, method, body);
  if (edge === "username") return businessUsername(context, number, method, body);
  if (edge === "register" || edge === "deregister") {
    number.trouble = { ...number.trouble, unregistered: edge === "deregister" };
    return answer(200, { success: true });
  }
  return unknownObject(context, `${number.setup.phoneNumberId}/${edge}`, method);
}

function marketing(
  context: MetaContext,
  number: NumberRecord,
  body: JsonObject,
  answered: boolean,
): WireResponse | Promise<WireResponse> {
  const name = valueAt(body, "template.name");
  const found = [...context.state.templates.values()].find((template) => template.name === name);
  if (found !== undefined && found.category === "MARKETING") return postMessages(context, number, body, answered);
  return failure(context, 131055, "Only marketing templates can be sent here.");
}

function numberFields(context: MetaContext, number: NumberRecord, query: URLSearchParams): WireResponse {
  const view = numberView(number);
  if (!isObject(view)) return unknownObject(context, number.setup.phoneNumberId, "GET");
  const wanted = query.get("fields")?.split(",") ?? ["verified_name", "display_phone_number", "quality_rating"];
  const shown = Object.entries(view).filter(([key]) => key === "id" || wanted.includes(key));
  return answer(200, Object.fromEntries(shown));
}

async function ofWaba(
  context: MetaContext,
  call: Call,
  wabaId: string,
  numbers: readonly NumberRecord[],
  edge: string | undefined,
): Promise<WireResponse> {
  const body = bodyOf(call.request);
  if (body === undefined) return failure(context, 100, "The request body is not valid JSON.");
  if (edge === undefined) return answer(200, { id: wabaId, name: numbers[0]?.setup.name, timezone_id: "1" });
  if (edge === "phone_numbers") return answer(200, { data: numbers.map(numberView) });
  if (edge === "message_templates") return templateCollection(context, wabaId, call.method, call.query, body);
  if (edge === "subscribed_apps") return subscribedApps(context, numbers, call.method, body);
  return unknownObject(context, `${wabaId}/${edge}`, call.method);
}
