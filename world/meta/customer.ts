import { payInChat } from "./chat-payments.ts";
import { changeMessage, chatChanged, messageIn, userOf } from "./chats.ts";
import { changeIdentity, changeNumber, changeUserId, preferMarketing, setOnline } from "./customer-changes.ts";
import { completeFlow, pickRow, sendAddress, shareNumber, tapButton } from "./customer-replies.ts";
import { askAboutProduct, comeFromAd, sendCart } from "./customer-shopping.ts";
import { partiesOf, receive } from "./inbound.ts";
import { type Json, type JsonObject, objectOf, textOf } from "./json.ts";
import { mediaAddress, receivedLifeMs, storeMedia } from "./media.ts";
import type { CustomerFile, MetaUser, SayOptions } from "./model-types.ts";
import type { PhoneMessage } from "./phone-types.ts";
import type { MetaContext } from "./state.ts";
import { deliverWaiting, moveTo, readDelivered } from "./statuses.ts";

/** The customer as somebody who acts. */
export function customerOf(context: MetaContext, id: string): MetaUser {
  userOf(context.state, id);
  const text = (number: string, body: string, options?: SayOptions) =>
    receive(context, id, number, { type: "text", content: { body }, options });
  return {
    id,
    say: text,
    sendFile: (number, file, options) => sendFile(context, id, number, file, options),
    sendLocation: (number, { latitude, longitude, name, address }, options) =>
      receive(context, id, number, {
        type: "location",
        content: {
          latitude,
          longitude,
          ...(name === undefined ? {} : { name }),
          ...(address === undefined ? {} : { address }),
        },
        options,
      }),
    sendContacts: (number, contacts, options) =>
      receive(context, id, number, { type: "contacts", content: contacts, options }),
    react: (number, wamid, emoji) => react(context, id, number, wamid, emoji),
    unreact: (number, wamid) => react(context, id, number, wamid, undefined),
    tapButton: (number, wamid, button) => tapButton(context, id, number, wamid, button),
    pickRow: (number, wamid, rowId) => pickRow(context, id, number, wamid, rowId),
    completeFlow: (number, wamid, answers) => completeFlow(context, id, number, wamid, answers),
    sendAddress: (number, wamid, values) => sendAddress(context, id, number, wamid, values),
    shareNumber: (number, wamid) => shareNumber(context, id, number, wamid),
    payOrder: (number, wamid, act) => payInChat(context, { userId: id, number, wamid }, act),
    sendCart: (number, lines, note) => sendCart(context, id, number, lines, note ?? ""),
    askAboutProduct: (number, retailerId, question) => askAboutProduct(context, id, number, retailerId, question),
    comeFromAd: (number, words, referral) => comeFromAd(context, id, number, words, referral),
    edit: (number, wamid, words) => edit(context, id, number, wamid, words),
    revoke: (number, wamid) => revoke(context, id, number, wamid),
    sendUnsupported: (number, what) => sendUnsupported(context, id, number, what),
    sendRaw: (number, message) => sendRaw(context, id, number, message),
    changeNumber: (newPhone) => changeNumber(context, id, newPhone),
    changeUserId: () => changeUserId(context, id),
    changeIdentity: () => changeIdentity(context, id),
    stopMarketing: (number) => preferMarketing(context, id, number, false),
    resumeMarketing: (number) => preferMarketing(context, id, number, true),
    block: (number) => setBlocked(context, id, number, true),
    unblock: (number) => setBlocked(context, id, number, false),
    open: (number) => setOpen(context, id, number, true),
    close: (number) => setOpen(context, id, number, false),
    play: (number, wamid) => play(context, id, number, wamid),
    goOffline: () => setOnline(context, id, false),
    goOnline: () => {
      setOnline(context, id, true);
      for (const chat of context.state.chats.values()) if (chat.userId === id) deliverWaiting(context, chat);
    },
    failNext: (code, times) => {
      userOf(context.state, id).failNext.push(...Array.from({ length: times ?? 1 }, () => code));
    },
  };
}

