import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { days, minutes } from "#domain/instant";
import { leftOfSale, refundEntry, refundFailedEntry } from "#domain/ledger";
import { type Money, money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { mayRefundMove } from "#domain/refund";
import { advanceOrderJourney } from "#engine/advance-journey";
import { type Batch, type Draft, addNotice } from "#engine/batch";
import { followRequest } from "#engine/follow-request";
import type { PaymentCase } from "#engine/payment-case";
import { movements, postJournal } from "#engine/post-journal";
import { tellSeller } from "#engine/tell-seller";

type RefundFact = Extract<PaymentFact, { readonly kind: "refund-changed" }>;
type RefundDraft = Draft<RowOf<"refund">>;

/** Moves a refund by what the provider says: pending, done, or failed, which may come days after done. */
export async function applyRefundFact(batch: Batch, known: PaymentCase, fact: RefundFact): Promise<void> {
  const refund = await findRefund(batch, known, fact);
  if (!refund || !mayRefundMove(refund.state, fact.state)) return;
  const before = refund.state;
  refund.state = fact.state;
  refund.provider_ref = fact.refundRef;
  refund.problem = fact.reason ?? null;
  refund.changed_at = batch.now;
  // A finished refund is looked at again for a week: banks send money back days later.
  refund.look_at = batch.now + (fact.state === "pending" ? minutes(10) : days(1));
  await batch.tx.update("refund", [refund]);
  batch.changes.push({ resource: "payment", id: refund.payment_id });
  if (fact.state === "pending") await followRequest(batch, known, refund);
  if (fact.state === "done") await refundDone(batch, known, refund);
  if (fact.state === "failed") {
    await refundFailed(batch, known, refund, before === "done");
    await takeUpLeftOut(batch, known, refund);
  }
}

async function findRefund(batch: Batch, known: PaymentCase, fact: RefundFact): Promise<RefundDraft | undefined> {
  const of = { rail_id: { eq: known.payment.rail_id }, payment_id: { eq: known.payment.payment_id } };
  const rows = await batch.tx.select("refund", of, { orderBy: ["refund_id"], lock: true });
  const row =
    rows.find(({ refund_id }) => refund_id === fact.refundId) ??
    rows.find(({ provider_ref }) => provider_ref === fact.refundRef) ??
    (namesRefunds(batch, known) ? undefined : rows.find((one) => isOwnTry(one, fact)));
  return row ? { ...row } : adoptRefund(batch, known, fact);
}

/**
 * What the provider's own desk returned while a refund of ours held the money passed what was left, and was left out of
 * the books. Ours failed: its money is free again, and what was left out is taken up, as far as it fits now.
 */
async function takeUpLeftOut(batch: Batch, known: PaymentCase, failed: RefundDraft): Promise<void> {
  const of = { rail_id: { eq: failed.rail_id }, payment_id: { eq: failed.payment_id } };
  const facts = await batch.tx.select(
    "payment_fact",
    { ...of, kind: { eq: "refund-changed" } },
    { orderBy: ["seen_at", "fact_id"] },
  );
  const booked = await batch.tx.select("refund", of);
  const isBooked = ({ refundId, refundRef }: RefundFact): boolean =>
    booked.some(({ refund_id, provider_ref }) => refund_id === refundId || provider_ref === refundRef);
  const leftOut = facts.flatMap(({ fact }) =>
    fact.kind === "refund-changed" && fact.captureId === failed.capture_id && !isBooked(fact) ? [fact] : [],
  );
  // One that failed at the provider meanwhile returned nothing.
  const returned = leftOut.filter(
    ({ refundRef }) => !leftOut.some((one) => one.refundRef === refundRef && one.state === "failed"),
  );
  for (const fact of returned) await applyRefundFact(batch, known, fact);
}

const namesRefunds = (batch: Batch, { payment }: PaymentCase): boolean =>
  batch.shop.rails.find(({ id }) => id === payment.rail_id)?.plug.capabilities.namesRefunds !== false;

/** A refund we asked for and have no name of yet, over just this: heard of by webhook before its call was answered. */
const isOwnTry = (row: RowOf<"refund">, fact: RefundFact): boolean =>
  row.state === "requested" &&
  row.provider_ref === null &&
  row.capture_id === fact.captureId &&
  row.amount_minor === fact.amount.minor;

/** A refund made at the provider's own desk: it is taken into our books, as far as the capture has that much left. */
async function adoptRefund(
  batch: Batch,
  { payment, thread, order }: PaymentCase,
  fact: RefundFact,
): Promise<RefundDraft | undefined> {
  if (fact.state === "failed") return undefined;
  const [reserved] = await batch.tx.updateIf(
    "capture",
    { rail_id: { eq: payment.rail_id }, capture_id: { eq: fact.captureId }, left_minor: { gte: fact.amount.minor } },
    { left_minor: { add: -fact.amount.minor } },
  );
  if (!reserved) {
    addNotice(batch, {
      about: "refund-unknown",
      severity: "alarm",
      text: "notice.refund-unknown",
      values: { amount: { money: fact.amount }, number: order.number ?? 0 },
      threadId: thread.thread_id,
      orderId: order.order_id,
    });
    return undefined;
  }
  const refund: RefundDraft = {
    refund_id: batch.ports.ids.uuid(batch.now),
    rail_id: payment.rail_id,
    capture_id: fact.captureId,
    payment_id: payment.payment_id,
    order_id: order.order_id,
    thread_id: thread.thread_id,
    amount_minor: fact.amount.minor,
    currency: fact.amount.currency,
    reason: "operator",
    state: "requested",
    provider_ref: fact.refundRef,
    problem: null,
    requested_by: "provider",
    look_at: batch.now,
    looks: 0,
    created_at: batch.now,
    changed_at: batch.now,
  };
  await batch.tx.insert("refund", [refund]);
  return refund;
}

async function entryOf(batch: Batch, known: PaymentCase, refund: RefundDraft) {
  const [capture] = await batch.tx.find("capture", [{ rail_id: refund.rail_id, capture_id: refund.capture_id }]);
  const amount = money(refund.amount_minor, currency(refund.currency));
  const settled = capture?.verdict === "settles";
  const of = settled
    ? { left: leftOfSale(await movements(batch, { order_id: { eq: known.order.order_id } })) }
    : "surplus";
  return {
    amount,
    settled,
    // Money that was only promised is not paid back: the promise is given up.
    entry: refundEntry(
      refund.rail_id,
      refund.refund_id,
      amount,
      of,
      capture?.stage === "promised" ? "promised" : "booked",
    ),
  };
}

async function refundDone(batch: Batch, known: PaymentCase, refund: RefundDraft): Promise<void> {
  const { thread, order, payment } = known;
  const { amount, settled, entry } = await entryOf(batch, known, refund);
  await postJournal(batch, entry, { orderId: order.order_id, paymentId: payment.payment_id });
  if (settled) order.refunded_minor += refund.amount_minor;
  addNotice(batch, {
    about: "refund-done",
    text: "notice.refund-done",
    values: { amount: { money: amount }, number: order.number ?? 0 },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  await tellOf(batch, known, refund, amount);
}

/** The customer hears of it once: as news of what she asked for, else as news of her order. */
async function tellOf(batch: Batch, known: PaymentCase, refund: RefundDraft, amount: Money): Promise<void> {
  const { thread, order } = known;
  const state = refund.state === "failed" ? "failed" : "done";
  const event = { event: "refund-changed", amount, state } as const;
  if (!(await followRequest(batch, known, refund))) return advanceOrderJourney(batch, thread, order, event);
  if (order.terms) await tellSeller(batch, order, event);
}

async function refundFailed(batch: Batch, known: PaymentCase, refund: RefundDraft, wasDone: boolean): Promise<void> {
  const { thread, order, payment } = known;
  const { amount, settled, entry } = await entryOf(batch, known, refund);
  if (wasDone) {
    const posted = await movements(batch, { entry_key: { eq: entry.key } });
    await postJournal(batch, refundFailedEntry({ ...entry, lines: posted }), {
      orderId: order.order_id,
      paymentId: payment.payment_id,
    });
    if (settled) order.refunded_minor -= refund.amount_minor;
  }
  await batch.tx.updateIf(
    "capture",
    { rail_id: { eq: refund.rail_id }, capture_id: { eq: refund.capture_id } },
    { left_minor: { add: refund.amount_minor } },
  );
  addNotice(batch, {
    about: "refund-failed",
    severity: "alarm",
    text: "notice.refund-failed",
    values: { amount: { money: amount }, number: order.number ?? 0, reason: refund.problem ?? "?" },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  await tellOf(batch, known, refund, amount);
}
