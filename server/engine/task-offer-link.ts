import type { RowOf } from "#contracts/store";
import { paymentOfReference } from "#domain/native-pay";
import type { OrderDetails, OrderStatus } from "#domain/order-message";
import { payAnotherWay } from "#engine/another-way";
import { type Batch, addTask, lockThread, writeMessage } from "#engine/batch";
import { deliverLink } from "#engine/deliver-link";
import { paymentLane } from "#engine/lanes";
import { openCase } from "#engine/payment-case";
import type { RunTask } from "#engine/task";

type Message = Pick<RowOf<"message">, "message_id" | "thread_id" | "content">;

const isOrder = (content: Message["content"]): content is OrderDetails | OrderStatus =>
  content.kind === "order-details" || content.kind === "order-status";

/**
 * An order, or news of one, that the channel did not take or could not show: what it said is said in another way. By a
 * task, since whoever writes a message's fate down holds none of what stands behind it.
 */
export function sayOtherwise(batch: Batch, { message_id, thread_id, content }: Message): void {
  if (!isOrder(content)) return;
  addTask(batch, {
    task_id: `offer-link:${message_id}`,
    kind: "offer-link",
    lane: paymentLane(paymentOfReference(content.reference) ?? content.reference),
    thread_id,
    subject_id: message_id,
    details: {},
  });
}

/** Offers the link of an order the chat did not show, or another rail where there is none; news goes as plain text. */
export const offerLink: RunTask = async (ports, shop, task) => {
  const [message] = await ports.store.tx(shop.businessId, (tx) =>
    tx.find("message", [{ message_id: task.subject_id }]),
  );
  const content = message?.content;
  if (!message || !content || !isOrder(content)) return { done: true };
  const reason = message.error?.details ?? message.error?.title;
  return {
    done: true,
    apply: (batch) =>
      content.kind === "order-details"
        ? offerOtherwise(batch, content, reason)
        : tellOtherwise(batch, message.thread_id, content),
  };
};

async function offerOtherwise(batch: Batch, { reference }: OrderDetails, details?: string): Promise<void> {
  const paymentId = paymentOfReference(reference);
  const known = paymentId === undefined ? undefined : await openCase(batch, paymentId);
  if (!known || known.payment.state !== "open" || known.order.state !== "placed") return;
  const { payment } = known;
  const rail = batch.shop.rails.find(({ id }) => id === payment.rail_id);
  if (rail?.plug.chatTerms) return payAnotherWay(batch, known, "refused", details);
  payment.chat = { shown: false, problem: "refused", ...(details === undefined ? {} : { details }) };
  await batch.tx.update("payment", [{ payment_id: payment.payment_id, chat: payment.chat }]);
  await deliverLink(batch, known);
}

/** That an order is called off is said for the card in the chat alone. */
async function tellOtherwise(batch: Batch, threadId: string, { status, body }: OrderStatus): Promise<void> {
  if (status === "canceled") return;
  const thread = await lockThread(batch, threadId);
  if (thread) writeMessage(batch, thread, "till", { kind: "text", body });
}
