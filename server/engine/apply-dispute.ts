import { currency } from "#domain/currency";
import { disputeEntry } from "#domain/ledger";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { type Batch, addNotice } from "#engine/batch";
import { dueOf, keepDispute } from "#engine/disputes";
import type { PaymentCase } from "#engine/payment-case";
import { postJournal } from "#engine/post-journal";
import { refundCapture } from "#engine/refunds";

type DisputeFact = Extract<PaymentFact, { readonly kind: "dispute-changed" }>;

/** A dispute: its money is booked, refunds of that capture are blocked so that it is not paid out twice, a person acts. */
export async function applyDispute(batch: Batch, known: PaymentCase, fact: DisputeFact): Promise<void> {
  const { payment, order, thread } = known;
  const [won] = await batch.tx.find("journal", [
    { entry_key: disputeEntry(payment.rail_id, fact.disputeId, fact.amount, "won").key, line: 0 },
  ]);
  // "opened" may arrive after "won": the dispute stays won.
  const [capture] = await batch.tx.updateIf(
    "capture",
    { rail_id: { eq: payment.rail_id }, capture_id: { eq: fact.captureId } },
    { disputed: fact.state !== "won" && !won },
  );
  await keepDispute(batch, known, fact);
  const about = { orderId: order.order_id, paymentId: payment.payment_id };
  // Won or lost may be heard before opened: what was taken is booked first, once, under its own key.
  await postJournal(batch, disputeEntry(payment.rail_id, fact.disputeId, fact.amount, "opened"), about);
  if (fact.state !== "opened")
    await postJournal(batch, disputeEntry(payment.rail_id, fact.disputeId, fact.amount, fact.state), about);
  const due = dueOf(batch, fact);
  addNotice(batch, {
    about: `dispute-${fact.state}`,
    severity: fact.state === "won" ? "note" : "alarm",
    text: due === undefined ? `notice.dispute-${fact.state}` : "notice.dispute-due",
    values: { amount: { money: fact.amount }, number: order.number ?? 0, ...due },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  batch.changes.push({ resource: "payment", id: payment.payment_id });
  // The order was cancelled while the bank held the money: what comes back is the customer's.
  if (fact.state !== "won" || order.state !== "cancelled" || !capture || capture.left_minor === 0) return;
  const left = money(capture.left_minor, currency(capture.currency));
  await refundCapture(batch, capture, thread.thread_id, left, "order-cancelled", "till");
}
