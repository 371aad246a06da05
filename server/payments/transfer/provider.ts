import { MalformedWebhook } from "#contracts/channel";
import { definePaymentProvider } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { days } from "#domain/instant";
import { money } from "#domain/money";
import { codeOf, currencyOf } from "./code-of.ts";
import { type TransferSettings, settings } from "./settings.ts";

/** A transfer the payer's bank books on the next working day is still waited for over a long weekend. */
const linkLife = { shortest: days(5), longest: days(90) };

/** A payment to try the settings with: nobody is asked for it. */
const sample = "019a0000-0000-7000-8000-000000000001";

function settingsProblems(given: TransferSettings) {
  const made = codeOf(given, { paymentId: sample, amount: money(100, currencyOf(given) ?? currency("EUR")) });
  return made.ok ? [] : made.problems;
}

/** What the scheme itself cannot carry; which account it goes to does not matter here. */
function amountProblem({ minor, currency: code }: ReturnType<typeof money>, given: TransferSettings) {
  const own = currencyOf(given);
  if (own === undefined) return "the transfer's settings name no currency";
  if (code !== own) return `this transfer takes ${own} only`;
  if (minor <= 0) return "the amount must be above zero";
  return minor > 99_999_999_999 ? "the amount is larger than a transfer's code can say" : undefined;
}

/**
 * A transfer to the merchant's own account, asked for by a code and lines to copy. Nothing is called: the code is made
 * here, and the money is believed from the account's statement or from the merchant who read it.
 */
export const provider = definePaymentProvider({
  kind: "transfer",
  settings,
  capabilities: { refunds: "none", confirms: "statement", means: "transfer", shows: "code", linkLife },
  settingsProblems,
  amountProblem,
  async createLink({ reference: paymentId, amount, expiresAt }, given) {
    const impossible = amountProblem(amount, given);
    if (impossible !== undefined) return { ok: false, retry: "never", reason: impossible };
    const made = codeOf(given, { paymentId, amount });
    if (made.ok) return { ok: true, providerRef: made.payable.reference, shows: made.payable.shows, expiresAt };
    const reason = made.problems.map(({ field, problem }) => `${settings[field].label}: ${problem}`).join("; ");
    return { ok: false, retry: "never", reason };
  },
  // A code once shown can be paid for ever: nothing is known of it, and what comes late is judged by our own rules.
  expireLink: async () => ({ ok: true, facts: [], final: true }),
  lookUp: async () => ({ ok: true, facts: [], final: false }),
  refund: async () => ({ ok: false, retry: "never", reason: "a transfer is sent back from your own bank, by hand" }),
  lookUpRefunds: async () => ({ ok: true, facts: [], final: true }),
  // Nobody may speak for the bank.
  verify: () => ({ ok: false, why: "unconfigured" }),
  interpret: () => {
    throw new MalformedWebhook("a transfer has no webhooks");
  },
});
