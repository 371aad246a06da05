import { feeEntry } from "#domain/ledger";
import type { PaymentFact } from "#domain/payment";
import type { Batch } from "#engine/batch";
import type { PaymentCase } from "#engine/payment-case";
import { postJournal } from "#engine/post-journal";

type Captured = Extract<PaymentFact, { readonly kind: "captured" }>;

/** Books what the provider kept of a capture, once: signed events seldom say it, a later look-up does. */
export async function learnFee(batch: Batch, { payment, order }: PaymentCase, fact: Captured): Promise<void> {
  if (fact.fee === undefined) return;
  const [learnt] = await batch.tx.updateIf(
    "capture",
    { rail_id: { eq: payment.rail_id }, capture_id: { eq: fact.captureId }, fee_minor: { isNull: true } },
    { fee_minor: fact.fee.minor },
  );
  if (!learnt) return;
  const about = { orderId: order.order_id, paymentId: payment.payment_id };
  await postJournal(batch, feeEntry(payment.rail_id, fact.captureId, fact.fee), about);
  batch.changes.push({ resource: "payment", id: payment.payment_id });
}
