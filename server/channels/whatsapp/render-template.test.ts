import { expect, it } from "vitest";
import type { TemplateMessage } from "#domain/outbound";
import { renderTemplate } from "./render-template.ts";

const of = (parts: Partial<TemplateMessage>): object =>
  renderTemplate({ kind: "template", name: "spring", language: "pt_BR", ...parts }, { catalogueId: "77" });
const image = { type: "image", source: { from: "id", id: "5" } } as const;

it("has no components where nothing is filled", () =>
  expect(of({})).toEqual({ name: "spring", language: { code: "pt_BR" } }));

it("fills the header with every kind of parameter", () => {
  const filled: readonly [NonNullable<TemplateMessage["header"]>, object][] = [
    [
      { type: "text", text: "a" },
      { type: "text", text: "a" },
    ],
    [image, { type: "image", image: { id: "5" } }],
    [
      { type: "document", source: { from: "link", url: "https://a.example/r.pdf" }, filename: "r.pdf" },
      { type: "document", document: { link: "https://a.example/r.pdf", filename: "r.pdf" } },
    ],
    [
      { type: "location", latitude: 1, longitude: 2, name: "a", address: "b" },
      { type: "location", location: { latitude: 1, longitude: 2, name: "a", address: "b" } },
    ],
    [
      { type: "product", sku: "A", catalogueId: "" },
      { type: "product", product: { product_retailer_id: "A", catalog_id: "77" } },
    ],
  ];
  for (const [header, parameter] of filled)
    expect(of({ header })).toMatchObject({ components: [{ type: "header", parameters: [parameter] }] });
});

it("fills the body by place or by name, amounts and dates with their words", () => {
  const body = [
    { type: "text", text: "Léa", name: "who" },
    { type: "currency", fallback: "49,90 €", code: "EUR", amount1000: 49_900 },
    { type: "date-time", fallback: "24 nov." },
  ] as const;
  expect(of({ body })).toMatchObject({
    components: [
      {
        type: "body",
        parameters: [
          { type: "text", parameter_name: "who", text: "Léa" },
          { type: "currency", currency: { fallback_value: "49,90 €", code: "EUR", amount_1000: 49_900 } },
          { type: "date_time", date_time: { fallback_value: "24 nov." } },
        ],
      },
    ],
  });
});

it("fills every kind of button, numbered by text", () => {
  const buttons = [
    { type: "quick-reply", index: 0, payload: "p" },
    { type: "url", index: 1, suffix: "s" },
    { type: "copy-code", index: 2, code: "SPRING" },
    { type: "catalogue", index: 3, thumbnailSku: "A" },
    { type: "product-list", index: 4, thumbnailSku: "A", sections: [{ title: "T", skus: ["A"] }] },
    { type: "flow", index: 5, data: { a: 1 } },
  ] as const;
  const sections = [{ title: "T", product_items: [{ product_retailer_id: "A" }] }];
  const thumbnail = { thumbnail_product_retailer_id: "A" };
  expect(of({ buttons })).toMatchObject({
    components: [
      { type: "button", sub_type: "quick_reply", index: "0", parameters: [{ type: "payload", payload: "p" }] },
      { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "s" }] },
      { sub_type: "copy_code", index: "2", parameters: [{ type: "coupon_code", coupon_code: "SPRING" }] },
      { sub_type: "catalog", index: "3", parameters: [{ type: "action", action: thumbnail }] },
      { sub_type: "mpm", index: "4", parameters: [{ type: "action", action: { ...thumbnail, sections } }] },
      {
        sub_type: "flow",
        index: "5",
        parameters: [{ type: "action", action: { flow_token: "unused", flow_action_data: { a: 1 } } }],
      },
    ],
  });
});

it("carries a limited offer and a carousel", () => {
  const cards = [{ header: image, buttons: [{ type: "url", index: 0, suffix: "a" }] }, { header: image }] as const;
  const header = { type: "header", parameters: [{ type: "image", image: { id: "5" } }] };
  expect(of({ offerEndsAt: 1_795_000_000_000, cards })).toMatchObject({
    components: [
      {
        type: "limited_time_offer",
        parameters: [{ type: "limited_time_offer", limited_time_offer: { expiration_time_ms: 1_795_000_000_000 } }],
      },
      {
        type: "carousel",
        cards: [
          { card_index: 0, components: [header, { type: "button", sub_type: "url", index: "0" }] },
          { card_index: 1, components: [header] },
        ],
      },
    ],
  });
});
