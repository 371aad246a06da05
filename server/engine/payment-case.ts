import { type Batch, type ThreadDraft, lockThread } from "#engine/batch";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import type { PaymentDraft } from "#engine/request-payment";

/** A payment with what hangs on it, all locked. */
export type PaymentCase = {
  readonly payment: PaymentDraft;
  readonly order: OrderDraft;
  readonly thread: ThreadDraft;
};

/** The payment with its order and thread, locked from the thread downwards: everyone locks in this order. */
export async function openCase(batch: Batch, paymentId: string): Promise<PaymentCase | undefined> {
  // Two people may be joined while we wait for the thread: then the payment is in the other thread.
  for (let tries = 0; tries < 3; tries++) {
    const [seen] = await batch.tx.find("payment", [{ payment_id: paymentId }]);
    if (!seen) return undefined;
    const thread = await lockThread(batch, seen.thread_id);
    if (!thread) continue;
    const order = await loadOrder(batch, seen.order_id);
    const [row] = await batch.tx.find("payment", [{ payment_id: paymentId }], { lock: true });
    return order && row ? { thread, order, payment: { ...row } } : undefined;
  }
  return undefined;
}
