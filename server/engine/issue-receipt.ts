import type { RowOf } from "#contracts/store";
import { inLanguage, spokenLanguage } from "#domain/language";
import { basketVat, lineTotal, readOptions } from "#domain/order";
import type { Batch, ThreadDraft } from "#engine/batch";
import { type OrderDraft, basketOf } from "#engine/order-rows";
import { issueDocument } from "#engine/issue-document";

/**
 * Issues the receipt of a paid order: numbered without gaps per business and year, as an immutable snapshot. The PDF is
 * made from the snapshot whenever it is needed, so it never differs from what was issued.
 */
export function issueReceipt(
  batch: Batch,
  thread: ThreadDraft,
  order: OrderDraft,
  payment: RowOf<"payment">,
): Promise<RowOf<"document">> {
  const { shop } = batch;
  const language = spokenLanguage(thread.language, shop.languages);
  const basket = basketOf(order);
  const rail = shop.rails.find(({ id }) => id === payment.rail_id);
  const amount = (minor: number) => ({ minor, currency: order.currency });
  return issueDocument(batch, {
    kind: "receipt",
    issueKey: `receipt:${order.order_id}`,
    order_id: order.order_id,
    payment_id: payment.payment_id,
    language,
    contentOf: (number, issuedAt) => ({
      language,
      receiptNumber: number,
      shop: { name: shop.name, legal: shop.legal },
      issuedAt,
      timeZone: shop.timeZone,
      orderNumber: order.number,
      lines: basket.lines.map((line) => ({
        name: inLanguage(line.name, language, shop.languages),
        options: Object.fromEntries(
          readOptions(line, (text) => inLanguage(text, language, shop.languages)).map(({ name, value }) => [
            name,
            value,
          ]),
        ),
        quantity: line.quantity,
        unitPrice: amount(line.unitPrice.minor),
        total: amount(lineTotal(line).minor),
      })),
      vat: basketVat(basket).map(({ rate, gross, net, vat }) => ({
        rate,
        gross: amount(gross.minor),
        net: amount(net.minor),
        vat: amount(vat.minor),
      })),
      total: amount(order.total_minor),
      paidWith: { rail: rail?.name ?? payment.rail_id, reference: payment.payment_id },
    }),
  });
}

/** The number people read: the year of the series and the place in it. */
export const receiptNumber = ({ series, number }: Pick<RowOf<"document">, "series" | "number">): string =>
  `${series.replace("receipt-", "R")}-${String(number).padStart(5, "0")}`;
