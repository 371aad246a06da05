import type { NativePayProblem } from "#domain/native-pay";
import { advanceOrderJourney } from "#engine/advance-journey";
import type { Batch } from "#engine/batch";
import { takeNext } from "#engine/other-way";
import type { PaymentCase } from "#engine/payment-case";

/** A payment that could be made in the chat alone cannot be shown there: the next rail is asked, the reason is on record. */
export async function payAnotherWay(
  batch: Batch,
  known: PaymentCase,
  problem: NativePayProblem,
  details?: string,
): Promise<void> {
  const { payment, order, thread } = known;
  payment.chat = { shown: false, problem, ...(details === undefined ? {} : { details }) };
  await batch.tx.update("payment", [{ payment_id: payment.payment_id, chat: payment.chat }]);
  const reason = details ?? problem;
  if (await takeNext(batch, known, reason)) return;
  await advanceOrderJourney(batch, thread, order, { event: "link-failed", reason });
}
