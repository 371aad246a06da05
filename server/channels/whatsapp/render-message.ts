import type { Envelope } from "#contracts/channel";
import type { HttpRequest } from "#contracts/http-port";
import type { ContactCard } from "#domain/contact-card";
import { seconds } from "#domain/instant";
import type { OutboundMessage } from "#domain/outbound";
import { digitsOf } from "#domain/phone";
import { given } from "./json-fields.ts";
import { renderInteractive } from "./render-interactive.ts";
import { renderMedia } from "./render-media.ts";
import { renderTemplate } from "./render-template.ts";
import { type WhatsappSettings, authorization, numberAddress } from "./settings-form.ts";

/** Time one call may take, ms, and the largest answer read, bytes. */
const deadlineMs = seconds(20);
const maxBytes = 256 * 1_024;

/** A call with a JSON body to an address of the number. The token is in its header only. */
export function jsonCall(settings: WhatsappSettings, edge: string, body: object): HttpRequest {
  return {
    method: "POST",
    url: numberAddress(settings, edge),
    headers: { ...authorization(settings), "content-type": "application/json" },
    body: JSON.stringify(body),
    deadlineMs,
    maxBytes,
  };
}

/**
 * The request that sends a message (`POST /{phone number id}/messages`). A number is always written with its plus:
 * without it Meta may put the business's own country code before it; a number and a business-scoped id may go together.
 * Throws RangeError for a file of ours that was not uploaded before.
 */
export function renderMessage(
  { to, message, replyTo, correlation }: Envelope,
  settings: WhatsappSettings,
): HttpRequest {
  const phone = to.phone === undefined ? "" : digitsOf(to.phone);
  return jsonCall(settings, "messages", {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...given({ to: phone === "" ? undefined : `+${phone}`, recipient: to.bsuid }),
    // A reaction names its message itself.
    ...given({ context: replyTo === undefined || message.kind === "reaction" ? undefined : { message_id: replyTo } }),
    biz_opaque_callback_data: correlation,
    ...renderContent(message, settings),
  });
}

function renderContent(message: OutboundMessage, settings: WhatsappSettings): object {
  switch (message.kind) {
    case "text":
      return { type: "text", text: { body: message.body, ...given({ preview_url: message.preview }) } };
    case "image":
    case "video":
    case "document":
    case "audio":
    case "sticker":
      return renderMedia(message);
    case "location": {
      const { latitude, longitude, name, address } = message;
      return { type: "location", location: { latitude, longitude, ...given({ name, address }) } };
    }
    case "contacts":
      return { type: "contacts", contacts: message.contacts.map(cardOf) };
    case "reaction":
      return { type: "reaction", reaction: { message_id: message.to, emoji: message.emoji } };
    case "template":
      return { type: "template", template: renderTemplate(message, settings) };
    default:
      return { type: "interactive", interactive: renderInteractive(message, settings) };
  }
}

function cardOf({ name, firstName, lastName, organisation, phones, emails }: ContactCard): object {
  return {
    // Meta wants one more name beside the formatted one.
    name: {
      formatted_name: name,
      ...given({ first_name: firstName ?? (lastName === undefined ? name : undefined), last_name: lastName }),
    },
    ...given({
      org: organisation === undefined ? undefined : { company: organisation },
      phones:
        phones.length === 0
          ? undefined
          : phones.map(({ number, type, waId }) => ({ phone: number, ...given({ type, wa_id: waId }) })),
      emails:
        emails.length === 0 ? undefined : emails.map(({ address, type }) => ({ email: address, ...given({ type }) })),
    }),
  };
}
