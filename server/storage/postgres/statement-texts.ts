import type { ColumnChange, Comparison, Test } from "../conditions.ts";
import { fieldOf, type PlainTable } from "../plain-rows.ts";
import { sqlType } from "./array-literals.ts";

/** A name of a table or column inside a statement. */
export const quoted = (name: string): string => `"${name}"`;

const list = (columns: readonly string[], prefix = ""): string =>
  columns.map((column) => `${prefix}${quoted(column)}`).join(", ");

const operators: Readonly<Record<Comparison, string>> = {
  eq: "=",
  not: "<>",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
};

const typeOf = (table: PlainTable, column: string): string => sqlType(fieldOf(table, column).kind);

/** Rows as parameters from `$2` on: `unnest($2::uuid[], …) as u("thread_id", …)`. */
const rowsAs = (table: PlainTable, columns: readonly string[]): string => {
  const arrays = columns.map((column, at) => `$${at + 2}::${typeOf(table, column)}[]`);
  return `unnest(${arrays.join(", ")}) as u(${list(columns)})`;
};

const testText = (table: PlainTable, test: Test, parameter: () => number, prefix = ""): string => {
  const column = `${prefix}${quoted(test.column)}`;
  const type = typeOf(table, test.column);
  if (test.by === "is-null") return `${column} is null`;
  if (test.by === "is-not-null") return `${column} is not null`;
  if (test.by === "in") return `${column} = any($${parameter()}::${type}[])`;
  return `${column} ${operators[test.by]} $${parameter()}::${type}`;
};

const counter = (from: number): (() => number) => {
  let next = from;
  return () => next++;
};

const whereText = (table: PlainTable, tests: readonly Test[], parameter: () => number): string =>
  ["business_id = $1", ...tests.map((test) => testText(table, test, parameter))].join(" and ");

/** Inserts rows; `isNew` leaves out those whose keys exist and returns the keys of the others. */
export const insertText = (table: PlainTable, isNew: boolean): string => {
  const { columns, name, shape } = table;
  const insert = `insert into ${quoted(name)} (business_id, ${list(columns)})`;
  const rows = `select $1::uuid, ${list(columns, "u.")} from ${rowsAs(table, columns)}`;
  if (!isNew) return `${insert} ${rows}`;
  const keys = new Set([...shape.primary, ...table.unique.flat()]);
  return `${insert} ${rows} on conflict do nothing returning ${list([...keys])}`;
};

/** Finds rows by key, in key order. */
export const findText = (table: PlainTable, lock: boolean): string => {
  const { columns, name, shape } = table;
  const [key] = shape.primary;
  const end = ` order by ${list(shape.primary, "t.")}${lock ? " for update of t" : ""}`;
  const select = `select ${list(columns, "t.")} from`;
  if (shape.primary.length === 1 && key !== undefined) {
    const isOneOf = `t.${quoted(key)} = any($2::${typeOf(table, key)}[])`;
    return `${select} ${quoted(name)} as t where t.business_id = $1 and ${isOneOf}${end}`;
  }
  const same = shape.primary.map((column) => `t.${quoted(column)} = u.${quoted(column)}`).join(" and ");
  const join = `${rowsAs(table, shape.primary)} join ${quoted(name)} as t on ${same}`;
  return `${select} ${join} where t.business_id = $1${end}`;
};

/** Sets columns of many rows by key, of those that pass the tests; the tests' parameters follow the rows'. */
export const updateText = (table: PlainTable, columns: readonly string[], tests: readonly Test[]): string => {
  const { primary } = table.shape;
  const sets = columns.map((column) => `${quoted(column)} = u.${quoted(column)}`).join(", ");
  const same = primary.map((column) => `t.${quoted(column)} = u.${quoted(column)}`).join(" and ");
  const from = rowsAs(table, [...primary, ...columns]);
  const parameter = counter(primary.length + columns.length + 2);
  const passing = tests.map((test) => ` and ${testText(table, test, parameter, "t.")}`).join("");
  return `update ${quoted(table.name)} as t set ${sets} from ${from} where t.business_id = $1 and ${same}${passing}`;
};

/** How a select is shaped beyond its tests. */
export type SelectForm = {
  readonly sort: readonly string[];
  readonly descending: boolean;
  readonly limited: boolean;
  readonly lock: boolean;
};

/** Rows that fit, in a total order; the limit is the last parameter. */
export const selectText = (table: PlainTable, tests: readonly Test[], form: SelectForm): string => {
  const parameter = counter(2);
  const where = whereText(table, tests, parameter);
  const order = form.sort.map((column) => `${quoted(column)}${form.descending ? " desc" : ""}`).join(", ");
  const limit = form.limited ? ` limit $${parameter()}::bigint` : "";
  const lock = form.lock ? " for update" : "";
  return `select ${list(table.columns)} from ${quoted(table.name)} where ${where} order by ${order}${limit}${lock}`;
};

/** Changes every row that fits and returns it: the values of the changes follow those of the tests. */
export const updateIfText = (table: PlainTable, tests: readonly Test[], changes: readonly ColumnChange[]): string => {
  const parameter = counter(2);
  const where = whereText(table, tests, parameter);
  const sets = changes.map((change) => {
    const value = `$${parameter()}::${typeOf(table, change.column)}`;
    const column = quoted(change.column);
    return "add" in change ? `${column} = ${column} + ${value}` : `${column} = ${value}`;
  });
  const returned = list(table.columns);
  return `update ${quoted(table.name)} set ${sets.join(", ")} where ${where} returning ${returned}`;
};

/** Removes the rows that fit. */
export const removeText = (table: PlainTable, tests: readonly Test[]): string =>
  `delete from ${quoted(table.name)} where ${whereText(table, tests, counter(2))}`;

/** Counts the rows that fit and sums a column. */
export const sumText = (table: PlainTable, column: string, tests: readonly Test[]): string => {
  const sum = `coalesce(sum(${quoted(column)}), 0)::bigint as "sum"`;
  const where = whereText(table, tests, counter(2));
  return `select count(*) as "count", ${sum} from ${quoted(table.name)} where ${where}`;
};
