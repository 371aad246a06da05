import { settleLate } from "./cardholder.ts";
import { attempt } from "./deliveries.ts";
import { closeDisputeOf, isOpen, loseUnanswered, openDisputeOf } from "./disputes.ts";
import { endRefund } from "./refunds.ts";
import { expireWhenDue } from "./sessions.ts";
import { ownCause, type StripeState, type StripeTask } from "./state.ts";

/** Does what was planned, when its moment has come. */
export function performTask(state: StripeState, task: StripeTask): void | Promise<void> {
  if (task.kind === "attempt") {
    if (task.repeat && task.delivery.state !== "pending") return;
    return attempt(state, task.delivery);
  }
  const cause = ownCause(state, task.account);
  switch (task.kind) {
    case "expiry":
      return expireWhenDue(cause, task.sessionId);
    case "refund":
      return endRefund(cause, task.refund, task.card);
    case "complaint":
      if (task.account.charges.get(task.chargeId)?.charge.disputed === true) return;
      return void openDisputeOf(cause, task.chargeId, task.complaint);
    case "silence":
      return loseUnanswered(cause, task.dispute);
    case "verdict":
      if (isOpen(task.dispute)) closeDisputeOf(cause, task.dispute.id, task.verdict);
      return;
    case "debit":
      return settleLate(cause, task);
  }
}
