import type { TableShape } from "#contracts/table-shape";
import { type TableName, tableShapes } from "#contracts/tables";
import { type Field, fieldFor } from "./column-values.ts";

/** A row without its type: what both engines work on. */
export type PlainRow = Readonly<Record<string, unknown>>;

/** A table as both engines use it: its shape with what follows from it, worked out once. */
export type PlainTable = {
  readonly name: TableName;
  readonly shape: TableShape;
  /** All columns in the order of the shape. */
  readonly columns: readonly string[];
  /** The columns in the same order, as values are checked for them. */
  readonly fields: readonly Field[];
  readonly fieldByColumn: ReadonlyMap<string, Field>;
  /** Columns whose values are objects (JSON and bytes): they are copied, never compared. */
  readonly deep: readonly string[];
  readonly unique: readonly (readonly string[])[];
  readonly nonNegative: readonly string[];
};

const planned = (name: TableName): PlainTable => {
  const shape: TableShape = tableShapes[name];
  const fields = Object.entries(shape.columns).map(([column, kind]) => fieldFor(name, column, kind));
  return {
    name,
    shape,
    columns: fields.map(({ column }) => column),
    fields,
    fieldByColumn: new Map(fields.map((field) => [field.column, field])),
    deep: fields.filter(isDeep).map(({ column }) => column),
    unique: shape.unique ?? [],
    nonNegative: shape.nonNegative ?? [],
  };
};

const isDeep = ({ kind }: Field): boolean => kind === "json" || kind === "bytes";

/** The field of a column. Throws TypeError when the table has no such column. */
export const fieldOf = (table: PlainTable, column: string): Field => {
  const field = table.fieldByColumn.get(column);
  if (field === undefined) throw new TypeError(`there is no column ${table.name}.${column}`);
  return field;
};

/** Refuses a row with a column that the table does not have; a missing one is refused with its value. */
export const refuseUnknownColumns = (table: PlainTable, row: PlainRow): void => {
  let count = 0;
  for (const _ in row) count += 1;
  if (count > table.columns.length) for (const column in row) fieldOf(table, column);
};

const names = (): TableName[] => {
  const all: TableName[] = [];
  for (const name in tableShapes) if (isTableName(name)) all.push(name);
  return all;
};

const isTableName = (name: string): name is TableName => Object.hasOwn(tableShapes, name);

/** Every table of a business, in the order of the port. */
export const tableNames: readonly TableName[] = names();

const tables = new Map(tableNames.map((name) => [name, planned(name)]));

/** The table of that name. */
export const plainTable = (name: TableName): PlainTable => {
  const table = tables.get(name);
  if (table === undefined) throw new TypeError(`there is no table ${name}`);
  return table;
};

/** Columns as one text that differs when any value differs: the key of a row, or of a unique entry. */
export const keyText = (columns: readonly string[], row: PlainRow): string => {
  const first = columns[0];
  if (columns.length === 1 && first !== undefined) return String(row[first]);
  return JSON.stringify(columns.map((column) => row[column]));
};

/** Refuses a change of an append-only table, and of a column of the primary key. */
export const refuseChange = (table: PlainTable, columns: readonly string[]): void => {
  if (table.shape.appendOnly === true) throw new TypeError(`${table.name} is append-only`);
  for (const column of columns) {
    fieldOf(table, column);
    if (table.shape.primary.includes(column)) throw new TypeError(`${table.name}.${column} is the key of its row`);
  }
};

/**
 * The columns rows name beyond their key, checked to be the same for all and no row twice; none for no rows.
 * Throws TypeError otherwise.
 */
export const changedColumns = (table: PlainTable, rows: readonly PlainRow[]): readonly string[] => {
  const [first] = rows;
  if (first === undefined) return [];
  const { primary } = table.shape;
  const columns = Object.keys(first).filter((column) => !primary.includes(column));
  const width = columns.length + primary.length;
  const seen = new Set<string>();
  for (const row of rows) {
    const same = Object.keys(row).length === width && columns.every((column) => Object.hasOwn(row, column));
    if (!same) throw new TypeError(`rows of one update of ${table.name} name the same columns and the whole key`);
    seen.add(keyText(primary, row));
  }
  if (seen.size < rows.length) throw new TypeError(`a row of ${table.name} is named twice in one update`);
  refuseChange(table, columns);
  return columns;
};
