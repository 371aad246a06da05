import type { InboundEvent, Referral } from "#domain/inbound";
import { instant } from "#domain/instant";
import { digitsOf } from "#domain/phone";
import { hashOf } from "./event-id.ts";
import { readContent } from "./inbound-content.ts";
import { fromOf, identitiesOf, personOf, phoneOf, toOf } from "./inbound-people.ts";
import { type Fields, fieldsOf, given, idOf, wordsOf } from "./json-fields.ts";
import { type Scene, timeIn, unknownIn } from "./scene.ts";

type MessageEvent = Extract<InboundEvent, { readonly kind: "message" }>;

/** One element of `messages[]`. Without an id, or without anybody who wrote it, it is unknown. */
export function readMessage(element: unknown, scene: Scene): InboundEvent {
  const message = fieldsOf(element);
  const id = idOf(message["id"]);
  const sender = personOf(fromOf(message), scene.contacts);
  if (id === undefined || sender === undefined) return unknownIn(scene, "message", element);
  // What is said in a group is not said to the shop alone: it must not land in one person's thread.
  if (message["group_id"] !== undefined) return unknownIn(scene, "group-message", element);
  const at = timeIn(scene, message["timestamp"]) ?? instant(0);
  const moved = message["type"] === "system" ? identityChange(id, message, at) : undefined;
  return moved ?? { kind: "message", id, sender, at, content: readContent(message), ...aroundOf(message) };
}

type Around = Pick<MessageEvent, "replyTo" | "forwarded" | "referral" | "aboutSku">;

function aroundOf(message: Fields): Around {
  const context = fieldsOf(message["context"]);
  const forwarded =
    context["frequently_forwarded"] === true ? "often" : context["forwarded"] === true ? "once" : undefined;
  return given({
    replyTo: idOf(context["id"]),
    forwarded,
    referral: referralOf(fieldsOf(message["referral"])),
    aboutSku: idOf(fieldsOf(context["referred_product"])["product_retailer_id"]),
  });
}

function referralOf(referral: Fields): Referral | undefined {
  if (Object.keys(referral).length === 0) return undefined;
  const type = referral["source_type"];
  return {
    source: type === "ad" || type === "post" ? type : "other",
    ...given({
      sourceId: idOf(referral["source_id"]),
      url: wordsOf(referral["source_url"])?.slice(0, 2_000),
      headline: wordsOf(referral["headline"])?.slice(0, 1_000),
      body: wordsOf(referral["body"])?.slice(0, 4_000),
      clickId: idOf(referral["ctwa_clid"]),
    }),
  };
}

/**
 * The customer goes by a new number or a new business-scoped id. The previous ids are looked for in the system object
 * and beside it: no sample of Meta's shows where they stand. Undefined when it is another system message.
 */
function identityChange(id: string, message: Fields, at: MessageEvent["at"]): InboundEvent | undefined {
  const system = fieldsOf(message["system"]);
  const type = system["type"];
  if (type !== "user_changed_number" && type !== "user_changed_user_id") return undefined;
  const from = fromOf(message);
  const previous = identitiesOf({
    phone: from.phone,
    bsuid: idOf(system["previous_user_id"] ?? message["previous_user_id"]) ?? from.bsuid,
    parent: idOf(system["previous_parent_user_id"] ?? message["previous_parent_user_id"]) ?? from.parent,
  });
  const next = identitiesOf({
    phone: phoneOf(system["wa_id"] ?? system["new_wa_id"]),
    bsuid: idOf(system["user_id"]),
    parent: idOf(system["parent_user_id"]),
  });
  if (previous.length === 0 || next.length === 0) return undefined;
  return { kind: "identity-changed", id, previous, next, at, body: wordsOf(system["body"]) ?? "" };
}

/** One element of `message_echoes[]`: the merchant wrote to a customer from the phone app. */
export function readEcho(element: unknown, scene: Scene): InboundEvent {
  const message = fieldsOf(element);
  const id = idOf(message["id"]);
  const ours =
    phoneOf(fieldsOf(scene.value["metadata"])["display_phone_number"]) ??
    digitsOf(scene.settings.displayPhoneNumber ?? "");
  const to = toOf(message);
  // Published samples of edits and revocations name the business as the receiver: the customer is the other one.
  const turned = to.phone !== undefined && to.phone === ours && to.bsuid === undefined;
  const recipient = personOf(turned ? fromOf(message) : to, scene.contacts);
  if (id === undefined || recipient === undefined) return unknownIn(scene, "echo", element);
  const at = timeIn(scene, message["timestamp"]) ?? instant(0);
  return { kind: "echo", id, recipient, at, content: readContent(message) };
}

/** One element of `user_preferences[]`. A sign-up by link wants marketing as much as a resumption does. */
export function readPreference(element: unknown, scene: Scene): InboundEvent {
  const preference = fieldsOf(element);
  const who = {
    phone: phoneOf(preference["wa_id"]),
    bsuid: idOf(preference["user_id"]),
    parent: idOf(preference["parent_user_id"]),
  };
  const sender = personOf(who, scene.contacts);
  const { value, category, timestamp } = preference;
  const known = value === "stop" || value === "resume" || value === "signup";
  if (sender === undefined || !known || (category !== undefined && category !== "marketing_messages"))
    return unknownIn(scene, "user-preference", element);
  const named = sender.identities[0]?.value ?? "";
  return {
    kind: "marketing-preference",
    id: `preference:${hashOf(scene.wabaId, named, value, timestamp ?? scene.sentAt)}`,
    sender,
    wants: value !== "stop",
    at: timeIn(scene, timestamp) ?? instant(0),
  };
}
