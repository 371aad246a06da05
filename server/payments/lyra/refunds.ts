import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp, RefundRequest } from "#contracts/payment-provider";
import type { PaymentFact } from "#domain/payment";
import { toLyra } from "./amounts.ts";
import { type Call, callLyra, problemOf } from "./call.ts";
import {
  type Setting,
  UnreadableAmount,
  cancelledFact,
  captureIdOf,
  creditFacts,
  creditState,
  mayBringMoney,
  reducedFact,
  standingOf,
} from "./facts.ts";
import { type Transaction, transactionShape } from "./objects.ts";
import { transactionOf, transactionsOf } from "./orders.ts";
import { uuidOf } from "./references.ts";
import type { LyraSettings } from "./settings.ts";

/**
 * A refund to be made, and Lyra's names of the refunds of this capture that are in the books already. Lyra carries
 * nothing of ours with a refund, so a try whose answer was lost is told from other refunds by its sum and by not being
 * among these. Where they are not given, any refund of the same sum is taken for the lost one: too little is returned
 * then, never too much.
 */
export type NamedRefund = RefundRequest & { readonly known?: readonly string[] };

/**
 * Sends money back, by the rules of Lyra's own plug-ins: a captured payment is given back by a credit; one that has
 * not gone to the bank is cancelled, or lowered when a part is to be returned. It is looked at first, since no key
 * makes two such calls one.
 */
export async function refund(request: NamedRefund, settings: LyraSettings, http: Http): Promise<LookUp | CallProblem> {
  const found = await transactionOf(request.captureId, settings, http);
  if (!found.ok) return problemOf(found);
  const { transaction, reference, orderId } = found.value;
  const amount = request.amount.currency === transaction.currency ? toLyra(request.amount) : undefined;
  if (amount === undefined || amount <= 0) return never("Lyra cannot express the amount of this refund");
  if (transaction.operationType !== "DEBIT") return never("only a payment can be refunded");
  const work: Work = { request, amount, settings, http, transaction, setting: { reference, at: found.at } };
  switch (standingOf(transaction)) {
    case "captured":
    case "authorised":
      return sendBack(work, orderId);
    case "cancelled":
      return isKnown(request, `${captureIdOf(transaction)}:cancelled`) || amount !== transaction.amount
        ? never("this payment was cancelled before")
        : done(() => [cancelledFact(transaction, work.setting, request.refundId)]);
    case "waiting":
    case undefined:
      return { ok: false, retry: "later", reason: "this payment is not ready to be refunded" };
    case "refused":
    case "expired":
    case "capture-failed":
    case "accepted":
    case "idle":
      return never("this payment brought no money");
  }
}

type Work = {
  readonly request: NamedRefund;
  /** In Lyra's smallest unit. */
  readonly amount: number;
  readonly settings: LyraSettings;
  readonly http: Http;
  readonly transaction: Transaction;
  readonly setting: Setting;
};

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });
const inDoubt = (reason: string): CallProblem => ({ ok: false, retry: "unknown", reason });
const isKnown = ({ known = [] }: NamedRefund, refundRef: string): boolean => known.includes(refundRef);
const commentOf = ({ request }: Work): string => `${request.reason} ${request.refundId}`.slice(0, 100);

async function sendBack(work: Work, orderId: string): Promise<LookUp | CallProblem> {
  const { request, amount, settings, http, transaction, setting } = work;
  const order = await transactionsOf(orderId, settings, http);
  if (!order.ok) return problemOf(order);
  const { transactions } = order.value;
  const credits = creditsOf(transactions, transaction).filter((one) => creditState(one) !== "failed");
  const lost = credits.find((one) => one.amount === amount && !isKnown(request, uuidOf(one.uuid)));
  if (lost) return done(() => creditFacts(lost, setting, request.refundId));
  const first = amountAtFirst(transaction, transactions);
  if (isLoweredByThis(work, first)) return done(() => [lowered(work, transaction.amount)]);
  if (standingOf(transaction) === "captured") return giveBack(work, transaction.amount - sumOf(credits));
  if (amount === transaction.amount) return cancel(work);
  // Without a trace of the first amount, a try whose answer was lost could not be told afterwards.
  if (first === undefined)
    return { ok: false, retry: "later", reason: "a part can be returned once the bank has taken the payment" };
  return lower(work);
}

/** A credit of a captured payment, of which so much is left in Lyra's smallest unit. */
async function giveBack(work: Work, left: number): Promise<LookUp | CallProblem> {
  const { request, amount, transaction, setting } = work;
  if (amount > left) return never("more than is left of this payment");
  const { uuid, currency } = transaction;
  const comment = commentOf(work);
  const body = { uuid, amount, currency, resolutionMode: "REFUND_ONLY", comment };
  const outcome = await move(work, { service: "Transaction/CancelOrRefund", body });
  if (!outcome.ok) return problemOf(outcome);
  if (outcome.value.operationType !== "CREDIT") return inDoubt("Lyra answered a refund with something else");
  return done(() => creditFacts(outcome.value, setting, request.refundId));
}

