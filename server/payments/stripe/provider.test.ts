import { readFileSync } from "node:fs";
import { join } from "node:path";
import Stripe from "stripe";
import type { RawRequest } from "#contracts/raw-request";
import type { Instant } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { paymentProviderContract } from "../../../tests/contracts/payment-provider.contract.ts";
import { stripeAccount, stripeOpponent } from "../../../tests/contracts/stripe-opponent.ts";
import { provider } from "./provider.ts";

/** Signed by Stripe's own client, so that our reading of the scheme is not tested with itself. */
function sign(body: Uint8Array, at: Instant): RawRequest {
  const header = Stripe.webhooks.generateTestHeaderString({
    payload: new TextDecoder().decode(body),
    secret: stripeAccount.webhookSecret,
    timestamp: Math.floor(at / 1_000),
  });
  return { method: "POST", query: {}, headers: { "stripe-signature": header }, body };
}

const kindsByName: Readonly<Record<string, readonly PaymentFact["kind"][]>> = {
  "session-completed-paid": ["captured"],
  "session-completed-unpaid": [],
  "session-async-succeeded": ["captured"],
  "session-async-failed": ["link-expired"],
  "session-expired": ["link-expired"],
  "session-paid-jpy": ["captured"],
  "session-paid-kwd": ["captured"],
  "session-paid-isk": ["captured"],
  "session-paid-mga": ["captured"],
  "session-foreign": [],
  "session-live": [],
  "session-connected": [],
  "intent-succeeded": ["captured"],
  "intent-payment-failed": ["attempt-failed"],
  "charge-refunded": [],
  "refund-created": ["refund-changed"],
  "refund-pending": ["refund-changed"],
  "refund-failed": ["refund-changed"],
  "refund-unknown-status": [],
  "dispute-created": ["dispute-changed"],
  "dispute-inquiry": [],
  "dispute-won": ["dispute-changed", "dispute-changed"],
  "dispute-lost": ["dispute-changed", "dispute-changed"],
  "charge-keeps-card": ["card-saved"],
  "charge-keeps-none": [],
  "registration-completed": [],
  "registration-failed": ["attempt-failed"],
  "type-unknown": [],
};

paymentProviderContract({
  provider,
  settings: stripeAccount,
  otherSecret: { ...stripeAccount, webhookSecret: "whsec_another0123456789" },
  noSecret: { ...stripeAccount, webhookSecret: " " },
  secrets: [stripeAccount.secretKey, stripeAccount.webhookSecret, stripeAccount.secretKey.slice(-4)],
  recordings: Object.entries(kindsByName).map(([name, kinds]) => ({
    name,
    body: readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`)),
    kinds,
  })),
  kinds: ["attempt-failed", "captured", "card-saved", "dispute-changed", "link-expired", "refund-changed"],
  tolerance: 300_000,
  sign,
  opponent: stripeOpponent,
});
