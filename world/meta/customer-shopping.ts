import { partiesOf, receive } from "./inbound.ts";
import type { CartLine, CatalogueProduct, CustomerReferral } from "./model-types.ts";
import type { MetaContext, NumberRecord } from "./state.ts";

/** Currencies whose smallest unit is not a hundredth (ISO 4217). */
const exponents = new Map<string, number>([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"].map((code) => [code, 0] as const),
  ...["RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"].map((code) => [code, 0] as const),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
]);

/** WhatsApp's cart takes at most this many of one item. */
const mostPerItem = 99;

/** A price as `order` messages carry it: a JSON number in major units. */
function majorUnits(priceMinor: number, currency: string): number {
  const exponent = exponents.get(currency) ?? 2;
  return Number((priceMinor / 10 ** exponent).toFixed(exponent));
}

function productOf(number: NumberRecord, retailerId: string): CatalogueProduct {
  const product = number.catalogue?.products.find((candidate) => candidate.retailerId === retailerId);
  if (product === undefined) throw new Error(`The catalogue of ${number.setup.name} shows no product ${retailerId}.`);
  return product;
}

/** Sends a cart: an `order` message with the prices the customer saw. */
export function sendCart(
  context: MetaContext,
  userId: string,
  phoneNumberId: string,
  lines: readonly CartLine[],
  note: string,
): string {
  const { number } = partiesOf(context, userId, phoneNumberId);
  if (lines.length === 0) throw new Error("An empty cart cannot be sent.");
  const items = lines.map((line) => {
    const product = productOf(number, line.retailerId);
    if (!Number.isInteger(line.quantity) || line.quantity < 1 || line.quantity > mostPerItem) {
      throw new Error(`A cart takes 1 to ${mostPerItem} of ${line.retailerId}, not ${line.quantity}.`);
    }
    return {
      product_retailer_id: line.retailerId,
      quantity: line.quantity,
      item_price: majorUnits(line.seenPriceMinor ?? product.priceMinor, product.currency),
      currency: product.currency,
    };
  });
  return receive(context, userId, phoneNumberId, {
    type: "order",
    content: { catalog_id: number.catalogue?.catalogId ?? "", text: note, product_items: items },
  });
}

/** A question about a product: a text whose context names it. */
export function askAboutProduct(
  context: MetaContext,
  userId: string,
  phoneNumberId: string,
  retailerId: string,
  text: string,
): string {
  const { number } = partiesOf(context, userId, phoneNumberId);
  const product = productOf(number, retailerId);
  return receive(context, userId, phoneNumberId, {
    type: "text",
    content: { body: text },
    context: {
      from: number.digits,
      id: `wamid.${Buffer.from(`product_inquiry ${retailerId}`).toString("base64")}`,
      referred_product: { catalog_id: number.catalogue?.catalogId ?? "", product_retailer_id: product.retailerId },
    },
  });
}

/** The first words of a customer who came from an ad or a post. */
export function comeFromAd(
  context: MetaContext,
  userId: string,
  phoneNumberId: string,
  text: string,
  referral: CustomerReferral,
): string {
  const { chat } = partiesOf(context, userId, phoneNumberId);
  chat.adClickAt = context.ports.now();
  const clickId = referral.clickId === undefined ? `clid-${userId}` : referral.clickId;
  return receive(context, userId, phoneNumberId, {
    type: "text",
    content: { body: text },
    extra: {
      referral: {
        source_url: referral.sourceUrl,
        source_id: referral.sourceId,
        source_type: referral.sourceType ?? "ad",
        headline: referral.headline ?? "",
        body: referral.body ?? "",
        ...(referral.imageUrl === undefined ? {} : { media_type: "image", image_url: referral.imageUrl }),
        ...(clickId === null ? {} : { ctwa_clid: clickId }),
      },
    },
  });
}
