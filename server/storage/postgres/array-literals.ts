import { type CheckedValue, checkedValue, type Field, type PlainKind } from "../column-values.ts";
import { fieldOf, type PlainRow, type PlainTable } from "../plain-rows.ts";

/** PostgreSQL's name of a kind of column. */
export const sqlType = (kind: PlainKind): string => {
  if (kind === "json") return "jsonb";
  if (kind === "bool") return "boolean";
  return kind === "bytes" ? "bytea" : kind;
};

const special = /["\\]/;
const everySpecial = /["\\]/g;

const quotedText = (text: string): string =>
  special.test(text) ? `"${text.replace(everySpecial, "\\$&")}"` : `"${text}"`;

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");

const element = (kind: PlainKind, checked: CheckedValue): string => {
  if (checked === null) return "NULL";
  if (checked instanceof Uint8Array) return `"\\\\x${hex(checked)}"`;
  if (typeof checked !== "string") return String(checked);
  if (kind === "uuid") return checked;
  // JSON text has no control characters, so a second JSON.stringify escapes just what an array literal escapes.
  return kind === "json" ? JSON.stringify(checked) : quotedText(checked);
};

/** Checked values of one kind as a PostgreSQL array literal. */
export const arrayLiteral = (kind: PlainKind, values: readonly CheckedValue[]): string => {
  let literal = "{";
  for (let at = 0; at < values.length; at += 1) {
    if (at > 0) literal += ",";
    literal += element(kind, values[at] ?? null);
  }
  return `${literal}}`;
};

/** A column's values of some rows. */
export type CheckedColumn = { readonly field: Field; readonly values: readonly CheckedValue[] };

/** Rows by column, checked. Throws TypeError or RangeError for a value that does not fit. */
export const checkedColumns = (
  table: PlainTable,
  columns: readonly string[],
  rows: readonly PlainRow[],
): readonly CheckedColumn[] =>
  columns.map((column) => {
    const field = fieldOf(table, column);
    return { field, values: rows.map((row) => checkedValue(field, row[column])) };
  });

/** One array literal per column: rows as the parameters of an unnest. */
export const arrayParameters = (columns: readonly CheckedColumn[]): string[] =>
  columns.map(({ field, values }) => arrayLiteral(field.kind, values));
