import * as z from "zod";

/**
 * The part of Stripe's objects the till reads. Amounts are whole numbers of Stripe's unit, times are seconds. Statuses
 * stay open: Stripe adds values to its lists within a version, and an unknown one must mean nothing rather than fail.
 */

/** A field that is an id, or the object itself where it was asked to be expanded. */
const idOr = <Shape extends z.ZodType>(shape: Shape) => z.union([z.string(), shape]).nullish();
const named = z.object({ id: z.string() });
const metadata = z.record(z.string(), z.string()).nullish();

const balanceTransaction = z.object({ id: z.string(), fee: z.int(), currency: z.string() });

const charge = z.object({
  id: z.string(),
  created: z.int(),
  status: z.string(),
  balance_transaction: idOr(balanceTransaction),
  failure_code: z.string().nullish(),
});

const paymentError = z.object({
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
  charge: z.string().nullish(),
  payment_method: named.nullish(),
});

/** A customer at Stripe: the wallet in which one person's cards are kept. */
export const customerShape = z.object({
  id: z.string(),
  object: z.literal("customer"),
  created: z.int(),
  email: z.string().nullish(),
  metadata,
});
/** @see customerShape */
export type Customer = z.infer<typeof customerShape>;

/** What a search among the customers found. */
export const customerSearchShape = z.object({ data: z.array(customerShape) });

const cardFace = z.object({ brand: z.string(), last4: z.string(), exp_month: z.int(), exp_year: z.int() });
/** What may be shown of a card. */
export type CardFace = z.infer<typeof cardFace>;

const billing = z.object({ email: z.string().nullish() }).nullish();

/** A PaymentMethod. It has a customer while it is kept; without one it was used once, or was detached for good. */
export const paymentMethodShape = z.object({
  id: z.string(),
  object: z.literal("payment_method"),
  customer: idOr(named),
  card: cardFace.nullish(),
  billing_details: billing,
});
/** @see paymentMethodShape */
export type PaymentMethod = z.infer<typeof paymentMethodShape>;

/** A SetupIntent: a card registered without a payment. */
export const setupIntentShape = z.object({
  id: z.string(),
  object: z.literal("setup_intent"),
  status: z.string(),
  created: z.int(),
  customer: idOr(named),
  payment_method: idOr(paymentMethodShape),
  metadata,
  last_setup_error: paymentError.nullish(),
});
/** @see setupIntentShape */
export type SetupIntent = z.infer<typeof setupIntentShape>;

/** A charge as an event brings it, with the card that was charged. */
export const chargeShape = z.object({
  id: z.string(),
  object: z.literal("charge"),
  status: z.string(),
  customer: idOr(named),
  payment_method: z.string().nullish(),
  payment_method_details: z.object({ card: cardFace.nullish() }).nullish(),
  billing_details: billing,
  metadata,
});
/** @see chargeShape */
export type Charge = z.infer<typeof chargeShape>;

/** A PaymentIntent: one amount to be collected, through as many tries as it takes. */
export const paymentIntentShape = z.object({
  id: z.string(),
  object: z.literal("payment_intent"),
  status: z.string(),
  amount_received: z.int(),
  currency: z.string(),
  created: z.int(),
  metadata,
  customer: idOr(named),
  payment_method: idOr(named),
  latest_charge: idOr(charge),
  last_payment_error: paymentError.nullish(),
});
/** @see paymentIntentShape */
export type PaymentIntent = z.infer<typeof paymentIntentShape>;

/** A page of payments, the newest first. */
export const intentListShape = z.object({ data: z.array(paymentIntentShape), has_more: z.boolean() });

/** What Stripe answers when a bank declines: the payment as it is after that. */
export const declineShape = z.object({ payment_intent: paymentIntentShape });

/** A Checkout Session: the hosted page of one payment, or in the mode `setup` of one registration of a card. */
export const sessionShape = z.object({
  id: z.string(),
  object: z.literal("checkout.session"),
  mode: z.string().nullish(),
  status: z.string().nullish(),
  payment_status: z.string(),
  amount_total: z.int().nullish(),
  currency: z.string().nullish(),
  created: z.int(),
  expires_at: z.int(),
  url: z.string().nullish(),
  client_reference_id: z.string().nullish(),
  metadata,
  customer: idOr(named),
  payment_intent: idOr(paymentIntentShape),
  setup_intent: idOr(named),
});
/** @see sessionShape */
export type Session = z.infer<typeof sessionShape>;

/** A refund. It may fail days after it succeeded. */
export const refundShape = z.object({
  id: z.string(),
  object: z.literal("refund"),
  amount: z.int(),
  currency: z.string(),
  created: z.int(),
  status: z.string().nullish(),
  failure_reason: z.string().nullish(),
  metadata,
  payment_intent: idOr(z.object({ id: z.string(), metadata })),
});
/** @see refundShape */
export type Refund = z.infer<typeof refundShape>;

/** A page of the refunds of one payment. */
export const refundListShape = z.object({ data: z.array(refundShape), has_more: z.boolean() });

/** A charge as an event brings it; versions before 2022-11-15 list its refunds in it. */
export const refundedChargeShape = z.object({
  id: z.string(),
  object: z.literal("charge"),
  refunds: z.object({ data: z.array(refundShape) }).nullish(),
});

/** A complaint of the cardholder at her bank. */
export const disputeShape = z.object({
  id: z.string(),
  object: z.literal("dispute"),
  amount: z.int(),
  currency: z.string(),
  created: z.int(),
  status: z.string(),
  reason: z.string().nullish(),
  payment_intent: idOr(named),
  evidence_details: z.object({ due_by: z.int().nullish() }).nullish(),
});
/** @see disputeShape */
export type Dispute = z.infer<typeof disputeShape>;

/** The frame of every event; what it is about is read by its type. */
export const eventShape = z.object({
  id: z.string(),
  object: z.literal("event"),
  type: z.string(),
  created: z.int(),
  livemode: z.boolean(),
  /** Set on events of accounts connected to the merchant's: their money is not the shop's. */
  account: z.string().nullish(),
  data: z.object({ object: z.unknown() }),
});

/** The id of a field that may be expanded. */
export const idOf = (field: string | { readonly id: string } | null | undefined): string | undefined =>
  typeof field === "string" ? field : field?.id;
