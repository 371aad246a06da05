import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp } from "#contracts/payment-provider";
import type { PaymentFact } from "#domain/payment";
import { type Outcome, callStripe, problemOf } from "./call.ts";
import { retrieveMethod } from "./card-look-ups.ts";
import { savedByMethod } from "./card-facts.ts";
import { UnreadableAmount, at, intentFacts, referenceOfSession, sessionFacts } from "./facts.ts";
import { type PaymentIntent, type Session, idOf, paymentIntentShape, sessionShape } from "./objects.ts";
import { registrationFacts } from "./registrations.ts";
import type { StripeSettings } from "./settings.ts";

/** Facts, or why nothing may be concluded from what Stripe states. */
export function told(read: () => Omit<LookUp, "ok">): LookUp | CallProblem {
  try {
    return { ok: true, ...read() };
  } catch (error) {
    if (error instanceof UnreadableAmount) return { ok: false, retry: "never", reason: error.message };
    throw error;
  }
}

/** An object by its id: an answer about another one says nothing. */
async function named<Value extends { readonly id: string }>(
  id: string,
  outcome: Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const found = await outcome;
  if (!found.ok || found.value.id === id) return found;
  return { ok: false, retry: "later", reason: "Stripe answered about another object", isStored: false };
}

const retrieveSession = (id: string, settings: StripeSettings, http: Http): Promise<Outcome<Session>> =>
  named(
    id,
    callStripe(settings, http, "reads", sessionShape, (stripe) =>
      stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge.balance_transaction"] }),
    ),
  );

const retrieveIntent = (id: string, settings: StripeSettings, http: Http): Promise<Outcome<PaymentIntent>> =>
  named(
    id,
    callStripe(settings, http, "reads", paymentIntentShape, (stripe) =>
      stripe.paymentIntents.retrieve(id, { expand: ["latest_charge.balance_transaction"] }),
    ),
  );

/** Whether a payment is a kept card's, without a page. */
const isIntent = (providerRef: string): boolean => providerRef.startsWith("pi_");

/** Asks what became of a session, or of the charge of a kept card. */
export async function lookUp(providerRef: string, settings: StripeSettings, http: Http): Promise<LookUp | CallProblem> {
  if (isIntent(providerRef)) {
    const intent = await retrieveIntent(providerRef, settings, http);
    return intent.ok ? told(() => intentFacts(intent.value)) : problemOf(intent);
  }
  const session = await retrieveSession(providerRef, settings, http);
  return session.ok ? factsOf(session.value, settings, http) : problemOf(session);
}

/**
 * Closes a session's page. Stripe refuses that for a session which is over already, paid or not: the look-up says which.
 * A page closed while a bank debit is on its way is unpayable too, and not yet final. The charge of a kept card has no
 * page: it is cancelled where it waits for something.
 */
export async function expireLink(
  providerRef: string,
  settings: StripeSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  if (isIntent(providerRef)) return cancelIntent(providerRef, settings, http);
  const expired = await callStripe(settings, http, "repeats", sessionShape, (stripe) =>
    stripe.checkout.sessions.expire(providerRef),
  );
  if (!expired.ok && expired.retry !== "never") return problemOf(expired);
  const found = await retrieveSession(providerRef, settings, http);
  if (!found.ok) return problemOf(found);
  if (found.value.status !== "open") return factsOf(found.value, settings, http);
  return { ok: false, retry: "later", reason: expired.ok ? "the session is open still" : expired.reason };
}

async function cancelIntent(providerRef: string, settings: StripeSettings, http: Http): Promise<LookUp | CallProblem> {
  const cancelled = await callStripe(settings, http, "repeats", paymentIntentShape, (stripe) =>
    stripe.paymentIntents.cancel(providerRef),
  );
  if (!cancelled.ok && cancelled.retry !== "never") return problemOf(cancelled);
  return lookUp(providerRef, settings, http);
}

/** The facts of a session: its money, and the card that was kept with it. */
async function factsOf(session: Session, settings: StripeSettings, http: Http): Promise<LookUp | CallProblem> {
  if (session.mode === "setup") return registrationFacts(session, settings, http);
  const money = told(() => sessionFacts(session));
  if (!money.ok) return money;
  const card = await keptBySession(session, settings, http);
  if (card.ok) return { ...money, facts: [...money.facts, ...card.value] };
  // No card is worth the money's facts: what will never be told is left out, the rest is asked for again.
  return card.retry === "never" ? money : { ...money, final: false };
}

/**
 * The card that a paid session left with its customer. Only sessions that may keep a card have one, so that a key
 * without the right to read cards goes on working for all others.
 */
async function keptBySession(
  session: Session,
  settings: StripeSettings,
  http: Http,
): Promise<Outcome<readonly PaymentFact[]>> {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : undefined;
  const customer = idOf(session.customer);
  const reference = referenceOfSession(session);
  const method = idOf(intent?.payment_method);
  if (!intent || customer === undefined || reference === undefined || method === undefined) return none;
  if (session.payment_status !== "paid") return none;
  const found = await retrieveMethod(method, settings, http);
  if (!found.ok) return found;
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : undefined;
  const when = at(charge?.created ?? session.created);
  return { ok: true, value: savedByMethod(found.value, { customer, reference, at: when }) };
}

const none: Outcome<readonly PaymentFact[]> = { ok: true, value: [] };
