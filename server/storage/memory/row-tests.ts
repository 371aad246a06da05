import type { ColumnChange, Test } from "../conditions.ts";
import type { PlainRow, PlainTable } from "../plain-rows.ts";
import { fieldOf } from "../plain-rows.ts";
import { checkedFlat } from "../column-values.ts";
import { CheckViolation } from "#contracts/store";
import { compareValues } from "../row-order.ts";
import { keptValue } from "../kept-rows.ts";

const fitsOne = (row: PlainRow, test: Test): boolean => {
  const value = row[test.column];
  if (test.by === "is-null") return value === null;
  if (value === null) return false;
  switch (test.by) {
    case "is-not-null":
      return true;
    case "in":
      return test.values.some((one) => one === value);
    case "eq":
      return value === test.value;
    case "not":
      return value !== test.value;
    case "gt":
      return compareValues(value, test.value) > 0;
    case "gte":
      return compareValues(value, test.value) >= 0;
    case "lt":
      return compareValues(value, test.value) < 0;
    case "lte":
      return compareValues(value, test.value) <= 0;
  }
};

/** Whether a row passes every test. */
export const fits = (row: PlainRow, tests: readonly Test[]): boolean => {
  for (const test of tests) if (!fitsOne(row, test)) return false;
  return true;
};

/** Throws CheckViolation when a number fell below zero that never may. */
export const checkRow = (table: PlainTable, row: PlainRow): void => {
  for (const column of table.nonNegative) {
    const value = row[column];
    if (typeof value === "number" && value < 0) throw new CheckViolation(`${table.name}.${column}`);
  }
};

/** A row with the changes of a conditional statement. Adding to null gives null, as in SQL. */
export const changedRow = (table: PlainTable, row: PlainRow, changes: readonly ColumnChange[]): PlainRow => {
  const changed: Record<string, unknown> = { ...row };
  for (const change of changes) {
    const { column } = change;
    if ("set" in change) {
      changed[column] = keptValue(table, column, change.set);
      continue;
    }
    const before = row[column];
    if (before === null) continue;
    changed[column] = checkedFlat(fieldOf(table, column), Number(before) + change.add);
  }
  return changed;
};
