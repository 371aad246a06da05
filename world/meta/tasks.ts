import { decide, finishRefund } from "./chat-payments.ts";
import type { MetaContext, MetaTask } from "./state.ts";
import { deliver, leaveForPhone } from "./statuses.ts";
import { endReview } from "./templates.ts";
import { joinLine, postGathered } from "./webhooks-out.ts";

/** Does what was planned, when its moment has come. */
export function performTask(context: MetaContext, task: MetaTask): void {
  switch (task.kind) {
    case "sent":
      return leaveForPhone(context, task.send);
    case "delivered":
      return deliver(context, task.send);
    case "review":
      return endReview(context, task.templateId, task.revision);
    case "bank-decides":
      return decide(context, task, "success");
    case "refund-ends":
      return finishRefund(context, task, "success");
    case "gathered":
      return postGathered(context, task.url);
    case "post":
      if (task.again) context.state.counters.retried += 1;
      return joinLine(context, task.post);
  }
}
