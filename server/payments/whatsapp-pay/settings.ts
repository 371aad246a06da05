import type { SettingsForm, SettingsOf } from "#contracts/settings";
import type { ChatGateway, GoodsOrigin } from "#domain/order-message";
import { digitsOf } from "#domain/phone";

const gateways = ["razorpay", "payu", "billdesk", "zaakpay"] as const satisfies readonly ChatGateway[];

/** What payments in the chat need, beside the WhatsApp channel itself. The steps are in SETUP.md. */
export const settings = {
  phoneNumberId: {
    label: "Phone number id",
    kind: "text",
    required: true,
    help: "The one of the WhatsApp channel whose chats are paid in: orders are looked up under it.",
  },
  displayPhoneNumber: {
    label: "Phone number",
    kind: "text",
    required: true,
    help: "The shop's number with its country code, +91 …: where a customer finds her chat again.",
  },
  accessToken: {
    label: "System user token",
    kind: "secret",
    required: true,
    help: "The channel's token, or another of the same account with whatsapp_business_management and _messaging.",
  },
  gateway: {
    label: "Payment gateway",
    kind: "choice",
    required: true,
    choices: gateways,
    help: "Who takes the money: the account is yours, Meta only shows it.",
  },
  configurationName: {
    label: "Payment configuration",
    kind: "text",
    required: true,
    help: "Its name in WhatsApp Manager, Direct pay methods. Once customers have paid under it, keep it.",
  },
  refundSpeed: {
    label: "Speed of refunds",
    kind: "choice",
    required: false,
    choices: ["normal", "instant"],
    standard: "normal",
    help: "Instant is a wish and may cost more; the gateway decides.",
  },
  originCountry: {
    label: "Country of origin",
    kind: "text",
    required: false,
    help: "Where your goods come from. India wants it, and the five fields below, where no catalogue is connected.",
  },
  importerName: { label: "Importer's name", kind: "text", required: false },
  importerStreet: { label: "Importer's street", kind: "text", required: false, help: "At most 100 characters." },
  importerCity: { label: "Importer's city", kind: "text", required: false },
  importerState: { label: "Importer's state", kind: "text", required: false, help: "Its code: MH, DL …" },
  importerPostcode: { label: "Importer's PIN code", kind: "text", required: false, help: "Six digits." },
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
} as const satisfies SettingsForm;

/** The values of the form. */
export type WhatsappPaySettings = SettingsOf<typeof settings>;

/** What is needed to ask Meta about payments. */
export type Access = {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly gateway: ChatGateway;
  readonly configuration: string;
  /** Of the shop's number, with the country's code. */
  readonly digits: string;
};

const isGateway = (word: string | undefined): word is ChatGateway => gateways.some((one) => one === word);

/** The settings as they are used, or the first that is lacking or cannot be. */
export function accessOf(given: WhatsappPaySettings): Access | { readonly lacking: string } {
  const { phoneNumberId, accessToken, gateway, configurationName: configuration } = given;
  if (!phoneNumberId) return { lacking: "the phone number id is not set" };
  if (!accessToken) return { lacking: "the system user token is not set" };
  if (!isGateway(gateway)) return { lacking: `the payment gateway must be one of ${gateways.join(", ")}` };
  if (!configuration) return { lacking: "the payment configuration is not set" };
  if (configuration.length > 60) return { lacking: "the payment configuration has more than 60 characters" };
  const digits = digitsOf(given.displayPhoneNumber ?? "");
  if (digits === "") return { lacking: "the phone number is not set" };
  return { phoneNumberId, accessToken, gateway, configuration, digits };
}

/** Where the goods come from, when all of it is set. */
export function originOf(given: WhatsappPaySettings): GoodsOrigin | undefined {
  const { originCountry: country, importerName: importer, importerStreet: line1, importerCity: city } = given;
  const { importerPostcode: postcode, importerState: state } = given;
  if (!country || !importer || !line1 || !city || !postcode) return undefined;
  return { country, importer, address: { line1, city, postcode, ...(state ? { state } : {}) } };
}

/** The number's address at the Graph API, without a slash at its end. */
export const numberAddress = (given: WhatsappPaySettings, { phoneNumberId }: Access): string =>
  `${(given.graphUrl ?? settings.graphUrl.standard).replace(/\/+$/, "")}/` +
  `${encodeURIComponent(given.graphVersion ?? settings.graphVersion.standard)}/${encodeURIComponent(phoneNumberId)}`;
