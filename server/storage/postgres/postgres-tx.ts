import type { RowOf, SelectOptions, Tx } from "#contracts/store";
import type { TableName } from "#contracts/tables";
import { checkedValue } from "../column-values.ts";
import { changesOf, checkedLimit, type ColumnChange, sortColumns, type Test, testsOf } from "../conditions.ts";
import {
  changedColumns,
  keyText,
  fieldOf,
  type PlainRow,
  type PlainTable,
  plainTable,
  refuseChange,
  refuseUnknownColumns,
} from "../plain-rows.ts";
import { rowOrder } from "../row-order.ts";
import { keptChecked } from "../kept-rows.ts";
import { arrayLiteral, arrayParameters, type CheckedColumn, checkedColumns } from "./array-literals.ts";
import * as texts from "./statement-texts.ts";
import type { PostgresTransaction } from "./transaction.ts";

const testForm = (tests: readonly Test[]): string => tests.map(({ column, by }) => `${column}:${by}`).join(",");

const testParameters = (table: PlainTable, tests: readonly Test[]): unknown[] =>
  tests.flatMap((test) => {
    if ("value" in test) return [test.value];
    if (!("values" in test)) return [];
    return [arrayLiteral(fieldOf(table, test.column).kind, test.values)];
  });

const changeParameter = (table: PlainTable, change: ColumnChange): unknown => {
  if ("add" in change) return change.add;
  const value = checkedValue(fieldOf(table, change.column), change.set);
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
};

const inKeyOrder = (table: PlainTable, rows: PlainRow[]): readonly PlainRow[] =>
  rows.length < 2 ? rows : rows.sort(rowOrder(table.shape.primary, false));

/** The whole of a row's keys, primary and unique: tells the rows of one insert apart. */
const keyColumns = (table: PlainTable): readonly string[] => [
  ...new Set([...table.shape.primary, ...table.unique.flat()]),
];

const insert = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  rows: readonly PlainRow[],
): Promise<void> => {
  if (rows.length === 0) return;
  for (const row of rows) refuseUnknownColumns(table, row);
  const parameters = arrayParameters(checkedColumns(table, table.columns, rows));
  await transaction.run(`insert ${table.name}`, () => texts.insertText(table, false), parameters);
};

/** A row of checked columns, as whoever reads it from the database gets it. */
const keptAt = (columns: readonly CheckedColumn[], at: number): PlainRow => {
  const row: Record<string, unknown> = {};
  for (const { field, values } of columns) row[field.column] = keptChecked(field, values[at] ?? null);
  return row;
};

const insertNew = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  rows: readonly PlainRow[],
): Promise<readonly PlainRow[]> => {
  if (rows.length === 0) return [];
  for (const row of rows) refuseUnknownColumns(table, row);
  const columns = checkedColumns(table, table.columns, rows);
  const form = `insert new ${table.name}`;
  const result = await transaction.run(form, () => texts.insertText(table, true), arrayParameters(columns));
  const keys = keyColumns(table);
  const inserted = new Set(result.rows.map((row) => keyText(keys, row)));
  // Of equal rows in one call the first was inserted.
  return rows.map((_, at) => keptAt(columns, at)).filter((row) => inserted.delete(keyText(keys, row)));
};

const find = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  keys: readonly PlainRow[],
  lock: boolean,
): Promise<readonly PlainRow[]> => {
  if (keys.length === 0) return [];
  const { primary } = table.shape;
  const distinct = [...new Map(keys.map((key) => [keyText(primary, key), key])).values()];
  const parameters = arrayParameters(checkedColumns(table, primary, distinct));
  const form = `find ${table.name} ${lock}`;
  return (await transaction.run(form, () => texts.findText(table, lock), parameters)).rows;
};

const select = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  where: object,
  options: SelectOptions<PlainRow>,
): Promise<readonly PlainRow[]> => {
  const tests = testsOf(table, where);
  const limit = checkedLimit(options.limit);
  const select: texts.SelectForm = {
    sort: sortColumns(table, options.orderBy ?? []),
    descending: options.descending === true,
    limited: limit !== undefined,
    lock: options.lock === true,
  };
  const { sort, descending, limited, lock } = select;
  const form = `select ${table.name} ${testForm(tests)} ${sort.join(",")} ${descending} ${limited} ${lock}`;
  const parameters = testParameters(table, tests);
  if (limit !== undefined) parameters.push(limit);
  return (await transaction.run(form, () => texts.selectText(table, tests, select), parameters)).rows;
};

