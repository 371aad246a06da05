import { newTraceId } from "./ids.ts";
import type { Json } from "./json.ts";
import type { WireResponse } from "../wire.ts";
import type { PhoneError } from "./phone-types.ts";
import type { MetaContext } from "./state.ts";

/** Title and HTTP status per error code; Meta asks callers to decide by code and details alone. */
const titles: Readonly<Record<number, readonly [title: string, status: number]>> = {
  0: ["AuthException", 401],
  1: ["API Unknown", 500],
  2: ["API Service", 503],
  10: ["Permission Denied", 403],
  33: ["Parameter value is not valid", 400],
  100: ["Invalid parameter", 400],
  190: ["Access token has expired", 401],
  368: ["Temporarily blocked for policies violations", 403],
  80007: ["Rate limit issues", 429],
  130403: ["Recipient is blocked by the business", 400],
  130429: ["Rate limit hit", 429],
  130472: ["User's number is part of an experiment", 400],
  131000: ["Something went wrong", 500],
  131005: ["Access denied", 403],
  131008: ["Required parameter is missing", 400],
  131009: ["Parameter value is not valid", 400],
  131016: ["Service unavailable", 503],
  131021: ["Recipient cannot be sender", 400],
  131026: ["Message undeliverable", 400],
  131031: ["Business Account locked", 403],
  131042: ["Business eligibility payment issue", 400],
  131047: ["Re-engagement message", 400],
  131048: ["Spam rate limit hit", 429],
  131049: ["This message was not delivered to maintain healthy ecosystem engagement.", 400],
  131050: ["User has stopped marketing messages from this business", 400],
  131051: ["Unsupported message type", 400],
  131052: ["Media download error", 400],
  131053: ["Media upload error", 400],
  131056: ["(Business Account, Consumer Account) pair rate limit hit", 429],
  131057: ["Business Account is in maintenance mode", 503],
  131060: ["This message is currently unavailable", 400],
  131062: ["Business-scoped user ID is not supported for this message", 400],
  132000: ["Number of parameters does not match the expected number of params", 400],
  132001: ["Template name does not exist in the translation", 404],
  132005: ["Translated text too long", 400],
  132012: ["Parameter format does not match format in the created template", 400],
  132015: ["Template is paused", 400],
  132016: ["Template is disabled", 400],
  132018: ["There was an issue with the parameters in the template", 400],
  133010: ["Phone number not registered", 400],
  137000: ["Recipient identity key hash mismatch", 400],
  139100: ["Failed to block or unblock some users", 400],
  139101: ["Blocklist limit reached", 400],
  139102: ["Blocklist was changed meanwhile", 400],
  139103: ["Internal blocklist error", 500],
  139200: ["Direct Send is not available", 400],
  147001: ["Username is not available", 400],
  147002: ["Username is not valid", 400],
  1026: ["Receiver is incapable of receiving this message", 400],
  134011: ["WhatsApp payment terms have not been accepted", 400],
  2040: ["Order message is not supported for this recipient", 400],
  2046: ["Invalid order status transition", 400],
  2047: ["Order cannot be cancelled", 400],
  2388019: ["Template limit exceeded", 400],
  2388039: ["Template language is being deleted", 400],
  2388040: ["Character limit exceeded", 400],
  2388047: ["Message header is not valid", 400],
  2388072: ["Message body is not valid", 400],
  2388073: ["Message footer is not valid", 400],
  2388293: ["Too many variables for the length of the message", 400],
  2388299: ["Variables cannot be at the start or end of the template", 400],
  2388023: ["Template name is already in use", 400],
  2388024: ["There is already content in this language", 400],
};

/** How Meta names the code. */
export function titleOf(code: number): string {
  return titles[code]?.[0] ?? "Something went wrong";
}

/** An error as a status webhook and the phone show it. */
export function phoneError(code: number, details: string): PhoneError {
  return { code, title: titleOf(code), details };
}

/** A JSON answer. */
export function answer(status: number, body: Json): WireResponse {
  return {
    status,
    headers: { "content-type": "application/json; charset=UTF-8", "facebook-api-version": "v26.0" },
    body: Buffer.from(JSON.stringify(body), "utf8"),
  };
}

/** The Graph error envelope. `subcode` is only sent where old clients rely on it (unknown objects, tokens). */
export function failure(
  context: MetaContext,
  code: number,
  details: string,
  more: { readonly subcode?: number; readonly status?: number; readonly type?: string; readonly message?: string } = {},
): WireResponse {
  context.state.counters.refused += 1;
  const status = more.status ?? titles[code]?.[1] ?? 400;
  return answer(status, {
    error: {
      message: more.message ?? `(#${code}) ${titleOf(code)}`,
      type: more.type ?? "OAuthException",
      code,
      ...(more.subcode === undefined ? {} : { error_subcode: more.subcode }),
      error_data: { messaging_product: "whatsapp", details },
      fbtrace_id: newTraceId(context),
    },
  });
}

/** An object this token cannot see, or that does not exist: code 100, subcode 33. */
export function unknownObject(context: MetaContext, id: string, method: string): WireResponse {
  const details =
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, ` +
    "cannot be loaded due to missing permissions, or does not support this operation.";
  return failure(context, 100, details, { subcode: 33, type: "GraphMethodException", message: details });
}
