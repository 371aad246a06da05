import { endSilence } from "./buyer.ts";
import { forge, post } from "./notices.ts";
import { expireWhenDue } from "./sales.ts";
import type { LyraState, LyraTask } from "./state.ts";
import { authoriseLate, invalidate, remit } from "./transactions.ts";

/** Does what was planned, when its moment has come. */
export function performTask(state: LyraState, task: LyraTask): void | Promise<void> {
  switch (task.kind) {
    case "post":
      if (task.cause === "retry" && task.notice.state !== "pending") return;
      return post(state, task.notice, task.cause);
    case "forgery":
      return forge(state, task.notice);
    case "expiry":
      return expireWhenDue({ state, shop: task.shop }, task.sale);
    case "silence":
      return endSilence({ state, shop: task.shop }, task.sale, task.challengeId);
    case "authorisation":
      return authoriseLate({ state, shop: task.shop }, task.transaction);
    case "remittance":
      return remit({ state, shop: task.shop }, task.transaction);
    case "invalidation":
      return invalidate({ state, shop: task.shop }, task.transaction);
  }
}
