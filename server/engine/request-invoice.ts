import type { InvoiceNews } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import type { InvoiceGiven } from "#domain/effect";
import { type Buyer, acceptBuyerField, nextField } from "#domain/invoicing/buyer";
import type { BuyerField } from "#domain/invoicing/profiles";
import type { Batch, ThreadDraft } from "#engine/batch";
import { invoiceOf, issueInvoice, mayInvoice, tierOfOrder } from "#engine/issue-invoice";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { numberOfPaper, profileOfShop } from "#engine/paper-content";

type RequestRow = RowOf<"invoice_request">;
/** What is on record of a request, before it is written. */
type Asked = { readonly buyer: Buyer; readonly leftOut: readonly BuyerField[]; readonly isNew: boolean };

/**
 * A customer wants an invoice, or answered a question about it. What she said is on record at once; as soon as it is
 * enough by the country's rules the invoice is issued, once. What is to be asked next, or why there can be none, comes
 * back as news.
 */
export async function requestInvoice(
  batch: Batch,
  thread: ThreadDraft,
  orderId: string | undefined,
  given: InvoiceGiven | undefined,
): Promise<InvoiceNews> {
  const order = await orderToInvoice(batch, thread, orderId);
  if (!order) return { event: "invoice-refused", reason: batch.shop.invoicing ? "nothing-paid" : "not-offered" };
  const about = { orderId: order.order_id, number: order.number ?? 0 };
  const standing = await standingOf(batch, order);
  if (standing) return standing;
  const asked = await askedBefore(batch, order);
  const known = asked.isNew && given === undefined ? await buyerBefore(batch, order) : undefined;
  if (known) return { event: "invoice-known", ...about, buyer: known };
  const taken = await take(batch, order, asked, given);
  if (taken === undefined && given?.give === "field")
    return {
      event: "invoice-needs",
      ...about,
      field: given.field,
      needed: isNeeded(batch, order, given.field),
      wrong: true,
    };
  const { buyer, leftOut } = taken ?? asked;
  await keep(batch, order, { buyer, leftOut, isNew: asked.isNew }, "customer");
  const next = nextField(tierOfOrder(batch, order), buyer, leftOut);
  if (next) return { event: "invoice-needs", ...about, ...next };
  return issued(batch, thread, order, buyer);
}

/**
 * The invoice every paid order of the shop is given, where that is the shop's way: issued at once where the rules need
 * no more than is known, else its buyer is asked. Undefined where nothing is to be said.
 */
export async function invoicePaidOrder(
  batch: Batch,
  thread: ThreadDraft,
  order: OrderDraft,
): Promise<InvoiceNews | undefined> {
  if (batch.shop.invoicing?.always !== true) return undefined;
  const buyer = (await buyerBefore(batch, order)) ?? {};
  const news = await issued(batch, thread, order, buyer);
  if (news.event !== "invoice-refused") return news;
  const next = nextField(tierOfOrder(batch, order), buyer, []);
  // Asked under her own order alone: in the middle of another one the answer would be taken for something else.
  if (!next || order.terms || thread.order_id !== order.order_id) return undefined;
  await keep(batch, order, { buyer, leftOut: [], isNew: true }, "till");
  return { event: "invoice-needs", orderId: order.order_id, number: order.number ?? 0, ...next };
}

/** The order she means: the one named, the thread's own, else the last one she paid. */
async function orderToInvoice(batch: Batch, thread: ThreadDraft, orderId?: string): Promise<OrderDraft | undefined> {
  const named = await loadOrder(batch, orderId ?? thread.order_id);
  if (named?.thread_id === thread.thread_id && named.paid_at !== null) return named;
  if (orderId !== undefined) return undefined;
  const [last] = await batch.tx.select(
    "order",
    { thread_id: { eq: thread.thread_id }, paid_at: { isNull: false } },
    { orderBy: ["paid_at"], descending: true, limit: 1 },
  );
  return last && loadOrder(batch, last.order_id);
}

/** What stands whatever she says: the invoice she has, or that there can be none. */
async function standingOf(batch: Batch, order: OrderDraft): Promise<InvoiceNews | undefined> {
  const invoice = await invoiceOf(batch, order.order_id);
  if (invoice) return ready(order, invoice);
  const not = mayInvoice(batch, order);
  return not && not.refused !== "missing"
    ? { event: "invoice-refused", reason: not.refused, number: order.number ?? 0 }
    : undefined;
}

/** News of an invoice that is there. */
export const ready = (order: OrderDraft, invoice: RowOf<"document">): InvoiceNews => ({
  event: "invoice-ready",
  orderId: order.order_id,
  documentId: invoice.document_id,
  invoiceNumber: numberOfPaper(invoice),
});

async function issued(batch: Batch, thread: ThreadDraft, order: OrderDraft, buyer: Buyer): Promise<InvoiceNews> {
  const made = await issueInvoice(batch, thread, order, buyer);
  if (!("refused" in made)) return ready(order, made);
  const reason = made.refused === "missing" ? "nothing-paid" : made.refused;
  return { event: "invoice-refused", reason, number: order.number ?? 0 };
}

async function askedBefore({ tx }: Batch, order: OrderDraft): Promise<Asked> {
  const [row] = await tx.find("invoice_request", [{ order_id: order.order_id }], { lock: true });
  return row ? { buyer: row.buyer, leftOut: row.left_out, isNew: false } : { buyer: {}, leftOut: [], isNew: true };
}

/** Whom her last invoice was made out to. */
async function buyerBefore({ tx }: Batch, order: OrderDraft): Promise<Buyer | undefined> {
  const rows = await tx.select(
    "invoice_request",
    { person_id: { eq: order.person_id }, order_id: { not: order.order_id } },
    { orderBy: ["changed_at"], descending: true, limit: 1 },
  );
  const buyer = rows[0]?.buyer;
  return buyer?.name === undefined && buyer?.taxId === undefined ? undefined : buyer;
}

/** What she gave now, taken in; undefined where it cannot be what was asked. */
async function take(
  batch: Batch,
  order: OrderDraft,
  { buyer, leftOut }: Asked,
  given: InvoiceGiven | undefined,
): Promise<Pick<Asked, "buyer" | "leftOut"> | undefined> {
  switch (given?.give) {
    case undefined:
    case "other":
      return { buyer, leftOut };
    case "same":
      return { buyer: { ...(await buyerBefore(batch, order)), ...buyer }, leftOut: ["name", "address", "taxId"] };
    case "nothing":
      return { buyer, leftOut: [...new Set([...leftOut, given.field])] };
    case "field": {
      const value = acceptBuyerField(profileOfShop(batch), given.field, given.text);
      return value === undefined ? undefined : { buyer: { ...buyer, [given.field]: value }, leftOut };
    }
  }
}

const isNeeded = (batch: Batch, order: OrderDraft, field: BuyerField): boolean =>
  tierOfOrder(batch, order).needs.includes(field);

/** Keeps what is known of a request; a second row of the same order changes nothing. */
export async function keep(batch: Batch, order: RowOf<"order">, asked: Asked, by: string): Promise<void> {
  const { buyer, leftOut, isNew } = asked;
  const row: RequestRow = {
    order_id: order.order_id,
    person_id: order.person_id,
    buyer,
    left_out: [...leftOut],
    requested_by: by,
    created_at: batch.now,
    changed_at: batch.now,
  };
  if (isNew) await batch.tx.insertNew("invoice_request", [row]);
  const { order_id, left_out, changed_at } = row;
  await batch.tx.updateIf("invoice_request", { order_id: { eq: order_id } }, { buyer, left_out, changed_at });
}
