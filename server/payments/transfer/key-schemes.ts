import { formatDecimal } from "#domain/money";
import type { LineKey, PaymentCode, ShownLine } from "#domain/payment-shows";
import { encodePayNow } from "#domain/qr/paynow";
import { paymentReference } from "#domain/qr/payment-reference";
import { encodePix, pixKeyKind } from "#domain/qr/pix";
import { type PromptPayTarget, encodePromptPay } from "#domain/qr/promptpay";
import { encodeUpi } from "#domain/qr/upi";
import { type Made, type Payable, type Wanted, encoded, lacking, written, wrong } from "./code-of.ts";
import type { TransferSettings } from "./settings.ts";

/** Pix with the receiver's key (static code): the reference is its txid, which only the receiver's bank gives back. */
export function payByPix(settings: TransferSettings, wanted: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "key", "city"]);
  if (empty) return empty;
  const key = written(settings, "key") ?? "";
  if (pixKeyKind(key) === undefined)
    return wrong("key", "must be a Pix key: an e-mail, +55… phone, CPF or CNPJ in figures, or a random key");
  const [name, city] = [written(settings, "beneficiary") ?? "", written(settings, "city") ?? ""];
  const reference = paymentReference(wanted.paymentId);
  const text = encodePix({ kind: "static", key, name, city, amount: wanted.amount, reference });
  const places = { "59": "beneficiary", "60": "city", "26": "key" } as const;
  return encoded(text, places, (code) =>
    payable(settings, wanted, { grammar: "pix", text: code }, [
      { key: "pix-code", value: code },
      { key: "pix-key", value: key },
    ]),
  );
}

/** UPI: the reference is `tr`. */
export function payByUpi(settings: TransferSettings, wanted: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "key"]);
  if (empty) return empty;
  const [payee, name] = [written(settings, "key") ?? "", written(settings, "beneficiary") ?? ""];
  const category = written(settings, "category");
  const reference = paymentReference(wanted.paymentId);
  const text = encodeUpi({ payee, name, amount: wanted.amount, reference, category, others: [] });
  const places = { pa: "key", pn: "beneficiary", mc: "category" } as const;
  return encoded(text, places, (code) =>
    payable(settings, wanted, { grammar: "upi", text: code }, [{ key: "upi-address", value: payee }]),
  );
}

/** PayNow: a mobile number or a company's UEN; the reference is `62.01`. */
export function payByPayNow(settings: TransferSettings, wanted: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "key"]);
  if (empty) return empty;
  const number = (written(settings, "key") ?? "").replaceAll(" ", "").toUpperCase();
  const kind = number.startsWith("+") ? "mobile" : "uen";
  const name = written(settings, "beneficiary") ?? "";
  const city = written(settings, "city") ?? "Singapore";
  const reference = paymentReference(wanted.paymentId);
  const text = encodePayNow({ to: { kind, number }, amount: wanted.amount, editable: false, reference, name, city });
  const places = { "59": "beneficiary", "60": "city", "26": "key" } as const;
  return encoded(text, places, (code) =>
    payable(settings, wanted, { grammar: "paynow", text: code }, [
      { key: kind === "mobile" ? "mobile" : "company-number", value: number },
    ]),
  );
}

const promptPayLines = {
  mobile: "mobile",
  "national-id": "national-id",
  "e-wallet": "wallet",
  bill: "biller",
} as const satisfies Readonly<Record<PromptPayTarget["kind"], LineKey>>;

/** PromptPay: a bill carries the reference to the biller's bank; a transfer can only show it to the payer (`81`). */
export function payByPromptPay(settings: TransferSettings, wanted: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "key", "keyKind"]);
  if (empty) return empty;
  const number = (written(settings, "key") ?? "").replaceAll(/[\s-]/g, "");
  const reference = paymentReference(wanted.paymentId) ?? "";
  const to = targetOf(settings.keyKind, number, reference);
  if (to === undefined) return wrong("keyKind", "must be mobile, national-id, e-wallet or bill");
  const message = to.kind === "bill" ? undefined : reference;
  const text = encodePromptPay({ to, amount: wanted.amount, message });
  const places = { "29": "key", "30": "key" } as const;
  return encoded(text, places, (code) =>
    payable(settings, wanted, { grammar: "promptpay", text: code }, [{ key: promptPayLines[to.kind], value: number }]),
  );
}

function targetOf(kind: string | undefined, number: string, reference: string): PromptPayTarget | undefined {
  switch (kind) {
    case "mobile":
    case "national-id":
    case "e-wallet":
      return { kind, number };
    case "bill":
      return { kind, biller: number, reference };
    default:
      return undefined;
  }
}

/** The code with the beneficiary before what is its own, and amount and reference after it. */
function payable(
  settings: TransferSettings,
  { paymentId, amount }: Wanted,
  code: PaymentCode,
  own: readonly ShownLine[],
): Payable {
  const reference = paymentReference(paymentId) ?? "";
  return {
    reference,
    shows: {
      code,
      lines: [
        { key: "beneficiary", value: written(settings, "beneficiary") ?? "" },
        ...own,
        { key: "amount", value: formatDecimal(amount) },
        { key: "reference", value: reference },
      ],
    },
  };
}
