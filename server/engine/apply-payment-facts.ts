import type { JourneyEvent } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { saleEntry, surplusEntry } from "#domain/ledger";
import { money } from "#domain/money";
import { basketVat } from "#domain/order";
import { type CaptureVerdict, type OrderStanding, type PaymentFact, judgeCapture } from "#domain/payment";
import { advanceOrderJourney } from "#engine/advance-journey";
import { applyDispute } from "#engine/apply-dispute";
import { applyRefundFact } from "#engine/apply-refund-facts";
import { type Batch, addNotice } from "#engine/batch";
import { expirePayment } from "#engine/expire-payment";
import { issueReceipt, receiptNumber } from "#engine/issue-receipt";
import { keepCard, withoutAlias } from "#engine/keep-card";
import { learnFee } from "#engine/learn-fee";
import { type OrderDraft, basketOf } from "#engine/order-rows";
import { failedAttempt } from "#engine/other-way";
import { type PaymentCase, openCase } from "#engine/payment-case";
import { isHeardOf } from "#engine/payment-rail";
import { postJournal } from "#engine/post-journal";
import { bookPromise, losePromise } from "#engine/promised-money";
import { refundCapture } from "#engine/refunds";
import { type PaymentDraft, movePayment } from "#engine/request-payment";
import { takeStock } from "#engine/stock";

/** How a fact was learnt. */
export type LearntVia = RowOf<"payment_fact">["via"];
const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Applies what a provider says of our payments, by whichever way it was learnt: each fact once, and none moves a payment
 * backwards. Whatever settles nothing is returned, or put before a person; it is never silent.
 */
export async function applyPaymentFacts(
  batch: Batch,
  railId: string,
  facts: readonly PaymentFact[],
  via: LearntVia,
): Promise<void> {
  for (const fact of facts) {
    await applyOnce(batch, railId, fact, via);
    if (fact.kind === "captured" || fact.kind === "authorised") await adoptStrangers(batch, railId, fact.captureId);
  }
}

async function applyOnce(batch: Batch, railId: string, fact: PaymentFact, via: LearntVia): Promise<void> {
  const known = await caseOf(batch, railId, fact);
  if (known) await markEvidence(batch, known, via);
  const [fresh] = await batch.tx.insertNew("payment_fact", [
    {
      rail_id: railId,
      fact_id: fact.factId,
      payment_id: known?.payment.payment_id ?? null,
      kind: fact.kind,
      fact: withoutAlias(batch, fact),
      via,
      at: fact.at,
      seen_at: batch.now,
    },
  ]);
  if (!known) {
    if (fresh) tellOfStranger(batch, railId, fact);
    return;
  }
  if (fresh || (await adoptFact(batch, railId, fact.factId, known))) await applyFact(batch, known, fact);
  if (fact.kind === "captured") await learnFee(batch, known, fact);
}

/** A fact that was nobody's when it was first heard finds its payment now: true when this is its first time. */
async function adoptFact(batch: Batch, railId: string, factId: string, { payment }: PaymentCase): Promise<boolean> {
  const adopted = await batch.tx.updateIf(
    "payment_fact",
    { rail_id: { eq: railId }, fact_id: { eq: factId }, payment_id: { isNull: true } },
    { payment_id: payment.payment_id },
  );
  return adopted.length > 0;
}

/** Refunds and disputes that were heard before the capture they are about. */
async function adoptStrangers(batch: Batch, railId: string, captureId: string): Promise<void> {
  const strangers = await batch.tx.select(
    "payment_fact",
    { rail_id: { eq: railId }, payment_id: { isNull: true }, kind: { in: ["refund-changed", "dispute-changed"] } },
    { orderBy: ["at", "fact_id"] },
  );
  for (const { fact, via } of strangers)
    if ("captureId" in fact && fact.captureId === captureId) await applyOnce(batch, railId, fact, via);
}

/**
 * The payment a fact is about: by our own reference, or by the capture where the provider carries no reference. A refund
 * or dispute is nobody's until its capture is known, whatever it names: it is taken up with that.
 */
