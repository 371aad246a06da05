import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { Batch } from "#engine/batch";
import type { PaymentCase } from "#engine/payment-case";
import { tellCustomer, tellDesk, workOf } from "#engine/refund-desk";
import { type RequestDraft, saveRequest } from "#engine/refund-request-rows";
import { isByHand } from "#engine/refunds";

type Refund = RowOf<"refund">;

/**
 * Moves the request a refund belongs to, and tells its customer and its desk. A refund that fails, be it days later,
 * opens the request again. False when no customer asked for this refund: then the order's own notices speak.
 */
export async function followRequest(batch: Batch, { order }: PaymentCase, refund: Refund): Promise<boolean> {
  const requests = await batch.tx.select(
    "refund_request",
    { order_id: { eq: refund.order_id }, state: { in: ["refunding", "done", "failed"] } },
    { orderBy: ["request_id"], lock: true },
  );
  const row = requests.find(({ refund_ids }) => refund_ids.includes(refund.refund_id));
  if (!row) return false;
  const request: RequestDraft = { ...row };
  const about = {
    requestId: row.request_id,
    number: order.number ?? 0,
    amount: money(row.amount_minor, currency(row.currency)),
  };
  const isCustomers = row.cause !== "shop";
  const tell = async (step: "sent" | "failed"): Promise<void> =>
    isCustomers ? tellCustomer(batch, request, { ...about, step }) : undefined;
  switch (refund.state) {
    case "requested":
      break;
    case "pending":
      await tell("sent");
      break;
    case "failed":
      Object.assign(request, { state: "failed", problem: refund.problem, closed_at: null });
      await saveRequest(batch, request);
      await tell("failed");
      await tellDesk(batch, request, {
        ...(await workOf(batch, request)),
        work: "failed",
        reason: refund.problem ?? "?",
      });
      break;
    case "done": {
      if (row.state !== "refunding" || !(await isWhole(batch, row))) break;
      Object.assign(request, { state: "done", closed_at: batch.now });
      await saveRequest(batch, request);
      const account = row.account_shown !== null && isByHand(batch, refund.rail_id) ? row.account_shown : undefined;
      if (isCustomers)
        await tellCustomer(batch, request, { ...about, step: "done", ...(account === undefined ? {} : { account }) });
      break;
    }
  }
  return isCustomers;
}

/** Whether all that was asked for has gone back. */
async function isWhole(batch: Batch, { refund_ids, amount_minor }: RowOf<"refund_request">): Promise<boolean> {
  const refunds = await batch.tx.find(
    "refund",
    refund_ids.map((refund_id) => ({ refund_id })),
  );
  const done = refunds.filter(({ state }) => state === "done");
  return done.reduce((sum, one) => sum + one.amount_minor, 0) >= amount_minor;
}
