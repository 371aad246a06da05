import { type Buyer, acceptBuyerField } from "#domain/invoicing/buyer";
import type { BuyerField } from "#domain/invoicing/profiles";
import { advanceOrderJourney } from "#engine/advance-journey";
import { type Batch, lockThread } from "#engine/batch";
import { issueInvoice } from "#engine/issue-invoice";
import { loadOrder } from "#engine/order-rows";
import { numberOfPaper, profileOfShop } from "#engine/paper-content";
import { keep, ready } from "#engine/request-invoice";

/** What came of a person's wish to invoice an order. */
export type MadeByHand =
  | { readonly made: "invoice"; readonly documentId: string }
  | { readonly made: "wrong" | "missing"; readonly fields: readonly BuyerField[] }
  | { readonly made: "refused"; readonly why: "not-found" | "not-offered" | "nothing-paid" | "refunded" };

/** A person of the shop invoices an order; the customer gets the paper in the thread. */
export async function invoiceByHand(
  batch: Batch,
  actor: string,
  orderId: string,
  written: { readonly [Field in BuyerField]?: string | undefined },
): Promise<MadeByHand> {
  const [seen] = await batch.tx.find("order", [{ order_id: orderId }]);
  const thread = seen && (await lockThread(batch, seen.thread_id));
  const order = await loadOrder(batch, orderId);
  if (!thread || !order) return { made: "refused", why: "not-found" };
  const fields = (["name", "address", "taxId"] as const).filter((field) => (written[field] ?? "") !== "");
  const profile = profileOfShop(batch);
  const read = fields.map((field) => [field, acceptBuyerField(profile, field, written[field] ?? "")] as const);
  const wrong = read.flatMap(([field, value]) => (value === undefined ? [field] : []));
  if (wrong.length > 0) return { made: "wrong", fields: wrong };
  const buyer: Buyer = Object.fromEntries(read);
  const made = await issueInvoice(batch, thread, order, buyer);
  if ("refused" in made)
    return made.refused === "missing"
      ? { made: "missing", fields: made.fields }
      : { made: "refused", why: made.refused };
  await keep(batch, order, { buyer, leftOut: [], isNew: true }, actor);
  await batch.tx.insert("audit", [
    {
      audit_id: batch.ports.ids.uuid(batch.now),
      actor,
      act: "invoice",
      object_kind: "order",
      object_id: orderId,
      details: { number: numberOfPaper(made) },
      at: batch.now,
    },
  ]);
  await advanceOrderJourney(batch, thread, order, ready(order, made));
  return { made: "invoice", documentId: made.document_id };
}
