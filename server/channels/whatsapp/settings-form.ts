import type { SettingsForm, SettingsOf } from "#contracts/settings";
import type { NativeAccount } from "#domain/native-pay";
import { digitsOf } from "#domain/phone";

/** What a WhatsApp number needs to be connected. The steps are in SETUP.md. */
export const settingsForm = {
  phoneNumberId: {
    label: "Phone number id",
    kind: "text",
    required: true,
    help: "App dashboard, WhatsApp, API setup: the id under the number, not the number itself.",
  },
  wabaId: {
    label: "WhatsApp Business Account id",
    kind: "text",
    required: true,
    help: "App dashboard, WhatsApp, API setup. Templates and news about the account belong to it.",
  },
  displayPhoneNumber: {
    label: "Phone number",
    kind: "text",
    required: true,
    help: "With its country code, as customers see it: +33 7 00 00 00 01.",
  },
  appSecret: {
    label: "App secret",
    kind: "secret",
    required: true,
    help: "App dashboard, App settings, Basic. Every webhook is signed with it; without it none is accepted.",
  },
  verifyToken: {
    label: "Verify token",
    kind: "secret",
    required: true,
    help: "A word of your own, written both here and beside the callback URL at Meta.",
  },
  accessToken: {
    label: "System user token",
    kind: "secret",
    required: true,
    help: "Business settings, System users: with whatsapp_business_messaging and whatsapp_business_management.",
  },
  graphUrl: {
    label: "Graph API address",
    kind: "url",
    required: false,
    standard: "https://graph.facebook.com",
    help: "Only for trials against another server.",
  },
  graphVersion: {
    label: "Graph API version",
    kind: "text",
    required: false,
    standard: "v25.0",
    help: "Meta drops a version about two years after it came out.",
  },
  contactRequestType: {
    label: "Name of the contact request message",
    kind: "choice",
    required: false,
    choices: ["contact_request", "request_contact_info"],
    standard: "contact_request",
    help: "Meta's pages and its clients disagree. If asking for a contact fails with error 100, take the other one.",
  },
  catalogueId: {
    label: "Catalogue id",
    kind: "text",
    required: false,
    help: "Commerce Manager: the catalogue connected to the account, for product messages.",
  },
  chatPayments: {
    label: "Payments in the chat",
    kind: "choice",
    required: false,
    choices: ["off", "IN", "BR"],
    standard: "off",
    help: "India or Brazil, once Meta has approved this account for payments there; off everywhere else.",
  },
} as const satisfies SettingsForm;

/** The values of the form. */
export type WhatsappSettings = SettingsOf<typeof settingsForm>;

/** The Graph API's address with its version, without a slash at its end. */
export function graphAddress({ graphUrl, graphVersion }: WhatsappSettings): string {
  const address = (graphUrl ?? settingsForm.graphUrl.standard).replace(/\/+$/, "");
  return `${address}/${encodeURIComponent(graphVersion ?? settingsForm.graphVersion.standard)}`;
}

/** An object of the number: `messages`, `media`. */
export const numberAddress = (settings: WhatsappSettings, edge: string): string =>
  `${graphAddress(settings)}/${encodeURIComponent(settings.phoneNumberId ?? "")}/${edge}`;

/** The orders with payment in the chat that this account may show. */
export function nativeAccountOf(settings: WhatsappSettings): NativeAccount | undefined {
  const { chatPayments: country, phoneNumberId: number, displayPhoneNumber, catalogueId } = settings;
  if ((country !== "IN" && country !== "BR") || number === undefined) return undefined;
  const catalogue = catalogueId === undefined || catalogueId === "" ? {} : { catalogueId };
  return { country, number, phone: digitsOf(displayPhoneNumber ?? ""), ...catalogue };
}

/** The header that proves who is calling. Secrets go nowhere else. */
export const authorization = ({ accessToken }: WhatsappSettings): { readonly authorization: string } => ({
  authorization: `Bearer ${accessToken ?? ""}`,
});
