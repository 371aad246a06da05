import type { WireResponse } from "../wire.ts";
import { addMessage, changeMessage, chatChanged, chatOf, chatReceived, countTraffic, windowMs } from "./chats.ts";
import { answer, failure, phoneError } from "./graph-answers.ts";
import { cancelAtGateway, openAtGateway, showStatus } from "./chat-payments.ts";
import { bsuidOf, digitsOf, userByBsuid, userByPhone } from "./identity.ts";
import { newWamid } from "./ids.ts";
import { type JsonObject, listOf, objectOf, objectsOf, textOf, valueAt, withValue } from "./json.ts";
import { storeMedia, uploadLifeMs } from "./media.ts";
import type { PhoneError, PhoneMessage } from "./phone-types.ts";
import { pricingOf } from "./pricing.ts";
import type { Send, SendScene } from "./rule-shape.ts";
import { productNamed } from "./rules-catalogue.ts";
import { mediaNamed } from "./rules-media.ts";
import { pairTokens } from "./rules-recipient.ts";
import { judge } from "./rules.ts";
import { capList, capMap, type MetaContext, type NumberRecord, type SendRecord, type TemplateRecord } from "./state.ts";
import { startLifecycle } from "./statuses.ts";
import { renderTemplate } from "./template-text.ts";

/** The typing indicator ends after this long. */
const typingMs = 25_000;
const freeEntryMs = 72 * 3_600_000;
const mediaKinds: readonly string[] = ["image", "video", "audio", "document", "sticker"];

/**
 * `POST /{phone}/messages`: judges the send by the table, then does it. `answered` is false when chaos keeps the
 * answer.
 */
export async function postMessages(
  context: MetaContext,
  number: NumberRecord,
  body: JsonObject,
  answered: boolean,
): Promise<WireResponse> {
  const send: Send = { kind: kindOfSend(body), body };
  const scene = await sceneOf(context, number, send);
  const verdict = judge(send, scene);
  const late = verdict !== undefined && context.settings.lateCodes.includes(verdict.error.code);
  if (verdict !== undefined && !late) return failure(context, verdict.error.code, verdict.error.details);
  if (send.kind === "mark-read" || send.kind === "typing") {
    markRead(context, number, send);
    return answer(200, { success: true });
  }
  return accept(context, scene, send, verdict?.error, answered);
}

/** The kind of a send: its type, its interactive type, or what it does to a received message. */
function kindOfSend(body: JsonObject): string {
  if (body["status"] !== undefined) return body["typing_indicator"] === undefined ? "mark-read" : "typing";
  const type = textOf(body["type"]) ?? "text";
  if (type !== "interactive") return type;
  const inner = textOf(valueAt(body, "interactive.type")) ?? "";
  // Meta's page and its clients do not agree on the name of the contact request.
  return `interactive.${inner === "request_contact_info" ? "contact_request" : inner}`;
}

async function sceneOf(context: MetaContext, number: NumberRecord, send: Send): Promise<SendScene> {
  const { body } = send;
  const to = textOf(body["to"]) ?? "";
  const recipient = textOf(body["recipient"]) ?? "";
  const user = to === "" ? userByBsuid(context.state, number, recipient) : userByPhone(context.state, to);
  const name = valueAt(body, "template.name");
  const language = valueAt(body, "template.language.code");
  let template: TemplateRecord | undefined;
  for (const candidate of send.kind === "template" ? context.state.templates.values() : []) {
    const same = candidate.wabaId === number.setup.wabaId && candidate.name === name && candidate.language === language;
    if (same && candidate.status !== "DELETED") template = candidate;
  }
  return {
    context,
    number,
    user,
    chat: user === undefined ? undefined : chatOf(context, user.id, number.setup.phoneNumberId),
    template,
    fetched: await fetchLink(context, number, send),
  };
}

/** Fetches media sent by link, where the world can reach the web. */
async function fetchLink(context: MetaContext, number: NumberRecord, send: Send): Promise<SendScene["fetched"]> {
  const link = textOf(valueAt(send.body, `${send.kind}.link`));
  const { get } = context.ports;
  if (get === undefined || link === undefined || !mediaKinds.includes(send.kind) || !URL.canParse(link))
    return undefined;
  try {
    const { status, headers, body } = await get(link);
    if (status !== 200) return { problem: `Downloading media from weblink failed with http code ${status}` };
    const mimeType = headers["content-type"] ?? "application/octet-stream";
    return { media: storeMedia(context, number.setup.phoneNumberId, body, mimeType, uploadLifeMs) };
  } catch {
    return { problem: "Downloading media from weblink failed." };
  }
}

function markRead(context: MetaContext, number: NumberRecord, send: Send): void {
  const id = textOf(send.body["message_id"]) ?? "";
  const chat = chatReceived(context, number, id);
  if (chat === undefined) return;
  const last = chat.messages.findLastIndex((message) => message.id === id);
  for (const message of chat.messages.slice(0, last + 1)) {
    if (message.from === "business" || message.status === "read") continue;
    changeMessage(context, chat, message.id, (old) => ({ ...old, status: "read" }));
  }
  if (send.kind === "typing") {
    chat.typingUntil = context.ports.now() + typingMs;
    chatChanged(context, chat);
  }
}

