import { asInteger, checkedFlat, type FlatValue } from "./column-values.ts";
import { fieldOf, type PlainTable } from "./plain-rows.ts";

const comparisons = ["eq", "not", "gt", "gte", "lt", "lte"] as const;
/** A comparison of a column with one value. */
export type Comparison = (typeof comparisons)[number];

/** One test on one column, checked. A null column fits `is-null` alone, as in SQL. */
export type Test =
  | { readonly column: string; readonly by: Comparison; readonly value: FlatValue }
  | { readonly column: string; readonly by: "in"; readonly values: readonly FlatValue[] }
  | { readonly column: string; readonly by: "is-null" | "is-not-null" };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const testsOnColumn = (table: PlainTable, column: string, condition: unknown): Test[] => {
  const field = fieldOf(table, column);
  const { where } = field;
  if (!isRecord(condition)) throw new TypeError(`${where}: not a condition`);
  const tests = Object.entries(condition).map(([by, value]): Test => {
    if (by === "isNull") {
      if (typeof value !== "boolean") throw new TypeError(`${where}: isNull is true or false`);
      return { column, by: value ? "is-null" : "is-not-null" };
    }
    if (by === "in") {
      if (!Array.isArray(value)) throw new TypeError(`${where}: in is a list`);
      return { column, by, values: value.map((one) => checkedFlat(field, one)) };
    }
    const comparison = comparisons.find((one) => one === by);
    if (comparison === undefined) throw new TypeError(`${where}: there is no condition ${by}`);
    return { column, by: comparison, value: checkedFlat(field, value) };
  });
  if (tests.length === 0) throw new TypeError(`${where}: an empty condition`);
  return tests;
};

/**
 * Conditions as a list of tests, all of which must hold. A value that is undefined or null is refused: a condition
 * that was forgotten must not fit every row. Throws TypeError.
 */
export const testsOf = (table: PlainTable, where: object): readonly Test[] =>
  Object.entries(where).flatMap(([column, condition]) => testsOnColumn(table, column, condition));

/** New values by column, checked: JSON still as given. */
export type ColumnChange =
  | { readonly column: string; readonly set: unknown }
  | { readonly column: string; readonly add: number };

const isAddition = (value: unknown): value is { readonly add: unknown } =>
  isRecord(value) && Object.hasOwn(value, "add") && Object.keys(value).length === 1;

/** The changes of one conditional statement, in the order named. Throws TypeError. */
export const changesOf = (table: PlainTable, change: object): readonly ColumnChange[] => {
  const changes = Object.entries(change).map(([column, value]): ColumnChange => {
    const { kind, where } = fieldOf(table, column);
    const isNumber = kind === "int" || kind === "bigint";
    if (!isNumber || !isAddition(value)) return { column, set: value };
    return { column, add: asInteger(value.add, where) };
  });
  if (changes.length === 0) throw new TypeError(`a change of ${table.name} that changes nothing`);
  return changes;
};

/** Columns to sort by, ending with the key so that the order is total. Throws TypeError for one without an order. */
export const sortColumns = (table: PlainTable, orderBy: readonly string[]): readonly string[] => {
  for (const column of orderBy) {
    if (table.deep.includes(column)) throw new TypeError(`${table.name}.${column} has no order`);
    fieldOf(table, column);
  }
  return [...new Set([...orderBy, ...table.shape.primary])];
};

/** A limit, checked to be a whole number that is not negative. */
export const checkedLimit = (limit: number | undefined): number | undefined => {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 0)) {
    throw new TypeError(`${limit} is not a number of rows`);
  }
  return limit;
};
