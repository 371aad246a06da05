import { type CheckedValue, checkedValue, type Field } from "./column-values.ts";
import { fieldOf, type PlainRow, type PlainTable, refuseUnknownColumns } from "./plain-rows.ts";

/** A checked value as whoever reads it gets it: JSON parsed, bytes nobody else's. */
export const keptChecked = (field: Field, checked: CheckedValue): unknown => {
  if (checked === null) return null;
  if (field.kind === "json") return JSON.parse(String(checked));
  return checked instanceof Uint8Array ? Uint8Array.from(checked) : checked;
};

/** A column's value as the store keeps it: checked, and nobody else's. Throws TypeError or RangeError. */
export const keptValue = (table: PlainTable, column: string, value: unknown): unknown => {
  const field = fieldOf(table, column);
  return keptChecked(field, checkedValue(field, value));
};

/** A whole row as the store keeps it. Throws TypeError when a column is missing or one is too many. */
export const keptRow = (table: PlainTable, row: PlainRow): PlainRow => {
  refuseUnknownColumns(table, row);
  const kept: Record<string, unknown> = {};
  for (const field of table.fields) kept[field.column] = keptChecked(field, checkedValue(field, row[field.column]));
  return kept;
};

const copied = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copied);
  if (value instanceof Uint8Array) return value.slice();
  const entries = Object.entries(value);
  const copy: Record<string, unknown> = {};
  for (const [name, one] of entries) {
    // Assigning to this one name would change the object's prototype; JSON from outside may hold it.
    if (name === "__proto__") return Object.fromEntries(entries.map(([key, each]) => [key, copied(each)]));
    copy[name] = copied(one);
  }
  return copy;
};

/** A copy to give away: whoever gets it may change it. */
export const givenRow = (table: PlainTable, row: PlainRow): PlainRow => {
  const copy: Record<string, unknown> = { ...row };
  for (const column of table.deep) copy[column] = copied(row[column]);
  return copy;
};
