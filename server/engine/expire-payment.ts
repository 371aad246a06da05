import { advanceOrderJourney } from "#engine/advance-journey";
import type { Batch } from "#engine/batch";
import { uncountPayment } from "#engine/limits";
import type { PaymentCase } from "#engine/payment-case";
import { isHeardOf } from "#engine/payment-rail";
import { movePayment } from "#engine/request-payment";

/** Nobody paid in time: the payment ends, counts no more, and the customer is told where her order waits for it. */
export async function expirePayment(batch: Batch, { payment, thread, order }: PaymentCase): Promise<void> {
  if (!movePayment(payment, "expired", batch.now)) return;
  await batch.tx.update("payment", [payment]);
  batch.changes.push({ resource: "payment", id: payment.payment_id });
  await uncountPayment(batch, order.person_id, payment);
  if (order.state !== "placed" || payment.revision !== order.revision) return;
  const late = isHeardOf(batch, payment) ? {} : ({ late: true } as const);
  await advanceOrderJourney(batch, thread, order, { event: "link-expired", ...late });
}
