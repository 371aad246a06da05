import type { SendOutcome } from "#contracts/channel";
import { type HttpAnswer, jsonOf, retryAfterOf } from "#contracts/http-port";
import { hours, minutes, seconds } from "#domain/instant";
import { fieldsOf, isObject, numberOf, wordsOf } from "./json-fields.ts";

/** What to do about a code: wait and try again, with what must wait, or give up. */
type Remedy =
  | { readonly act: "retry"; readonly scope: "message" | "person" | "account"; readonly afterMs?: number }
  | { readonly act: "give-up" };
type Known = readonly [words: string, remedy: Remedy];

const again = (scope: "message" | "person" | "account", afterMs?: number): Remedy =>
  afterMs === undefined ? { act: "retry", scope } : { act: "retry", scope, afterMs };
const giveUp: Remedy = { act: "give-up" };

/** Codes of the Cloud API's error page (read in September 2026), with words a shop owner understands. */
const known: ReadonlyMap<number, Known> = new Map<number, Known>([
  [0, ["the access token is not accepted", again("account", hours(1))]],
  [190, ["the access token has expired or was withdrawn", again("account", hours(1))]],
  [3, ["the app may not do this (permission missing)", giveUp]],
  [10, ["the app may not do this (permission missing)", giveUp]],
  [131005, ["the access token lacks a permission", giveUp]],
  [4, ["the app has made too many calls", again("account", minutes(5))]],
  [80007, ["the WhatsApp account has made too many calls", again("account", minutes(5))]],
  [130429, ["too many messages in one second from this number", again("account", seconds(2))]],
  [131056, ["too many messages to this person in a short time", again("person")]],
  [131048, ["WhatsApp limits this number because people reported or blocked it", again("account", hours(6))]],
  [131064, ["WhatsApp limits templates of the wrong category", again("message", hours(6))]],
  [133016, ["the number was registered too often", again("account", hours(6))]],
  [1, ["WhatsApp had an unknown problem", again("message")]],
  [2, ["WhatsApp is overloaded or down", again("message")]],
  [131000, ["WhatsApp had an unknown problem", again("message")]],
  [131016, ["a WhatsApp service is overloaded", again("message")]],
  [133004, ["WhatsApp's servers are unavailable", again("message")]],
  [131057, ["WhatsApp is upgrading this account", again("account", minutes(1))]],
  [33, ["the phone number was deleted at WhatsApp", giveUp]],
  [100, ["WhatsApp refused a field of the message", giveUp]],
  [131008, ["a required field is missing", giveUp]],
  [131009, ["a field has a value WhatsApp refuses", giveUp]],
  [131021, ["a number cannot write to itself", giveUp]],
  [131051, ["WhatsApp does not send messages of this type", giveUp]],
  [135000, ["WhatsApp could not read the message", giveUp]],
  [131052, ["the file sent by the person could not be fetched", giveUp]],
  [131053, ["WhatsApp could not take the file", giveUp]],
  [131026, ["WhatsApp cannot reach this person (no account, an old app, or terms not accepted)", giveUp]],
  [131047, ["more than 24 hours since the person's last message: only a template may be sent", giveUp]],
  [131049, ["WhatsApp held the message back to protect this person from too much marketing", giveUp]],
  [131050, ["this person has stopped marketing messages", giveUp]],
  [130403, ["this person is blocked by the shop", giveUp]],
  [130472, ["WhatsApp left this person out of marketing in a trial of its own", giveUp]],
  [131055, ["this kind of message does not go through the marketing interface", giveUp]],
  [134100, ["only marketing templates go through the marketing interface", giveUp]],
  [134101, ["the marketing template is still being prepared", again("message", minutes(10))]],
  [134102, ["the template cannot be used for marketing messages", giveUp]],
  [131062, ["this message needs the person's phone number", giveUp]],
  [131063, ["marketing is switched off for this WhatsApp account", giveUp]],
  [131031, ["WhatsApp has locked this account", again("account", hours(6))]],
  [368, ["WhatsApp has blocked this account for breaking its rules", again("account", hours(6))]],
  [130497, ["WhatsApp does not let this account write to people of this country", giveUp]],
  [131037, ["the number's display name must be approved first", giveUp]],
  [131045, ["the number is not registered correctly", giveUp]],
  [133010, ["the number is not registered", giveUp]],
  [131042, ["WhatsApp's bill could not be paid: check the payment method", again("account", hours(1))]],
  [132000, ["the template has another number of parameters", giveUp]],
  [132001, ["there is no approved template of this name and language", giveUp]],
  [132005, ["the filled template is too long", giveUp]],
  [132007, ["the template breaks a rule of WhatsApp", giveUp]],
  [132012, ["a parameter does not fit the template", giveUp]],
  [132015, ["the template is paused for its low quality", again("message", hours(1))]],
  [132016, ["the template is disabled for its low quality", giveUp]],
  [132018, ["a parameter of the template is written wrongly", giveUp]],
  [132068, ["the flow is blocked", giveUp]],
  [132069, ["the flow is sent too often", again("message", minutes(10))]],
  [134011, ["WhatsApp's payment terms are not accepted", giveUp]],
  [137000, ["the person's phone has changed: confirm who it is first", giveUp]],
  [1026, ["the person's app is too old for orders", giveUp]],
]);

