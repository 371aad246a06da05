import { maskCardNumbers } from "#domain/card-number";
import { ibanFault, maskIban } from "#domain/qr/iban";
import { ibanForm } from "#domain/qr/iban-countries";

/** What may be an IBAN: a country, two figures and groups of letters and figures, whatever stands behind it. */
const ibanLike = /\b[A-Za-z]{2}\d{2}(?:[ \u00a0]?[A-Za-z0-9]){10,60}/g;
/** Names of kept cards and customers at providers: who holds one can charge it. */
const aliases = /\b(?:pm|cus|src|card|seti|tok)_[A-Za-z0-9]{6,}/g;
/** A pay page shows a payment to whoever has its address. */
const pages = /\/pay\/[A-Za-z0-9_-]{64}/g;

function maskIbanIn(written: string): string {
  const country = written.slice(0, 2).toUpperCase();
  const length = ibanForm(country)?.length;
  if (length === undefined) return written;
  let seen = 0;
  for (let end = 0; end < written.length; end++) {
    if (/[A-Za-z0-9]/.test(written[end] ?? "")) seen += 1;
    if (seen < length) continue;
    const iban = written
      .slice(0, end + 1)
      .replace(/[\s\u00a0]/g, "")
      .toUpperCase();
    return ibanFault("IBAN", iban) === undefined ? maskIban(iban) + written.slice(end + 1) : written;
  }
  return written;
}

/** A text without what spends money or names an account: card numbers, IBANs, names of kept cards, addresses of pay pages. */
export const withoutSecrets = (text: string): string =>
  maskCardNumbers(text.replace(ibanLike, maskIbanIn).replace(aliases, "…").replace(pages, "/pay/…"));

/** Names that machines give: by chance they look like card numbers, and cut short they prove nothing. */
const machineNames = /(?:^id|_id|_ref|_key|hash|^sha256|^reference|Ref|Id)$/;

/** The same of every text in a value, however deep, but for what machines named. */
export function cleaned<Value>(value: Value): Value {
  if (typeof value === "string") return withoutSecrets(value) as Value;
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      typeof field === "string" && machineNames.test(name) ? field.replace(aliases, "…") : cleaned(field),
    ]),
  ) as Value;
}
