import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { bookedEntry, leftOfSale, lostEntry, promised } from "#domain/ledger";
import { type Money, money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { type Batch, addNotice } from "#engine/batch";
import { creditLoss } from "#engine/issue-credit-note";
import type { PaymentCase } from "#engine/payment-case";
import { movements, postJournal } from "#engine/post-journal";

type Capture = RowOf<"capture">;

const about = ({ payment, order }: PaymentCase) => ({ orderId: order.order_id, paymentId: payment.payment_id });

/** What stands on the promise of a capture: promised, less what was given up or booked. Minor units. */
async function standingPromise(batch: Batch, { rail_id, payment_id, capture_id }: Capture): Promise<number> {
  const account = promised(rail_id);
  // A link may have been paid twice: each capture's promise stands for itself.
  const refunds = await batch.tx.select("refund", { rail_id: { eq: rail_id }, payment_id: { eq: payment_id } });
  const own = refunds.filter((one) => one.capture_id === capture_id);
  const keys = [
    ...["sale", "surplus", "booked", "lost"].map((kind) => `${kind}:${rail_id}:${capture_id}`),
    ...own.flatMap(({ refund_id }) => [`refund:${rail_id}:${refund_id}`, `refund:${rail_id}:${refund_id}:failed`]),
  ];
  const lines = await movements(batch, { payment_id: { eq: payment_id }, entry_key: { in: keys } });
  return lines.reduce(
    (sum, { debit, credit, amount }) =>
      sum + (debit === account ? amount.minor : 0) - (credit === account ? amount.minor : 0),
    0,
  );
}

/** Moves a capture on from its promise; undefined when it was moved before. */
const moveOn = async (batch: Batch, capture: Pick<Capture, "rail_id" | "capture_id">, stage: "booked" | "lost") => {
  const [moved] = await batch.tx.updateIf(
    "capture",
    { rail_id: { eq: capture.rail_id }, capture_id: { eq: capture.capture_id }, stage: { eq: "promised" } },
    { stage },
  );
  return moved;
};

/** The provider booked what had been promised. Another amount than what stands is put before a person. */
export async function bookPromise(batch: Batch, known: PaymentCase, capture: Capture, amount: Money): Promise<void> {
  if (!(await moveOn(batch, capture, "booked"))) return;
  const standing = await standingPromise(batch, capture);
  await postJournal(batch, bookedEntry(capture.rail_id, capture.capture_id, amount), about(known));
  batch.changes.push({ resource: "payment", id: capture.payment_id });
  if (standing !== amount.minor)
    addNotice(batch, {
      about: "booked-differs",
      severity: "alarm",
      text: "notice.booked-differs",
      values: {
        number: known.order.number ?? 0,
        amount: { money: amount },
        promised: { money: money(standing, amount.currency) },
      },
      threadId: known.thread.thread_id,
      orderId: known.order.order_id,
    });
}

/** What was promised will not come: the books take it back, and a person decides about the goods. */
export async function losePromise(
  batch: Batch,
  known: PaymentCase,
  fact: Extract<PaymentFact, { readonly kind: "capture-failed" }>,
): Promise<void> {
  const key = { rail_id: known.payment.rail_id, capture_id: fact.captureId };
  const capture = await moveOn(batch, key, "lost");
  if (!capture) return;
  const { order, thread } = known;
  const amount = money(await standingPromise(batch, capture), currency(capture.currency));
  if (amount.minor <= 0) return;
  const of =
    capture.verdict === "settles"
      ? { left: leftOfSale(await movements(batch, { order_id: { eq: order.order_id } })) }
      : "surplus";
  const lost = lostEntry(key.rail_id, key.capture_id, amount, of);
  await postJournal(batch, lost, about(known));
  await creditLoss(batch, order, capture, lost.lines);
  batch.changes.push({ resource: "payment", id: capture.payment_id });
  addNotice(batch, {
    about: "money-lost",
    severity: "alarm",
    text: "notice.money-lost",
    values: { number: order.number ?? 0, amount: { money: amount }, reason: fact.reason },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
}
