import { dayMs, nextRemittance } from "./calendar.ts";
import { newHexId, strikes } from "./chance.ts";
import { type ErrorWords, wordsOf } from "./failure.ts";
import { notify, type Occasion } from "./notices.ts";
import type { Authentication, LyraState, Press, Sale, Scene, Shop, Terms, Transaction } from "./state.ts";

/** A card's authorisation is good for this long; what is captured later is authorised a day before. */
const authorisationDays = 7;

const batchAuthorisation: Occasion = { rule: "batchAuthorisation", source: "BATCH_AUTO" };
const batchChange: Occasion = { rule: "batchChange", source: "BATCH" };

/** What a transaction comes from: the context, and the page when there is one. */
type Origin = { readonly terms: Terms; readonly sale: Sale | null };

/** The bank says yes: money is promised, or a card is proven good. The transaction is still to be told of. */
export function accept(scene: Scene, origin: Origin, press: Press, authentication: Authentication): Transaction {
  const transaction = newTransaction(scene, origin, press, authentication);
  const { state } = scene;
  const { formAction, captureDelay, manualValidation } = origin.terms;
  if (formAction === "REGISTER") {
    transaction.detailedStatus = "ACCEPTED";
    return transaction;
  }
  const waits = captureDelay > authorisationDays;
  const suffix = manualValidation === "YES" ? "_TO_VALIDATE" : "";
  transaction.detailedStatus = waits ? `WAITING_AUTHORISATION${suffix}` : `AUTHORISED${suffix}`;
  const now = state.ports.now();
  transaction.remittanceMs = remittanceAfter(state, now + captureDelay * dayMs);
  if (waits) plan(scene, transaction, "authorisation", transaction.remittanceMs - dayMs);
  else if (suffix === "") plan(scene, transaction, "remittance", transaction.remittanceMs);
  if (suffix !== "") {
    const until = waits ? transaction.remittanceMs : now + authorisationDays * dayMs;
    plan(scene, transaction, "invalidation", until);
  }
  return transaction;
}

/** Somebody says no: the bank, 3-D Secure, or time. The transaction is still to be told of. */
export function refuse(
  scene: Scene,
  origin: Origin,
  press: Press,
  { words, authentication }: { readonly words: ErrorWords | null; readonly authentication: Authentication },
): Transaction {
  const transaction = newTransaction(scene, origin, press, authentication);
  transaction.error = words;
  return transaction;
}

/** A new transaction, refused until something better is known of it. */
function newTransaction(
  { state, shop }: Scene,
  { terms, sale }: Origin,
  press: Press,
  authentication: Authentication,
): Transaction {
  const transaction: Transaction = {
    uuid: newHexId(state),
    operationType: terms.formAction === "REGISTER" ? "VERIFICATION" : "DEBIT",
    terms,
    saleKey: sale?.key ?? null,
    paymentOrderId: sale?.paymentOrderId ?? null,
    customer: press.customer,
    currency: terms.currency,
    createdMs: state.ports.now(),
    sequenceNumber: (sale?.attempts.length ?? 0) + 1,
    parentUuid: null,
    card: press.card,
    expiryMonth: press.expiryMonth,
    expiryYear: press.expiryYear,
    authentication,
    paymentMethodSource: press.token === null ? "NEW" : "TOKEN",
    amount: terms.amount,
    detailedStatus: "REFUSED",
    error: null,
    token: press.token,
    remittanceMs: null,
    capturedMs: null,
    refunded: 0,
    chargedBack: false,
  };
  shop.transactions.set(transaction.uuid, transaction);
  sale?.attempts.push(transaction);
  return transaction;
}

function remittanceAfter(state: LyraState, instantMs: number): number {
  return nextRemittance(instantMs, state.remittanceEveryMs, state.remittanceAtMs);
}

function plan(
  { state, shop }: Scene,
  transaction: Transaction,
  kind: "authorisation" | "remittance" | "invalidation",
  atMs: number,
): void {
  state.plan(Math.max(0, atMs - state.ports.now()), { kind, shop, transaction });
}

