import type { JsonObject } from "./json.ts";
import { brazilianOrder } from "./sample-orders.ts";

/** Stands for the wamid of a message the customer really sent; whoever sends a sample puts it in. */
export const sampleMessageId = "$MESSAGE";

/** The customer, catalogue and templates the samples speak of. */
export const samplePhone = "+33612345678";
export const sampleCatalogue = {
  catalogId: "194836987003835",
  products: [
    { retailerId: "RING-54", name: "Ring", priceMinor: 4990, currency: "EUR", availability: "in stock" },
    { retailerId: "MUG-1", name: "Mug", priceMinor: 1200, currency: "EUR", availability: "in stock" },
    { retailerId: "GONE-1", name: "Vase", priceMinor: 3000, currency: "EUR", availability: "out of stock" },
  ],
} as const;

const to = { messaging_product: "whatsapp", recipient_type: "individual", to: samplePhone };

function interactive(type: string, rest: JsonObject): JsonObject {
  return { ...to, type: "interactive", interactive: { type, body: { text: "Please choose" }, ...rest } };
}

function card(index: number): JsonObject {
  return {
    card_index: index,
    type: "cta_url",
    header: { type: "image", image: { link: "https://shop.example/ring.jpg" } },
    body: { text: "Made by hand" },
    action: { name: "cta_url", parameters: { display_text: "See it", url: "https://shop.example/ring" } },
  };
}

/** One valid send of every kind the API takes; what the rules' failing examples are cut from. */
export const sampleSends: Readonly<Record<string, JsonObject>> = {
  text: { ...to, type: "text", text: { body: "Bonjour Léa 👋", preview_url: false } },
  image: { ...to, type: "image", image: { link: "https://shop.example/ring.jpg", caption: "The ring" } },
  video: { ...to, type: "video", video: { link: "https://shop.example/ring.mp4", caption: "The ring" } },
  audio: { ...to, type: "audio", audio: { link: "https://shop.example/hello.ogg" } },
  document: {
    ...to,
    type: "document",
    document: { link: "https://shop.example/r.pdf", caption: "Receipt", filename: "receipt.pdf" },
  },
  sticker: { ...to, type: "sticker", sticker: { link: "https://shop.example/thanks.webp" } },
  location: { ...to, type: "location", location: { latitude: 45.76, longitude: 4.83, name: "Atelier" } },
  contacts: {
    ...to,
    type: "contacts",
    contacts: [
      { name: { formatted_name: "Atelier Lyon", first_name: "Atelier" }, phones: [{ phone: "+33478000000" }] },
    ],
  },
  reaction: { ...to, type: "reaction", reaction: { message_id: sampleMessageId, emoji: "👍" } },
  "interactive.button": interactive("button", {
    header: { type: "text", text: "Your cart" },
    footer: { text: "Total 49.90" },
    action: {
      buttons: [
        { type: "reply", reply: { id: "pay", title: "Pay" } },
        { type: "reply", reply: { id: "edit", title: "Change" } },
      ],
    },
  }),
  "interactive.list": interactive("list", {
    header: { type: "text", text: "Sizes" },
    footer: { text: "In stock" },
    action: {
      button: "Choose a size",
      sections: [
        { title: "Small", rows: [{ id: "52", title: "52", description: "16.6 mm" }] },
        { title: "Large", rows: [{ id: "56", title: "56", description: "17.8 mm" }] },
      ],
    },
  }),
  "interactive.cta_url": interactive("cta_url", {
    header: { type: "text", text: "Pay" },
    footer: { text: "Secure page" },
    action: { name: "cta_url", parameters: { display_text: "Pay now", url: "https://pay.example/cs_1" } },
  }),
  "interactive.location_request_message": interactive("location_request_message", {
    action: { name: "send_location" },
  }),
  "interactive.product": interactive("product", {
    footer: { text: "Handmade" },
    action: { catalog_id: sampleCatalogue.catalogId, product_retailer_id: "RING-54" },
  }),
  "interactive.product_list": interactive("product_list", {
    header: { type: "text", text: "Our shop" },
    footer: { text: "Handmade" },
    action: {
      catalog_id: sampleCatalogue.catalogId,
      sections: [
        { title: "Rings", product_items: [{ product_retailer_id: "RING-54" }] },
        { title: "Mugs", product_items: [{ product_retailer_id: "MUG-1" }] },
      ],
    },
  }),
  "interactive.catalog_message": interactive("catalog_message", {
    footer: { text: "Handmade" },
    action: { name: "catalog_message", parameters: { thumbnail_product_retailer_id: "RING-54" } },
  }),
  "interactive.carousel": interactive("carousel", { action: { cards: [card(0), card(1)] } }),
  "interactive.flow": interactive("flow", {
    header: { type: "text", text: "Booking" },
    footer: { text: "Two minutes" },
    action: {
      name: "flow",
      parameters: {
        flow_message_version: "3",
        flow_id: "123456",
        flow_cta: "Book",
        flow_token: "t1",
        mode: "published",
        flow_action: "navigate",
        flow_action_payload: { screen: "START" },
      },
    },
  }),
  "interactive.address_message": {
    ...interactive("address_message", {
      footer: { text: "For the courier" },
      action: { name: "address_message", parameters: { country: "IN", values: { name: "Asha" } } },
    }),
    to: "+919876543210",
  },
  "interactive.contact_request": interactive("contact_request", { action: { name: "request_contact_info" } }),
  "interactive.order_details": { ...interactive("order_details", { action: brazilianOrder }), to: "+5511999998888" },
  "interactive.order_status": {
    ...interactive("order_status", {
      action: {
        name: "review_order",
        parameters: { reference_id: "pedido-2026-0", order: { status: "processing", description: "Em preparo" } },
      },
    }),
    to: "+5511999998888",
  },
  template: {
    ...to,
    type: "template",
    template: {
      name: "order_ready",
      language: { code: "en" },
      components: [
        {
          type: "body",
          parameters: [
            { type: "text", text: "Léa" },
            { type: "text", text: "A-12" },
          ],
        },
        { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "A-12" }] },
        { type: "button", sub_type: "quick_reply", index: "1", parameters: [{ type: "payload", payload: "stop" }] },
      ],
    },
  },
  "mark-read": { messaging_product: "whatsapp", status: "read", message_id: sampleMessageId },
  typing: {
    messaging_product: "whatsapp",
    status: "read",
    message_id: sampleMessageId,
    typing_indicator: { type: "text" },
  },
};

