import { MalformedWebhook } from "#contracts/channel";
import { definePaymentProvider } from "#contracts/payment-provider";
import { days, hours } from "#domain/instant";
import { type Money, formatDecimal } from "#domain/money";
import type { ShownLine } from "#domain/payment-shows";
import { paymentReference } from "#domain/qr/payment-reference";

const amountProblem = ({ minor }: Money): string | undefined =>
  minor > 0 ? undefined : "the amount must be above zero";

/** Paid at the shop, in cash or however the shop takes it there. Only the merchant can say that it was. */
export const provider = definePaymentProvider({
  kind: "cash",
  settings: {},
  capabilities: {
    refunds: "none",
    confirms: "by-hand",
    means: "cash",
    shows: "lines",
    linkLife: { shortest: hours(1), longest: days(90) },
  },
  amountProblem,
  async createLink({ reference: paymentId, amount, orderNumber, expiresAt }) {
    const impossible = amountProblem(amount);
    if (impossible !== undefined) return { ok: false, retry: "never", reason: impossible };
    const reference = paymentReference(paymentId);
    if (reference === undefined) return { ok: false, retry: "never", reason: "a payment without an id has no name" };
    const lines: readonly ShownLine[] = [
      { key: "amount", value: formatDecimal(amount) },
      ...(orderNumber === undefined ? [] : [{ key: "order" as const, value: String(orderNumber) }]),
    ];
    return { ok: true, providerRef: reference, shows: { lines }, expiresAt };
  },
  expireLink: async () => ({ ok: true, facts: [], final: true }),
  lookUp: async () => ({ ok: true, facts: [], final: false }),
  refund: async () => ({ ok: false, retry: "never", reason: "cash goes back at the shop, by hand" }),
  lookUpRefunds: async () => ({ ok: true, facts: [], final: true }),
  verify: () => ({ ok: false, why: "unconfigured" }),
  interpret: () => {
    throw new MalformedWebhook("cash has no webhooks");
  },
});
