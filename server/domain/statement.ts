import { type Instant, days, instant, startOfMonth } from "#domain/instant";
import type { Money } from "#domain/money";

/** Formats of a bank's statement this till reads. */
export type StatementFormat = "camt.053" | "csv" | "signed-json";

/** One booked movement on the shop's own bank account, as its statement tells it. */
export type StatementLine = {
  /** Where it stands in the file, counted from 1, so that a person finds it. */
  readonly line: number;
  /** The bank's own name for it; undefined where the file carries none. */
  readonly bankRef?: string;
  /** The shop's account (IBAN) where the file says it, else empty. */
  readonly account: string;
  /** The day it was booked: `2026-11-24`. */
  readonly bookedOn: string;
  /** Credit: money came in. Debit: it went out. */
  readonly side: "credit" | "debit";
  /** Whether it undoes an earlier one: a direct debit that bounced, a transfer that was called back. */
  readonly reversal: boolean;
  /** Always above zero; `side` says which way. */
  readonly amount: Money;
  /** Who is on the other side. */
  readonly name?: string;
  readonly iban?: string;
  /** Structured references as written: creditor reference, end-to-end id. */
  readonly references: readonly string[];
  /** What the payer wrote. */
  readonly text: string;
};

/** Why a line, or a whole file, cannot be read. Each has a sentence that says what to do. */
export type StatementFault =
  | "unknown-format"
  | "not-xml"
  | "too-deep"
  | "too-large"
  | "entities"
  | "no-entries"
  | "no-columns"
  | "encoding"
  | "signature"
  | "no-secret"
  | "currency"
  | "amount"
  | "date"
  | "direction"
  | "columns"
  | "fields"
  | "totals"
  | "several";

/** What is wrong with a place of a file. `line` is 0 for the whole of it. `given` is what stands there. */
export type StatementProblem = { readonly line: number; readonly fault: StatementFault; readonly given?: string };

/** A file read whole, or all that is wrong with it: nothing is half read. */
export type ReadOutcome<Read> =
  | ({ readonly ok: true } & Read)
  | { readonly ok: false; readonly problems: readonly StatementProblem[] };

/** A statement read. `pending` movements are not booked yet and come again; `skipped` lines hold no movement. */
export type StatementContent = {
  readonly format: StatementFormat;
  readonly lines: readonly StatementLine[];
  readonly pending: number;
  readonly skipped: number;
};
export type StatementRead = ReadOutcome<StatementContent>;

/** A line with the key that makes it one, however often and in however many files it comes. */
export type KeyedLine = StatementLine & { readonly entryKey: string };

/**
 * Gives each line its key. The bank's own reference names it where there is one; else what the line says and which of
 * its equals in the file it is: two payments of one day may look alike, and the same two come again in the next file.
 * `hash` must be a strong one (SHA-256).
 */
export function keyLines(lines: readonly StatementLine[], hash: (text: string) => string): readonly KeyedLine[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const { account, bankRef, side, reversal, amount, bookedOn, name = "", iban = "", references, text } = line;
    const money = [side, reversal ? "reversal" : "", String(amount.minor), amount.currency, bookedOn];
    const told = bankRef === undefined ? [name, iban, ...references, text].map(squeezed) : [`ref ${bankRef}`];
    const content = JSON.stringify([account, ...money, ...told]);
    const before = seen.get(content) ?? 0;
    seen.set(content, before + 1);
    return { ...line, entryKey: hash(`${content}#${before + 1}`).slice(0, 40) };
  });
}

/** Letters and figures alone, in capitals: how references are compared, whatever blanks and marks a payer put in. */
export const squeezed = (text: string): string => text.toUpperCase().replace(/[^0-9A-Z]/g, "");

/** The first moment (UTC) of a day written `2026-11-24`; undefined for a day that no calendar has. */
export function dayOf(written: string): Instant | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(written) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const [m, d] = [Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1) return undefined;
  const start = startOfMonth(Number(year), m);
  const at = instant(start + days(d - 1));
  return at < startOfMonth(Number(year), m + 1) ? at : undefined;
}
