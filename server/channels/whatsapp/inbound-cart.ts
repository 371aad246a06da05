import type { CartLine, InboundContent } from "#domain/inbound";
import { fieldsOf, given, idOf, listOf, numberOf, textOf, wordsOf } from "./json-fields.ts";

/**
 * A price in major units as decimal text. Meta sends a JSON number that its own arithmetic may have blurred
 * (33.300000000000004): fifteen significant digits are what a price can mean. Undefined when it is no price.
 */
export function decimalText(value: unknown): string | undefined {
  const price = numberOf(value);
  if (price === undefined || price < 0 || price >= 1e15) return undefined;
  const rounded = Number(price.toPrecision(15));
  return rounded !== 0 && rounded < 1e-6 ? "0" : String(rounded);
}

function readLine(value: unknown): CartLine | undefined {
  const item = fieldsOf(value);
  const sku = idOf(item["product_retailer_id"]);
  const quantity = numberOf(item["quantity"]);
  const seenPrice = decimalText(item["item_price"]);
  if (sku === undefined || seenPrice === undefined) return undefined;
  if (quantity === undefined || !Number.isSafeInteger(quantity) || quantity < 1) return undefined;
  return { sku, quantity, seenPrice, seenCurrency: textOf(item["currency"])?.slice(0, 8) ?? "" };
}

/** A cart sent from the catalogue. One line that cannot be read spoils it whole: half a cart would lie. */
export function readCart(value: unknown): InboundContent {
  const order = fieldsOf(value);
  const items = listOf(order["product_items"]);
  const lines = items.flatMap((item) => readLine(item) ?? []);
  if (lines.length === 0 || lines.length < items.length)
    return { kind: "unsupported", type: "order", reason: "a line of the cart cannot be read" };
  return {
    kind: "cart",
    catalogueId: textOf(order["catalog_id"]) ?? "",
    lines,
    ...given({ note: wordsOf(order["text"]) }),
  };
}
