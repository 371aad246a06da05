import type { SettingsForm, SettingsOf } from "#contracts/settings";

/** The codes a transfer can be asked for by, and where they are read. */
export const schemes = ["epc", "swiss", "pix", "upi", "paynow", "promptpay", "emv"] as const;

/** What a merchant types to be paid by transfer. Which fields a scheme needs is said in each field's help. */
export const settings = {
  scheme: {
    label: "Scheme",
    kind: "choice",
    help: "epc: SEPA in EUR · swiss: QR-bill · pix: Brazil · upi: India · paynow: Singapore · promptpay: Thailand · emv: a code your acquirer gave you",
    required: true,
    choices: schemes,
  },
  beneficiary: {
    label: "Beneficiary",
    kind: "text",
    help: "The account's holder just as the bank knows her: payers' banks compare it",
    required: true,
  },
  iban: { label: "IBAN", kind: "text", help: "epc, swiss: the account that is paid to", required: false },
  bic: { label: "BIC", kind: "text", help: "epc: needed by a few banks only", required: false },
  key: {
    label: "Key",
    kind: "text",
    help: "pix: key · upi: address like shop@bank · paynow: +65… or UEN · promptpay: +66…, national id, e-wallet or biller",
    required: false,
  },
  keyKind: {
    label: "Kind of key",
    kind: "choice",
    help: "promptpay: what the key is",
    required: false,
    choices: ["mobile", "national-id", "e-wallet", "bill"],
  },
  accounts: {
    label: "Merchant accounts",
    kind: "text",
    help: "emv: as your acquirer gave them, id=value separated by semicolons; a template as 26=owner/01=value",
    required: false,
  },
  category: { label: "Category", kind: "text", help: "emv: four digits (ISO 18245)", required: false },
  currency: { label: "Currency", kind: "text", help: "emv: three letters · swiss: CHF or EUR", required: false },
  street: { label: "Street", kind: "text", help: "swiss", required: false },
  building: { label: "House number", kind: "text", help: "swiss", required: false },
  postalCode: { label: "Postal code", kind: "text", help: "swiss; emv where asked for", required: false },
  city: { label: "City", kind: "text", help: "swiss, pix, paynow, emv: where the beneficiary is", required: false },
  country: { label: "Country", kind: "text", help: "swiss, emv: two capital letters", required: false },
} as const satisfies SettingsForm;

/** The settings; a field without a value is absent. */
export type TransferSettings = SettingsOf<typeof settings>;
/** The name of a field. */
export type TransferField = keyof typeof settings;
