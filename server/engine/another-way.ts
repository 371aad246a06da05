import type { NativePayProblem } from "#domain/native-pay";
import { advanceOrderJourney } from "#engine/advance-journey";
import type { Batch } from "#engine/batch";
import type { PaymentCase } from "#engine/payment-case";
import { requestPayment } from "#engine/request-payment";

/** A payment that could be made in the chat alone cannot be shown there: the next rail is asked, the reason is on record. */
export async function payAnotherWay(
  batch: Batch,
  { payment, order, thread }: PaymentCase,
  problem: NativePayProblem,
  details?: string,
): Promise<void> {
  payment.chat = { shown: false, problem, ...(details === undefined ? {} : { details }) };
  await batch.tx.update("payment", [{ payment_id: payment.payment_id, chat: payment.chat }]);
  const requested = await requestPayment(batch, order);
  if (requested.asked !== "refused") return;
  const reason = requested.details ?? requested.reason;
  await advanceOrderJourney(batch, thread, order, { event: "link-failed", reason });
}
