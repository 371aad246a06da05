import type Stripe from "stripe";
import type { Http } from "#contracts/http-port";
import type { CallProblem, Link, LinkRequest, LookUp } from "#contracts/payment-provider";
import { hours, instant, minutes, seconds } from "#domain/instant";
import type { Language } from "#domain/language";
import { amountProblem, toStripe } from "./amounts.ts";
import { type Outcome, callStripe, callUnderKey, problemOf } from "./call.ts";
import { UnreadableAmount, sessionFacts } from "./facts.ts";
import { type Session, sessionShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

const locales: Readonly<Record<Language, Stripe.Checkout.SessionCreateParams.Locale>> = {
  en: "en",
  fr: "fr",
  it: "it",
  es: "es",
  pt: "pt-BR",
};

/** A session lives 30 minutes to 24 hours from its making (docs.stripe.com/api/checkout/sessions/create). */
const stripeLife = { shortest: minutes(30), longest: hours(24) };

/** What a link may live: within Stripe's bounds also for a try made half an hour late, and under a clock that is off. */
export const linkLife = {
  shortest: stripeLife.shortest + minutes(31),
  longest: stripeLife.longest - minutes(5),
};

/** Stripe's bounds on a session (same page; lengths from docs.stripe.com/metadata and its API reference). */
const limits = { lines: 100, name: 250, description: 1_000 };

const cut = (text: string, longest: number): string => [...text].slice(0, longest).join("");

/**
 * The end of the session in seconds. As asked wherever Stripe allows it: a key may only be used again with the same
 * parameters, so the hour of the try must not show in them.
 */
function expiryOf({ expiresAt, now }: LinkRequest): number {
  const soonest = now + stripeLife.shortest + seconds(30);
  const latest = now + stripeLife.longest - seconds(30);
  return Math.floor(Math.min(Math.max(expiresAt, soonest), latest) / seconds(1));
}

/** The lines to show, in Stripe's unit; one line for the whole where the parts do not add up to it. */
function linesOf(request: LinkRequest, whole: number): readonly { name: string; quantity: number; price: number }[] {
  const lines = request.lines.map(({ name, quantity, unitPrice }) => ({
    name: cut(name.trim(), limits.name),
    quantity,
    price: unitPrice.currency === request.amount.currency ? toStripe(unitPrice) : undefined,
  }));
  const priced = lines.flatMap(({ price, ...line }) => (price === undefined || price < 0 ? [] : [{ ...line, price }]));
  const sum = priced.reduce((so, { price, quantity }) => so + price * quantity, 0);
  const isShown = priced.every(({ name, quantity }) => name !== "" && quantity >= 1);
  const isWhole = priced.length === lines.length && lines.length <= limits.lines && sum === whole;
  if (isShown && isWhole && lines.length > 0) return priced;
  return [{ name: cut(request.description.trim(), limits.name) || request.reference, quantity: 1, price: whole }];
}

function parametersOf(request: LinkRequest, whole: number): Stripe.Checkout.SessionCreateParams {
  const metadata = { reference: request.reference };
  const currency = request.amount.currency.toLowerCase();
  return {
    mode: "payment",
    client_reference_id: request.reference,
    metadata,
    payment_intent_data: { metadata, description: cut(request.description, limits.description) },
    line_items: linesOf(request, whole).map(({ name, quantity, price }) => ({
      quantity,
      price_data: { currency, unit_amount: price, product_data: { name } },
    })),
    expires_at: expiryOf(request),
    locale: locales[request.language],
    success_url: request.returnUrl,
    cancel_url: request.returnUrl,
  };
}

/** Opens a Checkout Session for one payment. The same request under the same key gives the same session. */
export async function createLink(
  request: LinkRequest,
  settings: StripeSettings,
  http: Http,
): Promise<Link | CallProblem> {
  const impossible = amountProblem(request.amount);
  const whole = toStripe(request.amount);
  if (impossible !== undefined || whole === undefined)
    return { ok: false, retry: "never", reason: impossible ?? "Stripe cannot express the amount" };
  const parameters = parametersOf(request, whole);
  const outcome = await callUnderKey(request.idempotencyKey, (idempotencyKey) =>
    callStripe(settings, http, "repeats", sessionShape, (stripe) =>
      stripe.checkout.sessions.create(parameters, { idempotencyKey }),
    ),
  );
  if (!outcome.ok) return problemOf(outcome);
  const { id, url, expires_at } = outcome.value;
  // A stored answer shows the session as it was when made, so it has its page's address even if it is over by now.
  if (!url) return { ok: false, retry: "never", reason: "Stripe gave a session without a page" };
  return { ok: true, providerRef: id, url, expiresAt: instant(seconds(expires_at)) };
}

function told(session: Session): LookUp | CallProblem {
  try {
    return { ok: true, ...sessionFacts(session) };
  } catch (error) {
    if (error instanceof UnreadableAmount) return { ok: false, retry: "never", reason: error.message };
    throw error;
  }
}

async function retrieve(providerRef: string, settings: StripeSettings, http: Http): Promise<Outcome<Session>> {
  const expand = ["payment_intent.latest_charge.balance_transaction"];
  const outcome = await callStripe(settings, http, "reads", sessionShape, (stripe) =>
    stripe.checkout.sessions.retrieve(providerRef, { expand }),
  );
  if (!outcome.ok || outcome.value.id === providerRef) return outcome;
  return { ok: false, retry: "later", reason: "Stripe answered about another session", isStored: false };
}

/** Asks what became of a session. */
export async function lookUp(providerRef: string, settings: StripeSettings, http: Http): Promise<LookUp | CallProblem> {
  const outcome = await retrieve(providerRef, settings, http);
  return outcome.ok ? told(outcome.value) : problemOf(outcome);
}

/**
 * Closes a session's page. Stripe refuses that for a session which is over already, paid or not: the look-up says which.
 * A page closed while a bank debit is on its way is unpayable too, and not yet final.
 */
export async function expireLink(
  providerRef: string,
  settings: StripeSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const expired = await callStripe(settings, http, "repeats", sessionShape, (stripe) =>
    stripe.checkout.sessions.expire(providerRef),
  );
  if (!expired.ok && expired.retry !== "never") return problemOf(expired);
  const found = await retrieve(providerRef, settings, http);
  if (!found.ok) return problemOf(found);
  if (found.value.status !== "open") return told(found.value);
  return { ok: false, retry: "later", reason: expired.ok ? "the session is open still" : expired.reason };
}
