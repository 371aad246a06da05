import { addMessage, chatOf, countTraffic, numberOf, userOf } from "./chats.ts";
import { contactOf, senderOf } from "./identity.ts";
import { newWamid } from "./ids.ts";
import type { Json, JsonObject } from "./json.ts";
import type { SayOptions } from "./model-types.ts";
import type { PhoneMessage } from "./phone-types.ts";
import { capMap, type ChatRecord, type MetaContext, type NumberRecord, type UserRecord } from "./state.ts";
import { metadataOf } from "./statuses.ts";

/** A message on its way from a customer to a business. */
export type Inbound = {
  readonly type: string;
  /** What stands under the type's name. */
  readonly content: Json;
  readonly options?: SayOptions | undefined;
  /** More keys of the message: `referral`, `errors`, `origin`. */
  readonly extra?: JsonObject;
  /** More keys of `context`, e.g. `referred_product`. */
  readonly context?: JsonObject;
  readonly mediaId?: string | undefined;
  /** False for what is no message of its own on the phone: a reaction, an edit, a system notice. */
  readonly shown?: boolean;
  /** False when it does not open the 24-hour window. */
  readonly opensWindow?: boolean;
};

/** The customer, the number and their chat. Throws when one of them is not in this world. */
export function partiesOf(context: MetaContext, userId: string, phoneNumberId: string) {
  const user = userOf(context.state, userId);
  const number = numberOf(context.state, phoneNumberId);
  return { user, number, chat: chatOf(context, userId, phoneNumberId) };
}

/** Sends a message from the customer: onto her phone, into the window, out as a webhook. Returns its wamid. */
export function receive(context: MetaContext, userId: string, phoneNumberId: string, inbound: Inbound): string {
  const { user, number, chat } = partiesOf(context, userId, phoneNumberId);
  if (chat.blockedByCustomer) throw new Error(`${user.name} has blocked ${number.setup.name} and cannot write to it.`);
  const now = context.ports.now();
  const wamid = newWamid(context, user.phone ?? number.digits);
  countTraffic(number, now);
  if (inbound.opensWindow !== false) chat.lastUserAt = now;
  if (inbound.shown !== false) {
    addMessage(context, chat, shownMessage(inbound, wamid, now));
    context.state.received.set(wamid, `${phoneNumberId} ${userId}`);
    capMap(context.state.received, context.settings.limits.accepted);
  }
  // A user the business has blocked writes into the void.
  if (!number.blocked.has(user.id)) emitMessage(context, { user, number, chat }, wamid, inbound);
  return wamid;
}

type Parties = { readonly user: UserRecord; readonly number: NumberRecord; readonly chat: ChatRecord };

function emitMessage(context: MetaContext, parties: Parties, wamid: string, inbound: Inbound): void {
  const { user, number } = parties;
  const about = contextOf(parties, inbound);
  emitValue(context, parties, wamid, {
    contacts: [contactOf(context, user, number)],
    messages: [
      {
        ...(about === undefined ? {} : { context: about }),
        ...senderOf(context, user, number),
        id: wamid,
        timestamp: String(Math.floor(context.ports.now() / 1_000)),
        type: inbound.type,
        [inbound.type]: inbound.content,
        ...inbound.extra,
      },
    ],
  });
}

/** Emits a value of the `messages` field about a customer, e.g. a system message that has no contacts. */
export function emitValue(context: MetaContext, parties: Parties, wamid: string, value: JsonObject): void {
  const { phoneNumberId, wabaId } = parties.number.setup;
  context.emit({
    wabaId,
    phoneNumberId,
    field: "messages",
    value: { messaging_product: "whatsapp", metadata: metadataOf(context, phoneNumberId), ...value },
    kind: "message",
    userId: parties.user.id,
    wamid,
  });
}

function contextOf(parties: Parties, inbound: Inbound): JsonObject | undefined {
  const { replyTo, forwarded, frequentlyForwarded } = inbound.options ?? {};
  const answered = parties.chat.messages.findLast((message) => message.id === replyTo);
  const from = answered?.from === "customer" ? parties.user.phone : parties.number.digits;
  const about: JsonObject = {
    ...(replyTo === undefined ? {} : { ...(from === undefined ? {} : { from }), id: replyTo }),
    ...(forwarded === true ? { forwarded: true } : {}),
    ...(frequentlyForwarded === true ? { frequently_forwarded: true } : {}),
    ...inbound.context,
  };
  return Object.keys(about).length === 0 ? undefined : about;
}

function shownMessage(inbound: Inbound, id: string, at: number): PhoneMessage {
  const replyTo = inbound.options?.replyTo;
  return {
    id,
    from: "customer",
    type: inbound.type,
    content: inbound.content,
    at,
    status: "delivered",
    reactions: {},
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(inbound.mediaId === undefined ? {} : { mediaId: inbound.mediaId }),
  };
}
