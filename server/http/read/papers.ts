import type { Order } from "#api/order";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { sumsOf } from "#domain/invoicing/document-sums";
import { profileOf, tierOf } from "#domain/invoicing/profiles";
import { basketVat } from "#domain/order";
import { basketOf } from "#engine/order-rows";
import { numberOfPaper } from "#engine/paper-content";
import { moneyOf, timeOf } from "../api/call.ts";
import { publicId } from "../public-ids.ts";
import type { Looking } from "./looking.ts";

type Paper = RowOf<"document">;

/** A paper other than the receipt as it is shown; nothing for that. */
export function shownPaper({ document_id, kind, content, issued_at }: Paper): Order["papers"] {
  if (kind === "receipt") return [];
  const { minor, currency: code } = content["total"] as { readonly minor: number; readonly currency: string };
  return [
    {
      id: publicId("document", document_id),
      kind,
      number: numberOfPaper({ content }),
      total: moneyOf(minor, code),
      issuedAt: timeOf(issued_at),
    },
  ];
}

/** What an invoice of this order would need of its buyer; null where it has one, or can have none. */
export function invoiceableOf(
  { shop }: Looking,
  order: RowOf<"order">,
  papers: readonly Paper[],
): Order["invoiceable"] {
  const hasOne = papers.some(({ kind, of_document }) => kind === "invoice" && of_document === null);
  if (shop.invoicing === undefined || hasOne) return null;
  if (order.paid_at === null || order.refunded_minor >= order.paid_minor) return null;
  const { total, net } = sumsOf(basketVat(basketOf(order)), currency(order.currency));
  const { needs, asks } = tierOf(profileOf(shop.country), { gross: total, net });
  return { needs, asks };
}
