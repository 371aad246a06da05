import type { SettingsForm, SettingsOf } from "#contracts/settings";

/** What a merchant types to connect her Stripe account. */
export const settings = {
  secretKey: {
    label: "Secret key",
    kind: "secret",
    help: "Developers → API keys: sk_live_… or a restricted key rk_live_…; sk_test_… for test mode",
    required: true,
  },
  webhookSecret: {
    label: "Webhook signing secret",
    kind: "secret",
    help: "Developers → Webhooks → your endpoint: whsec_…; several, separated by spaces, while you rotate it",
    required: true,
  },
  apiUrl: { label: "API address", kind: "url", required: false, standard: "https://api.stripe.com" },
} as const satisfies SettingsForm;

/** The settings with secrets resolved. */
export type StripeSettings = SettingsOf<typeof settings>;

/** The signing secrets in use: one, or several while an old one runs out. */
export const webhookSecretsOf = ({ webhookSecret = "" }: StripeSettings): readonly string[] =>
  webhookSecret.split(/[\s,]+/).filter((secret) => secret !== "");

/** Whether the key moves real money; undefined when its spelling does not say. */
export function livemodeOf({ secretKey = "" }: StripeSettings): boolean | undefined {
  const mode = /^(?:sk|rk)_(live|test)_/.exec(secretKey.trim())?.[1];
  return mode === undefined ? undefined : mode === "live";
}
