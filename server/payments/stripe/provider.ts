import { definePaymentProvider } from "#contracts/payment-provider";
import { amountProblem } from "./amounts.ts";
import { createLink, linkLife } from "./checkout.ts";
import { interpret } from "./events.ts";
import { charge, forget, lookUpCharge } from "./kept-cards.ts";
import { expireLink, lookUp } from "./look-ups.ts";
import { lookUpRefunds, refund } from "./refunds.ts";
import { createRegistration } from "./registrations.ts";
import { settings } from "./settings.ts";
import { verify } from "./signature.ts";

/** Cards and wallets by Stripe Checkout: the customer pays on Stripe's page, no card ever reaches the till. */
export const provider = definePaymentProvider({
  kind: "stripe",
  settings,
  capabilities: {
    refunds: "partial",
    confirms: "webhook",
    means: "card",
    // Paid out daily, two to seven days after the payment by the account's country; an account's first payout takes longer.
    settles: { typicalDays: [2, 7] },
    linkLife,
  },
  amountProblem,
  createLink,
  expireLink,
  lookUp,
  refund,
  lookUpRefunds,
  cards: { createRegistration, charge, lookUpCharge, forget },
  verify,
  interpret,
});
