import type { Http } from "#contracts/http-port";
import { type Instant, instant } from "#domain/instant";
import { type Outcome, callLyra } from "./call.ts";
import { isNotFound } from "./error-codes.ts";
import { type Transaction, orderShape, transactionShape } from "./objects.ts";
import { referenceOf } from "./references.ts";
import type { LyraSettings } from "./settings.ts";

/** What is known of a payment: every try to pay it, through whichever link or card, and every refund. */
export type Known = { readonly transactions: readonly Transaction[]; readonly at: Instant };

/** All transactions of an order, by our reference in Lyra's spelling; none when nobody has tried yet. */
export async function transactionsOf(orderId: string, settings: LyraSettings, http: Http): Promise<Outcome<Known>> {
  const outcome = await callLyra(settings, http, {
    service: "Order/Get",
    effect: "reads",
    body: { orderId },
    shape: orderShape,
  });
  if (outcome.ok) return { ok: true, value: { ...outcome.value, at: outcome.at }, at: outcome.at };
  // Lyra knows an order only from its first transaction on.
  const nothing: Known = { transactions: [], at: instant(0) };
  return isNotFound(outcome.code) ? { ok: true, value: nothing, at: nothing.at } : outcome;
}

/** One transaction with the order it belongs to. */
export type Found = { readonly transaction: Transaction; readonly orderId: string; readonly reference: string };

/** A transaction by its name; refused when no payment of the till is behind it. */
export async function transactionOf(uuid: string, settings: LyraSettings, http: Http): Promise<Outcome<Found>> {
  const outcome = await callLyra(settings, http, {
    service: "Transaction/Get",
    effect: "reads",
    body: { uuid },
    shape: transactionShape,
  });
  if (!outcome.ok) return outcome;
  const transaction = outcome.value;
  const orderId = transaction.orderDetails?.orderId;
  const reference = referenceOf(orderId);
  if (!orderId || reference === undefined)
    return { ok: false, retry: "never", reason: "this transaction belongs to no payment of the till" };
  return { ok: true, value: { transaction, orderId, reference }, at: outcome.at };
}
