import type Stripe from "stripe";
import type { Http } from "#contracts/http-port";
import type { CallProblem, LinkRequest, PageLink } from "#contracts/payment-provider";
import { hours, instant, minutes, seconds } from "#domain/instant";
import type { Language } from "#domain/language";
import { amountProblem, toStripe } from "./amounts.ts";
import { callStripe, callUnderKey, problemOf } from "./call.ts";
import { keepsAlways } from "./card-facts.ts";
import { customerOf } from "./customers.ts";
import { sessionShape } from "./objects.ts";
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

/** A description of what is paid, as long as Stripe takes it. */
export const descriptionOf = (text: string): string => cut(text, limits.description);

/** What every page needs, whether something is paid on it or a card registered. */
type PageRequest = Pick<LinkRequest, "reference" | "language" | "expiresAt" | "returnUrl" | "now">;

/** The parameters that every page has. */
export const pageOf = (request: PageRequest) => ({
  client_reference_id: request.reference,
  metadata: { reference: request.reference },
  expires_at: expiryOf(request),
  locale: locales[request.language],
  success_url: request.returnUrl,
  cancel_url: request.returnUrl,
});

/**
 * The end of the session in seconds. As asked wherever Stripe allows it: a key may only be used again with the same
 * parameters, so the hour of the try must not show in them.
 */
function expiryOf({ expiresAt, now }: PageRequest): number {
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

/**
 * How the card is kept. `always` follows from what she was told before: Stripe's page names it, and the card may be
 * charged without her. `ask` shows Stripe's own box, which she may leave empty.
 */
function keeping({ saveCard }: LinkRequest): Pick<Stripe.Checkout.SessionCreateParams, "saved_payment_method_options"> {
  return saveCard === "ask" ? { saved_payment_method_options: { payment_method_save: "enabled" } } : {};
}

function parametersOf(
  request: LinkRequest,
  whole: number,
  customer: string | undefined,
): Stripe.Checkout.SessionCreateParams {
  const page = pageOf(request);
  const currency = request.amount.currency.toLowerCase();
  const isKept = request.saveCard === "always";
  return {
    ...page,
    mode: "payment",
    payment_intent_data: {
      metadata: isKept ? { ...page.metadata, ...keepsAlways } : page.metadata,
      description: descriptionOf(request.description),
      ...(isKept ? { setup_future_usage: "off_session" } : {}),
    },
    line_items: linesOf(request, whole).map(({ name, quantity, price }) => ({
      quantity,
      price_data: { currency, unit_amount: price, product_data: { name } },
    })),
    ...(customer === undefined ? {} : { customer }),
    ...keeping(request),
  };
}

/** Opens a Checkout Session for one payment. The same request under the same key gives the same session. */
export async function createLink(
  request: LinkRequest,
  settings: StripeSettings,
  http: Http,
): Promise<PageLink | CallProblem> {
  const impossible = amountProblem(request.amount);
  const whole = toStripe(request.amount);
  if (impossible !== undefined || whole === undefined)
    return { ok: false, retry: "never", reason: impossible ?? "Stripe cannot express the amount" };
  if (request.saveCard === undefined)
    return openSession(parametersOf(request, whole, undefined), request.idempotencyKey, settings, http);
  if (!request.payer) return { ok: false, retry: "never", reason: "a card is kept for a person only" };
  const customer = await customerOf(request.payer, settings, http);
  if (!customer.ok) return problemOf(customer);
  return openSession(parametersOf(request, whole, customer.value), request.idempotencyKey, settings, http);
}

/** Opens a session, the same one for the same key. */
export async function openSession(
  parameters: Stripe.Checkout.SessionCreateParams,
  key: string,
  settings: StripeSettings,
  http: Http,
): Promise<PageLink | CallProblem> {
  const outcome = await callUnderKey(key, (idempotencyKey) =>
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
