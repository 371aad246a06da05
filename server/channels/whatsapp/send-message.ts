import type { SendOutcome } from "#contracts/channel";
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest, jsonOf } from "#contracts/http-port";
import type { Address } from "#domain/identity";
import { outcomeOfRefusal } from "./graph-errors.ts";
import { phoneOf } from "./inbound-people.ts";
import { fieldsOf, given, idOf, isObject, listOf } from "./json-fields.ts";
import { jsonCall } from "./render-message.ts";
import type { WhatsappSettings } from "./settings-form.ts";

/** Makes a call once and reads what became of it; what nobody can know is unknown. */
async function outcomeOf(
  request: HttpRequest,
  http: Http,
  accept: (answer: HttpAnswer) => SendOutcome,
): Promise<SendOutcome> {
  let answer: HttpAnswer;
  try {
    answer = await http(request);
  } catch (error) {
    const reason = `no answer from WhatsApp: ${error instanceof Error ? error.message : String(error)}`;
    const refused = error instanceof HttpFailure && error.reached === "no";
    return refused ? { outcome: "retry", reason, scope: "message" } : { outcome: "unknown", reason };
  }
  return answer.status >= 200 && answer.status < 300 && fieldsOf(jsonOf(answer))["error"] === undefined
    ? accept(answer)
    : outcomeOfRefusal(answer);
}

/** Sends a rendered message once. WhatsApp has no idempotency key: a lost answer is `unknown`, never tried blindly. */
export const sendMessage = (request: HttpRequest, http: Http): Promise<SendOutcome> =>
  outcomeOf(request, http, (answer) => {
    const json = jsonOf(answer);
    if (!isObject(json)) return { outcome: "unknown", reason: "WhatsApp's answer to a message cannot be read" };
    const taken = fieldsOf(json);
    // Accepted without a name we can keep: sending it again would make it two. Statuses find it by our own id.
    const messageId = idOf(fieldsOf(listOf(taken["messages"])[0])["id"]) ?? `unnamed ${correlationOf(request)}`;
    const contact = fieldsOf(listOf(taken["contacts"])[0]);
    const address: Address = given({ phone: phoneOf(contact["wa_id"]), bsuid: idOf(contact["user_id"]) });
    return { outcome: "sent", messageId, ...(Object.keys(address).length === 0 ? {} : { address }) };
  });

/** Our own id in a rendered message. */
const correlationOf = ({ body }: HttpRequest): string => {
  const rendered = typeof body === "string" ? fieldsOf(JSON.parse(body)) : {};
  return idOf(rendered["biz_opaque_callback_data"]) ?? "";
};

/** Marks a message and those before it as read; `typing` shows for 25 seconds, or until something is sent. */
export function markMessageRead(
  messageId: string,
  typing: boolean,
  settings: WhatsappSettings,
  http: Http,
): Promise<SendOutcome> {
  const request = jsonCall(settings, "messages", {
    messaging_product: "whatsapp",
    status: "read",
    message_id: messageId,
    ...(typing ? { typing_indicator: { type: "text" } } : {}),
  });
  return outcomeOf(request, http, () => ({ outcome: "sent", messageId }));
}