/** The day before capture has come for a payment whose authorisation waited. */
export function authoriseLate(scene: Scene, transaction: Transaction): void {
  if (transaction.detailedStatus !== "WAITING_AUTHORISATION") return;
  const { behaviour } = transaction.card;
  if (behaviour.kind === "refuse" || behaviour.kind === "over_limit") {
    transaction.detailedStatus = "REFUSED";
    transaction.error = wordsOf("ACQ_001", null, "51");
  } else {
    transaction.detailedStatus = "AUTHORISED";
    plan(scene, transaction, "remittance", transaction.remittanceMs ?? 0);
  }
  notify(scene, transaction, saleOf(scene.shop, transaction), batchAuthorisation);
}

/** The remittance has come: what is authorised becomes money, or the bank refuses it after all. */
export function remit(scene: Scene, transaction: Transaction): void {
  const { state, shop } = scene;
  const now = state.ports.now();
  if (transaction.detailedStatus !== "AUTHORISED" || now < (transaction.remittanceMs ?? 0)) return;
  const { behaviour } = transaction.card;
  if (transaction.operationType === "CREDIT") {
    if (behaviour.kind === "refund_refused" || strikes(state, state.chaos.refundFails))
      return refuseCredit(scene, transaction);
  } else if (behaviour.kind === "capture_fails" || strikes(state, state.chaos.captureFails)) {
    transaction.detailedStatus = "CAPTURE_FAILED";
    transaction.error = wordsOf("ACQ_001", "The remittance was refused");
    notify(scene, transaction, saleOf(shop, transaction), batchChange);
    return;
  }
  transaction.detailedStatus = "CAPTURED";
  transaction.capturedMs = now;
  notify(scene, transaction, saleOf(shop, transaction), batchChange);
}

/** The page that a transaction was made on, or null. */
export function saleOf(shop: Shop, transaction: Transaction): Sale | null {
  return transaction.saleKey === null ? null : (shop.sales.get(transaction.saleKey) ?? null);
}

/** Nobody validated the payment in time: it is over. */
export function invalidate(scene: Scene, transaction: Transaction): void {
  if (!transaction.detailedStatus.endsWith("_TO_VALIDATE")) return;
  transaction.detailedStatus = "EXPIRED";
  notify(scene, transaction, saleOf(scene.shop, transaction), batchChange);
}

/** The merchant validates: the payment goes the way of all others. */
export function validate(scene: Scene, transaction: Transaction): void {
  const { state } = scene;
  const now = state.ports.now();
  const planned = transaction.remittanceMs ?? now;
  if (transaction.detailedStatus === "WAITING_AUTHORISATION_TO_VALIDATE") {
    transaction.detailedStatus = "WAITING_AUTHORISATION";
    if (now >= planned - dayMs) authoriseLate(scene, transaction);
    return;
  }
  transaction.detailedStatus = "AUTHORISED";
  transaction.remittanceMs = planned > now ? planned : remittanceAfter(state, now);
  plan(scene, transaction, "remittance", transaction.remittanceMs);
}

/** Takes back what has not gone to the bank: a payment, or a refund. */
export function cancel({ shop }: Scene, transaction: Transaction): void {
  transaction.detailedStatus = "CANCELLED";
  returnToPayment(shop, transaction);
}

/** Sends money back: a transaction of its own, which goes to the bank with the next remittance. */
export function refund({ state, shop }: Scene, payment: Transaction, amount: number): Transaction {
  const now = state.ports.now();
  const credit: Transaction = {
    ...payment,
    uuid: newHexId(state),
    operationType: "CREDIT",
    createdMs: now,
    parentUuid: payment.uuid,
    amount,
    detailedStatus: "AUTHORISED",
    error: null,
    remittanceMs: remittanceAfter(state, now),
    capturedMs: null,
    refunded: 0,
    chargedBack: false,
  };
  shop.transactions.set(credit.uuid, credit);
  payment.refunded += amount;
  plan({ state, shop }, credit, "remittance", credit.remittanceMs ?? now);
  return credit;
}

/** The bank refuses a refund: the merchant has the money again. */
export function refuseCredit(scene: Scene, credit: Transaction): void {
  credit.detailedStatus = "REFUSED";
  credit.error = wordsOf("PSP_639");
  returnToPayment(scene.shop, credit);
  notify(scene, credit, saleOf(scene.shop, credit), batchChange);
}

function returnToPayment(shop: Shop, { parentUuid, amount }: Transaction): void {
  const payment = parentUuid === null ? undefined : shop.transactions.get(parentUuid);
  if (payment !== undefined) payment.refunded -= amount;
}
