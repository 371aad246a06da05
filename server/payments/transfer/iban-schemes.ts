import { currency } from "#domain/currency";
import { formatDecimal } from "#domain/money";
import type { ShownLine } from "#domain/payment-shows";
import { makeCreditorReference, makeQrReference } from "#domain/qr/creditor-reference";
import { encodeEpc } from "#domain/qr/epc";
import { isQrIban, readIban } from "#domain/qr/iban";
import { paymentNumber, paymentReference } from "#domain/qr/payment-reference";
import { type SwissReference, encodeSwissBill } from "#domain/qr/swiss-bill";
import { type Made, type Wanted, currencyOf, encoded, lacking, written, wrong } from "./code-of.ts";
import type { TransferSettings } from "./settings.ts";

const ibanWant = "must be a whole IBAN whose check digits fit, such as FR76 3000 6000 0112 3456 7890 189";

/** SEPA (EPC069-12): the reference is a creditor reference (RF), which banks carry through as they were given it. */
export function payByEpc(settings: TransferSettings, { paymentId, amount }: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "iban"]);
  if (empty) return empty;
  const iban = readIban(settings.iban ?? "");
  if (!iban.ok) return wrong("iban", ibanWant);
  const reference = makeCreditorReference(paymentReference(paymentId) ?? "");
  if (!reference.ok) return wrong("scheme", "cannot name a payment without an id");
  const name = written(settings, "beneficiary") ?? "";
  const bic = written(settings, "bic")?.toUpperCase();
  const text = encodeEpc({
    version: "002",
    charset: "1",
    bic,
    name,
    iban: iban.value,
    amount,
    reference: reference.value,
  });
  const lines: readonly ShownLine[] = [
    { key: "beneficiary", value: name },
    { key: "iban", value: iban.value },
    ...(bic === undefined ? [] : [{ key: "bic" as const, value: bic }]),
    { key: "amount", value: formatDecimal(amount) },
    { key: "reference", value: reference.value },
  ];
  const places = { "line 5": "bic", "line 6": "beneficiary", "line 7": "iban" } as const;
  return encoded(text, places, (code) => ({
    reference: reference.value,
    shows: { code: { grammar: "epc", text: code }, lines },
  }));
}

/** The Swiss QR-bill: a QR-IBAN takes a reference of 27 figures, every other account a creditor reference. */
export function payBySwissBill(settings: TransferSettings, { paymentId, amount }: Wanted): Made {
  const empty = lacking(settings, ["beneficiary", "iban", "postalCode", "city", "country"]);
  if (empty) return empty;
  const iban = readIban(settings.iban ?? "");
  if (!iban.ok) return wrong("iban", ibanWant);
  const reference = swissReference(iban.value, paymentId);
  if (reference === undefined) return wrong("scheme", "cannot name a payment without an id");
  const name = written(settings, "beneficiary") ?? "";
  const creditor = {
    name,
    street: written(settings, "street"),
    building: written(settings, "building"),
    postalCode: written(settings, "postalCode") ?? "",
    town: written(settings, "city") ?? "",
    country: written(settings, "country") ?? "",
  };
  const code = currencyOf(settings) ?? currency("CHF");
  const text = encodeSwissBill({ iban: iban.value, creditor, currency: code, amount, reference, schemes: [] });
  const lines: readonly ShownLine[] = [
    { key: "beneficiary", value: name },
    { key: "iban", value: iban.value },
    { key: "amount", value: formatDecimal(amount) },
    { key: "reference", value: reference.value },
  ];
  return encoded(text, swissPlaces, (said) => ({
    reference: reference.value,
    shows: { code: { grammar: "swiss-bill", text: said }, lines },
  }));
}

const swissPlaces = {
  "line 4": "iban",
  "line 6": "beneficiary",
  "line 7": "street",
  "line 8": "building",
  "line 9": "postalCode",
  "line 10": "city",
  "line 11": "country",
  "line 20": "currency",
} as const;

function swissReference(iban: string, paymentId: string): Exclude<SwissReference, { kind: "NON" }> | undefined {
  const kind = isQrIban(iban) ? "QRR" : "SCOR";
  const made =
    kind === "QRR"
      ? makeQrReference(paymentNumber(paymentId) ?? "")
      : makeCreditorReference(paymentReference(paymentId) ?? "");
  return made.ok ? { kind, value: made.value } : undefined;
}