/** A marketing template with an image header, and a one-time code, beside the `order_ready` of the samples. */
export const marketingSend: JsonObject = {
  ...to,
  type: "template",
  template: {
    name: "spring_offer",
    language: { code: "en" },
    components: [
      { type: "header", parameters: [{ type: "image", image: { link: "https://shop.example/ring.jpg" } }] },
      { type: "body", parameters: [{ type: "text", parameter_name: "name", text: "Léa" }] },
      {
        type: "button",
        sub_type: "copy_code",
        index: "0",
        parameters: [{ type: "coupon_code", coupon_code: "SPRING" }],
      },
    ],
  },
};

/** A one-time code template send. */
export const codeSend: JsonObject = {
  ...to,
  type: "template",
  template: {
    name: "login_code",
    language: { code: "en" },
    components: [
      { type: "body", parameters: [{ type: "text", text: "482913" }] },
      { type: "button", sub_type: "url", index: "0", parameters: [{ type: "text", text: "482913" }] },
    ],
  },
};

/** The templates the samples use, as an operator sets them up. */
export const sampleTemplates = [
  {
    name: "order_ready",
    language: "en",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "TEXT", text: "Good news" },
      { type: "BODY", text: "Hello {{1}}, your order {{2}} is ready to be collected in our shop." },
      { type: "FOOTER", text: "Atelier Lyon" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "URL", text: "Track", url: "https://shop.example/o/{{1}}" },
          { type: "QUICK_REPLY", text: "Stop notices" },
        ],
      },
    ],
  },
  {
    name: "spring_offer",
    language: "en",
    category: "MARKETING",
    parameterFormat: "NAMED",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Hello {{name}}, everything in the shop costs less this week." },
      { type: "BUTTONS", buttons: [{ type: "COPY_CODE", example: "SPRING" }] },
    ],
  },
  {
    name: "login_code",
    language: "en",
    category: "AUTHENTICATION",
    components: [
      { type: "BODY", text: "*{{1}}* is your verification code." },
      { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE", text: "Copy code" }] },
    ],
  },
] as const;
