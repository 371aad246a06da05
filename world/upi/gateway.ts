/** A try to pay an order: by a UPI app, a card, or net banking. */
export type UpiTry = {
  readonly id: string;
  /** The bank's own id of it. */
  readonly bankId: string;
  readonly status: "pending" | "success" | "failed";
  /** What was really paid, minor units of the order's currency. */
  readonly amount: number;
  readonly method: "upi" | "card" | "netbanking";
  readonly error?: { readonly code: string; readonly reason: string };
  readonly createdMs: number;
  readonly updatedMs: number;
};

/** Money going back. */
export type UpiRefund = {
  readonly id: string;
  readonly amount: number;
  readonly speed: "instant" | "normal";
  readonly status: "pending" | "success" | "failed";
  readonly createdMs: number;
  readonly updatedMs: number;
};

/** An order that a merchant's gateway waits for, or has been paid. */
export type UpiOrder = {
  /** The merchant's payment configuration, and her reference: together they name it. */
  readonly configuration: string;
  readonly reference: string;
  /** Which gateway the merchant is with. */
  readonly provider: string;
  readonly currency: string;
  /** What is asked, minor units. */
  readonly total: number;
  /** After it nothing is taken. */
  readonly expiresMs?: number;
  readonly cancelled: boolean;
  readonly tries: readonly UpiTry[];
  readonly refunds: readonly UpiRefund[];
};

/** All the gateways know: orders by `keyOf`. */
export type UpiBooks = Map<string, UpiOrder>;

/** What an order is found by. */
export const keyOf = (configuration: string, reference: string): string => `${configuration} ${reference}`;

/** Puts a new order on the books; one that is known stays as it is. */
export function openOrder(books: UpiBooks, order: Omit<UpiOrder, "cancelled" | "tries" | "refunds">): void {
  const key = keyOf(order.configuration, order.reference);
  if (!books.has(key)) books.set(key, { ...order, cancelled: false, tries: [], refunds: [] });
}

/** Whether the money has come. */
export const isPaid = ({ tries }: UpiOrder): boolean => tries.some(({ status }) => status === "success");
/** Whether a bank is still thinking about it. */
export const isPending = ({ tries }: UpiOrder): boolean => tries.some(({ status }) => status === "pending");

/** Why nothing can be paid on an order now, or undefined. */
export function paymentProblem(order: UpiOrder, now: number): string | undefined {
  if (isPaid(order)) return "This order is already paid.";
  if (order.cancelled) return "This order was cancelled.";
  if (order.expiresMs !== undefined && now >= order.expiresMs) return "This order has expired.";
  return isPending(order) ? "The bank is still working on a payment of this order." : undefined;
}

/** Begins a payment. Throws where nothing can be paid. */
export function beginPayment(
  order: UpiOrder,
  attempt: Pick<UpiTry, "id" | "bankId" | "method"> & { readonly amount?: number },
  now: number,
): UpiOrder {
  const problem = paymentProblem(order, now);
  if (problem !== undefined) throw new Error(problem);
  const { id, bankId, method, amount = order.total } = attempt;
  const begun: UpiTry = { id, bankId, method, amount, status: "pending", createdMs: now, updatedMs: now };
  return { ...order, tries: [...order.tries, begun] };
}

/** The bank has decided. Throws when nothing was pending. */
export function endPayment(order: UpiOrder, status: "success" | "failed", now: number): UpiOrder {
  if (!isPending(order)) throw new Error("Nothing is pending on this order.");
  const tries = order.tries.map((one): UpiTry => {
    if (one.status !== "pending") return one;
    const ended = { ...one, status, updatedMs: now };
    return status === "success" ? ended : { ...ended, error: { code: "BAD_REQUEST_ERROR", reason: "payment_failed" } };
  });
  return { ...order, tries };
}

/** What of an order's money has not gone back, minor units. */
export function leftOf({ tries, refunds }: UpiOrder): number {
  const came = tries.reduce((sum, { status, amount }) => sum + (status === "success" ? amount : 0), 0);
  return came - refunds.reduce((sum, { status, amount }) => sum + (status === "failed" ? 0 : amount), 0);
}

/** Sends money back; `undefined` where there is not as much. */
export function addRefund(
  order: UpiOrder,
  refund: Pick<UpiRefund, "id" | "amount" | "speed" | "status">,
  now: number,
): UpiOrder | undefined {
  if (refund.amount < 1 || refund.amount > leftOf(order)) return undefined;
  return { ...order, refunds: [...order.refunds, { ...refund, createdMs: now, updatedMs: now }] };
}

/** A refund goes through, or the bank sends it back. */
export const endRefund = (order: UpiOrder, id: string, status: "success" | "failed", now: number): UpiOrder => ({
  ...order,
  refunds: order.refunds.map((one) => (one.id === id ? { ...one, status, updatedMs: now } : one)),
});
