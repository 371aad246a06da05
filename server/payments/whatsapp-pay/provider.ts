import { MalformedWebhook } from "#contracts/channel";
import { definePaymentProvider } from "#contracts/payment-provider";
import { amountProblem } from "./facts.ts";
import { expireLink, lookUp } from "./look-ups.ts";
import { chatTerms, createLink, linkLife } from "./orders.ts";
import { lookUpRefunds, refund } from "./refunds.ts";
import { settings } from "./settings.ts";

/**
 * Payments made in a WhatsApp chat in India, by UPI, card or net banking at the merchant's own gateway. Meta tells of them
 * by the channel's webhook, whose word is only a reason to ask: the look-up is what is believed.
 */
export const provider = definePaymentProvider({
  kind: "whatsapp-pay",
  settings,
  capabilities: { refunds: "partial", confirms: "webhook", namesRefunds: false, linkLife },
  amountProblem,
  createLink,
  chatTerms,
  expireLink,
  lookUp,
  refund,
  lookUpRefunds,
  // Nothing is posted to this rail: the channel's own address hears of payments, and the till asks.
  verify: () => ({ ok: false, why: "unconfigured" }),
  interpret: () => {
    throw new MalformedWebhook("payments in the chat are told to the WhatsApp channel, not to this address");
  },
});
