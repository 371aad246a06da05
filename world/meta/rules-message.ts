import { chatReceived } from "./chats.ts";
import { valueAt } from "./json.ts";
import { count, edited, limit, required, type Rule, rule, sampleOf, textOfLength } from "./rule-shape.ts";

const plainKinds = ["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "reaction"];

/** Kinds of `interactive` the API knows. */
export const interactiveKinds = [
  "button",
  "list",
  "cta_url",
  "location_request_message",
  "product",
  "product_list",
  "catalog_message",
  "carousel",
  "flow",
  "address_message",
  "contact_request",
  "order_details",
  "order_status",
];

/** Older messages cannot be reacted to. */
const thirtyDays = 30 * 86_400_000;

function envelopeRules(): readonly Rule[] {
  return [
    rule(
      "messaging_product is whatsapp",
      "all",
      100,
      ({ body }) =>
        body["messaging_product"] === "whatsapp" ? undefined : "The parameter messaging_product is required.",
      { body: edited("text", "messaging_product", undefined) },
    ),
    rule(
      "recipient_type is individual",
      "any",
      100,
      ({ body }) =>
        body["recipient_type"] === undefined || body["recipient_type"] === "individual"
          ? undefined
          : "Param recipient_type must be one of {INDIVIDUAL}.",
      { body: edited("text", "recipient_type", "everyone") },
    ),
    rule(
      "to or recipient is there",
      "any",
      131008,
      ({ body }) =>
        [body["to"], body["recipient"]].every((value) => value === undefined || value === "")
          ? "The parameter to is required."
          : undefined,
      { body: edited("text", "to", undefined) },
    ),
    rule(
      "the type is one the API sends",
      "any",
      131051,
      ({ kind }) =>
        plainKinds.includes(kind) || kind === "template" || kind.startsWith("interactive.")
          ? undefined
          : `Message type ${kind} is not supported.`,
      { body: { ...edited("text", "text", undefined), type: "poll", poll: { question: "Well?" } } },
    ),
    rule(
      "the interactive type is one the API sends",
      "any",
      100,
      ({ kind }) =>
        !kind.startsWith("interactive.") || interactiveKinds.includes(kind.slice("interactive.".length))
          ? undefined
          : `Param interactive['type'] must be one of {${interactiveKinds.join(", ").toUpperCase()}}.`,
      { body: edited("interactive.button", "interactive.type", "buttons") },
    ),
    rule(
      "the object named by the type is there",
      "any",
      131008,
      ({ kind, body }) => {
        const type = kind.split(".")[0] ?? "";
        const value = body[type];
        return typeof value === "object" && value !== null ? undefined : `The parameter ${type} is required.`;
      },
      { body: edited("location", "location", undefined) },
    ),
  ];
}

function optionRules(): readonly Rule[] {
  return [
    rule(
      "biz_opaque_callback_data at most 512 characters",
      "any",
      100,
      ({ body }) =>
        String(body["biz_opaque_callback_data"] ?? "").length > 512
          ? "Param biz_opaque_callback_data must be at most 512 characters long."
          : undefined,
      { body: { ...sampleOf("text"), biz_opaque_callback_data: textOfLength(513) } },
    ),
    rule(
      "a reply names a message id",
      "any",
      131009,
      ({ body }) =>
        body["context"] === undefined || String(valueAt(body, "context.message_id")).startsWith("wamid.")
          ? undefined
          : "Param context['message_id'] is not a valid message id.",
      { body: { ...sampleOf("text"), context: { message_id: "42" } } },
    ),
    rule(
      "Direct Send needs an allow-listed account",
      "any",
      100,
      ({ kind, body }) =>
        kind !== "template" && body["category"] !== undefined
          ? "Param category is not enabled for this WhatsApp Business Account."
          : undefined,
      { body: { ...sampleOf("text"), category: "utility" } },
    ),
  ];
}

function textRules(): readonly Rule[] {
  return [required("text", "text.body", 100), limit("text", "text.body", 4096, 100)];
}

function locationRules(): readonly Rule[] {
  const within = (path: string, most: number): Rule =>
    rule(
      `location: ${path} within ±${most}`,
      ["location"],
      131009,
      ({ body }) => {
        const value = Number(valueAt(body, path));
        return Number.isFinite(value) && Math.abs(value) <= most
          ? undefined
          : `Param ${path} is not a valid coordinate.`;
      },
      { body: edited("location", path, most + 1) },
    );
  return [
    required("location", "location.latitude"),
    required("location", "location.longitude"),
    within("location.latitude", 90),
    within("location.longitude", 180),
  ];
}

function contactRules(): readonly Rule[] {
  return [
    count("contacts", "contacts", 1, 257),
    required("contacts", "contacts[].name"),
    required("contacts", "contacts[].name.formatted_name"),
  ];
}

function reactionRules(): readonly Rule[] {
  return [
    required("reaction", "reaction.message_id"),
    rule(
      "reaction: the emoji is there (empty removes it)",
      ["reaction"],
      131008,
      ({ body }) =>
        typeof valueAt(body, "reaction.emoji") === "string"
          ? undefined
          : "The parameter reaction['emoji'] is required.",
      { body: edited("reaction", "reaction.emoji", undefined) },
    ),
    rule(
      "reaction: to a message of this chat, not older than 30 days, not deleted",
      ["reaction"],
      131009,
      ({ body }, { chat, context }) => {
        const target = chat?.messages.findLast((message) => message.id === valueAt(body, "reaction.message_id"));
        const usable =
          target !== undefined && target.revokedAt === undefined && context.ports.now() - target.at <= thirtyDays;
        return usable ? undefined : "Param reaction['message_id'] is not a message that can be reacted to.";
      },
      {
        body: sampleOf("reaction"),
        before: async (stage) => {
          await stage.advance(thirtyDays + 1_000);
          stage.world.user(stage.userId).say(stage.phoneNumberId, "Still there?");
        },
      },
    ),
  ];
}

function readRules(): readonly Rule[] {
  return [
    rule(
      "mark-read: the status is read",
      ["mark-read", "typing"],
      100,
      ({ body }) => (body["status"] === "read" ? undefined : "Param status must be one of {READ}."),
      { body: edited("mark-read", "status", "seen") },
    ),
    rule(
      "mark-read: a message a customer sent to this number",
      ["mark-read", "typing"],
      131009,
      ({ body }, { context, number }) => {
        const id = String(body["message_id"] ?? "");
        if (chatReceived(context, number, id) !== undefined) return undefined;
        return "Param message_id is not the id of a received message.";
      },
      { body: edited("mark-read", "message_id", "wamid.UNKNOWN") },
    ),
    rule(
      "typing: the indicator is of type text",
      ["typing"],
      131009,
      ({ body }) =>
        valueAt(body, "typing_indicator.type") === "text"
          ? undefined
          : "Param typing_indicator['type'] must be one of {TEXT}.",
      { body: edited("typing", "typing_indicator.type", "voice") },
    ),
  ];
}

/** The envelope of every send, and the types without choices: text, location, contacts, reaction, mark-read, typing. */
export const messageRules: readonly Rule[] = [
  ...envelopeRules(),
  ...optionRules(),
  ...textRules(),
  ...locationRules(),
  ...contactRules(),
  ...reactionRules(),
  ...readRules(),
];
