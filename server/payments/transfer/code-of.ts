import { type Currency, currency, isCurrency } from "#domain/currency";
import type { Money } from "#domain/money";
import type { PaymentShows } from "#domain/payment-shows";
import { type CodeOutcome, sentenceOf } from "#domain/qr/code-fault";
import { payByEmv } from "./emv.ts";
import { payByEpc, payBySwissBill } from "./iban-schemes.ts";
import { payByPayNow, payByPix, payByPromptPay, payByUpi } from "./key-schemes.ts";
import type { TransferField, TransferSettings } from "./settings.ts";

/** What is to be paid, and the payment it is for. */
export type Wanted = { readonly paymentId: string; readonly amount: Money };

/** A code with its lines, and the reference in it as the bank gives it back. */
export type Payable = { readonly reference: string; readonly shows: PaymentShows };

/** What a scheme makes of the settings: a code, or the fields that keep it from one. */
export type Made = { readonly ok: true; readonly payable: Payable } | Wrong;
type Wrong = {
  readonly ok: false;
  readonly problems: readonly { readonly field: TransferField; readonly problem: string }[];
};

/** The one thing that is wrong with a field. */
export const wrong = (field: TransferField, problem: string): Wrong => ({ ok: false, problems: [{ field, problem }] });

/** The first needed fields that have no value. */
export function lacking(settings: TransferSettings, fields: readonly TransferField[]): Wrong | undefined {
  const empty = fields.filter((field) => (settings[field]?.trim() ?? "") === "");
  if (empty.length === 0) return undefined;
  return {
    ok: false,
    problems: empty.map((field) => ({ field, problem: `is needed for ${settings.scheme ?? "this scheme"}` })),
  };
}

/** The text of a written field, without blanks around it; undefined for none. */
export function written(settings: TransferSettings, field: TransferField): string | undefined {
  const text = settings[field]?.trim();
  return text === "" ? undefined : text;
}

/** A code's fault at the field it comes from: `places` name, by their beginnings, the fields of the code. */
export function encoded(
  outcome: CodeOutcome<string>,
  places: Readonly<Record<string, TransferField>>,
  payable: (text: string) => Payable,
): Made {
  if (outcome.ok) return { ok: true, payable: payable(outcome.value) };
  const { fault } = outcome;
  const at = "field" in fault ? fault.field : "";
  const place = Object.entries(places).find(([start]) => at.startsWith(start));
  return wrong(place?.[1] ?? "scheme", `does not fit: ${sentenceOf(fault)}`);
}

/** The currency of a scheme; undefined where the settings do not say one. */
export function currencyOf({ scheme, currency: said }: TransferSettings): Currency | undefined {
  const fixed: Readonly<Record<string, string>> = {
    epc: "EUR",
    pix: "BRL",
    upi: "INR",
    paynow: "SGD",
    promptpay: "THB",
  };
  const code = fixed[scheme ?? ""] ?? said?.trim().toUpperCase() ?? (scheme === "swiss" ? "CHF" : "");
  return isCurrency(code) ? currency(code) : undefined;
}

/** Makes the code of a payment by the scheme of the settings. Pure: the same payment gives the same code. */
export function codeOf(settings: TransferSettings, wanted: Wanted): Made {
  switch (settings.scheme) {
    case "epc":
      return payByEpc(settings, wanted);
    case "swiss":
      return payBySwissBill(settings, wanted);
    case "pix":
      return payByPix(settings, wanted);
    case "upi":
      return payByUpi(settings, wanted);
    case "paynow":
      return payByPayNow(settings, wanted);
    case "promptpay":
      return payByPromptPay(settings, wanted);
    case "emv":
      return payByEmv(settings, wanted);
    default:
      return wrong("scheme", "must be epc, swiss, pix, upi, paynow, promptpay or emv");
  }
}
