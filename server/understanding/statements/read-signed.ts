import { createHmac, timingSafeEqual } from "node:crypto";
import { isCurrency } from "#domain/currency";
import { money } from "#domain/money";
import { type StatementLine, type StatementProblem, type StatementRead, dayOf } from "#domain/statement";

/** The name every such statement begins with. */
export const signedFormat = "comptoir.statement.v1";

/**
 * Signs a statement: the file is `{"signed": "<the statement as JSON text>", "signature": "<HMAC-SHA256 of that text,
 * hex>"}`. The text itself is signed, so that nobody has to agree on how JSON is written.
 */
export const signStatement = (statement: object, secret: string): string => {
  const signed = JSON.stringify(statement);
  return JSON.stringify({ signed, signature: createHmac("sha256", secret).update(signed).digest("hex") });
};

/** Whether a text is one of these files at all; it may still be broken. */
export const isSigned = (text: string): boolean =>
  /^\s*\{[\s\S]*"signed"\s*:/.test(text.slice(0, 2_000)) ||
  /^\s*\{[\s\S]*"signature"\s*:\s*"[0-9a-f]{64}"\s*\}\s*$/.test(text.slice(-2_000));

const refused = (fault: StatementProblem["fault"], given?: string): StatementRead => ({
  ok: false,
  problems: [{ line: 0, fault, ...(given === undefined ? {} : { given }) }],
});

/** Reads a signed statement: nothing in it is looked at before the signature fits. */
export function readSigned(text: string, secret: string | undefined): StatementRead {
  const outer = objectOf(text);
  const { signed, signature } = outer ?? {};
  if (typeof signed !== "string" || typeof signature !== "string") return refused("unknown-format");
  if (secret === undefined) return refused("no-secret");
  const due = createHmac("sha256", secret).update(signed).digest();
  const got = Buffer.from(signature, "hex");
  if (got.length !== due.length || !timingSafeEqual(got, due)) return refused("signature");
  const inner = objectOf(signed);
  if (inner?.["format"] !== signedFormat || !Array.isArray(inner["entries"])) return refused("unknown-format");
  const account = textOf(inner["account"]) ?? "";
  const read = (inner["entries"] as readonly unknown[]).map((entry, n) => readEntry(entry, n + 1, account));
  const problems = read.flatMap((one) => ("fault" in one ? [one] : []));
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 50) };
  const lines = read.flatMap((one) => ("fault" in one ? [] : [one]));
  return { ok: true, format: "signed-json", lines, pending: 0, skipped: 0 };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 1_000) : undefined;

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function readEntry(entry: unknown, line: number, account: string): StatementLine | StatementProblem {
  if (typeof entry !== "object" || entry === null) return { line, fault: "fields" };
  const { id, bookedOn, side, minor, currency, reversal, name, iban, reference, text } = entry as Readonly<
    Record<string, unknown>
  >;
  const day = textOf(bookedOn) ?? "";
  if (dayOf(day) === undefined) return { line, fault: "date", given: day };
  if (side !== "credit" && side !== "debit") return { line, fault: "direction", given: textOf(side) ?? "" };
  const code = textOf(currency) ?? "";
  if (!isCurrency(code)) return { line, fault: "currency", given: code };
  if (typeof minor !== "number" || !Number.isSafeInteger(minor) || minor <= 0)
    return { line, fault: "amount", given: String(minor) };
  const bankRef = textOf(id);
  // Without its own name an entry of this format could not be told from its twin in the next file.
  if (bankRef === undefined) return { line, fault: "fields", given: "id" };
  const [payer, from] = [textOf(name), textOf(iban)];
  const written = textOf(reference);
  return {
    line,
    account,
    bankRef,
    bookedOn: day,
    side,
    reversal: reversal === true,
    amount: money(minor, code),
    references: written === undefined ? [] : [written],
    text: textOf(text) ?? "",
    ...(payer === undefined ? {} : { name: payer.slice(0, 140) }),
    ...(from === undefined ? {} : { iban: from.replace(/\s/g, "").toUpperCase().slice(0, 34) }),
  };
}
