import type { Http } from "#contracts/http-port";
import type { Alias } from "./aliases.ts";
import { type Outcome, callStripe } from "./call.ts";
import { type PaymentMethod, idOf, paymentMethodShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

/** A PaymentMethod, kept or not. */
export const retrieveMethod = (id: string, settings: StripeSettings, http: Http): Promise<Outcome<PaymentMethod>> =>
  callStripe(settings, http, "reads", paymentMethodShape, (stripe) => stripe.paymentMethods.retrieve(id));

/**
 * Whether a card is gone for good: unknown, detached, or another customer's. Stripe refuses what is asked of such a card
 * under several codes, so after a refusal the card itself is looked at.
 */
export async function isGone(alias: Alias, settings: StripeSettings, http: Http): Promise<Outcome<boolean>> {
  const found = await retrieveMethod(alias.method, settings, http);
  if (!found.ok) return found.code === "resource_missing" ? { ok: true, value: true } : found;
  return { ok: true, value: idOf(found.value.customer) !== alias.customer };
}
