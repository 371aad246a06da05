import { looseTextOf, objectOf, valueAt, valuesAt } from "./json.ts";
import type { CatalogueProduct } from "./model-types.ts";
import { absent, count, edited, limit, oneOf, required, type Rule, rule, type SendScene } from "./rule-shape.ts";
import { interactiveFrame } from "./rules-interactive.ts";

const inner = "interactive";

/** The product with this retailer id in the number's catalogue. */
export function productNamed(scene: SendScene, retailerId: unknown): CatalogueProduct | undefined {
  return scene.number.catalogue?.products.find((product) => product.retailerId === retailerId);
}

function connected(kind: string, path: string): Rule {
  return rule(
    `${kind}: the catalogue is the one connected to the number`,
    [kind],
    131009,
    ({ body }, { number }) => {
      const named = valuesAt(body, path).filter((value) => value !== undefined);
      return named.every((value) => String(value) === number.catalogue?.catalogId)
        ? undefined
        : "The catalog is not connected to this WhatsApp Business Account.";
    },
    { body: edited(kind, path, "1") },
  );
}

function productRules(): readonly Rule[] {
  const kind = `${inner}.product`;
  const path = `${inner}.action.product_retailer_id`;
  return [
    required(kind, `${inner}.action`),
    limit(kind, `${inner}.body.text`, 1024),
    limit(kind, `${inner}.footer.text`, 60),
    absent(kind, `${inner}.header`, { type: "text", text: "Header" }),
    required(kind, `${inner}.action.catalog_id`),
    required(kind, path),
    connected(kind, `${inner}.action.catalog_id`),
    rule(
      "interactive.product: a product of the catalogue",
      [kind],
      131009,
      ({ body }, scene) =>
        productNamed(scene, valueAt(body, path)) === undefined
          ? `Products not found in FB Catalog: ${looseTextOf(valueAt(body, path)) ?? ""}`
          : undefined,
      { body: edited(kind, path, "NO-SUCH-SKU") },
    ),
    rule(
      "interactive.product: the product is in stock",
      [kind],
      131009,
      ({ body }, scene) =>
        productNamed(scene, valueAt(body, path))?.availability === "out of stock"
          ? `Product ${looseTextOf(valueAt(body, path)) ?? ""} is not available.`
          : undefined,
      { body: edited(kind, path, "GONE-1") },
    ),
  ];
}

function productListRules(): readonly Rule[] {
  const kind = `${inner}.product_list`;
  const sections = `${inner}.action.sections`;
  const items = `${sections}[].product_items`;
  const item = { product_retailer_id: "RING-54" };
  return [
    required(kind, `${inner}.header`),
    ...interactiveFrame(kind, 1024, ["text"], true),
    required(kind, `${inner}.action.catalog_id`),
    connected(kind, `${inner}.action.catalog_id`),
    count(kind, sections, 1, 10),
    limit(kind, `${sections}[].title`, 24),
    rule(
      "interactive.product_list: sections have titles when there is more than one",
      [kind],
      131009,
      ({ body }) => {
        const titles = valuesAt(body, `${sections}[].title`);
        return titles.length > 1 && titles.some((title) => title === undefined || title === "")
          ? "Section title is required when there is more than one section."
          : undefined;
      },
      { body: edited(kind, `${sections}[].title`, undefined) },
    ),
    required(kind, `${items}[].product_retailer_id`),
    rule(
      "interactive.product_list: 1 to 30 products in total",
      [kind],
      131009,
      ({ body }) => {
        const total = valuesAt(body, `${items}[]`).length;
        return total >= 1 && total <= 30 ? undefined : "Total product count must be between 1 and 30.";
      },
      {
        body: edited(
          kind,
          items,
          Array.from({ length: 30 }, () => item),
        ),
      },
    ),
    rule(
      "interactive.product_list: at least one known product (unknown ones are dropped)",
      [kind],
      131009,
      ({ body }, scene) =>
        valuesAt(body, `${items}[].product_retailer_id`).some((id) => productNamed(scene, id) !== undefined)
          ? undefined
          : "Products not found in FB Catalog.",
      { body: edited(kind, sections, [{ title: "Rings", product_items: [{ product_retailer_id: "NO-SUCH-SKU" }] }]) },
    ),
  ];
}

function catalogueMessageRules(): readonly Rule[] {
  const kind = `${inner}.catalog_message`;
  const thumbnail = `${inner}.action.parameters.thumbnail_product_retailer_id`;
  return [
    ...interactiveFrame(kind, 1024, [], true),
    oneOf(kind, `${inner}.action.name`, ["catalog_message"]),
    rule(
      "interactive.catalog_message: the picture is of a known product",
      [kind],
      131009,
      ({ body }, scene) => {
        const id = valueAt(body, thumbnail);
        return id !== undefined && productNamed(scene, id) === undefined
          ? `Products not found in FB Catalog: ${looseTextOf(id) ?? ""}`
          : undefined;
      },
      { body: edited(kind, thumbnail, "NO-SUCH-SKU") },
    ),
    rule(
      "interactive.catalog_message: a catalogue is connected",
      [kind],
      131009,
      (_send, { number }) =>
        (number.catalogue?.products.length ?? 0) === 0
          ? "No catalog is connected to this WhatsApp Business Account."
          : undefined,
      {
        body: edited(kind, `${inner}.action.parameters`, undefined),
        before: ({ world, phoneNumberId }) => world.setCatalogue(phoneNumberId, { catalogId: "2", products: [] }),
      },
    ),
  ];
}

function cardRules(): readonly Rule[] {
  const kind = `${inner}.carousel`;
  const product = (id: string, index: number) => ({
    card_index: index,
    type: "product",
    action: { product_retailer_id: id, catalog_id: "194836987003835" },
  });
  return [
    rule(
      "interactive.carousel: product cards show known products",
      [kind],
      131009,
      ({ body }, scene) => {
        const unknown = valuesAt(body, `${inner}.action.cards[]`).some((card) => {
          if (valueAt(card, "type") !== "product") return false;
          return productNamed(scene, objectOf(valueAt(card, "action"))["product_retailer_id"]) === undefined;
        });
        return unknown ? "Products not found in FB Catalog." : undefined;
      },
      { body: edited(kind, `${inner}.action.cards`, [product("RING-54", 0), product("NO-SUCH-SKU", 1)]) },
    ),
    connectedCards(kind),
  ];
}

function connectedCards(kind: string): Rule {
  const cards = ["RING-54", "MUG-1"].map((id, index) => ({
    card_index: index,
    type: "product",
    action: { product_retailer_id: id, catalog_id: "1" },
  }));
  return {
    ...connected(kind, `${inner}.action.cards[].action.catalog_id`),
    example: { body: edited(kind, `${inner}.action.cards`, cards) },
  };
}

/** Messages that show products. */
export const catalogueRules: readonly Rule[] = [
  ...productRules(),
  ...productListRules(),
  ...catalogueMessageRules(),
  ...cardRules(),
];
