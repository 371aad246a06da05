import type { Http } from "#contracts/http-port";
import type { CallProblem, CardCharge, CardCharged, LookUp } from "#contracts/payment-provider";
import { amountProblem, toLyra } from "./amounts.ts";
import { type Outcome, type Refusal, callLyra, problemOf } from "./call.ts";
import { isDeadAlias } from "./error-codes.ts";
import { standingOf } from "./facts.ts";
import { readIso } from "./iso-time.ts";
import { type Payment, type Transaction, chargeShape, responseCodeShape, tokenShape } from "./objects.ts";
import { transactionsOf } from "./orders.ts";
import { chargeRefOf, customerOf, factsOfOrder, lookUpOrder, notifying, takenByItself } from "./payment-orders.ts";
import { orderIdOf } from "./references.ts";
import type { LyraSettings } from "./settings.ts";

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });
/** The card is gone. The alias itself is never said. */
const gone = never("alias");

/**
 * Charges a kept card. With the merchant's initiative the charge is SILENT: no page, an answer at once. With the
 * customer's it is Lyra's one-click payment, which shows her a form: the charge ends there and a link is sent instead.
 *
 * Nothing makes two charges one, so the order is looked up first: an order that was tried once is never charged again,
 * whatever became of it. The card is looked at too, since a cancelled one is answered by several codes.
 */
export async function charge(
  request: CardCharge,
  settings: LyraSettings,
  http: Http,
): Promise<CardCharged | CallProblem> {
  const amount = toLyra(request.amount);
  const impossible = amountProblem(request.amount);
  if (impossible !== undefined || amount === undefined) return never(impossible ?? "Lyra cannot express the amount");
  const orderId = orderIdOf(request.reference);
  if (orderId === undefined) return never("the reference is none of the till's");
  const earlier = await transactionsOf(orderId, settings, http);
  if (!earlier.ok) return problemOf(earlier);
  if (earlier.value.transactions.some(({ operationType }) => operationType === "DEBIT"))
    return charged(orderId, factsOfOrder(orderId, earlier.value));
  const usable = await lookAtCard(request.alias, settings, http);
  if (!usable.ok) return usable;
  const outcome = await callLyra(settings, http, {
    service: "Charge/CreatePayment",
    effect: "moves",
    body: {
      amount,
      currency: request.amount.currency,
      orderId,
      paymentMethodToken: request.alias,
      customer: customerOf(request.payer),
      transactionOptions: { cardOptions: takenByItself },
      ...(request.initiatedBy === "merchant" ? { formAction: "SILENT" } : {}),
      ...notifying(settings),
    },
    shape: chargeShape,
  });
  return answerOf(orderId, outcome);
}

function answerOf(
  orderId: string,
  outcome: Outcome<Payment | { readonly formToken: string }>,
): CardCharged | CallProblem {
  if (!outcome.ok) {
    if (isDeadAlias(outcome.code)) return gone;
    return wantsHer(outcome) ? { ok: true, needsCustomer: true, reason: outcome.reason } : problemOf(outcome);
  }
  if ("formToken" in outcome.value)
    return { ok: true, needsCustomer: true, reason: "Lyra asks the customer to confirm on its page" };
  const { transactions } = outcome.value;
  const soft = transactions.find(isSoftlyDeclined);
  if (soft) return { ok: true, needsCustomer: true, reason: `her bank asks her to confirm (${codeOf(soft)})` };
  return charged(orderId, factsOfOrder(orderId, { transactions, at: outcome.at }));
}

const charged = (orderId: string, told: LookUp | CallProblem): CardCharged | CallProblem =>
  told.ok
    ? { ...told, facts: told.facts.filter(({ kind }) => kind !== "card-saved"), providerRef: chargeRefOf(orderId) }
    : told;

/** Whether a refusal is about her not having been asked: 3-D Secure's codes. */
const wantsHer = ({ code, retry }: Refusal): boolean => retry === "never" && (code ?? "").startsWith("AUTH_");

/** What banks answer when a charge would do if she authenticated herself (CB, Visa: 1A; Mastercard in Europe: A1). */
const softDeclines: ReadonlySet<string> = new Set(["1A", "A1"]);

const codeOf = ({ errorCode, detailedErrorCode }: Transaction): string => detailedErrorCode || errorCode || "";

function isSoftlyDeclined(transaction: Transaction): boolean {
  if (standingOf(transaction) !== "refused") return false;
  return (transaction.errorCode ?? "").startsWith("AUTH_") || softDeclines.has(transaction.detailedErrorCode ?? "");
}

async function lookAtCard(alias: string, settings: LyraSettings, http: Http): Promise<{ ok: true } | CallProblem> {
  const outcome = await callLyra(settings, http, {
    service: "Token/Get",
    effect: "reads",
    body: { paymentMethodToken: alias },
    shape: tokenShape,
  });
  if (!outcome.ok) return isDeadAlias(outcome.code) ? gone : problemOf(outcome);
  const cancelled = readIso(outcome.value.cancellationDate);
  return cancelled !== undefined && cancelled <= outcome.at ? gone : { ok: true };
}

/** Asks what became of a charge whose answer was lost; no facts when it never arrived. */
export async function lookUpCharge(
  reference: string,
  settings: LyraSettings,
  http: Http,
): Promise<(LookUp & { readonly providerRef?: string }) | CallProblem> {
  const orderId = orderIdOf(reference);
  if (orderId === undefined) return never("the reference is none of the till's");
  const seen = await lookUpOrder(orderId, settings, http);
  return seen.ok && seen.facts.length > 0 ? { ...seen, providerRef: chargeRefOf(orderId) } : seen;
}

/** What `Token/Cancel` answers for a token that it does not know. */
const unknownToken = 30;

/** Makes an alias useless. `ok` also when it already was. */
export async function forget(
  alias: string,
  settings: LyraSettings,
  http: Http,
): Promise<{ readonly ok: true } | CallProblem> {
  const outcome = await callLyra(settings, http, {
    service: "Token/Cancel",
    effect: "repeats",
    body: { paymentMethodToken: alias },
    shape: responseCodeShape,
  });
  if (!outcome.ok) return isDeadAlias(outcome.code) ? { ok: true } : problemOf(outcome);
  const { responseCode } = outcome.value;
  if (responseCode === 0 || responseCode === unknownToken) return { ok: true };
  return { ok: false, retry: "later", reason: `Lyra did not cancel the card (${responseCode ?? "no code"})` };
}
