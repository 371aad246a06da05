import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { type Buyer, missingFields } from "#domain/invoicing/buyer";
import { sumsOf } from "#domain/invoicing/document-sums";
import { type BuyerField, tierOf } from "#domain/invoicing/profiles";
import type { Invoicing } from "#domain/invoicing/seller";
import { money } from "#domain/money";
import { basketVat } from "#domain/order";
import { spokenLanguage } from "#domain/language";
import { type Batch, type ThreadDraft, addNotice } from "#engine/batch";
import { creditDoneRefunds } from "#engine/issue-credit-note";
import { issueDocument } from "#engine/issue-document";
import { basketOf } from "#engine/order-rows";
import {
  aboutOrder,
  buyerContent,
  numberOfPaper,
  orderLines,
  profileOfShop,
  sellerContent,
  sumsContent,
} from "#engine/paper-content";

/** Why an order cannot be invoiced. */
export type NoInvoice =
  | { readonly refused: "not-offered" | "nothing-paid" | "refunded" }
  | { readonly refused: "missing"; readonly fields: readonly BuyerField[] };

/** What kind of invoice an order takes, and what that must say of its buyer. */
export function tierOfOrder(batch: Batch, order: RowOf<"order">) {
  const sums = sumsOf(basketVat(basketOf(order)), currency(order.currency));
  return tierOf(profileOfShop(batch), { gross: sums.total, net: sums.net });
}

/** The invoice an order has. */
export const invoiceOf = async ({ tx }: Batch, orderId: string): Promise<RowOf<"document"> | undefined> =>
  (await tx.select("document", { issue_key: { eq: invoiceKey(orderId) } }))[0];

const invoiceKey = (orderId: string): string => `invoice:${orderId}`;

/** Whether an order may be invoiced at all: it was paid, and not all of it went back. */
export function mayInvoice(batch: Batch, order: RowOf<"order">): NoInvoice | undefined {
  if (batch.shop.invoicing === undefined) return { refused: "not-offered" };
  if (order.paid_at === null || order.paid_minor === 0) return { refused: "nothing-paid" };
  return order.refunded_minor >= order.paid_minor ? { refused: "refunded" } : undefined;
}

/**
 * Issues the invoice of a paid order, once, over the whole of it; what went back before is credited at once. An order
 * that has one keeps it: another buyer than the first needs a credit note and a new order.
 */
export async function issueInvoice(
  batch: Batch,
  thread: ThreadDraft,
  order: RowOf<"order">,
  buyer: Buyer,
): Promise<RowOf<"document"> | NoInvoice> {
  const known = await invoiceOf(batch, order.order_id);
  if (known) return known;
  const { invoicing: seller } = batch.shop;
  const not = mayInvoice(batch, order);
  if (not !== undefined || seller === undefined) return not ?? { refused: "not-offered" };
  const fields = missingFields(tierOfOrder(batch, order), buyer);
  if (fields.length > 0) return { refused: "missing", fields };
  const payment = await settlingPayment(batch, order);
  if (!payment) return { refused: "nothing-paid" };
  const invoice = await write(batch, thread, order, { payment, seller, buyer });
  tellMerchant(batch, order, invoice);
  await creditDoneRefunds(batch, order, invoice);
  return invoice;
}

function write(
  batch: Batch,
  thread: ThreadDraft,
  order: RowOf<"order">,
  by: { readonly payment: RowOf<"payment">; readonly seller: Invoicing; readonly buyer: Buyer },
): Promise<RowOf<"document">> {
  const { payment, seller, buyer } = by;
  const profile = profileOfShop(batch);
  const tier = tierOfOrder(batch, order);
  const language = spokenLanguage(thread.language, batch.shop.languages);
  const sums = sumsOf(basketVat(basketOf(order)), currency(order.currency));
  return issueDocument(batch, {
    kind: "invoice",
    issueKey: invoiceKey(order.order_id),
    order_id: order.order_id,
    payment_id: payment.payment_id,
    language,
    contentOf: (number, issuedAt) => ({
      ...aboutOrder(batch, order, payment, language),
      kind: "invoice",
      number,
      issuedAt,
      simplified: tier.simplified,
      code: tier.codes?.invoice ?? null,
      seller: sellerContent(batch, seller, profile),
      buyer: buyerContent(buyer),
      corrects: null,
      lines: orderLines(batch, order, language),
      ...sumsContent(sums),
    }),
  });
}

/** The payment whose money settled the order. */
async function settlingPayment({ tx }: Batch, order: RowOf<"order">): Promise<RowOf<"payment"> | undefined> {
  const [capture] = await tx.select("capture", {
    order_id: { eq: order.order_id },
    verdict: { eq: "settles" },
    // A promise that was not kept sold nothing.
    stage: { in: ["promised", "booked"] },
  });
  return capture && (await tx.find("payment", [{ payment_id: capture.payment_id }]))[0];
}

function tellMerchant(batch: Batch, order: RowOf<"order">, invoice: RowOf<"document">): void {
  const { exchange } = profileOfShop(batch);
  addNotice(batch, {
    about: "invoice-issued",
    // It counts only once it went through the state's exchange: somebody has to send it there.
    severity: exchange === undefined ? "note" : "warning",
    text: exchange === undefined ? "notice.invoice-issued" : "notice.invoice-to-exchange",
    values: {
      invoice: numberOfPaper(invoice),
      number: order.number ?? 0,
      amount: { money: money(order.total_minor, currency(order.currency)) },
      exchange: exchange ?? "",
    },
    threadId: order.thread_id,
    orderId: order.order_id,
  });
}
