import { describe, expect, it } from "vitest";
import type { InboundContent, InboundEvent } from "#domain/inbound";
import { readFixture } from "../../../tests/read-fixtures.ts";
import { ours } from "./fixtures/settings.ts";
import { parseWebhook } from "./parse-webhook.ts";

const eventsIn = (name: string): readonly InboundEvent[] => parseWebhook(readFixture(import.meta.dirname, name), ours);
const only = (name: string): InboundEvent => {
  const [event, ...others] = eventsIn(name);
  if (!event || others.length > 0) throw new Error(`${name} holds not one event`);
  return event;
};
const lea = [
  { kind: "bsuid", value: "FR.2481632641282565121024" },
  { kind: "wa_phone", value: "33612345678" },
];
const noa = [{ kind: "bsuid", value: "FR.9081726354453627189" }];
const hash = "hV5Qy0l1Z2m3N4b5V6c7X8z9L0k1J2h3G4f5D6s7A8E=";
const unfetched = { kind: "media", sha256: hash } as const;

describe("who writes", () => {
  it("is known by the business-scoped id first, then the number", () => {
    expect(only("text")).toMatchObject({ sender: { identities: lea, name: "Léa Martin" } });
  });

  it("may have no number", () => {
    expect(only("text-without-phone")).toMatchObject({
      sender: { identities: noa, name: "Noa", username: "noa.lyon" },
    });
  });

  it("may have no business-scoped id", () => {
    expect(only("text-without-business-scoped-id")).toMatchObject({
      sender: { identities: [{ kind: "wa_phone", value: "393331234567" }] },
    });
  });

  it("may be known to a parent account", () => {
    expect(only("text-with-parent-id")).toMatchObject({
      sender: { identities: [...noa, { kind: "parent_bsuid", value: "FR.ENT.77120934" }] },
    });
  });

  it("is found among the contacts by id, not by place", () => {
    expect(only("text-with-contact-in-second-place")).toMatchObject({
      sender: { identities: lea, name: "Léa Martin" },
    });
  });
});

