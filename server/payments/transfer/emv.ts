import { formatDecimal } from "#domain/money";
import type { DataObject } from "#domain/qr/emv-tlv";
import { type MerchantAccount, encodeMerchantCode } from "#domain/qr/merchant-code";
import { paymentReference } from "#domain/qr/payment-reference";
import { type Made, type Wanted, currencyOf, encoded, lacking, written, wrong } from "./code-of.ts";
import type { TransferSettings } from "./settings.ts";

const accountsWant =
  "must be ids with values as your acquirer gave them, such as 04=5413330089600010; 26=com.example.pay/01=4711";

/**
 * A merchant code of EMVCo (Mastercard, Visa, UnionPay and domestic templates): the reference is `62.05`, which the
 * acquirer reports.
 */
export function payByEmv(settings: TransferSettings, { paymentId, amount }: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "accounts", "category", "currency", "city", "country"]);
  if (empty) return empty;
  const accounts = readAccounts(settings.accounts ?? "");
  if (accounts === undefined) return wrong("accounts", accountsWant);
  const code = currencyOf(settings);
  if (code === undefined) return wrong("currency", "must be three letters of ISO 4217, such as NGN");
  const reference = paymentReference(paymentId) ?? "";
  const name = written(settings, "beneficiary") ?? "";
  const text = encodeMerchantCode({
    initiation: "dynamic",
    accounts,
    category: written(settings, "category") ?? "",
    currency: code,
    amount,
    country: written(settings, "country") ?? "",
    name,
    city: written(settings, "city") ?? "",
    postalCode: written(settings, "postalCode"),
    additional: { reference },
    extensions: [],
  });
  return encoded(text, places, (said) => ({
    reference,
    shows: {
      code: { grammar: "merchant", text: said },
      lines: [
        { key: "beneficiary", value: name },
        { key: "amount", value: formatDecimal(amount) },
        { key: "reference", value: reference },
      ],
    },
  }));
}

const places = {
  "52": "category",
  "53": "currency",
  "54": "currency",
  "58": "country",
  "59": "beneficiary",
  "60": "city",
  "61": "postalCode",
  "": "accounts",
} as const;

/** "04=5413330089600010; 26=com.example.pay/01=4711" */
function readAccounts(text: string): readonly MerchantAccount[] | undefined {
  const accounts = text
    .split(";")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map(readAccount);
  const known = accounts.filter((one) => one !== undefined);
  return known.length > 0 && known.length === accounts.length ? known : undefined;
}

function readAccount(text: string): MerchantAccount | undefined {
  const [id, value] = halves(text) ?? [];
  if (id === undefined || value === undefined) return undefined;
  if (id >= "02" && id <= "16") return { kind: "scheme", id, value };
  if (id < "26" || id > "51") return undefined;
  const [globalId = "", ...parts] = value.split("/");
  const fields = parts.map((part): DataObject | undefined => {
    const [sub, of] = halves(part) ?? [];
    return sub === undefined || of === undefined ? undefined : { id: sub, value: of };
  });
  const known = fields.filter((field) => field !== undefined);
  return known.length === fields.length ? { kind: "template", id, globalId, fields: known } : undefined;
}

const halves = (text: string): readonly [string, string] | undefined => {
  const [, id, value] = /^\s*(\d\d)\s*=\s*(\S(?:.*\S)?)\s*$/.exec(text) ?? [];
  return id === undefined || value === undefined ? undefined : [id, value];
};
