/** Why a payment failed, as far as words help the payer; everything else is `refused`. */
export type FailureKind = "funds" | "expired-card" | "wrong-code" | "not-confirmed" | "limit" | "technical" | "refused";

/**
 * Words in providers' reasons: Stripe's decline codes (docs.stripe.com/declines/codes), Lyra's detailed error codes, which
 * are those of ISO 8583 (51 funds, 54 and 33 expiry, 61 and 65 limits, 91 and 96 the bank does not answer).
 */
const signs: readonly (readonly [FailureKind, RegExp])[] = [
  ["funds", /insufficient_funds|\b51\b/],
  ["expired-card", /expired_card|invalid_expiry|\b(33|54)\b/],
  ["wrong-code", /incorrect_cvc|invalid_cvc|incorrect_number|\b(14|82)\b/],
  ["not-confirmed", /authentication|3ds|not_authenticated|\bAUTH_\d/i],
  ["limit", /exceeds_limit|limit_exceeded|velocity|\b(61|65)\b/],
  ["technical", /processing_error|issuer_not_available|try_again|\b(91|96|98)\b/],
];

/** The kind of a provider's reason. A reason is never shown as it is: it is written for machines. */
export const failureKind = (reason: string): FailureKind =>
  signs.find(([, sign]) => sign.test(reason))?.[0] ?? "refused";
