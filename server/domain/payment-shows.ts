/** The grammars a payment code may be written in, as `domain/qr` reads them. */
export type CodeGrammar = "merchant" | "pix" | "promptpay" | "paynow" | "upi" | "epc" | "swiss-bill";

/** The text of a code to be scanned, and in which grammar it is. */
export type PaymentCode = { readonly grammar: CodeGrammar; readonly text: string };

/** What a line to be copied is; its name is written by us, in the reader's language. */
export const lineKeys = [
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
export type LineKey = (typeof lineKeys)[number];

/** One thing the payer may type instead of scanning: as she must type it, without blanks for the eye. */
export type ShownLine = { readonly key: LineKey; readonly value: string };

/** What is paid by where the rail has no page of a provider: a code, and what stands in it in words. */
export type PaymentShows = {
  readonly code?: PaymentCode;
  readonly lines: readonly ShownLine[];
};

/** The same with the payment it is of. */
export type PaymentShown = PaymentShows & { readonly paymentId: string };

/** The value of a line; undefined where it is not shown. */
export const lineOf = ({ lines }: PaymentShows, key: LineKey): string | undefined =>
  lines.find((line) => line.key === key)?.value;

/** A value in groups for the eye: accounts and references by four, all else whole. */
export const groupsOf = ({ key, value }: ShownLine): readonly string[] =>
  key === "iban" || key === "reference" ? (value.match(/.{1,4}/gu) ?? []) : [value];