/** Between 200 and 299 Meta counts kinds of missing permission. */
const isPermission = (code: number): boolean => code >= 200 && code <= 299;

/** The `error` of an answer of the Graph API; undefined when there is none. */
export type GraphError = { readonly code: number; readonly words: string; readonly transient: boolean };

/** Reads the error of an answer. Decided by code: status, title and subcode are not to be relied on. */
export function graphErrorOf(answer: HttpAnswer): GraphError | undefined {
  const error = fieldsOf(jsonOf(answer))["error"];
  if (!isObject(error)) return undefined;
  const code = numberOf(error["code"]);
  if (code === undefined) return undefined;
  const details = wordsOf(fieldsOf(error["error_data"])["details"]) ?? wordsOf(error["message"]);
  return {
    code,
    words: (details ?? wordsOf(error["title"]) ?? `error ${code}`).slice(0, 300),
    transient: error["is_transient"] === true,
  };
}

/** What an answer that is no success means for what was sent. */
export function outcomeOfRefusal(answer: HttpAnswer): Exclude<SendOutcome, { readonly outcome: "sent" }> {
  const asked = retryAfterOf(answer);
  const error = graphErrorOf(answer);
  if (error === undefined) return outcomeOfStatus(answer.status, asked);
  const { code } = error;
  const [words, remedy] = known.get(code) ?? [undefined, remedyOf(error, answer.status)];
  const reason = words === undefined ? error.words : `${words} (${error.words})`;
  if (remedy.act === "give-up") return { outcome: "failed", reason, code };
  const afterMs = longest(remedy.afterMs, asked);
  return { outcome: "retry", reason, code, scope: remedy.scope, ...(afterMs === undefined ? {} : { afterMs }) };
}

/** A code this version does not know: what Meta says of it, else what the status tells. */
function remedyOf({ code, transient }: GraphError, status: number): Remedy {
  if (isPermission(code)) return giveUp;
  if (status === 429) return again("account", seconds(30));
  if (status === 401) return again("account", hours(1));
  return transient || status >= 500 ? again("message") : giveUp;
}

const longest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : Math.max(one, other ?? 0);

/** An answer without a readable error. A failure of WhatsApp's own passes: nothing was taken. */
function outcomeOfStatus(
  status: number,
  asked: number | undefined,
): Exclude<SendOutcome, { readonly outcome: "sent" }> {
  const reason = `WhatsApp answered ${status} without a reason`;
  if (status === 429) return { outcome: "retry", reason, scope: "account", afterMs: asked ?? seconds(30) };
  if (status === 401 || status === 403) return { outcome: "retry", reason, scope: "account", afterMs: hours(1) };
  // Somebody on the way gave up waiting, or a page answered in WhatsApp's place: nobody knows.
  if (status === 504 || status === 408 || status < 300) return { outcome: "unknown", reason };
  if (status >= 500)
    return { outcome: "retry", reason, scope: "message", ...(asked === undefined ? {} : { afterMs: asked }) };
  return { outcome: "failed", reason };
}