const update = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  rows: readonly PlainRow[],
  where: object,
): Promise<number> => {
  const columns = changedColumns(table, rows);
  if (columns.length === 0) return 0;
  const tests = testsOf(table, where);
  const values = checkedColumns(table, [...table.shape.primary, ...columns], inKeyOrder(table, [...rows]));
  const parameters = [...arrayParameters(values), ...testParameters(table, tests)];
  const form = `update ${table.name} ${columns.join(",")} ${testForm(tests)}`;
  const result = await transaction.run(form, () => texts.updateText(table, columns, tests), parameters);
  return result.rowCount ?? 0;
};

const updateIf = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  where: object,
  change: object,
): Promise<readonly PlainRow[]> => {
  const tests = testsOf(table, where);
  const changes = changesOf(table, change);
  const columns = changes.map(({ column }) => column);
  refuseChange(table, columns);
  const changeForm = changes.map((one) => `${one.column}${"add" in one ? "+" : ""}`).join(",");
  const form = `update if ${table.name} ${testForm(tests)} ${changeForm}`;
  const parameters = [...testParameters(table, tests), ...changes.map((one) => changeParameter(table, one))];
  const result = await transaction.run(form, () => texts.updateIfText(table, tests, changes), parameters);
  return inKeyOrder(table, result.rows);
};

const remove = async (transaction: PostgresTransaction, table: PlainTable, where: object): Promise<number> => {
  const tests = testsOf(table, where);
  refuseChange(table, []);
  const form = `remove ${table.name} ${testForm(tests)}`;
  const result = await transaction.run(form, () => texts.removeText(table, tests), testParameters(table, tests));
  return result.rowCount ?? 0;
};

const sum = async (
  transaction: PostgresTransaction,
  table: PlainTable,
  column: string,
  where: object,
): Promise<{ readonly count: number; readonly sum: number }> => {
  const tests = testsOf(table, where);
  fieldOf(table, column);
  const form = `sum ${table.name} ${column} ${testForm(tests)}`;
  const write = (): string => texts.sumText(table, column, tests);
  const [row] = (await transaction.run(form, write, testParameters(table, tests))).rows;
  return { count: Number(row?.["count"]), sum: Number(row?.["sum"]) };
};

/** Rows leave the engine without their type; the columns of the statement are those of the table's shape. */
const typed = <Name extends TableName>(rows: readonly PlainRow[]): readonly RowOf<Name>[] =>
  rows as unknown as readonly RowOf<Name>[];

/** The port's view of a transaction. */
export const txOn = (transaction: PostgresTransaction): Tx => {
  const run = async <Value>(name: TableName, work: (table: PlainTable) => Promise<Value>): Promise<Value> => {
    try {
      return await work(plainTable(name));
    } catch (error) {
      // A value that does not fit loses the transaction, whether we or the server noticed.
      throw transaction.refuse(error);
    }
  };
  return {
    insert: (name, rows) => run(name, (table) => insert(transaction, table, rows)),
    insertNew: (name, rows) => run(name, async (table) => typed(await insertNew(transaction, table, rows))),
    find: (name, keys, options) =>
      run(name, async (table) => typed(await find(transaction, table, keys, options?.lock === true))),
    select: (name, where, options: SelectOptions<PlainRow> = {}) =>
      run(name, async (table) => typed(await select(transaction, table, where, options))),
    update: (name, rows, where = {}) => run(name, (table) => update(transaction, table, rows, where)),
    updateIf: (name, where, change) =>
      run(name, async (table) => typed(await updateIf(transaction, table, where, change))),
    remove: (name, where) => run(name, (table) => remove(transaction, table, where)),
    sum: (name, column, where) => run(name, (table) => sum(transaction, table, column, where)),
  };
};
