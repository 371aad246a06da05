import type { CarouselCard, Header, OutboundMessage } from "#domain/outbound";
import { given } from "./json-fields.ts";
import { sourceOf } from "./render-media.ts";
import { renderOrderDetails, renderOrderStatus } from "./render-order.ts";
import { type WhatsappSettings, settingsForm } from "./settings-form.ts";

type Interactive = Exclude<
  OutboundMessage,
  {
    readonly kind:
      | "text"
      | "image"
      | "video"
      | "audio"
      | "document"
      | "sticker"
      | "location"
      | "contacts"
      | "reaction"
      | "template";
  }
>;
type Of<Kind extends Interactive["kind"]> = Extract<Interactive, { readonly kind: Kind }>;

/** The `interactive` object of a message. */
export function renderInteractive(message: Interactive, settings: WhatsappSettings): object {
  switch (message.kind) {
    case "buttons":
      return {
        type: "button",
        ...frameOf(message),
        action: { buttons: message.buttons.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) },
      };
    case "list":
      return { type: "list", ...frameOf(message), action: listOfRows(message) };
    case "link":
      return {
        type: "cta_url",
        ...frameOf(message),
        action: { name: "cta_url", parameters: { display_text: message.label, url: message.url } },
      };
    case "product":
    case "product-list":
    case "catalogue":
      return renderProducts(message, settings);
    case "carousel":
      return {
        type: "carousel",
        ...frameOf(message),
        action: { cards: message.cards.map((card, n) => cardOf(card, n, settings)) },
      };
    case "flow":
      return { type: "flow", ...frameOf(message), action: { name: "flow", parameters: flowParameters(message) } };
    case "location-request":
      return { type: "location_request_message", ...frameOf(message), action: { name: "send_location" } };
    case "address-request":
      return {
        type: "address_message",
        ...frameOf(message),
        action: {
          name: "address_message",
          parameters: { country: message.country, ...given({ values: message.values }) },
        },
      };
    case "contact-request":
      return {
        type: settings.contactRequestType ?? settingsForm.contactRequestType.standard,
        ...frameOf(message),
        action: { name: "request_contact_info" },
      };
    case "order-details":
      return { type: "order_details", ...frameOf(message), action: renderOrderDetails(message) };
    case "order-status":
      return { type: "order_status", ...frameOf(message), action: renderOrderStatus(message) };
  }
}

type Framed = { readonly body?: string; readonly header?: Header; readonly footer?: string };

const frameOf = ({ body, header, footer }: Framed): object =>
  given({
    header: header && headerOf(header),
    body: body === undefined || body === "" ? undefined : { text: body },
    footer: footer === undefined || footer === "" ? undefined : { text: footer },
  });

function headerOf(header: Header): object {
  if (header.type === "text") return { type: "text", text: header.text };
  // A file name is shown for documents only; beside other media it is an unexpected key.
  const filename = header.type === "document" ? header.filename : undefined;
  return { type: header.type, [header.type]: { ...sourceOf(header.source), ...given({ filename }) } };
}

function listOfRows({ button, sections }: Of<"list">): object {
  return {
    button,
    sections: sections.map(({ title, rows }) => ({
      ...given({ title: title === "" ? undefined : title }),
      rows: rows.map(({ id, title: rowTitle, description }) => ({
        id,
        title: rowTitle,
        ...given({ description: description === "" ? undefined : description }),
      })),
    })),
  };
}

/** The message's catalogue, else the one of the settings. */
const catalogueOf = (named: string, { catalogueId }: WhatsappSettings): string =>
  named === "" ? (catalogueId ?? "") : named;

function renderProducts(message: Of<"product" | "product-list" | "catalogue">, settings: WhatsappSettings): object {
  if (message.kind === "catalogue") {
    const { thumbnailSku } = message;
    const parameters = thumbnailSku === undefined ? undefined : { thumbnail_product_retailer_id: thumbnailSku };
    return {
      type: "catalog_message",
      ...frameOf(message),
      action: { name: "catalog_message", ...given({ parameters }) },
    };
  }
  const catalogue = { catalog_id: catalogueOf(message.catalogueId, settings) };
  if (message.kind === "product")
    return {
      type: "product",
      ...frameOf(message),
      action: { ...catalogue, product_retailer_id: message.sku },
    };
  const { header, ...rest } = message;
  return {
    type: "product_list",
    ...frameOf({ ...rest, header: { type: "text", text: header } }),
    action: { ...catalogue, sections: productSections(message.sections) },
  };
}

/** Sections of products as messages and templates write them. */
export const productSections = (
  sections: readonly { readonly title: string; readonly skus: readonly string[] }[],
): readonly object[] =>
  sections.map(({ title, skus }) => ({
    ...given({ title: title === "" ? undefined : title }),
    product_items: skus.map((sku) => ({ product_retailer_id: sku })),
  }));

function cardOf(card: CarouselCard, n: number, settings: WhatsappSettings): object {
  if (card.type === "product")
    return {
      card_index: n,
      type: "product",
      action: { product_retailer_id: card.sku, catalog_id: catalogueOf(card.catalogueId, settings) },
    };
  return {
    card_index: n,
    type: "cta_url",
    ...frameOf({ header: card.header, ...given({ body: card.body }) }),
    action: { name: "cta_url", parameters: { display_text: card.label, url: card.url } },
  };
}

function flowParameters({ flowId, label, token, mode, action, screen, data }: Of<"flow">): object {
  return {
    flow_message_version: "3",
    flow_id: flowId,
    flow_cta: label,
    flow_token: token ?? "unused",
    flow_action: action ?? "navigate",
    ...given({
      mode,
      flow_action_payload: screen === undefined ? undefined : { screen, ...given({ data }) },
    }),
  };
}
