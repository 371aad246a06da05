import type { JourneyEvent } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { setAlarm } from "#engine/alarms";
import { type Batch, type ThreadDraft, addNotice, addTask } from "#engine/batch";
import { cancelOrder } from "#engine/cancel-order";
import { editOrder } from "#engine/edit-order";
import { handOver } from "#engine/hand-over";
import { loadOrder, openOrder } from "#engine/order-rows";
import { newsInChat } from "#engine/chat-orders";
import { askOtherWay } from "#engine/ask-other-way";
import { addToRefund, askRefund, findRefundable } from "#engine/refund-requests";
import { readCommand } from "#engine/read-command";
import { requestPayment } from "#engine/request-payment";
import { word } from "#engine/wording-to-message";

/** Carries out one effect on our own tables. What it leads to comes back as events for the journey. */
export async function runEffect(
  batch: Batch,
  thread: ThreadDraft,
  journey: string,
  effect: Exclude<Effect, { readonly do: "say" }>,
): Promise<readonly JourneyEvent[]> {
  switch (effect.do) {
    case "edit-basket": {
      const { problems } = await editOrder(batch, thread, effect.edit);
      return [{ event: "basket-changed", problems, by: "customer" }];
    }
    case "set-address":
    case "set-note": {
      const order = await openOrder(batch, thread);
      if (effect.do === "set-note") order.note = effect.note;
      else order.address = effect.address;
      return effect.do === "set-note" ? [] : [{ event: "address-changed", address: effect.address, by: "customer" }];
    }
    case "request-payment":
      return askForPayment(batch, thread, effect.railId);
    case "pay-other-way":
      return askOtherWay(batch, thread, effect);
    case "cancel-order": {
      const order = await loadOrder(batch, thread.order_id);
      const cancelled = order && (await cancelOrder(batch, order, effect.reason, "customer"));
      if (!cancelled) return [];
      return [{ event: "order-cancelled", by: "customer", ...(cancelled.refund ? { refund: cancelled.refund } : {}) }];
    }
    case "wake-me":
      await setAlarm(batch, thread, effect.name, effect.at);
      return [];
    case "forget-alarm":
      await batch.tx.remove("timer", { thread_id: { eq: thread.thread_id }, name: { eq: effect.name } });
      return [];
    case "read-command":
      return [await readCommand(batch, thread, effect)];
    case "run-command":
      addTask(batch, {
        // A message leads to one command at most: its place in the thread names it.
        task_id: `command:${thread.thread_id}:${thread.seq}`,
        kind: "command",
        lane: `command:${thread.thread_id}`,
        thread_id: thread.thread_id,
        subject_id: thread.thread_id,
        details: { ...effect.settled },
      });
      return [];
    case "find-refundable":
      return [await findRefundable(batch, thread, effect.orderId)];
    case "ask-refund":
      return [await askRefund(batch, thread, effect.draft)];
    case "add-to-refund":
      return [await addToRefund(batch, thread, effect)];
    case "decide-refund":
      addTask(batch, {
        task_id: `decide-refund:${thread.thread_id}:${thread.seq}`,
        kind: "decide-refund",
        lane: `command:${thread.thread_id}`,
        thread_id: thread.thread_id,
        subject_id: effect.requestId,
        details: { ...effect.decision },
      });
      return [];
    case "hand-over":
      handOver(batch, thread, word(batch, thread, effect.reason, journey));
      return [];
    case "tell-merchant":
      addNotice(batch, {
        about: effect.about,
        text: "notice.plain",
        values: { text: { wording: effect.text } },
        threadId: thread.thread_id,
        ...(thread.order_id === null ? {} : { orderId: thread.order_id }),
      });
      return [];
  }
}

async function askForPayment(batch: Batch, thread: ThreadDraft, railId?: string): Promise<readonly JourneyEvent[]> {
  const order = await openOrder(batch, thread);
  const requested = await requestPayment(batch, order, railId === undefined ? {} : { railId });
  if (requested.asked === "refused") return [{ event: "link-failed", reason: requested.details ?? requested.reason }];
  const news = requested.asked === "ready" ? await newsInChat(batch, requested.payment) : undefined;
  return news === undefined ? [] : [news];
}
