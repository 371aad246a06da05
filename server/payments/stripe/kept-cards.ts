import type Stripe from "stripe";
import type { Http } from "#contracts/http-port";
import type { CallProblem, CardCharge, CardCharged, LookUp } from "#contracts/payment-provider";
import { type Alias, readAlias } from "./aliases.ts";
import { amountProblem, toStripe } from "./amounts.ts";
import { type Refusal, callStripe, callUnderKey, problemOf } from "./call.ts";
import { isGone } from "./card-look-ups.ts";
import { findCharge, startOf } from "./charge-look-ups.ts";
import { descriptionOf } from "./checkout.ts";
import { intentFacts } from "./facts.ts";
import { told } from "./look-ups.ts";
import { type PaymentIntent, declineShape, paymentIntentShape, paymentMethodShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });
/** The card is gone. The alias itself is never said. */
const gone = never("alias");

/**
 * Charges a kept card in one try. On the merchant's initiative the customer is away, so that Stripe asks the bank for the
 * exemption of a stored credential; on her own she is there, and whatever her bank wants of her ends the try too: a link
 * is sent instead, on which she can confirm.
 */
export async function charge(
  request: CardCharge,
  settings: StripeSettings,
  http: Http,
): Promise<CardCharged | CallProblem> {
  const amount = toStripe(request.amount);
  const impossible = amountProblem(request.amount);
  if (impossible !== undefined || amount === undefined) return never(impossible ?? "Stripe cannot express the amount");
  const alias = readAlias(request.alias);
  if (!alias) return gone;
  const parameters = parametersOf(request, amount, alias);
  const outcome = await callUnderKey(
    request.idempotencyKey,
    (idempotencyKey) =>
      callStripe(settings, http, "moves", paymentIntentShape, (stripe) =>
        stripe.paymentIntents.create(parameters, { idempotencyKey }),
      ),
    () => findCharge({ reference: request.reference, customer: alias.customer }, settings, http),
  );
  return outcome.ok ? charged(outcome.value) : refused(outcome, alias, settings, http);
}

function parametersOf(request: CardCharge, amount: number, alias: Alias): Stripe.PaymentIntentCreateParams {
  const { reference, initiatedBy } = request;
  return {
    amount,
    currency: request.amount.currency.toLowerCase(),
    customer: alias.customer,
    payment_method: alias.method,
    confirm: true,
    description: descriptionOf(request.description),
    metadata: { reference, initiatedBy },
    // Nobody is there to be sent to another page and back.
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    expand: ["latest_charge.balance_transaction"],
    ...(initiatedBy === "merchant" ? { off_session: true } : { error_on_requires_action: true }),
  };
}

function charged(intent: PaymentIntent): CardCharged | CallProblem {
  // Nobody can confirm a payment that waits for her: what it takes, its secret, is thrown away here.
  if (intent.status === "requires_action" || wantsHer(intent))
    return { ok: true, needsCustomer: true, reason: "her bank asks her to confirm" };
  const facts = told(() => intentFacts(intent));
  return facts.ok ? { ...facts, providerRef: intent.id } : facts;
}

/** What banks and Stripe answer when a charge would do if she confirmed it (docs.stripe.com/declines/codes). */
const wanting: ReadonlySet<string> = new Set([
  "authentication_required",
  "authentication_not_handled",
  "mobile_device_authentication_required",
]);

function wantsHer({ status, last_payment_error: error }: PaymentIntent): boolean {
  if (status !== "requires_payment_method" || !error) return false;
  return wanting.has(error.code ?? "") || wanting.has(error.decline_code ?? "");
}

async function refused(
  refusal: Refusal,
  alias: Alias,
  settings: StripeSettings,
  http: Http,
): Promise<CardCharged | CallProblem> {
  if (refusal.retry !== "never") return problemOf(refusal);
  const decline = declineShape.safeParse(refusal.error);
  if (decline.success) return charged(decline.data.payment_intent);
  const looked = await isGone(alias, settings, http);
  return looked.ok && looked.value ? gone : problemOf(refusal);
}

/** Asks what became of a charge whose answer was lost; no facts when it never arrived. */
export async function lookUpCharge(
  reference: string,
  settings: StripeSettings,
  http: Http,
): Promise<(LookUp & { readonly providerRef?: string }) | CallProblem> {
  if (startOf(reference) === undefined) return never("the reference is none of the till's");
  const found = await findCharge({ reference }, settings, http);
  if (!found.ok) return problemOf(found);
  const intent = found.value;
  if (!intent) return { ok: true, facts: [], final: false };
  const seen = told(() => intentFacts(intent));
  return seen.ok ? { ...seen, providerRef: intent.id } : seen;
}

/** Makes an alias useless. `ok` also when it already was. */
export async function forget(
  text: string,
  settings: StripeSettings,
  http: Http,
): Promise<{ readonly ok: true } | CallProblem> {
  const alias = readAlias(text);
  if (!alias) return { ok: true };
  const outcome = await callStripe(settings, http, "repeats", paymentMethodShape, (stripe) =>
    stripe.paymentMethods.detach(alias.method),
  );
  if (outcome.ok) return { ok: true };
  if (outcome.retry !== "never") return problemOf(outcome);
  const looked = await isGone(alias, settings, http);
  return looked.ok && looked.value ? { ok: true } : problemOf(outcome);
}
