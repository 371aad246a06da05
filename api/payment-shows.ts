/** The grammars a payment's code may be written in. */
export const codeGrammars = ["merchant", "pix", "promptpay", "paynow", "upi", "epc", "swiss-bill"] as const;

/** What a line to be copied is; a screen names it in the reader's language. */
export const shownLineKeys = [
  "beneficiary",
  "iban",
  "bic",
  "pix-key",
  "pix-code",
  "upi-address",
  "mobile",
  "company-number",
  "national-id",
  "wallet",
  "biller",
  "amount",
  "reference",
  "order",
] as const;
