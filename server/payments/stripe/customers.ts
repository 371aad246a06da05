import type { Http } from "#contracts/http-port";
import type { Payer } from "#contracts/payment-provider";
import { type Outcome, callStripe, callUnderKey } from "./call.ts";
import { type Customer, customerSearchShape, customerShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

/** Under which name Stripe's customer carries our person. */
const note = "comptoir_person";

/**
 * The customer at Stripe that keeps a person's cards; gives its id, the same for every call.
 *
 * Stripe's search shows a new object within a minute, at worst within an hour (docs.stripe.com/search), and its memory
 * of a key lasts 24 hours: whoever the search does not show yet, the key gives back. So there is one customer for each
 * person. Where Stripe has no search (India) there may be one a day, which does no harm: an alias names its own.
 */
export async function customerOf(payer: Payer, settings: StripeSettings, http: Http): Promise<Outcome<string>> {
  const found = await search(payer.reference, settings, http);
  if (!found.ok && found.retry !== "never") return found;
  const known: Outcome<Customer> =
    found.ok && found.value ? { ok: true, value: found.value } : await create(payer.reference, settings, http);
  if (!known.ok) return known;
  const { id } = known.value;
  const { email } = payer;
  if (email === undefined || email === known.value.email) return { ok: true, value: id };
  // The address is no part of what is made under the key: it may change, and a key bears no other words.
  const told = await callStripe(settings, http, "repeats", customerShape, (stripe) =>
    stripe.customers.update(id, { email }),
  );
  return told.ok ? { ok: true, value: id } : told;
}

/** The oldest, should there be several: that answer does not change when the search learns of another. */
async function search(reference: string, settings: StripeSettings, http: Http): Promise<Outcome<Customer | undefined>> {
  const value = reference.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  const outcome = await callStripe(settings, http, "reads", customerSearchShape, (stripe) =>
    stripe.customers.search({ query: `metadata['${note}']:'${value}'`, limit: 100 }),
  );
  if (!outcome.ok) return outcome;
  const mine = outcome.value.data.filter(({ metadata }) => metadata?.[note] === reference);
  return { ok: true, value: mine.toSorted((one, other) => one.created - other.created)[0] };
}

const create = (reference: string, settings: StripeSettings, http: Http): Promise<Outcome<Customer>> =>
  callUnderKey(`customer:${reference}`, (idempotencyKey) =>
    callStripe(settings, http, "repeats", customerShape, (stripe) =>
      stripe.customers.create({ metadata: { [note]: reference } }, { idempotencyKey }),
    ),
  );
