import type { Money } from "#domain/money";

/** Where a refund stands. `failed` may follow `done`: a bank can send the money back days later. */
export type RefundState = "requested" | "pending" | "done" | "failed";

const moves: Readonly<Record<RefundState, readonly RefundState[]>> = {
  requested: ["pending", "done", "failed"],
  pending: ["done", "failed"],
  done: ["failed"],
  failed: [],
};

/** Whether a refund may go from one state to the other. */
export const mayRefundMove = (from: RefundState, to: RefundState): boolean => moves[from].includes(to);

/** Why money goes back. */
export type RefundReason =
  | "customer-asked"
  | "out-of-stock"
  | "surplus"
  | "wrong-amount"
  | "order-cancelled"
  | "operator";

type CaptureStanding = {
  readonly left_minor: number;
  readonly disputed: boolean;
  readonly stage: "promised" | "booked" | "lost";
};

/**
 * Which of some captures money can go back from, and how much is left of them, in minor units. A disputed one is the
 * bank's to decide about; a promise that was not kept brought nothing. `disputed`: only a dispute stands in the way.
 */
export function refundableOf<Capture extends CaptureStanding>(
  captures: readonly Capture[],
): { readonly free: readonly Capture[]; readonly left: number; readonly disputed: boolean } {
  const free = captures.filter(({ disputed, stage }) => !disputed && stage !== "lost");
  return {
    free,
    left: free.reduce((sum, { left_minor }) => sum + left_minor, 0),
    disputed: free.length === 0 && captures.some(({ disputed }) => disputed),
  };
}

/** What is still refundable of a capture: captured less all that is reserved or done. */
export const refundable = (captured: Money, reserved: Money): number => captured.minor - reserved.minor;