describe("what is written", () => {
  it.each<[string, InboundContent]>([
    ["text", { kind: "text", body: "Bonjour, la bague existe-t-elle en 54 ? 💍" }],
    ["image", { ...unfetched, media: "image", mediaId: "7001", mimeType: "image/jpeg", caption: "Comme ça ?" }],
    ["video", { ...unfetched, media: "video", mediaId: "7002", mimeType: "video/mp4", caption: "Regardez" }],
    ["audio-file", { ...unfetched, media: "audio", mediaId: "7003", mimeType: "audio/mpeg" }],
    ["voice-note", { ...unfetched, media: "audio", mediaId: "7004", mimeType: "audio/ogg; codecs=opus", voice: true }],
    [
      "document",
      {
        ...unfetched,
        media: "document",
        mediaId: "7005",
        mimeType: "application/pdf",
        caption: "Mon devis",
        filename: "devis é.pdf",
      },
    ],
    ["sticker", { ...unfetched, media: "sticker", mediaId: "7006", mimeType: "image/webp" }],
    ["sticker-animated", { ...unfetched, media: "sticker", mediaId: "7007", mimeType: "image/webp", animated: true }],
    [
      "media-that-could-not-be-fetched",
      { kind: "unsupported", type: "image", reason: "The file is larger than 100 MB." },
    ],
    [
      "location-chosen",
      { kind: "location", latitude: 45.7597, longitude: 4.8422, name: "Place Bellecour", address: "Lyon" },
    ],
    ["location-shared", { kind: "location", latitude: 45.764043, longitude: 4.835659 }],
    [
      "contact-on-request",
      {
        kind: "contacts",
        contacts: [{ name: "Noa Petit", phones: [{ number: "+33611223344" }], emails: [] }],
        requested: true,
      },
    ],
    ["reaction", { kind: "reaction", to: "wamid.OUT0001==", emoji: "❤️" }],
    ["reaction-taken-back", { kind: "reaction", to: "wamid.OUT0001==" }],
    ["template-button", { kind: "choice", choiceId: "confirm:42", title: "Confirmer" }],
    ["button-reply", { kind: "choice", choiceId: "pay", title: "Payer" }],
    ["list-reply", { kind: "choice", choiceId: "size:54", title: "54", description: "17,2 mm" }],
    ["flow-reply", { kind: "form", form: "flow", fields: { flow_token: "t1", size: "54", engraving: "À toi" } }],
    [
      "address-reply",
      {
        kind: "form",
        form: "address_message",
        fields: { saved_address_id: "a1", values: { name: "Asha", in_pin_code: "400063", city: "Mumbai" } },
      },
    ],
    ["call-permission-reply", { kind: "system", event: "call_permission_reply", body: "accept" }],
    ["interactive-of-an-unknown-kind", { kind: "unsupported", type: "interactive.hologram_reply" }],
    [
      "order",
      {
        kind: "cart",
        catalogueId: "194836",
        note: "Avec un ruban, merci",
        lines: [
          { sku: "RING-54", quantity: 2, seenPrice: "49.9", seenCurrency: "EUR" },
          { sku: "MUG-1", quantity: 1, seenPrice: "12", seenCurrency: "EUR" },
        ],
      },
    ],
    [
      "order-without-phone",
      {
        kind: "cart",
        catalogueId: "194836",
        lines: [{ sku: "RING-54", quantity: 3, seenPrice: "33.3", seenCurrency: "EUR" }],
      },
    ],
    ["identity-changed", { kind: "system", event: "customer_identity_changed", body: "Léa's identity changed" }],
    ["unsupported", { kind: "unsupported", type: "unsupported", reason: "Message type is currently not supported." }],
    ["unsupported-poll", { kind: "unsupported", type: "poll", reason: "Message type unknown" }],
    ["edited-text", { kind: "edited", original: "wamid.IN0001==", body: "Bonjour, en 56 plutôt" }],
    ["edited-caption", { kind: "edited", original: "wamid.IN0012==", body: "Comme celle-là" }],
    ["revoked", { kind: "deleted", original: "wamid.IN0001==" }],
    ["welcome-requested", { kind: "system", event: "request_welcome", body: "" }],
    ["message-of-an-unknown-type", { kind: "unsupported", type: "hologram" }],
  ])("is read from %s", (name, content) => {
    const event = only(name);
    expect(event.kind === "message" ? event.content : event).toEqual(content);
  });

  it("keeps cards with all their numbers", () => {
    expect(only("contacts")).toMatchObject({
      content: {
        requested: false,
        contacts: [
          {
            name: "Paul Durand",
            firstName: "Paul",
            lastName: "Durand",
            organisation: "Durand SA",
            phones: [{ number: "+33 6 98 76 54 32", type: "CELL", waId: "33698765432" }],
            emails: [{ address: "paul@durand.example", type: "WORK" }],
          },
          { name: "Zoé", phones: [{ number: "0478000000", type: "HOME" }], emails: [] },
        ],
      },
    });
  });

  it("answers, forwards, asks about a product or comes from an advertisement", () => {
    expect(only("reply-to-our-message")).toMatchObject({ replyTo: "wamid.OUT0001==" });
    expect(only("forwarded")).toMatchObject({ forwarded: "once" });
    expect(only("forwarded-many-times")).toMatchObject({ forwarded: "often" });
    expect(only("question-about-product")).toMatchObject({ replyTo: "wamid.OUT0001==", aboutSku: "RING-54" });
    expect(only("from-a-post")).toMatchObject({ referral: { source: "post", sourceId: "99" } });
    expect(only("from-an-advertisement")).toMatchObject({
      referral: {
        source: "ad",
        sourceId: "120226",
        url: "https://fb.me/abc",
        headline: "Bagues gravées",
        body: "Fait main à Lyon",
        clickId: "Aff-clid-1",
      },
    });
  });

  it("does not put what is said in a group into one person's thread", () => {
    expect(only("message-in-a-group")).toMatchObject({ kind: "unknown", topic: "group-message" });
  });
});

describe("people who change", () => {
  it("have a new number and a new id", () => {
    expect(only("number-changed")).toMatchObject({
      kind: "identity-changed",
      previous: [{ kind: "wa_phone", value: "33612345678" }],
      next: [
        { kind: "bsuid", value: "FR.5550001" },
        { kind: "wa_phone", value: "33687654321" },
      ],
    });
  });

  it("have a new id without a number", () => {
    expect(only("user-id-changed")).toMatchObject({ previous: noa, next: [{ kind: "bsuid", value: "FR.777" }] });
  });

  it("stop and resume marketing", () => {
    expect(only("marketing-stopped")).toMatchObject({ wants: false, sender: { identities: lea } });
    expect(only("marketing-stopped-without-phone")).toMatchObject({ wants: false, sender: { identities: noa } });
    expect(only("marketing-resumed")).toMatchObject({ wants: true, at: 1_795_000_800_000 });
  });

  it("are written to from the phone app", () => {
    expect(only("echo-text")).toMatchObject({
      kind: "echo",
      recipient: { identities: [{ kind: "wa_phone", value: "33612345678" }] },
      content: { kind: "text", body: "Je vous réponds de mon téléphone" },
    });
    expect(only("echo-to-an-id")).toMatchObject({ recipient: { identities: noa }, content: { media: "image" } });
  });
});
