import { definePaymentProvider } from "#contracts/payment-provider";
import { amountProblem } from "./amounts.ts";
import { charge, forget, lookUpCharge } from "./kept-cards.ts";
import { interpret } from "./notifications.ts";
import { createLink, createRegistration, expireLink, linkLife, lookUp } from "./payment-orders.ts";
import { lookUpRefunds, refund } from "./refunds.ts";
import { settings } from "./settings.ts";
import { verify } from "./signature.ts";

/** Lyra's platform, under all its brands: cards and more, paid on Lyra's page; no card ever reaches the till. */
export const provider = definePaymentProvider({
  kind: "lyra",
  settings,
  capabilities: {
    refunds: "partial",
    confirms: "webhook",
    means: "card",
    namesRefunds: false,
    // Handed to the merchant's own bank the same night, which credits the account: the shop's capture delay comes on top.
    settles: { typicalDays: [1, 3] },
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
