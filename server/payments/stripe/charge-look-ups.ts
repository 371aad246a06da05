import type { Http } from "#contracts/http-port";
import { minutes, seconds } from "#domain/instant";
import { type Outcome, callStripe } from "./call.ts";
import { isCardCharge, referenceOf } from "./facts.ts";
import { type PaymentIntent, intentListShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

/** Whose charge is looked for; with the customer where the caller knows her. */
type Wanted = { readonly reference: string; readonly customer?: string };

/** Pages of 100 payments that are read. */
const mostPages = 20;

/** How far our clock and Stripe's may lie apart; webhooks are refused long before that. */
const slack = minutes(10);

const paymentId = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** When a reference of ours was made, ms, as its UUID says (RFC 9562, version 7); undefined for another text. */
export function startOf(reference: string): number | undefined {
  const [, high, low] = paymentId.exec(reference) ?? [];
  return high === undefined || low === undefined ? undefined : Number.parseInt(`${high}${low}`, 16);
}

/**
 * The charge of a kept card made for a reference, or undefined when Stripe has none.
 *
 * Stripe's search would name it in one call, but shows a new payment up to an hour late, and what is asked here is just
 * whether a charge of a moment ago arrived. Its lists show what is there. Nothing of a payment is older than the
 * payment's own id, so the list ends there; where it is too long to be read nothing is concluded. A charge that is still
 * being made is not on the list either: a repeat under the same key then waits for it, and makes no second one.
 */
export async function findCharge(
  { reference, customer }: Wanted,
  settings: StripeSettings,
  http: Http,
): Promise<Outcome<PaymentIntent | undefined>> {
  const start = startOf(reference);
  let last: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const after = last === undefined ? {} : { starting_after: last };
    const outcome = await callStripe(settings, http, "reads", intentListShape, (stripe) =>
      stripe.paymentIntents.list({
        limit: 100,
        expand: ["data.latest_charge.balance_transaction"],
        ...(customer === undefined ? {} : { customer }),
        ...(start === undefined ? {} : { created: { gte: Math.max(0, Math.floor((start - slack) / seconds(1))) } }),
        ...after,
      }),
    );
    if (!outcome.ok) return outcome;
    const { data, has_more } = outcome.value;
    const found = data.find((intent) => isCardCharge(intent) && referenceOf(intent) === reference);
    last = data.at(-1)?.id;
    if (found || !has_more || last === undefined) return { ok: true, value: found };
  }
  return { ok: false, retry: "later", reason: "too many payments since to look through", isStored: false };
}
