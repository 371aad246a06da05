import { changeMessage, chatOf, numberOf } from "./chats.ts";
import { bsuidOf, contactOf, shownPhone } from "./identity.ts";
import type { JsonObject } from "./json.ts";
import type { PhoneMessage, PhoneStatus } from "./phone-types.ts";
import type { ChatRecord, MetaContext, SendRecord, UserRecord } from "./state.ts";

const ranks: readonly PhoneStatus[] = ["accepted", "sent", "delivered", "read", "played"];

/** `metadata` of a webhook value. */
export function metadataOf(context: MetaContext, phoneNumberId: string): JsonObject {
  const number = numberOf(context.state, phoneNumberId);
  return { display_phone_number: number.digits, phone_number_id: phoneNumberId };
}

/** Starts the life of an accepted send: `sent`, then `delivered` when the phone is on, or `failed`. */
export function startLifecycle(context: MetaContext, send: SendRecord): void {
  context.plan(context.settings.sentAfterMs, { kind: "sent", send });
}

/** WhatsApp has dealt with the send: it is on its way to the phone, or it failed. */
export function leaveForPhone(context: MetaContext, send: SendRecord): void {
  if (send.failure !== undefined) {
    moveTo(context, send, "failed");
    return;
  }
  moveTo(context, send, "sent");
  if (send.kind !== "reaction") context.plan(context.settings.deliveredAfterMs, { kind: "delivered", send });
}

/** Reaches the phone, if it is on and the business is not blocked; reads at once when the chat is on the screen. */
export function deliver(context: MetaContext, send: SendRecord): void {
  const user = userOfSend(context, send);
  if (user === undefined || send.status !== "sent" || !user.online) return;
  const chat = chatOf(context, user.id, send.phoneNumberId);
  if (chat.blockedByCustomer) return;
  moveTo(context, send, "delivered");
  if (chat.open) moveTo(context, send, "read");
}

function ofBusiness(chat: ChatRecord, status: PhoneStatus): readonly PhoneMessage[] {
  return chat.messages.filter((message) => message.from === "business" && message.status === status);
}

/** Delivers what waited for the phone to come back or the block to be lifted. */
export function deliverWaiting(context: MetaContext, chat: ChatRecord): void {
  for (const message of ofBusiness(chat, "sent")) {
    const send = context.state.sends.get(message.id);
    if (send !== undefined) deliver(context, send);
  }
}

/** Marks everything delivered in the chat as read. */
export function readDelivered(context: MetaContext, chat: ChatRecord): void {
  for (const message of ofBusiness(chat, "delivered")) {
    const send = context.state.sends.get(message.id);
    if (send === undefined) changeMessage(context, chat, message.id, (old) => ({ ...old, status: "read" }));
    else moveTo(context, send, "read");
  }
}

/** Moves a send to a status, forward only, and tells by webhook. */
export function moveTo(context: MetaContext, send: SendRecord, status: PhoneStatus): void {
  const backwards = ranks.indexOf(status) <= ranks.indexOf(send.status);
  if (send.status === "failed" || (status !== "failed" && backwards)) return;
  send.status = status;
  const { userId, phoneNumberId, wamid } = send;
  if (userId !== undefined) {
    changeMessage(context, chatOf(context, userId, phoneNumberId), wamid, (message) => ({
      ...message,
      status,
      ...(send.failure === undefined ? {} : { error: send.failure }),
    }));
  }
  const number = numberOf(context.state, phoneNumberId);
  context.emit({
    wabaId: number.setup.wabaId,
    phoneNumberId,
    field: "messages",
    value: statusValue(context, send, status),
    kind: "status",
    wamid,
    status,
    ...(userId === undefined ? {} : { userId }),
  });
}

function userOfSend(context: MetaContext, send: SendRecord): UserRecord | undefined {
  return send.userId === undefined ? undefined : context.state.users.get(send.userId);
}

function statusValue(context: MetaContext, send: SendRecord, status: PhoneStatus): JsonObject {
  const number = numberOf(context.state, send.phoneNumberId);
  const user = userOfSend(context, send);
  const contacts = user === undefined || status === "failed" ? {} : { contacts: [contactOf(context, user, number)] };
  return {
    messaging_product: "whatsapp",
    metadata: metadataOf(context, send.phoneNumberId),
    ...contacts,
    statuses: [
      {
        id: send.wamid,
        status,
        timestamp: String(Math.floor(context.ports.now() / 1_000)),
        ...recipientOf(context, send, status),
        ...pricingIn(send, status),
        ...(send.opaque === undefined ? {} : { biz_opaque_callback_data: send.opaque }),
        ...errorsIn(send, status),
      },
    ],
  };
}

/**
 * A failed send names the recipient only as it was addressed; otherwise the business-scoped id is always there and
 * the number when it was used or may be shown.
 */
function recipientOf(context: MetaContext, send: SendRecord, status: PhoneStatus): JsonObject {
  const user = userOfSend(context, send);
  const { phone, bsuid } = send.sentTo;
  if (status === "failed" || user === undefined) {
    return phone === undefined ? { recipient_user_id: bsuid } : { recipient_id: phone };
  }
  const number = numberOf(context.state, send.phoneNumberId);
  const shown = phone ?? shownPhone(context, user, number);
  return {
    ...(shown === undefined ? {} : { recipient_id: shown }),
    recipient_user_id: bsuidOf(context.state, user, number),
    ...(user.parentBsuid === undefined ? {} : { recipient_parent_user_id: user.parentBsuid }),
  };
}

/** With `sent`, and with one of `delivered` and `read`. The `conversation` object is gone since v24. */
function pricingIn(send: SendRecord, status: PhoneStatus): JsonObject {
  if (status === "sent") return { pricing: send.pricing };
  if ((status !== "delivered" && status !== "read") || send.pricedDelivery) return {};
  send.pricedDelivery = true;
  return { pricing: send.pricing };
}

function errorsIn(send: SendRecord, status: PhoneStatus): JsonObject {
  if (status !== "failed" || send.failure === undefined) return {};
  const { code, title, details } = send.failure;
  const href = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";
  return { errors: [{ code, title, message: title, error_data: { details }, href }] };
}
