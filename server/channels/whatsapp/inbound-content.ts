import type { InboundContent } from "#domain/inbound";
import type { MediaKind } from "#domain/media";
import { readCards } from "./inbound-cards.ts";
import { readCart } from "./inbound-cart.ts";
import { readButton, readReply } from "./inbound-reply.ts";
import { type Fields, fieldsOf, given, idOf, listOf, numberOf, textOf, wordsOf } from "./json-fields.ts";

/** Why Meta could not pass a message on: the first error beside it. */
function reasonOf(message: Fields): string | undefined {
  const error = fieldsOf(listOf(message["errors"])[0]);
  const told =
    wordsOf(fieldsOf(error["error_data"])["details"]) ?? wordsOf(error["title"]) ?? wordsOf(error["message"]);
  const code = numberOf(error["code"]);
  const reason = told ?? (code === undefined ? undefined : `error ${code}`);
  return reason?.slice(0, 500);
}

const unsupported = (message: Fields, type: string): InboundContent => ({
  kind: "unsupported",
  type: type.slice(0, 64),
  ...given({ reason: reasonOf(message) }),
});

function readMedia(message: Fields, media: MediaKind): InboundContent {
  const file = fieldsOf(message[media]);
  const mediaId = idOf(file["id"]);
  if (mediaId === undefined) return unsupported(message, media);
  return {
    kind: "media",
    media,
    mediaId,
    mimeType: wordsOf(file["mime_type"])?.slice(0, 128) ?? "application/octet-stream",
    ...given({
      caption: wordsOf(file["caption"]),
      sha256: idOf(file["sha256"]),
      filename: wordsOf(file["filename"])?.slice(0, 255),
      voice: file["voice"] === true ? true : undefined,
      animated: file["animated"] === true ? true : undefined,
    }),
  };
}

function readLocation(message: Fields): InboundContent {
  const place = fieldsOf(message["location"]);
  const latitude = numberOf(place["latitude"]);
  const longitude = numberOf(place["longitude"]);
  if (latitude === undefined || longitude === undefined) return unsupported(message, "location");
  return {
    kind: "location",
    latitude,
    longitude,
    ...given({ name: wordsOf(place["name"]), address: wordsOf(place["address"]) }),
  };
}

function readContacts(message: Fields): InboundContent {
  const contacts = readCards(message["contacts"]);
  if (contacts.length === 0) return unsupported(message, "contacts");
  // `origin` stands beside the list; samples of other clients carry it in the rows.
  const origins = [message["origin"], ...listOf(message["contacts"]).map((row) => fieldsOf(row)["origin"])];
  return { kind: "contacts", contacts, requested: origins.includes("contact_request") };
}

function readReaction(message: Fields): InboundContent {
  const reaction = fieldsOf(message["reaction"]);
  const to = idOf(reaction["message_id"]);
  if (to === undefined) return unsupported(message, "reaction");
  return { kind: "reaction", to, ...given({ emoji: wordsOf(reaction["emoji"])?.slice(0, 64) }) };
}

function readEdit(message: Fields): InboundContent {
  const edit = fieldsOf(message["edit"]);
  const original = idOf(edit["original_message_id"]);
  if (original === undefined) return unsupported(message, "edit");
  const next = fieldsOf(edit["message"]);
  const type = wordsOf(next["type"]) ?? "text";
  const body = type === "text" ? textOf(fieldsOf(next["text"])["body"]) : textOf(fieldsOf(next[type])["caption"]);
  return { kind: "edited", original, ...given({ body }) };
}

function readRevoke(message: Fields): InboundContent {
  const original = idOf(fieldsOf(message["revoke"])["original_message_id"]);
  return original === undefined ? unsupported(message, "revoke") : { kind: "deleted", original };
}

/** What a message holds, by its `type`. Never throws: what cannot be read is `unsupported`, named by its type. */
export function readContent(message: Fields): InboundContent {
  const type = wordsOf(message["type"]) ?? "nameless";
  switch (type) {
    case "text": {
      const body = textOf(fieldsOf(message["text"])["body"]);
      return body === undefined ? unsupported(message, type) : { kind: "text", body };
    }
    case "image":
    case "video":
    case "audio":
    case "document":
    case "sticker":
      return readMedia(message, type);
    case "location":
      return readLocation(message);
    case "contacts":
      return readContacts(message);
    case "reaction":
      return readReaction(message);
    case "button":
      return readButton(message["button"]);
    case "interactive":
      return message["interactive"] === undefined ? unsupported(message, type) : readReply(message["interactive"]);
    case "order":
      return readCart(message["order"]);
    case "edit":
      return readEdit(message);
    case "revoke":
      return readRevoke(message);
    case "system": {
      const system = fieldsOf(message["system"]);
      return {
        kind: "system",
        event: wordsOf(system["type"])?.slice(0, 64) ?? "system",
        body: textOf(system["body"]) ?? "",
      };
    }
    case "request_welcome":
      return { kind: "system", event: type, body: "" };
    case "unsupported":
      return unsupported(message, wordsOf(fieldsOf(message["unsupported"])["type"]) ?? type);
    default:
      return unsupported(message, type);
  }
}
