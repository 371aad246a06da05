import { Buffer } from "node:buffer";
import type { SettingsForm, SettingsOf } from "#contracts/settings";

/** What a merchant types to connect a service of her own. */
export const settings = {
  mode: {
    label: "How links are made",
    kind: "choice",
    help: "calls: your service is asked for links, look-ups and refunds; template: an address filled in, nothing is asked",
    required: false,
    choices: ["calls", "template"],
    standard: "calls",
  },
  endpoint: {
    label: "Your service's address",
    kind: "url",
    help: "Every call is posted here, signed (mode calls)",
    required: false,
  },
  template: {
    label: "Address of the payment page",
    kind: "text",
    help: "https://bank.example/pay?ref={reference}&amount={amount}&currency={currency}&until={expires} (mode template)",
    required: false,
  },
  secret: {
    label: "Signing secret",
    kind: "secret",
    help: "whsec_… (Standard Webhooks): signs what is sent either way; several, separated by spaces, the new one first, while you change it",
    required: true,
  },
} as const satisfies SettingsForm;

/** The settings with secrets resolved. */
export type WebhookSettings = SettingsOf<typeof settings>;

/** Bytes a secret holds, least and most (Standard Webhooks, "Signature scheme"). */
const secretLength = { least: 24, most: 64 };

/** The secrets in use as keys; texts that are no such secret are none. */
export const secretsOf = ({ secret = "" }: WebhookSettings): readonly Buffer[] =>
  secret
    .split(/[\s,]+/)
    .filter((one) => /^whsec_[A-Za-z0-9+/]+=*$/.test(one))
    .map((one) => Buffer.from(one.slice("whsec_".length), "base64"))
    .filter(({ length }) => length >= secretLength.least && length <= secretLength.most);

/** Whether links are an address filled in, and nothing is asked. */
export const isTemplate = ({ mode }: WebhookSettings): boolean => mode === "template";
