import { describe, expect, it } from "vitest";
import type { MediaSource } from "#domain/media";
import type { ListRow, OutboundMessage } from "#domain/outbound";
import { checkMessage } from "./check-message.ts";

const x = (length: number): string => "x".repeat(length);
const file: MediaSource = { from: "file", fileId: "upload/1" };
const picture = { type: "image", source: file } as const;
const buttons = (titles: readonly string[], id = "b"): OutboundMessage => ({
  kind: "buttons",
  body: "?",
  buttons: titles.map((title, n) => ({ id: `${id}${n}`, title })),
});
const rows = (count: number): readonly ListRow[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${n}`, title: `${n}` }));
const list = (change: Partial<Extract<OutboundMessage, { kind: "list" }>>): OutboundMessage => ({
  kind: "list",
  body: "?",
  button: "Choose",
  sections: [{ rows: rows(1) }],
  ...change,
});
const row = (change: Partial<ListRow>): OutboundMessage =>
  list({ sections: [{ rows: [{ id: "1", title: "1", ...change }] }] });
const link = (change: Partial<Extract<OutboundMessage, { kind: "link" }>>): OutboundMessage => ({
  kind: "link",
  body: "?",
  label: "Pay",
  url: "https://pay.example",
  ...change,
});
const products = (
  sections: readonly { title: string; skus: readonly string[] }[],
  header = "Shop",
): OutboundMessage => ({
  kind: "product-list",
  catalogueId: "1",
  header,
  body: "?",
  sections,
});
const card = (change: object = {}) =>
  ({ type: "link", header: picture, label: "See", url: "https://a.example", ...change }) as const;
const carousel = (...cards: readonly object[]): OutboundMessage =>
  ({ kind: "carousel", body: "?", cards }) as unknown as OutboundMessage;
const flow = (change: Partial<Extract<OutboundMessage, { kind: "flow" }>>): OutboundMessage => ({
  kind: "flow",
  body: "?",
  flowId: "1",
  label: "Book",
  ...change,
});
const template = (change: Partial<Extract<OutboundMessage, { kind: "template" }>>): OutboundMessage => ({
  kind: "template",
  name: "order_ready",
  language: "pt_BR",
  ...change,
});
const pictured = { header: picture } as const;

/** Each: the field that must be named, a message one step over a limit, and one on the limit. */
const limits: readonly (readonly [field: string, over: OutboundMessage, within: OutboundMessage])[] = [
  ["body", { kind: "text", body: x(4_097) }, { kind: "text", body: x(4_096) }],
  ["body", { kind: "text", body: "" }, { kind: "text", body: "a" }],
  ["caption", { kind: "image", source: file, caption: x(1_025) }, { kind: "image", source: file, caption: x(1_024) }],
  [
    "source.url",
    { kind: "video", source: { from: "link", url: "ftp://a.example/x" } },
    { kind: "video", source: { from: "link", url: "https://a.example/x" } },
  ],
  [
    "source.id",
    { kind: "sticker", source: { from: "id", id: "" } },
    { kind: "sticker", source: { from: "id", id: "1" } },
  ],
  [
    "filename",
    { kind: "document", source: file, filename: x(241) },
    { kind: "document", source: file, filename: x(240) },
  ],
  ["latitude", { kind: "location", latitude: 90.1, longitude: 0 }, { kind: "location", latitude: 90, longitude: -180 }],
  [
    "longitude",
    { kind: "location", latitude: 0, longitude: Number.NaN },
    { kind: "location", latitude: 0, longitude: 0 },
  ],
  [
    "contacts",
    { kind: "contacts", contacts: Array.from({ length: 258 }, () => ({ name: "a", phones: [], emails: [] })) },
    { kind: "contacts", contacts: Array.from({ length: 257 }, () => ({ name: "a", phones: [], emails: [] })) },
  ],
  ["emoji", { kind: "reaction", to: "w", emoji: "👍👍" }, { kind: "reaction", to: "w", emoji: "👨‍👩‍👧" }],
  ["emoji", { kind: "reaction", to: "w", emoji: "ok" }, { kind: "reaction", to: "w", emoji: "" }],
  ["buttons", buttons(["1", "2", "3", "4"]), buttons(["1", "2", "3"])],
  ["buttons[0].title", buttons([x(21)]), buttons([x(20)])],
  ["buttons[1].title", buttons(["a", "a"]), buttons(["a", "b"])],
  ["buttons[0].id", buttons(["a"], x(256)), buttons(["a"], x(255))],
  ["body", { ...link({}), body: x(1_025) } as OutboundMessage, link({ body: x(1_024) })],
  ["footer", link({ footer: x(61) }), link({ footer: x(60) })],
  ["header.text", link({ header: { type: "text", text: x(61) } }), link({ header: { type: "text", text: x(60) } })],
  ["label", link({ label: x(21) }), link({ label: x(20) })],
  ["url", link({ url: "javascript:alert(1)" }), link({ url: "http://a.example" })],
  ["body", list({ body: x(4_097) }), list({ body: x(4_096) })],
  ["header.type", list({ header: picture }), list({ header: { type: "text", text: "a" } })],
  ["button", list({ button: x(21) }), list({ button: x(20) })],
  ["sections.rows", list({ sections: [{ rows: rows(11) }] }), list({ sections: [{ rows: rows(10) }] })],
  [
    "sections[1].title",
    list({ sections: [{ title: "a", rows: rows(1) }, { rows: [{ id: "z", title: "z" }] }] }),
    list({
      sections: [
        { title: "a", rows: rows(1) },
        { title: "b", rows: [{ id: "z", title: "z" }] },
      ],
    }),
  ],
  [
    "sections[0].title",
    list({ sections: [{ title: x(25), rows: rows(1) }] }),
    list({ sections: [{ title: x(24), rows: rows(1) }] }),
  ],
  ["sections[0].rows[0].id", row({ id: x(201) }), row({ id: x(200) })],
  ["sections[0].rows[0].title", row({ title: x(25) }), row({ title: x(24) })],
  ["sections[0].rows[0].description", row({ description: x(73) }), row({ description: x(72) })],
  [
    "sections[0].rows[1].id",
    list({ sections: [{ rows: [...rows(1), ...rows(1)] }] }),
    list({ sections: [{ rows: rows(2) }] }),
  ],
  ["header", products([{ title: "a", skus: ["1"] }], ""), products([{ title: "a", skus: ["1"] }])],
  [
    "sections.skus",
    products([{ title: "a", skus: Array.from({ length: 31 }, String) }]),
    products([{ title: "a", skus: Array.from({ length: 30 }, String) }]),
  ],
  [
    "sections",
    products(Array.from({ length: 11 }, () => ({ title: "a", skus: ["1"] }))),
    products(Array.from({ length: 10 }, () => ({ title: "a", skus: ["1"] }))),
  ],
  ["sku", { kind: "product", catalogueId: "1", sku: "" }, { kind: "product", catalogueId: "1", sku: "1" }],
  ["body", { kind: "catalogue", body: x(1_025) }, { kind: "catalogue", body: x(1_024) }],
  ["cards", carousel(card()), carousel(card(), card())],
  [
    "cards",
    carousel(...Array.from({ length: 11 }, () => card())),
    carousel(...Array.from({ length: 10 }, () => card())),
  ],
  ["cards[1]", carousel(card(), card({ header: { ...picture, type: "video" } })), carousel(card(), card())],
  ["cards[0].body", carousel(card({ body: x(161) }), card()), carousel(card({ body: x(160) }), card())],
  ["cards[0].body", carousel(card({ body: "a\nb\nc\nd" }), card()), carousel(card({ body: "a\nb\nc" }), card())],
  ["cards[1].label", carousel(card(), card({ label: x(21) })), carousel(card(), card({ label: x(20) }))],
  ["label", flow({ label: x(31) }), flow({ label: x(30) })],
  ["label", flow({ label: "Book 📅" }), flow({ label: "Book" })],
  ["screen", flow({ data: { a: 1 } }), flow({ data: { a: 1 }, screen: "START" })],
  ["body", { kind: "location-request", body: x(1_025) }, { kind: "location-request", body: x(1_024) }],
  ["body", { kind: "contact-request", body: " " }, { kind: "contact-request", body: "?" }],
  [
    "country",
    { kind: "address-request", body: "?", country: "FR" },
    { kind: "address-request", body: "?", country: "IN" },
  ],
  [
    "values.street",
    { kind: "address-request", body: "?", country: "IN", values: { street: "1" } },
    { kind: "address-request", body: "?", country: "IN", values: { address: "1" } },
  ],
  ["name", template({ name: "Order ready" }), template({ name: "order_ready" })],
  ["language", template({ language: "pt-BR" }), template({ language: "pt" })],
  [
    "body[0].text",
    template({ body: [{ type: "text", text: "a\nb" }] }),
    template({ body: [{ type: "text", text: "a b" }] }),
  ],
  [
    "body",
    template({
      body: [
        { type: "text", text: "a", name: "n" },
        { type: "text", text: "b" },
      ],
    }),
    template({
      body: [
        { type: "text", text: "a", name: "n" },
        { type: "text", text: "b", name: "m" },
      ],
    }),
  ],
  ["body[0].type", template({ body: [picture] }), template({ header: picture })],
  [
    "buttons[0].code",
    template({ buttons: [{ type: "copy-code", index: 0, code: x(21) }] }),
    template({ buttons: [{ type: "copy-code", index: 0, code: x(20) }] }),
  ],
  [
    "buttons[1].index",
    template({ buttons: [0, 0].map((index) => ({ type: "url", index, suffix: "a" })) }),
    template({ buttons: [0, 1].map((index) => ({ type: "url", index, suffix: "a" })) }),
  ],
  ["cards", template({ cards: [pictured] }), template({ cards: [pictured, pictured] })],
  [
    "cards[0].buttons",
    template({
      cards: [{ ...pictured, buttons: [0, 1, 2].map((index) => ({ type: "url", index, suffix: "a" })) }, pictured],
    }),
    template({
      cards: [{ ...pictured, buttons: [0, 1].map((index) => ({ type: "url", index, suffix: "a" })) }, pictured],
    }),
  ],
];

describe("the limits of WhatsApp", () => {
  it.each(limits)("name %s one step beyond, and nothing on the limit", (field, over, within) => {
    expect(checkMessage(over)?.field).toBe(field);
    expect(checkMessage(over)?.problem).not.toBe("");
    expect(checkMessage(within)).toBeUndefined();
  });

  it("count as Meta's strictest reading does: an emoji is two", () => {
    expect(checkMessage(buttons(["💍".repeat(10)]))).toBeUndefined();
    expect(checkMessage(buttons([`${"💍".repeat(10)}.`]))?.problem).toBe(
      "is 21 characters long; at most 20 are allowed",
    );
  });
});
