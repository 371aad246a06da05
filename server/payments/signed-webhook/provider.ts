import { definePaymentProvider } from "#contracts/payment-provider";
import { amountProblem, createLink, expireLink, linkLife, lookUp, lookUpRefunds, refund } from "./calls.ts";
import { interpret } from "./facts.ts";
import { settings } from "./settings.ts";
import { verify } from "./signature.ts";

/** Any service of the merchant's own that takes payments, by signed posts both ways (Standard Webhooks). */
export const provider = definePaymentProvider({
  kind: "signed-webhook",
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
