import type { InboundEvent } from "#domain/inbound";
import { paymentOfReference } from "#domain/native-pay";
import { type Batch, addNotice } from "#engine/batch";

type PaymentStatus = Extract<InboundEvent, { readonly kind: "payment-status" }>;

/** The words of channels about payments in the chat, each payment once, in the order of their ids. */
export async function hearOfPayments(batch: Batch, events: readonly InboundEvent[]): Promise<void> {
  const told = new Map<string, PaymentStatus>();
  for (const event of events) {
    if (event.kind !== "payment-status") continue;
    const before = told.get(event.reference);
    if (before?.status !== "captured") told.set(event.reference, event);
  }
  for (const [, event] of [...told].toSorted(([one], [other]) => (one < other ? -1 : 1))) await hearOf(batch, event);
}

/**
 * A channel says that something became of a payment made in the chat. Its word moves no money: the payment is looked up
 * at once, also one that was thought final, since a refund or a second payment may be what is told. Words about a payment
 * that is none of ours are put before a person.
 */
async function hearOf(batch: Batch, event: PaymentStatus): Promise<void> {
  const { tx, now } = batch;
  const paymentId = paymentOfReference(event.reference);
  const [payment] =
    paymentId === undefined ? [] : await tx.find("payment", [{ payment_id: paymentId }], { lock: true });
  if (!payment) {
    batch.ports.metrics.count("chat_payment_unknown_total");
    if (event.status === "captured")
      addNotice(batch, {
        about: "unknown-payment",
        severity: "alarm",
        text: "notice.unknown-chat-payment",
        values: { reference: event.reference.slice(0, 80) },
      });
    return;
  }
  await tx.update("payment", [
    { payment_id: payment.payment_id, final: false, look_at: now, by_webhook_at: payment.by_webhook_at ?? now },
  ]);
  batch.wrote.add("looks");
}
