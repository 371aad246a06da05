import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp } from "#contracts/payment-provider";
import { type Instant } from "#domain/instant";
import { type Outcome, callMeta, problemOf } from "./call.ts";
import { UnreadablePayment, factsOf, isPending, isSuccess, linkExpired } from "./facts.ts";
import { type WirePayment, paymentsShape } from "./objects.ts";
import { type OrderName, orderOf } from "./references.ts";
import type { WhatsappPaySettings } from "./settings.ts";

/** An order's payment as Meta knows it now. */
export const paymentAt = (
  { configuration, reference }: OrderName,
  settings: WhatsappPaySettings,
  http: Http,
): Promise<Outcome<{ readonly payments: readonly WirePayment[] }>> =>
  callMeta(settings, http, {
    path: `payments/${encodeURIComponent(configuration)}/${encodeURIComponent(reference)}`,
    effect: "reads",
    shape: paymentsShape,
  });

/** What stands in every look-up of a payment: the facts, and whether anything can still happen. */
export async function lookUp(
  providerRef: string,
  settings: WhatsappPaySettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const order = orderOf(providerRef, settings.configurationName ?? "");
  const seen = await paymentAt(order, settings, http);
  // Never shown (the customer's app is too old), and its time is over: nobody can have paid it.
  if (!seen.ok && seen.code === 100 && hasEnded(order, seen.at))
    return { ok: true, facts: [linkExpired(order, order.expiresAt)], final: true };
  return seen.ok ? told(order, seen.value.payments, seen.at) : problemOf(seen);
}

/** By the provider's own clock, which its answer carries; ours is not asked. */
const hasEnded = (order: OrderName, at: Instant | undefined): order is OrderName & { readonly expiresAt: Instant } =>
  order.expiresAt !== undefined && at !== undefined && at >= order.expiresAt;

function told(order: OrderName, payments: readonly WirePayment[], at: Instant): LookUp | CallProblem {
  const payment = payments.find(({ reference_id }) => reference_id === order.reference);
  if (!payment) return { ok: false, retry: "later", reason: "WhatsApp's answer is about another order" };
  try {
    const facts = factsOf(order, payment, at);
    if (payment.transactions.some(isSuccess)) return { ok: true, facts, final: true };
    if (!hasEnded(order, at) || payment.transactions.some(isPending)) return { ok: true, facts, final: false };
    return { ok: true, facts: [...facts, linkExpired(order, order.expiresAt)], final: true };
  } catch (error) {
    if (error instanceof UnreadablePayment) return { ok: false, retry: "later", reason: error.message };
    throw error;
  }
}

/**
 * Looks whether money came to an order that is given up. Meta has no call that ends one: the chat tells the customer by
 * an order status, and the order's own end is part of it. Until then a payment that comes is found, and returned.
 */
export const expireLink = lookUp;