async function caseOf(batch: Batch, railId: string, fact: PaymentFact): Promise<PaymentCase | undefined> {
  const known = uuidShape.test(fact.reference) ? await openCase(batch, fact.reference) : undefined;
  if (known && known.payment.rail_id !== railId) return undefined;
  const followsCapture = fact.kind === "refund-changed" || fact.kind === "dispute-changed";
  if (known && !followsCapture) return known;
  if (fact.reference !== "" && !known) return undefined;
  if (!("captureId" in fact)) return undefined;
  const [capture] = await batch.tx.find("capture", [{ rail_id: railId, capture_id: fact.captureId }]);
  return capture && (known ?? openCase(batch, capture.payment_id));
}

async function markEvidence(batch: Batch, { payment }: PaymentCase, via: LearntVia): Promise<void> {
  // Who confirmed by hand is written with the confirmation itself.
  const column = via === "webhook" ? "by_webhook_at" : via === "by-hand" ? "by_hand_at" : "by_lookup_at";
  if (payment[column] !== null) return;
  payment[column] = batch.now;
  await savePayment(batch, payment);
}

async function savePayment(batch: Batch, payment: PaymentDraft): Promise<void> {
  await batch.tx.update("payment", [payment]);
  batch.changes.push({ resource: "payment", id: payment.payment_id });
}

async function applyFact(batch: Batch, known: PaymentCase, fact: PaymentFact): Promise<void> {
  switch (fact.kind) {
    case "authorised":
      // A promise that is heard of after its end: told late, or out of order.
      return (await hasFailed(batch, known, fact.captureId)) ? undefined : applyCapture(batch, known, fact);
    case "captured":
      return applyCapture(batch, known, fact);
    case "capture-failed":
      return losePromise(batch, known, fact);
    case "card-saved":
      return keepCard(batch, known, fact);
    case "attempt-failed":
      return tellOfFailure(batch, known, fact.reason);
    case "link-expired":
      return expirePayment(batch, known);
    case "refund-changed":
      return applyRefundFact(batch, known, fact);
    case "dispute-changed":
      return applyDispute(batch, known, fact);
  }
}

async function hasFailed(batch: Batch, { payment }: PaymentCase, captureId: string): Promise<boolean> {
  const { rail_id, payment_id } = payment;
  const failures = await batch.tx.select("payment_fact", {
    rail_id: { eq: rail_id },
    payment_id: { eq: payment_id },
    kind: { eq: "capture-failed" },
  });
  return failures.some(({ fact }) => fact.kind === "capture-failed" && fact.captureId === captureId);
}

async function tellOfFailure(batch: Batch, known: PaymentCase, reason: string): Promise<void> {
  const { payment, thread, order } = known;
  if (payment.state !== "open" && payment.state !== "requested") return;
  // A kept card that was declined is no failure of hers: she gets a link instead.
  if (payment.card_id !== null) return;
  await advanceOrderJourney(batch, thread, order, await failedAttempt(batch, known, reason));
}

type Captured = Extract<PaymentFact, { readonly kind: "captured" | "authorised" }>;

async function applyCapture(batch: Batch, known: PaymentCase, fact: Captured): Promise<void> {
  const { payment, order } = known;
  const key = { rail_id: payment.rail_id, capture_id: fact.captureId };
  const stage = fact.kind === "authorised" ? "promised" : "booked";
  const [counted] = await batch.tx.find("capture", [key]);
  // The same money again: it has been counted, and may come now that was promised.
  if (counted) return stage === "booked" ? bookPromise(batch, known, counted, fact.amount) : undefined;
  const standing = standingOf(order, payment);
  const asked = money(payment.amount_minor, currency(payment.currency));
  const mayComeLate = !isHeardOf(batch, payment);
  const verdict = judgeCapture({ state: payment.state, amount: asked, mayComeLate }, standing, fact.amount);
  const settles = verdict === "settles" && (await takeStock(batch, order));
  const kept: CaptureVerdict = verdict === "settles" && !settles ? "surplus" : verdict;
  const capture: RowOf<"capture"> = {
    ...key,
    payment_id: payment.payment_id,
    order_id: order.order_id,
    amount_minor: fact.amount.minor,
    currency: fact.amount.currency,
    verdict: kept,
    stage,
    left_minor: fact.amount.minor,
    fee_minor: null,
    disputed: false,
    at: fact.at,
  };
  await batch.tx.insert("capture", [capture]);
  if (kept === "settles") await settle(batch, known, fact);
  else await returnCapture(batch, known, capture, verdict);
}

