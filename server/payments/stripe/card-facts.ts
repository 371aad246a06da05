import type { Instant } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { aliasOf } from "./aliases.ts";
import { referenceOf } from "./facts.ts";
import { type CardFace, type Charge, type PaymentMethod, idOf } from "./objects.ts";

/** The note on a payment of which the card is kept whatever she does on the page; Stripe copies it to the charge. */
export const keepsAlways = { saveCard: "always" } as const;

type Kept = {
  readonly reference: string;
  readonly at: Instant;
  readonly customer: string;
  readonly method: string;
  readonly card: CardFace;
  readonly email: string | null | undefined;
};

/** A kept card is named by its PaymentMethod: Stripe makes a new one each time a card is typed. */
const cardSaved = ({ reference, at, customer, method, card, email }: Kept): PaymentFact => ({
  factId: `card-saved:${method}`,
  kind: "card-saved",
  reference,
  at,
  alias: aliasOf({ customer, method }),
  brand: card.brand.toLowerCase(),
  lastFour: card.last4,
  expires: { year: card.exp_year, month: card.exp_month },
  ...(email ? { email } : {}),
});

/**
 * The card that a payment or a registration left with the customer. A PaymentMethod that belongs to no customer was used
 * once and is not kept, whatever was wished.
 */
export function savedByMethod(
  method: PaymentMethod,
  { customer, reference, at }: Pick<Kept, "customer" | "reference" | "at">,
): readonly PaymentFact[] {
  const { id, card, billing_details } = method;
  if (!card || idOf(method.customer) !== customer) return [];
  return [cardSaved({ reference, at, customer, method: id, card, email: billing_details?.email })];
}

/**
 * The card that a paid charge left with the customer. Of all events only a charge's show card and reference together,
 * and they do not say whether the card stays: that is sure only where it was to be kept always
 * (docs.stripe.com/payments/save-during-payment: it is attached once the payment is confirmed). What she was asked
 * about on the page, and what was registered without a payment, is learnt by look-up.
 */
export function savedByCharge(charge: Charge, when: Instant): readonly PaymentFact[] {
  const reference = referenceOf(charge);
  const customer = idOf(charge.customer);
  const { payment_method: method, metadata, status } = charge;
  const card = charge.payment_method_details?.card;
  if (metadata?.["saveCard"] !== keepsAlways.saveCard || status !== "succeeded") return [];
  if (reference === undefined || customer === undefined || !method || !card) return [];
  return [cardSaved({ reference, at: when, customer, method, card, email: charge.billing_details?.email })];
}
