import type { RowOf } from "#contracts/store";
import { minutes } from "#domain/instant";
import { type Batch, addTask } from "#engine/batch";
import { paymentLane } from "#engine/lanes";

type Payment = Pick<RowOf<"payment">, "payment_id" | "thread_id">;

type PaymentTask = "create-link" | "charge-card" | "void-link";

/** The name of the task that makes a payment's call of a kind. */
export const taskOf = (kind: PaymentTask, paymentId: string): string => `${kind}:${paymentId}`;

/** Puts a call about a payment on record, in the payment's own lane; `again` names a further one of its kind. */
export function addPaymentTask(
  batch: Batch,
  kind: PaymentTask,
  { payment_id, thread_id }: Payment,
  { validFor, again, after }: { readonly validFor?: number; readonly again?: string; readonly after?: number } = {},
): void {
  addTask(batch, {
    task_id: again === undefined ? taskOf(kind, payment_id) : `${taskOf(kind, payment_id)}:${again}`,
    kind,
    lane: paymentLane(payment_id),
    thread_id,
    subject_id: payment_id,
    details: {},
    ...(validFor === undefined ? {} : { validFor }),
    ...(after === undefined ? {} : { after }),
  });
}

/**
 * Asks the provider for a payment's money, by a link or from the kept card. A key is remembered for 24 hours at Stripe:
 * no try may come after it is forgotten, nor after the payment's own end.
 */
export const askForPayment = (
  batch: Batch,
  payment: Payment & Pick<RowOf<"payment">, "card_id" | "expires_at">,
  after = 0,
): void =>
  addPaymentTask(batch, payment.card_id === null ? "create-link" : "charge-card", payment, {
    validFor: Math.min(payment.expires_at - batch.now, minutes(30)),
    after,
  });
