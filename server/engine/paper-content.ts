import type { RowOf } from "#contracts/store";
import { inLanguage, type Language } from "#domain/language";
import type { Buyer } from "#domain/invoicing/buyer";
import { type DocumentSums, netLines } from "#domain/invoicing/document-sums";
import { type InvoicingProfile, profileOf } from "#domain/invoicing/profiles";
import { type Invoicing, printedIds } from "#domain/invoicing/seller";
import { type Money, money } from "#domain/money";
import { currency } from "#domain/currency";
import { lineTotal, readOptions } from "#domain/order";
import type { Batch } from "#engine/batch";
import { basketOf } from "#engine/order-rows";

type Plain = { readonly minor: number; readonly currency: string };
const plain = ({ minor, currency: code }: Money): Plain => ({ minor, currency: code });

/** Who sells, as a paper for the tax office says it. */
export const sellerContent = (batch: Batch, seller: Invoicing, profile: InvoicingProfile) => ({
  tradeName: batch.shop.name,
  name: seller.legalName,
  address: seller.address,
  ids: printedIds(seller),
  mentions: [...(seller.vatRegime === "exempt" ? [profile.exempt] : []), ...profile.mentions, ...seller.mentions],
});

/** Who buys; empty where she need not be named. */
export const buyerContent = ({ name, address, taxId }: Buyer) => ({
  name: name ?? null,
  address: address ?? null,
  taxId: taxId ?? null,
});

/** The lines of an order: net price of one, net and gross of all. */
export function orderLines(batch: Batch, order: RowOf<"order">, language: Language) {
  const basket = basketOf(order);
  const say = (text: Parameters<typeof inLanguage>[0]): string => inLanguage(text, language, batch.shop.languages);
  const nets = netLines(basket);
  return basket.lines.map((line, n) => ({
    name: say(line.name),
    options: Object.fromEntries(readOptions(line, say).map(({ name, value }) => [name, value])),
    quantity: line.quantity,
    rate: line.vatRate,
    unitNet: plain(nets[n]?.unitNet ?? money(0, basket.currency)),
    net: plain(nets[n]?.net ?? money(0, basket.currency)),
    unitPrice: plain(line.unitPrice),
    total: plain(lineTotal(line)),
  }));
}

/** The sums of a paper: by rate, and over all. */
export const sumsContent = ({ shares, net, vat, total }: DocumentSums) => ({
  vat: shares.map((share) => ({
    rate: share.rate,
    gross: plain(share.gross),
    net: plain(share.net),
    vat: plain(share.vat),
  })),
  net: plain(net),
  vatTotal: plain(vat),
  total: plain(total),
});

/** What every paper of an order says. */
export const aboutOrder = (batch: Batch, order: RowOf<"order">, payment: RowOf<"payment">, language: Language) => ({
  language,
  timeZone: batch.shop.timeZone,
  orderNumber: order.number,
  suppliedAt: order.paid_at ?? order.created_at,
  paidWith: {
    rail: batch.shop.rails.find(({ id }) => id === payment.rail_id)?.name ?? payment.rail_id,
    reference: payment.payment_id,
  },
});

/** The shares a stored paper is over. */
export function sharesOf({ content }: RowOf<"document">) {
  const rows = content["vat"] as readonly { rate: number; gross: Plain; net: Plain; vat: Plain }[];
  const read = ({ minor, currency: code }: Plain): Money => money(minor, currency(code));
  return rows.map(({ rate, gross, net, vat }) => ({ rate, gross: read(gross), net: read(net), vat: read(vat) }));
}

/** The number a stored paper was given. */
export const numberOfPaper = ({ content }: Pick<RowOf<"document">, "content">): string =>
  String(content["number"] ?? content["receiptNumber"] ?? "");

/** The profile a shop issues by. */
export const profileOfShop = (batch: Batch): InvoicingProfile => profileOf(batch.shop.country);
