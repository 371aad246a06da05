import { definePaymentProvider } from "#contracts/payment-provider";
import { amountProblem } from "./amounts.ts";
import { createLink, expireLink, linkLife, lookUp } from "./checkout.ts";
import { interpret } from "./events.ts";
import { lookUpRefunds, refund } from "./refunds.ts";
import { settings } from "./settings.ts";
import { verify } from "./signature.ts";

/** Cards and wallets by Stripe Checkout: the customer pays on Stripe's page, no card ever reaches the till. */
export const provider = definePaymentProvider({
  kind: "stripe",
  settings,
  capabilities: { refunds: "partial", confirms: "webhook", linkLife },
  amountProblem,
  createLink,
  expireLink,
  lookUp,
  refund,
  lookUpRefunds,
  verify,
  interpret,
});