function sendFile(context: MetaContext, id: string, number: string, file: CustomerFile, options?: SayOptions): string {
  const media = storeMedia(context, number, file.bytes, file.mimeType, receivedLifeMs);
  const type = file.kind === "voice" ? "audio" : file.kind;
  const captioned = type === "image" || type === "video" || type === "document";
  const content: JsonObject = {
    ...(captioned && file.caption !== undefined ? { caption: file.caption } : {}),
    ...(type === "document" ? { filename: file.filename ?? "document" } : {}),
    mime_type: file.mimeType,
    sha256: media.sha256,
    id: media.id,
    url: mediaAddress(context, media),
    ...(type === "audio" ? { voice: file.kind === "voice" } : {}),
    ...(type === "sticker" ? { animated: file.animated ?? false } : {}),
  };
  return receive(context, id, number, { type, content, options, mediaId: media.id });
}

function react(context: MetaContext, id: string, number: string, wamid: string, emoji: string | undefined): string {
  const { chat, user } = partiesOf(context, id, number);
  if (messageIn(chat, wamid) === undefined) throw new Error(`${user.name} sees no message ${wamid}.`);
  changeMessage(context, chat, wamid, (message) => {
    const { customer: _old, ...others } = message.reactions;
    return { ...message, reactions: emoji === undefined ? others : { ...others, customer: emoji } };
  });
  const content = { message_id: wamid, ...(emoji === undefined ? {} : { emoji }) };
  return receive(context, id, number, { type: "reaction", content, shown: false, opensWindow: false });
}

function ownMessage(context: MetaContext, id: string, number: string, wamid: string): PhoneMessage {
  const { chat, user } = partiesOf(context, id, number);
  const message = messageIn(chat, wamid);
  if (message?.from !== "customer") throw new Error(`${user.name} did not write ${wamid}.`);
  return message;
}

function edit(context: MetaContext, id: string, number: string, wamid: string, words: string): string {
  const { chat } = partiesOf(context, id, number);
  const { type, content, replyTo } = ownMessage(context, id, number, wamid);
  if (!["text", "image", "video", "document"].includes(type)) throw new Error(`A ${type} cannot be edited.`);
  const changed: Json = { ...objectOf(content), ...(type === "text" ? { body: words } : { caption: words }) };
  const editedAt = context.ports.now();
  changeMessage(context, chat, wamid, (message) => ({ ...message, content: changed, editedAt }));
  const about = replyTo === undefined ? {} : { context: { id: replyTo } };
  return receive(context, id, number, {
    type: "edit",
    content: { original_message_id: wamid, message: { ...about, type, [type]: changed } },
    shown: false,
    opensWindow: false,
  });
}

function revoke(context: MetaContext, id: string, number: string, wamid: string): string {
  const { chat } = partiesOf(context, id, number);
  ownMessage(context, id, number, wamid);
  const revokedAt = context.ports.now();
  changeMessage(context, chat, wamid, (message) => ({ ...message, revokedAt }));
  return receive(context, id, number, {
    type: "revoke",
    content: { original_message_id: wamid },
    shown: false,
    opensWindow: false,
  });
}

function sendUnsupported(context: MetaContext, id: string, number: string, what: string | undefined): string {
  const title = "Message type unknown";
  const details = "Message type is currently not supported.";
  return receive(context, id, number, {
    type: "unsupported",
    content: what === undefined ? {} : { type: what },
    extra: { errors: [{ code: 131051, title, message: title, error_data: { details } }] },
  });
}

function sendRaw(context: MetaContext, id: string, number: string, message: JsonObject): string {
  const type = textOf(message["type"]) ?? "unknown";
  const { type: _type, [type]: content, ...extra } = message;
  return receive(context, id, number, { type, content: content ?? {}, extra });
}

function setBlocked(context: MetaContext, id: string, number: string, blocked: boolean): void {
  const { chat } = partiesOf(context, id, number);
  chat.blockedByCustomer = blocked;
  if (!blocked) deliverWaiting(context, chat);
  chatChanged(context, chat);
}

function setOpen(context: MetaContext, id: string, number: string, open: boolean): void {
  const { chat } = partiesOf(context, id, number);
  chat.open = open;
  if (open) readDelivered(context, chat);
  chatChanged(context, chat);
}

function play(context: MetaContext, id: string, number: string, wamid: string): void {
  const { chat, user } = partiesOf(context, id, number);
  const send = context.state.sends.get(wamid);
  const message = messageIn(chat, wamid);
  const voice = message?.type === "audio" && objectOf(message.content)["voice"] === true;
  if (send === undefined || !voice) throw new Error(`${user.name} has no voice note ${wamid} to play.`);
  moveTo(context, send, "played");
}
