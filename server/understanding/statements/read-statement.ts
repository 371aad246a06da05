import type { Currency } from "#domain/currency";
import type { StatementRead } from "#domain/statement";
import { decodeText } from "./csv-cells.ts";
import { readCamt } from "./read-camt.ts";
import { readCsv } from "./read-csv.ts";
import { isSigned, readSigned } from "./read-signed.ts";

/** Bytes of one statement; a month of 30,000 movements has about 12 MB. */
export const largestStatement = 16 * 1024 * 1024;

/** What reading needs of a shop: its currency, for tables that name none, and the secret of its signed statements. */
export type StatementContext = { readonly currency: Currency; readonly secret?: string };

/**
 * Reads a bank's statement, whichever of its formats it is: camt.053, a table, or a signed file. It is read whole, or not
 * at all with all that is wrong, line by line. Pure: the same bytes give the same answer.
 */
export function readStatement(bytes: Uint8Array, { currency, secret }: StatementContext): StatementRead {
  if (bytes.length > largestStatement) return { ok: false, problems: [{ line: 0, fault: "too-large" }] };
  const text = decodeText(bytes);
  if (text.includes("\0")) return { ok: false, problems: [{ line: 0, fault: "encoding" }] };
  const read = readText(text, currency, secret);
  if (read.ok && read.lines.length === 0 && read.pending === 0)
    return { ok: false, problems: [{ line: 0, fault: "no-entries" }] };
  return read;
}

function readText(text: string, currency: Currency, secret: string | undefined): StatementRead {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (start.startsWith("<")) return readCamt(text);
  if (start.startsWith("{")) return isSigned(start) ? readSigned(start, secret) : refusedJson;
  return readCsv(text.replace(/^\uFEFF/, ""), currency);
}

const refusedJson: StatementRead = { ok: false, problems: [{ line: 0, fault: "unknown-format" }] };
