import type { TemplateButton, TemplateMessage, TemplateParameter } from "#domain/outbound";
import { given } from "./json-fields.ts";
import { productSections } from "./render-interactive.ts";
import { sourceOf } from "./render-media.ts";
import type { WhatsappSettings } from "./settings-form.ts";

/** The `template` object: name, language and every component that is filled at sending. */
export function renderTemplate(message: TemplateMessage, settings: WhatsappSettings): object {
  const { name, language, offerEndsAt, cards } = message;
  const components = [
    ...partsOf(message, settings),
    ...(offerEndsAt === undefined ? [] : [offerOf(offerEndsAt)]),
    ...(cards === undefined
      ? []
      : [
          {
            type: "carousel",
            cards: cards.map((card, n) => ({ card_index: n, components: partsOf(card, settings) })),
          },
        ]),
  ];
  return {
    name,
    language: { code: language },
    ...given({ components: components.length === 0 ? undefined : components }),
  };
}

type Parts = Pick<TemplateMessage, "header" | "body" | "buttons">;

function partsOf({ header, body = [], buttons = [] }: Parts, settings: WhatsappSettings): readonly object[] {
  return [
    ...(header === undefined ? [] : [{ type: "header", parameters: [parameterOf(header, settings)] }]),
    ...(body.length === 0 ? [] : [{ type: "body", parameters: body.map((one) => parameterOf(one, settings)) }]),
    ...buttons.map(buttonOf),
  ];
}

const offerOf = (endsAt: number): object => ({
  type: "limited_time_offer",
  parameters: [{ type: "limited_time_offer", limited_time_offer: { expiration_time_ms: endsAt } }],
});

function parameterOf(parameter: TemplateParameter, { catalogueId }: WhatsappSettings): object {
  switch (parameter.type) {
    case "text":
      return { type: "text", ...given({ parameter_name: parameter.name }), text: parameter.text };
    case "currency": {
      const { fallback, code, amount1000 } = parameter;
      return { type: "currency", currency: { fallback_value: fallback, code, amount_1000: amount1000 } };
    }
    case "date-time":
      return { type: "date_time", date_time: { fallback_value: parameter.fallback } };
    case "image":
    case "video":
      return { type: parameter.type, [parameter.type]: sourceOf(parameter.source) };
    case "document":
      return {
        type: "document",
        document: { ...sourceOf(parameter.source), ...given({ filename: parameter.filename }) },
      };
    case "location": {
      const { latitude, longitude, name, address } = parameter;
      return { type: "location", location: { latitude, longitude, ...given({ name, address }) } };
    }
    case "product": {
      const catalogue = parameter.catalogueId === "" ? (catalogueId ?? "") : parameter.catalogueId;
      return { type: "product", product: { product_retailer_id: parameter.sku, catalog_id: catalogue } };
    }
  }
}

function buttonOf(button: TemplateButton): object {
  const [subType, parameter] = fillingOf(button);
  return { type: "button", sub_type: subType, index: String(button.index), parameters: [parameter] };
}

function fillingOf(button: TemplateButton): readonly [subType: string, parameter: object] {
  switch (button.type) {
    case "quick-reply":
      return ["quick_reply", { type: "payload", payload: button.payload }];
    case "url":
      return ["url", { type: "text", text: button.suffix }];
    case "copy-code":
      return ["copy_code", { type: "coupon_code", coupon_code: button.code }];
    case "catalogue":
      return ["catalog", { type: "action", action: given({ thumbnail_product_retailer_id: button.thumbnailSku }) }];
    case "product-list":
      return [
        "mpm",
        {
          type: "action",
          action: {
            thumbnail_product_retailer_id: button.thumbnailSku,
            sections: productSections(button.sections),
          },
        },
      ];
    case "flow":
      return [
        "flow",
        {
          type: "action",
          action: { flow_token: button.token ?? "unused", ...given({ flow_action_data: button.data }) },
        },
      ];
  }
}
