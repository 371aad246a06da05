import { type Currency, currency } from "#domain/currency";
import type { Money } from "#domain/money";
import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import type { DataObject } from "#domain/qr/emv-tlv";
import { freeText, optionalFault, requiredFault } from "#domain/qr/field-rule";
import { type MerchantCode, decodeMerchantCode, encodeMerchantCode } from "#domain/qr/merchant-code";

/** A PayNow code (Singapore). Amounts are in SGD; without one the customer types it. */
export type PayNowCode = {
  /** A mobile number like +6591234567, or a company's UEN with its suffix. */
  readonly to: { readonly kind: "mobile" | "uen"; readonly number: string };
  readonly amount?: Money | undefined;
  /** Whether the customer may change the amount. */
  readonly editable: boolean;
  /** Last day the code can be used: YYYYMMDD in Singapore. */
  readonly lastDay?: string | undefined;
  /** The receiver's number of the payment, `62.01`. */
  readonly reference?: string | undefined;
  readonly name: string;
  readonly city: string;
};

const owner = "SG.PAYNOW";
const dollar: Currency = currency("SGD");

/** Writes the code's text. */
export function encodePayNow(code: PayNowCode): CodeOutcome<string> {
  const fault = payNowFault(code);
  if (fault) return bad(fault);
  const { to, amount, editable, lastDay, reference, name, city } = code;
  const fields: readonly DataObject[] = [
    { id: "01", value: to.kind === "mobile" ? "0" : "2" },
    { id: "02", value: to.number },
    { id: "03", value: editable ? "1" : "0" },
    ...(lastDay === undefined ? [] : [{ id: "04", value: lastDay }]),
  ];
  return encodeMerchantCode({
    initiation: amount ? "dynamic" : "static",
    accounts: [{ kind: "template", id: "26", globalId: owner, fields }],
    category: "0000",
    currency: dollar,
    amount,
    country: "SG",
    name,
    city,
    additional: { bill: reference },
    extensions: [],
  });
}

const payNowFault = ({ to, lastDay, reference }: PayNowCode): CodeFault | undefined =>
  firstFault(
    to.kind === "mobile"
      ? requiredFault("26.02 mobile", to.number, {
          most: 11,
          want: "a Singapore number like +6591234567",
          pattern: /^\+65\d{8}$/,
        })
      : requiredFault("26.02 UEN", to.number, {
          most: 13,
          want: "a UEN: 9 or 10 capital letters and figures, and a suffix of up to 3",
          pattern: /^[0-9A-Z]{9,13}$/,
        }),
    optionalFault("26.04 last day", lastDay, {
      most: 8,
      want: "a day as YYYYMMDD",
      pattern: /^\d{4}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
    }),
    optionalFault("62.01 reference", reference, freeText(25)),
  );

const accountIn = (code: MerchantCode) =>
  code.accounts.find((account) => account.kind === "template" && account.globalId.toUpperCase() === owner);

/** Whether a merchant code is a PayNow: one of its account templates is PayNow's. */
export const holdsPayNow = (code: MerchantCode): boolean => accountIn(code) !== undefined;

/** Reads a code's text. */
export function decodePayNow(text: string): CodeOutcome<PayNowCode> {
  const code = decodeMerchantCode(text);
  return code.ok ? readPayNow(code.value) : code;
}

/** Reads a PayNow out of a merchant code. */
export function readPayNow(merchant: MerchantCode): CodeOutcome<PayNowCode> {
  const account = accountIn(merchant);
  if (account?.kind !== "template")
    return bad({ kind: "missing", field: "26 PayNow account", want: `a template of ${owner}` });
  const field = (id: string): string => account.fields.find((one) => one.id === id)?.value ?? "";
  const [type, editable, lastDay] = [field("01"), field("03"), field("04")];
  const fault = firstFault(
    requiredFault("26.01 kind of number", type, { most: 1, want: "0 (mobile) or 2 (UEN)", pattern: /^[02]$/ }),
    requiredFault("26.03 editable", editable, { most: 1, want: "0 or 1", pattern: /^[01]$/ }),
    requiredFault("53 currency", merchant.currency, { most: 3, want: "SGD", pattern: /^SGD$/ }),
    requiredFault("58 country", merchant.country, { most: 2, want: "SG", pattern: /^SG$/ }),
  );
  if (fault) return bad(fault);
  const code: PayNowCode = {
    to: { kind: type === "0" ? "mobile" : "uen", number: field("02") },
    amount: merchant.amount,
    editable: editable === "1",
    lastDay: lastDay === "" ? undefined : lastDay,
    reference: merchant.additional?.bill,
    name: merchant.name,
    city: merchant.city,
  };
  const own = payNowFault(code);
  return own ? bad(own) : good(code);
}
