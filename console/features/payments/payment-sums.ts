import type { PaymentSummary } from "#api/payment";
import type { Money } from "#api/money";

type Sums = Pick<PaymentSummary, "amount" | "received" | "state">;

/** The sum a payment is shown by: what came in, once something did; before that, what was asked. */
export const shownSum = ({ amount, received }: Sums): Money => (received.minor > 0 ? received : amount);

/** What was asked, where something else came in; undefined where there is nothing to tell apart. */
export const askedInstead = ({ amount, received }: Sums): Money | undefined =>
  received.minor > 0 && received.minor !== amount.minor ? amount : undefined;
