import { describe, expect, it } from "vitest";
import type { Envelope } from "#contracts/channel";
import type { OutboundMessage } from "#domain/outbound";
import { messages } from "./fixtures/messages.ts";
import { ours } from "./fixtures/settings.ts";
import { renderMessage } from "./render-message.ts";
import type { WhatsappSettings } from "./settings-form.ts";

const envelope = (message: OutboundMessage, change: Partial<Envelope> = {}): Envelope => ({
  to: { phone: "33612345678" },
  message,
  correlation: "c-1",
  ...change,
});
const bodyOf = (message: OutboundMessage, change: Partial<Envelope> = {}, settings: WhatsappSettings = ours): unknown =>
  JSON.parse(String(renderMessage(envelope(message, change), settings).body));
const named = (kind: string): OutboundMessage => {
  const message = messages[kind];
  if (!message) throw new Error(`no sample of ${kind}`);
  return message;
};

describe("the call", () => {
  it("goes to the number's messages, with the token in its header", () => {
    expect(renderMessage(envelope(named("text")), ours)).toMatchObject({
      method: "POST",
      url: "https://graph.example/v25.0/1001/messages",
      headers: { authorization: "Bearer an-access-token", "content-type": "application/json" },
    });
  });

  it("goes to Meta where nothing else is set", () => {
    const { url } = renderMessage(envelope(named("text")), { phoneNumberId: "1001" });
    expect(url).toBe("https://graph.facebook.com/v25.0/1001/messages");
  });
});

describe("the address", () => {
  it("is a number with its plus, a business-scoped id, or both", () => {
    expect(bodyOf(named("text"), { to: { phone: "+33 6 12 34 56 78" } })).toMatchObject({ to: "+33612345678" });
    expect(bodyOf(named("text"), { to: { bsuid: "FR.1" } })).not.toHaveProperty("to");
    expect(bodyOf(named("text"), { to: { phone: "33612345678", bsuid: "FR.1" } })).toMatchObject({
      to: "+33612345678",
      recipient: "FR.1",
    });
  });

  it("goes with the message it answers, but for a reaction", () => {
    expect(bodyOf(named("text"), { replyTo: "wamid.X" })).toMatchObject({ context: { message_id: "wamid.X" } });
    expect(bodyOf(named("reaction"), { replyTo: "wamid.X" })).not.toHaveProperty("context");
  });
});

const image = { link: "https://shop.example/ring.jpg" };
const catalogue = { catalog_id: "194836987003835" };

describe("the content", () => {
  it.each<[string, object]>([
    ["text", { type: "text", text: { body: "Bonjour Léa", preview_url: false } }],
    ["image", { type: "image", image: { ...image, caption: "Bague" } }],
    ["audio", { type: "audio", audio: { link: "https://shop.example/hello.ogg", voice: true } }],
    ["document", { document: { link: "https://shop.example/r.pdf", caption: "Reçu", filename: "recu.pdf" } }],
    ["location", { location: { latitude: 45.76, longitude: 4.83, name: "Atelier", address: "12 rue Mercière" } }],
    [
      "contacts",
      {
        contacts: [
          {
            name: { formatted_name: "Atelier Lyon", first_name: "Atelier Lyon" },
            org: { company: "Atelier Lyon" },
            phones: [{ phone: "+33478000000", type: "WORK" }],
            emails: [{ email: "bonjour@atelier.example", type: "WORK" }],
          },
        ],
      },
    ],
    ["reaction", { reaction: { message_id: "wamid.IN0001==", emoji: "👍" } }],
    [
      "buttons",
      {
        interactive: {
          type: "button",
          header: { type: "text", text: "Panier" },
          body: { text: "Votre panier" },
          footer: { text: "49,90 €" },
          action: {
            buttons: [
              { type: "reply", reply: { id: "pay", title: "Payer" } },
              { type: "reply", reply: { id: "edit", title: "Modifier" } },
            ],
          },
        },
      },
    ],
    [
      "list",
      {
        interactive: {
          type: "list",
          action: {
            button: "Choisir",
            sections: [
              { title: "Petites", rows: [{ id: "52", title: "52", description: "16,6 mm" }] },
              { title: "Grandes", rows: [{ id: "56", title: "56" }] },
            ],
          },
        },
      },
    ],
    [
      "link",
      {
        interactive: {
          type: "cta_url",
          header: { type: "image", image },
          action: { name: "cta_url", parameters: { display_text: "Payer", url: "https://pay.example/cs_1" } },
        },
      },
    ],
    ["product", { interactive: { type: "product", action: { ...catalogue, product_retailer_id: "RING-54" } } }],
    [
      "product-list",
      {
        interactive: {
          type: "product_list",
          header: { type: "text", text: "Notre boutique" },
          action: {
            ...catalogue,
            sections: [
              { title: "Bagues", product_items: [{ product_retailer_id: "RING-54" }] },
              { title: "Tasses", product_items: [{ product_retailer_id: "MUG-1" }] },
            ],
          },
        },
      },
    ],
    [
      "catalogue",
      {
        interactive: {
          type: "catalog_message",
          action: { name: "catalog_message", parameters: { thumbnail_product_retailer_id: "RING-54" } },
        },
      },
    ],
    [
      "carousel",
      {
        interactive: {
          type: "carousel",
          action: {
            cards: ["ring", "mug"].map((name, n) => ({
              card_index: n,
              type: "cta_url",
              header: { type: "image", image },
              body: { text: "Fait main" },
              action: {
                name: "cta_url",
                parameters: { display_text: "Voir", url: `https://shop.example/${name}` },
              },
            })),
          },
        },
      },
    ],
    [
      "flow",
      {
        interactive: {
          type: "flow",
          action: {
            name: "flow",
            parameters: {
              flow_message_version: "3",
              flow_id: "123456",
              flow_cta: "Réserver",
              flow_token: "t1",
              flow_action: "navigate",
              mode: "published",
              flow_action_payload: { screen: "START", data: { size: "54" } },
            },
          },
        },
      },
    ],
    ["location-request", { interactive: { type: "location_request_message", action: { name: "send_location" } } }],
    [
      "address-request",
      {
        interactive: {
          type: "address_message",
          action: { name: "address_message", parameters: { country: "IN", values: { name: "Asha" } } },
        },
      },
    ],
  ])("of %s is as Meta writes it", (kind, content) => expect(bodyOf(named(kind))).toMatchObject(content));

  it("asks for a contact under the name the settings give it", () => {
    const asking = (settings: WhatsappSettings) => bodyOf(named("contact-request"), {}, settings);
    expect(asking(ours)).toMatchObject({
      interactive: { type: "contact_request", action: { name: "request_contact_info" } },
    });
    expect(asking({ ...ours, contactRequestType: "request_contact_info" })).toMatchObject({
      interactive: { type: "request_contact_info" },
    });
  });

  it("takes the catalogue of the settings where the message names none", () => {
    const message = { kind: "product", catalogueId: "", sku: "A" } as const;
    expect(bodyOf(message)).toMatchObject({ interactive: { action: { catalog_id: "194836" } } });
  });

  it("never sends a file that was not uploaded", () => {
    const message = { kind: "image", source: { from: "file", fileId: "upload/1" } } as const;
    expect(() => renderMessage(envelope(message), ours)).toThrow(RangeError);
  });
});
