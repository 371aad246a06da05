import type { OutboundMessage } from "#domain/outbound";
import { checkCarousel, checkFlow, checkList, checkProducts } from "./check-interactive.ts";
import { checkOrderDetails, checkOrderStatus } from "./check-order.ts";
import { checkTemplate } from "./check-template.ts";
import { type Frame, checkFrame } from "./check-frame.ts";
import {
  type Check,
  atMost,
  counted,
  firstIn,
  firstOf,
  mediaSource,
  needed,
  neededAtMost,
  place,
  unique,
  webAddress,
} from "./limits.ts";

/** Longest text message, in UTF-16 units. */
export const longestText = 4_096;

const addressFields = new Set([
  "name",
  "phone_number",
  "in_pin_code",
  "house_number",
  "floor_number",
  "tower_number",
  "building_name",
  "address",
  "landmark_area",
  "city",
  "state",
]);

type Of<Kind extends OutboundMessage["kind"]> = Extract<OutboundMessage, { readonly kind: Kind }>;

/** The first field WhatsApp would refuse (Cloud API message reference, read in 2026), or undefined. */
export function checkMessage(message: OutboundMessage): Check {
  switch (message.kind) {
    case "text":
      // A part of a split text may be blank: only nothing at all is refused.
      return message.body === "" ? needed("body", "") : atMost("body", message.body, longestText);
    case "image":
    case "video":
      return firstOf(mediaSource("source", message.source), atMost("caption", message.caption, 1_024));
    case "document":
      return firstOf(
        mediaSource("source", message.source),
        atMost("caption", message.caption, 1_024),
        atMost("filename", message.filename, 240),
      );
    case "audio":
    case "sticker":
      return mediaSource("source", message.source);
    case "location":
      return firstOf(
        place("", message.latitude, message.longitude),
        atMost("name", message.name, 1_000),
        atMost("address", message.address, 1_000),
      );
    case "contacts":
      return checkContacts(message);
    case "reaction":
      return firstOf(needed("to", message.to), checkEmoji(message.emoji));
    default:
      return checkInteractive(message);
  }
}

type Plain = Of<"text" | "image" | "video" | "document" | "audio" | "sticker" | "location" | "contacts" | "reaction">;

function checkInteractive(message: Exclude<OutboundMessage, Plain>): Check {
  switch (message.kind) {
    case "buttons":
      return firstOf(checkFrame(message, framed), checkButtons(message));
    case "list":
      return checkList(message);
    case "link":
      return firstOf(
        checkFrame(message, framed),
        neededAtMost("label", message.label, 20),
        webAddress("url", message.url),
      );
    case "product":
    case "product-list":
    case "catalogue":
      return checkProducts(message);
    case "carousel":
      return checkCarousel(message);
    case "flow":
      return checkFlow(message);
    case "location-request":
    case "contact-request":
      return neededAtMost("body", message.body, 1_024);
    case "address-request":
      return checkAddressRequest(message);
    case "order-details":
      return checkOrderDetails(message);
    case "order-status":
      return checkOrderStatus(message);
    case "template":
      return checkTemplate(message);
  }
}

const framed: Frame = { body: 1_024, headers: ["text", "image", "video", "document"] };

function checkButtons({ buttons }: Of<"buttons">): Check {
  return firstOf(
    counted("buttons", buttons.length, 1, 3),
    firstIn(buttons, ({ id, title }, n) =>
      firstOf(neededAtMost(`buttons[${n}].title`, title, 20), neededAtMost(`buttons[${n}].id`, id, 256)),
    ),
    unique(
      buttons.map(({ title }) => title),
      (n) => `buttons[${n}].title`,
    ),
    unique(
      buttons.map(({ id }) => id),
      (n) => `buttons[${n}].id`,
    ),
  );
}

function checkContacts({ contacts }: Of<"contacts">): Check {
  return firstOf(
    counted("contacts", contacts.length, 1, 257),
    firstIn(contacts, ({ name }, n) => neededAtMost(`contacts[${n}].name`, name, 1_000)),
  );
}

/** An empty emoji takes a reaction back. */
function checkEmoji(emoji: string): Check {
  const [first, second] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(emoji);
  const isEmoji = first === undefined || (second === undefined && /\p{Emoji}/u.test(emoji));
  return isEmoji ? undefined : { field: "emoji", problem: "must be a single emoji, or empty to take one back" };
}

/** Address messages exist in India only, with fields of their own (Meta, "Address messages"). */
function checkAddressRequest({ body, country, values }: Of<"address-request">): Check {
  if (country !== "IN") return { field: "country", problem: "must be IN: WhatsApp asks for addresses in India only" };
  return firstOf(
    neededAtMost("body", body, 1_024),
    firstIn(Object.entries(values ?? {}), ([name, value]) =>
      addressFields.has(name)
        ? atMost(`values.${name}`, value, name === "in_pin_code" ? 6 : 1_000)
        : { field: `values.${name}`, problem: "is no field of WhatsApp's address form" },
    ),
  );
}