/** Whether the order waits for just this payment: another revision's link has no claim, whatever its state. */
function standingOf(order: OrderDraft, payment: PaymentDraft): OrderStanding {
  if (order.state === "cancelled") return "closed";
  return order.state === "placed" && order.revision === payment.revision ? "payable" : "paid";
}

const about = ({ payment, order }: PaymentCase) => ({ orderId: order.order_id, paymentId: payment.payment_id });

async function settle(batch: Batch, known: PaymentCase, fact: Captured): Promise<void> {
  const { payment, order, thread } = known;
  movePayment(payment, "captured", batch.now);
  payment.settled_at = batch.now;
  // The card she left is often told by a look-up alone; the next line of the merchant may want it.
  if (order.terms?.saveCard !== undefined) payment.look_at = batch.now;
  await savePayment(batch, payment);
  order.state = "paid";
  order.paid_at = batch.now;
  order.paid_minor += fact.amount.minor;
  await postJournal(
    batch,
    saleEntry(
      payment.rail_id,
      fact.captureId,
      fact.amount,
      basketVat(basketOf(order)),
      fact.kind === "authorised" ? "promised" : "booked",
    ),
    about(known),
  );
  const receipt = await issueReceipt(batch, thread, order, payment);
  addNotice(batch, {
    about: "order-paid",
    text: "notice.order-paid",
    values: { number: order.number ?? 0, amount: { money: fact.amount } },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  await advanceOrderJourney(batch, thread, order, {
    event: "order-paid",
    amount: fact.amount,
    receiptId: receipt.document_id,
    receiptNumber: receiptNumber(receipt),
  });
}

/** Money without a claim to it goes back whole; the customer is told once, the merchant too. */
async function returnCapture(
  batch: Batch,
  known: PaymentCase,
  capture: RowOf<"capture">,
  verdict: CaptureVerdict,
): Promise<void> {
  const { payment, order, thread } = known;
  const amount = money(capture.amount_minor, currency(capture.currency));
  const outOfStock = verdict === "settles";
  if (movePayment(payment, "captured", batch.now)) await savePayment(batch, payment);
  await postJournal(
    batch,
    surplusEntry(payment.rail_id, capture.capture_id, amount, capture.stage === "promised" ? "promised" : "booked"),
    about(known),
  );
  const reason = outOfStock ? "out-of-stock" : verdict === "wrong-amount" ? "wrong-amount" : "surplus";
  await refundCapture(batch, capture, thread.thread_id, amount, reason, "till");
  if (outOfStock) {
    order.state = "cancelled";
    order.cancel_reason = "out-of-stock";
  }
  addNotice(batch, {
    about: reason,
    severity: outOfStock ? "warning" : "alarm",
    text: `notice.${reason}`,
    values: { number: order.number ?? 0, amount: { money: amount } },
    threadId: thread.thread_id,
    orderId: order.order_id,
  });
  const event: JourneyEvent = outOfStock
    ? { event: "order-unfulfillable", amount }
    : { event: "surplus-returned", amount };
  await advanceOrderJourney(batch, thread, order, event);
}

/** A signed fact about a payment we do not know: nothing is assumed, a person looks. */
function tellOfStranger(batch: Batch, railId: string, fact: PaymentFact): void {
  if (fact.kind === "attempt-failed" || fact.kind === "link-expired" || fact.kind === "card-saved") return;
  batch.ports.metrics.count("capture_unapplied_total", { reason: "unknown-payment" });
  addNotice(batch, {
    about: "unknown-payment",
    severity: "alarm",
    text: "notice.unknown-payment",
    values: { rail: railId, reference: fact.reference.slice(0, 80), amount: { money: fact.amount } },
  });
}