/** A payment that has not gone to the bank is taken back whole. */
async function cancel(work: Work): Promise<LookUp | CallProblem> {
  const body = { uuid: work.transaction.uuid, resolutionMode: "CANCELLATION_ONLY", comment: commentOf(work) };
  const outcome = await move(work, { service: "Transaction/CancelOrRefund", body });
  if (!outcome.ok) return problemOf(outcome);
  if (standingOf(outcome.value) !== "cancelled") return inDoubt("Lyra answered a cancellation with something else");
  return done(() => [cancelledFact(outcome.value, work.setting, work.request.refundId)]);
}

/** A part of a payment that has not gone to the bank: less will be taken. */
async function lower(work: Work): Promise<LookUp | CallProblem> {
  const { amount, transaction } = work;
  const rest = transaction.amount - amount;
  if (rest < 0) return never("more than is left of this payment");
  const { uuid, currency } = transaction;
  const body = { uuid, cardUpdate: { amount: rest, currency }, comment: commentOf(work) };
  const outcome = await move(work, { service: "Transaction/Update", body });
  if (!outcome.ok) return problemOf(outcome);
  if (outcome.value.amount !== rest) return inDoubt("Lyra answered a lowered amount with another one");
  return done(() => [lowered(work, rest)]);
}

const lowered = ({ request, transaction, setting }: Work, rest: number): PaymentFact =>
  reducedFact(transaction, { rest, amount: request.amount }, setting, request.refundId);

/** Whether a payment stands lowered by just this much, by no refund that is known: by the try whose answer was lost. */
function isLoweredByThis({ request, amount, transaction }: Work, first: number | undefined): boolean {
  const rests = (request.known ?? []).flatMap((name) => {
    const [uuid, what, rest] = name.split(":");
    return uuid === captureIdOf(transaction) && what === "lowered" ? [Number(rest)] : [];
  });
  const before = Math.min(...rests, first ?? transaction.amount);
  return before - transaction.amount === amount;
}

/**
 * What a payment amounted to before it was lowered, in Lyra's smallest unit: what the bank promised, or what the order
 * came to without its other payments. Undefined when neither is told.
 */
function amountAtFirst(transaction: Transaction, all: readonly Transaction[]): number | undefined {
  const promised = transaction.transactionDetails?.cardDetails?.authorizationResponse?.amount;
  const total = transaction.orderDetails?.orderTotalAmount;
  const others = sumOf(all.filter((one) => uuidOf(one.uuid) !== uuidOf(transaction.uuid) && mayBringMoney(one)));
  if (total === null || total === undefined) return promised ? Math.max(promised, transaction.amount) : undefined;
  return Math.max(promised ?? 0, total - others, transaction.amount);
}

const move = ({ settings, http }: Work, call: Pick<Call<Transaction>, "service" | "body">) =>
  callLyra(settings, http, { ...call, effect: "moves", shape: transactionShape });

const creditsOf = (transactions: readonly Transaction[], { uuid }: Transaction): readonly Transaction[] =>
  transactions.filter(
    ({ operationType, transactionDetails }) =>
      operationType === "CREDIT" && uuidOf(transactionDetails?.parentTransactionUuid ?? "") === uuidOf(uuid),
  );

const sumOf = (transactions: readonly Transaction[]): number =>
  transactions.reduce((sum, { amount }) => sum + amount, 0);

function done(facts: () => readonly PaymentFact[]): LookUp | CallProblem {
  try {
    const told = facts();
    return {
      ok: true,
      facts: told,
      final: told.every((fact) => fact.kind !== "refund-changed" || fact.state !== "pending"),
    };
  } catch (error) {
    if (error instanceof UnreadableAmount) return never(error.message);
    throw error;
  }
}

/** Asks what became of all refunds of a payment, those made in the Back Office included. */
export async function lookUpRefunds(
  captureId: string,
  settings: LyraSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const found = await transactionOf(captureId, settings, http);
  if (!found.ok) return problemOf(found);
  const { transaction, orderId, reference } = found.value;
  const setting: Setting = { reference, at: found.at };
  if (standingOf(transaction) === "cancelled") return done(() => [cancelledFact(transaction, setting)]);
  const order = await transactionsOf(orderId, settings, http);
  if (!order.ok) return problemOf(order);
  const credits = creditsOf(order.value.transactions, transaction);
  return done(() => credits.flatMap((one) => creditFacts(one, setting)));
}
