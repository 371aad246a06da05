import { type DeliveryError, type DeliveryStatus, type InboundEvent, type Pricing, statusRank } from "#domain/inbound";
import { instant } from "#domain/instant";
import { hashOf, unknownEvent } from "./event-id.ts";
import { identitiesOf, recipientOf } from "./inbound-people.ts";
import { type Fields, fieldsOf, given, idOf, listOf, numberOf, textOf, wordsOf } from "./json-fields.ts";
import { type Scene, timeIn, unknownIn } from "./scene.ts";

const isKnown = (status: string): status is DeliveryStatus => Object.hasOwn(statusRank, status);

/** An error as Meta writes it everywhere: in answers, statuses, messages and webhooks. */
export function readError(value: unknown): DeliveryError {
  const error = fieldsOf(value);
  const code = numberOf(error["code"]) ?? 0;
  return {
    code: Math.trunc(code),
    title: (wordsOf(error["title"]) ?? wordsOf(error["message"]) ?? `error ${code}`).slice(0, 300),
    ...given({ details: wordsOf(fieldsOf(error["error_data"])["details"])?.slice(0, 1_000) }),
  };
}

function readPricing(value: unknown): Pricing | undefined {
  const pricing = fieldsOf(value);
  const category = wordsOf(pricing["category"])?.slice(0, 64);
  if (category === undefined) return undefined;
  const { billable } = pricing;
  return {
    category,
    ...given({
      type: wordsOf(pricing["type"])?.slice(0, 64),
      model: wordsOf(pricing["pricing_model"])?.slice(0, 64),
      billable: typeof billable === "boolean" ? billable : undefined,
    }),
  };
}

/**
 * One element of `statuses[]`. Its id is made of the message, the status and, in a group, the participant: equal on
 * every redelivery. Payment and call statuses share the list and are told apart by `type`; words that are no known
 * status are unknown.
 */
export function readStatus(element: unknown, scene: Scene): InboundEvent {
  const status = fieldsOf(element);
  const messageId = idOf(status["id"]);
  const word = textOf(status["status"]) ?? "";
  if (messageId === undefined) return unknownIn(scene, "status", element);
  if (status["type"] === "payment" || status["payment"] !== undefined) return paymentStatus(messageId, status, scene);
  if (status["type"] === "call") return unknownIn(scene, "call-status", element);
  if (!isKnown(word)) return unknownIn(scene, `status-${word}`, element);
  const participant = idOf(status["recipient_participant_user_id"]) ?? idOf(status["recipient_participant_id"]);
  return {
    kind: "status",
    id: statusId(messageId, word, participant),
    messageId,
    status: word,
    at: timeIn(scene, status["timestamp"]) ?? instant(0),
    recipient: identitiesOf(recipientOf(status)),
    ...given({
      correlation: idOf(status["biz_opaque_callback_data"]),
      error: errorOf(word, status),
      pricing: readPricing(status["pricing"]),
    }),
  };
}

/** Keys of a database have a largest size: a long message id is hashed. */
function statusId(messageId: string, word: string, participant: string | undefined): string {
  const id = `${messageId}:${word}${participant === undefined ? "" : `:${participant}`}`;
  return id.length <= 512 ? id : `status:${hashOf(id)}`;
}

function errorOf(word: DeliveryStatus, status: Fields): DeliveryError | undefined {
  const [first] = listOf(status["errors"]);
  if (first !== undefined) return readError(first);
  return word === "failed" ? { code: 0, title: "the message failed, no reason was given" } : undefined;
}

/**
 * What became of a payment made in the chat: each state of each transaction and refund is news of its own. Only which
 * order it is about is read; of money nothing is believed, whoever took it is asked.
 */
function paymentStatus(messageId: string, status: Fields, scene: Scene): InboundEvent {
  const payment = fieldsOf(status["payment"]);
  const reference = idOf(payment["reference_id"]);
  const hash = hashOf(messageId, status["status"], payment);
  const at = timeIn(scene, status["timestamp"]);
  if (reference === undefined) return unknownEvent("payment-status", hash, at);
  const word = (textOf(status["status"]) ?? "").slice(0, 64);
  return { kind: "payment-status", id: `payment:${hash}`, messageId, reference, status: word, at: at ?? instant(0) };
}
