import type { RowOf } from "#contracts/store";
import type { Snapshot } from "#invariants/snapshot";
import type { TrueCapture, TrueRefund } from "../world/stripe/model-types.ts";
import { judgeLyra } from "./judge-lyra.ts";
import { lyraTruthOf } from "./lyra-truth.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

/** What Stripe truly holds of one shop. */
type Truth = {
  readonly account: string;
  readonly captures: readonly TrueCapture[];
  readonly refunds: readonly TrueRefund[];
};

function truthOf(stage: Stage, shop: SimulatedShop): Truth {
  const { captures, refunds, sessions } = stage.stripe.truth();
  const account = stage.stripe.addAccount({ secretKey: shop.secretKey, country: "FR", currency: "eur" });
  const links = new Map<string, number>();
  for (const { accountId, metadata } of sessions) {
    const reference = metadata["reference"] ?? "";
    if (accountId === account) links.set(reference, (links.get(reference) ?? 0) + 1);
  }
  for (const [reference, count] of links)
    if (count > 1) blame(stage, "I05", `payment ${reference} has ${count} links at Stripe`);
  return {
    account,
    captures: captures.filter(({ accountId }) => accountId === account),
    refunds: refunds.filter(({ accountId }) => accountId === account),
  };
}

type Books = Pick<Snapshot, "capture" | "refund">;

/** What was written of one rail. */
const booksOf = ({ capture, refund }: Snapshot, railId: string): Books => ({
  capture: capture.filter(({ rail_id }) => rail_id === railId),
  refund: refund.filter(({ rail_id }) => rail_id === railId),
});

/** Each movement of money at Stripe is one row of ours over the same amount, and the other way round. */
function judgeCaptures(stage: Stage, { captures }: Truth, { capture }: Books): void {
  const known = new Map(capture.map((row) => [row.capture_id, row]));
  for (const { paymentIntentId, amount } of captures) {
    const row = known.get(paymentIntentId);
    if (!row) blame(stage, "I09", `Stripe took ${amount} (${paymentIntentId}), and we do not know of it`);
    else if (row.amount_minor !== amount) blame(stage, "I03", `Stripe took ${amount}, we wrote ${row.amount_minor}`);
  }
  const real = new Set(captures.map(({ paymentIntentId }) => paymentIntentId));
  for (const { capture_id } of capture)
    if (!real.has(capture_id)) blame(stage, "I24", `we wrote a capture ${capture_id} that never happened`);
}

/** Each refund of ours is at most one at Stripe, and the sums agree for each capture. */
function judgeRefunds(stage: Stage, truth: Truth, { capture, refund }: Books): void {
  const intentOf = new Map(truth.captures.map(({ chargeId, paymentIntentId }) => [chargeId, paymentIntentId]));
  const ours = new Map<string, number>();
  for (const { metadata } of truth.refunds) {
    const id = metadata["refundId"] ?? "";
    ours.set(id, (ours.get(id) ?? 0) + 1);
  }
  for (const [id, count] of ours) if (count > 1) blame(stage, "I05", `refund ${id} was made ${count} times at Stripe`);
  for (const row of capture) {
    const there = truth.refunds.filter((one) => intentOf.get(one.chargeId) === row.capture_id);
    const went = sum(there.filter(({ status }) => status === "succeeded").map(({ amount }) => amount));
    const here = refund.filter((one) => one.capture_id === row.capture_id && one.state === "done");
    const done = sum(here.map(({ amount_minor }) => amount_minor));
    if (went !== done) blame(stage, "I01", `of ${row.capture_id} Stripe returned ${went}, our books say ${done}`);
  }
}

/** Whether something kept the money from going back that a person was told of. */
function isExcused(row: RowOf<"capture">, refunds: readonly RowOf<"refund">[]): boolean {
  return row.disputed || row.stage === "lost" || refunds.some(({ state }) => state === "failed");
}

/** Money without a claim went back; so did that of a cancelled order. */
function judgeReturns(stage: Stage, { capture, refund, order }: Snapshot): void {
  const orders = new Map(order.map((row) => [row.order_id, row]));
  for (const row of capture) {
    const of = orders.get(row.order_id);
    const refunds = refund.filter(({ capture_id }) => capture_id === row.capture_id);
    const went = sum(refunds.filter(({ state }) => state === "done").map(({ amount_minor }) => amount_minor));
    const mustGo = row.verdict !== "settles" || of?.state === "cancelled";
    if (mustGo && went !== row.amount_minor && !isExcused(row, refunds))
      blame(stage, "I03", `${row.verdict} of ${row.amount_minor} (order ${of?.state}): ${went} went back`);
  }
}

/** The customer's payment is believed only when it happened: no order is paid that no bank took or promised money for. */
function judgePaid(stage: Stage, shop: SimulatedShop, { captures }: Truth, { order, payment }: Snapshot): void {
  const paidFor = new Map<string, number>();
  const orderOf = new Map(payment.map(({ payment_id, order_id }) => [payment_id, order_id]));
  const count = (reference: string, amount: number): void => {
    const id = orderOf.get(reference) ?? "";
    paidFor.set(id, (paidFor.get(id) ?? 0) + amount);
  };
  for (const { metadata, amount } of captures) count(metadata["reference"] ?? "", amount);
  for (const { reference, atFirst } of lyraTruthOf(stage, shop).payments) count(reference, atFirst);
  for (const row of order)
    if (["paid", "shipped", "delivered"].includes(row.state) && (paidFor.get(row.order_id) ?? 0) < row.total_minor)
      blame(stage, "I24", `order ${row.number} is ${row.state}, the banks took ${paidFor.get(row.order_id) ?? 0}`);
}

/** A dispute we were told of is booked. */
function judgeDisputes(stage: Stage, shop: SimulatedShop, account: string, { journal }: Snapshot): void {
  const booked = new Set(journal.map(({ entry_key }) => entry_key));
  for (const { accountId, type, subjectId, state } of stage.stripe.truth().deliveries) {
    if (accountId !== account || !type.startsWith("charge.dispute.") || state !== "delivered") continue;
    if (!booked.has(`dispute:${shop.railId}:${subjectId}:opened`))
      blame(stage, "I01", `we were told of the dispute ${subjectId}, and it is not booked`);
  }
}

/** Compares our books with what Stripe and Lyra truly did. */
export function judgeMoney(stage: Stage, shop: SimulatedShop, snapshot: Snapshot): void {
  const truth = truthOf(stage, shop);
  const atStripe = booksOf(snapshot, shop.railId);
  judgeCaptures(stage, truth, atStripe);
  judgeRefunds(stage, truth, atStripe);
  judgeLyra(stage, shop, { ...booksOf(snapshot, shop.lyra.railId), notice: snapshot.notice });
  judgeReturns(stage, snapshot);
  judgePaid(stage, shop, truth, snapshot);
  judgeDisputes(stage, shop, truth.account, snapshot);
}