function accept(
  context: MetaContext,
  scene: SendScene,
  send: Send,
  problem: PhoneError | undefined,
  answered: boolean,
): WireResponse {
  const { number, user } = scene;
  const { state, ports, settings } = context;
  const { phoneNumberId } = number.setup;
  const to = textOf(send.body["to"]);
  const input = to ?? textOf(send.body["recipient"]) ?? "";
  const wamid = newWamid(context, user?.phone ?? digitsOf(input));
  openFreeEntry(context, scene);
  const planned = user?.failNext.shift();
  const opaque = textOf(send.body["biz_opaque_callback_data"]);
  const record: SendRecord = {
    wamid,
    phoneNumberId,
    userId: user?.id,
    kind: send.kind,
    sentTo: to === undefined ? { bsuid: input } : { phone: user?.phone ?? digitsOf(to) },
    opaque,
    pricing: scene.chat === undefined ? {} : pricingOf(context, number, scene.chat, scene.template),
    failure:
      problem ?? (planned === undefined ? undefined : phoneError(planned, "The message could not be delivered.")),
    status: "accepted",
    pricedDelivery: false,
  };
  state.sends.set(wamid, record);
  capMap(state.sends, settings.limits.accepted);
  state.counters.accepted += 1;
  const at = ports.now();
  state.accepted.push({
    wamid,
    phoneNumberId,
    to: input,
    type: send.kind,
    body: send.body,
    at,
    answered,
    ...(user === undefined ? {} : { userId: user.id }),
    ...(opaque === undefined ? {} : { biz_opaque_callback_data: opaque }),
  });
  capList(state.accepted, settings.limits.accepted);
  spend(context, scene, to !== undefined);
  if (record.failure === undefined) rememberOrder(context, number, send);
  show(context, scene, send, wamid);
  startLifecycle(context, record);
  return answer(200, {
    messaging_product: "whatsapp",
    contacts: [contactIn(context, scene, input, to)],
    messages: [{ id: wamid, ...(send.kind === "template" ? { message_status: "accepted" } : {}) }],
  });
}

function contactIn(context: MetaContext, scene: SendScene, input: string, to: string | undefined): JsonObject {
  const { user, number } = scene;
  return {
    input,
    ...(to === undefined ? {} : { wa_id: user?.phone ?? digitsOf(to) }),
    ...(user === undefined ? {} : { user_id: bsuidOf(context.state, user, number) }),
  };
}

/** Counts the send against the limits. */
function spend(context: MetaContext, scene: SendScene, byNumber: boolean): void {
  const { number, chat, user } = scene;
  const now = context.ports.now();
  countTraffic(number, now);
  if (chat === undefined || user === undefined) return;
  chat.pair = { tokens: pairTokens(chat, now) - 1, at: now };
  if (byNumber) user.reachedByNumber.set(number.portfolioId, now);
}

/** The first answer within 24 hours of an ad click opens the free entry point, itself included. */
function openFreeEntry(context: MetaContext, scene: SendScene): void {
  const { chat } = scene;
  if (chat === undefined || chat.adClickAt === 0) return;
  const now = context.ports.now();
  if (now - chat.adClickAt < windowMs) chat.freeEntryUntil = now + freeEntryMs;
  chat.adClickAt = 0;
}

function rememberOrder(context: MetaContext, number: NumberRecord, send: Send): void {
  if (!send.kind.startsWith("interactive.order_")) return;
  const parameters = objectOf(valueAt(send.body, "interactive.action.parameters"));
  const reference = textOf(parameters["reference_id"]) ?? "";
  const status = textOf(valueAt(parameters, "order.status")) ?? "pending";
  context.state.orders.set(`${number.setup.phoneNumberId} ${reference}`, status);
  if (send.kind === "interactive.order_details") openAtGateway(context, send);
  else showStatus(context, number, reference, status);
  if (status === "canceled") cancelAtGateway(context, reference);
  capMap(context.state.orders, context.settings.limits.accepted);
}

/** Puts the message (or the reaction) on the customer's phone. */
function show(context: MetaContext, scene: SendScene, send: Send, wamid: string): void {
  const { chat } = scene;
  if (chat === undefined) return;
  if (send.kind === "reaction") {
    const emoji = textOf(valueAt(send.body, "reaction.emoji")) ?? "";
    changeMessage(context, chat, textOf(valueAt(send.body, "reaction.message_id")) ?? "", (message) => {
      const { business: _old, ...others } = message.reactions;
      return { ...message, reactions: emoji === "" ? others : { ...others, business: emoji } };
    });
    return;
  }
  const type = send.kind.split(".")[0] ?? "";
  const replyTo = textOf(valueAt(send.body, "context.message_id"));
  const media = scene.fetched?.media ?? mediaNamed(valueAt(send.body, `${type}.id`), scene);
  const template = scene.template;
  const message: PhoneMessage = {
    id: wamid,
    from: "business",
    type,
    content: send.kind === "interactive.product_list" ? knownProducts(scene, send) : (send.body[type] ?? {}),
    at: context.ports.now(),
    status: "accepted",
    reactions: {},
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(media === undefined ? {} : { mediaId: media.id }),
    ...(template === undefined
      ? {}
      : { template: renderTemplate(template, objectsOf(valueAt(send.body, "template.components"))) }),
  };
  addMessage(context, chat, message);
}

/** The list without the products the catalogue does not have: WhatsApp drops them silently. */
function knownProducts(scene: SendScene, send: Send): JsonObject {
  const sections = objectsOf(valueAt(send.body, "interactive.action.sections")).map((section) => ({
    ...section,
    product_items: listOf(section["product_items"]).filter(
      (item) => productNamed(scene, objectOf(item)["product_retailer_id"]) !== undefined,
    ),
  }));
  const shown = sections.filter((section) => section.product_items.length > 0);
  return withValue(objectOf(send.body["interactive"]), "action.sections", shown);
}
