import { type Json, type JsonObject, listOf, objectOf, objectsOf, valueAt, valuesAt, withValue } from "./json.ts";
import { edited, limit, oneOf, required, type Rule, rule, textOfLength } from "./rule-shape.ts";

const details = "interactive.order_details";
const parameters = "interactive.action.parameters";
const items = `${parameters}.order.items`;

/** Every amount of an order counts in hundredths. */
const amountPaths = [
  `${parameters}.total_amount`,
  `${parameters}.order.subtotal`,
  `${parameters}.order.tax`,
  `${parameters}.order.shipping`,
  `${parameters}.order.discount`,
  `${items}[].amount`,
  `${items}[].sale_amount`,
];

/** What an order costs: looked at before its sums are. */
export const orderAmountRules: readonly Rule[] = [
  required(details, `${parameters}.order.subtotal`),
  required(details, `${parameters}.order.tax`),
  rule(
    `${details}: amounts are whole hundredths`,
    [details],
    131009,
    ({ body }) =>
      amountPaths.flatMap((path) => valuesAt(body, path)).some((amount) => amount !== undefined && !isAmount(amount))
        ? "Amounts must have a whole value and an offset of 100."
        : undefined,
    { body: edited(details, `${parameters}.order.shipping.offset`, 1) },
  ),
  rule(
    `${details}: quantities are whole`,
    [details],
    131009,
    ({ body }) =>
      valuesAt(body, `${items}[].quantity`).every((quantity) => Number.isSafeInteger(quantity) && Number(quantity) > 0)
        ? undefined
        : "Param quantity must be an integer.",
    { body: edited(details, `${items}[].quantity`, 1.5) },
  ),
  rule(
    `${details}: a sale amount is lower than the amount`,
    [details],
    131009,
    ({ body }) =>
      objectsOf(valueAt(body, items)).some((item) => {
        const sale = valueAt(item, "sale_amount.value");
        return sale !== undefined && Number(sale) >= Number(valueAt(item, "amount.value"));
      })
        ? "Param sale_amount must be less than amount."
        : undefined,
    { body: edited(details, `${items}[].sale_amount`, { value: 2_500, offset: 100 }) },
  ),
  limitOfDiscount("description"),
  limitOfDiscount("discount_program_name"),
  limitOfExpiry(),
];

function isAmount(amount: Json): boolean {
  const { value, offset } = objectOf(amount);
  return Number.isSafeInteger(value) && Number(value) >= 0 && offset === 100;
}

function limitOfDiscount(field: string): Rule {
  const path = `${parameters}.order.discount.${field}`;
  const body = edited(details, `${parameters}.order.discount`, { value: 0, offset: 100, [field]: textOfLength(61) });
  return { ...limit(details, path, 60), example: { body } };
}

function limitOfExpiry(): Rule {
  const path = `${parameters}.order.expiration`;
  const body = edited(details, path, { timestamp: "1900000000", description: textOfLength(121) });
  return { ...limit(details, `${path}.description`, 120), example: { body } };
}

/** Orders with pictures. */
export const orderPictureRules: readonly Rule[] = [
  oneOf(details, "interactive.header.type", ["image"]),
  rule(
    `${details}: at most ten items with pictures`,
    [details],
    131009,
    ({ body }) => {
      const all = listOf(valueAt(body, items));
      const shown = valuesAt(body, `${items}[].image`).some((image) => image !== undefined);
      return shown && all.length > 10 ? "At most 10 items may be sent with images." : undefined;
    },
    { body: withPictures(11, {}) },
  ),
  rule(
    `${details}: items with pictures are of no catalogue`,
    [details],
    131009,
    ({ body }) => {
      const pictured = objectsOf(valueAt(body, items)).filter((item) => item["image"] !== undefined);
      if (pictured.length === 0) return undefined;
      const named = pictured.some((item) => item["retailer_id"] !== undefined);
      return named || valueAt(body, `${parameters}.order.catalog_id`) !== undefined
        ? "Items with an image must not have retailer_id, nor the order a catalog_id."
        : undefined;
    },
    { body: withPictures(1, { retailer_id: "BOLO" }) },
  ),
];

function withPictures(count: number, more: JsonObject): JsonObject {
  const one = { name: "Bolo", amount: { value: 100, offset: 100 }, quantity: 1, image: { link: "https://a.b/c.jpg" } };
  const all = Array.from({ length: count }, () => ({ ...one, ...more }));
  const sums = edited(details, `${parameters}.order.subtotal.value`, 100 * count);
  return withValue(withValue(sums, `${parameters}.total_amount.value`, 100 * count + 500), items, all);
}
