import type { SelectOptions } from "#contracts/store";
import { UniqueViolation } from "#contracts/store";
import type { FlatValue } from "../column-values.ts";
import { changesOf, checkedLimit, type ColumnChange, sortColumns, type Test, testsOf } from "../conditions.ts";
import { changedColumns, keyText, type PlainRow, refuseChange } from "../plain-rows.ts";
import { rowOrder } from "../row-order.ts";
import { givenRow, keptRow, keptValue } from "../kept-rows.ts";
import { type MemoryTable, setPending, slotFor, slotsWith, visibleRow } from "./memory-table.ts";
import { dropLock, type LockOwner, type RowSlot, takeLock, waitForEnd } from "./row-locks.ts";
import { changedRow, checkRow, fits } from "./row-tests.ts";
import { keyName, obstacleTo } from "./unique-claims.ts";

/** A row found by a statement, with its place. */
type Found = { readonly slot: RowSlot; readonly row: PlainRow };

const byKey = (memory: MemoryTable, rows: readonly PlainRow[]): PlainRow[] =>
  rows.length < 2 ? [...rows] : [...rows].sort(rowOrder(memory.table.shape.primary, false));

const valuesMeant = (test: Test): readonly FlatValue[] | undefined => {
  if (test.by === "in") return test.values;
  return test.by === "eq" ? [test.value] : undefined;
};

/** The places to look at: by the whole key, else by the column with the fewest, else all. */
const candidates = (memory: MemoryTable, tests: readonly Test[]): Iterable<RowSlot> => {
  let fewest: { readonly size: number; readonly slots: Iterable<RowSlot> } | undefined;
  for (const test of tests) {
    const values = valuesMeant(test);
    if (values === undefined) continue;
    const sets = values.map((value) => slotsWith(memory, test.column, value) ?? new Set<RowSlot>());
    const size = sets.reduce((sum, set) => sum + set.size, 0);
    const [only] = sets;
    if (fewest !== undefined && fewest.size <= size) continue;
    fewest = { size, slots: sets.length === 1 && only !== undefined ? only : new Set(sets.flatMap((set) => [...set])) };
    if (size === 0) break;
  }
  return fewest?.slots ?? memory.slots.values();
};

/** The rows that pass the tests, as the transaction sees them now. */
const matches = (memory: MemoryTable, owner: LockOwner, tests: readonly Test[]): Found[] => {
  const found: Found[] = [];
  for (const slot of candidates(memory, tests)) {
    const row = visibleRow(slot, owner);
    if (row !== undefined && fits(row, tests)) found.push({ slot, row });
  }
  return found;
};

const sorted = (found: Found[], columns: readonly string[], descending: boolean): Found[] => {
  const order = rowOrder(columns, descending);
  return found.length < 2 ? found : found.sort((one, other) => order(one.row, other.row));
};

/** Locks a row and looks at it again: undefined when it is gone or no longer passes. */
const lockAndLookAgain = async (
  slot: RowSlot,
  owner: LockOwner,
  tests: readonly Test[],
): Promise<Found | undefined> => {
  const turn = takeLock(slot, owner);
  if (turn !== undefined) await turn;
  const row = visibleRow(slot, owner);
  if (row !== undefined && fits(row, tests)) return { slot, row };
  if (row === undefined) dropLock(slot, owner);
  return undefined;
};

/**
 * Writes a row once its keys are free for certain; gives the columns of the first key that is taken. Nothing may be
 * awaited between the last look at the keys and the writing.
 */
const insertOne = async (
  memory: MemoryTable,
  owner: LockOwner,
  row: PlainRow,
): Promise<readonly string[] | undefined> => {
  checkRow(memory.table, row); // before the keys, as PostgreSQL does
  const key = keyText(memory.table.shape.primary, row);
  for (;;) {
    const obstacle = obstacleTo(memory, row, owner);
    if (obstacle === undefined) {
      const slot = slotFor(memory, key);
      const turn = takeLock(slot, owner);
      if (turn === undefined) {
        setPending(memory, slot, row);
        return undefined;
      }
      // The row was removed, and someone who waited for it has not looked yet.
      await turn;
    } else if ("taken" in obstacle) return obstacle.taken;
    else await waitForEnd(obstacle.unsure, owner);
  }
};

/** Tx.insert. */
export const insert = async (memory: MemoryTable, owner: LockOwner, rows: readonly PlainRow[]): Promise<void> => {
  for (const row of rows.map((one) => keptRow(memory.table, one))) {
    const taken = await insertOne(memory, owner, row);
    if (taken !== undefined) throw new UniqueViolation(keyName(memory, taken));
  }
};

/** Tx.insertNew. */
export const insertNew = async (
  memory: MemoryTable,
  owner: LockOwner,
  rows: readonly PlainRow[],
): Promise<readonly PlainRow[]> => {
  const inserted: PlainRow[] = [];
  for (const row of rows.map((one) => keptRow(memory.table, one))) {
    if ((await insertOne(memory, owner, row)) === undefined) inserted.push(givenRow(memory.table, row));
  }
  return inserted;
};

/** Keys checked and without repeats, in key order. */
const keptKeys = (memory: MemoryTable, keys: readonly PlainRow[]): readonly PlainRow[] => {
  const { primary } = memory.table.shape;
  const kept = new Map<string, PlainRow>();
  for (const key of keys) {
    const one = Object.fromEntries(primary.map((column) => [column, keptValue(memory.table, column, key[column])]));
    kept.set(keyText(primary, one), one);
  }
  return byKey(memory, [...kept.values()]);
};

/** Tx.find. */
export const find = async (
  memory: MemoryTable,
  owner: LockOwner,
  keys: readonly PlainRow[],
  lock: boolean,
): Promise<readonly PlainRow[]> => {
  const { primary } = memory.table.shape;
  const seen = keptKeys(memory, keys).flatMap((key): Found[] => {
    const slot = memory.slots.get(keyText(primary, key));
    const row = slot && visibleRow(slot, owner);
    return slot && row ? [{ slot, row }] : [];
  });
  const rows: PlainRow[] = [];
  for (const one of seen) {
    const found = lock ? await lockAndLookAgain(one.slot, owner, []) : one;
    if (found !== undefined) rows.push(givenRow(memory.table, found.row));
  }
  return rows;
};

/** Tx.select. */
export const select = async (
  memory: MemoryTable,
  owner: LockOwner,
  where: object,
  options: SelectOptions<PlainRow>,
): Promise<readonly PlainRow[]> => {
  const { table } = memory;
  const tests = testsOf(table, where);
  const limit = checkedLimit(options.limit) ?? Number.POSITIVE_INFINITY;
  const columns = sortColumns(table, options.orderBy ?? []);
  const seen = sorted(matches(memory, owner, tests), columns, options.descending === true);
  const rows: PlainRow[] = [];
  for (const one of seen) {
    if (rows.length >= limit) break;
    const found = options.lock === true ? await lockAndLookAgain(one.slot, owner, tests) : one;
    if (found !== undefined) rows.push(givenRow(table, found.row));
  }
  return rows;
};

/** Writes a locked row's new version; a new value of a unique key must be free for certain. */
const change = async (memory: MemoryTable, owner: LockOwner, slot: RowSlot, row: PlainRow): Promise<void> => {
  checkRow(memory.table, row);
  for (;;) {
    const obstacle = obstacleTo(memory, row, owner, slot);
    if (obstacle === undefined) break;
    if ("taken" in obstacle) throw new UniqueViolation(keyName(memory, obstacle.taken));
    await waitForEnd(obstacle.unsure, owner);
  }
  setPending(memory, slot, row);
};

/** Tx.update. */
export const update = async (
  memory: MemoryTable,
  owner: LockOwner,
  rows: readonly PlainRow[],
  where: object,
): Promise<number> => {
  const { table } = memory;
  const tests = testsOf(table, where);
  const columns = changedColumns(table, rows);
  const kept = rows.map((row) =>
    Object.fromEntries([...table.shape.primary, ...columns].map((name) => [name, keptValue(table, name, row[name])])),
  );
  const seen = byKey(memory, kept).flatMap((values) => {
    const slot = memory.slots.get(keyText(table.shape.primary, values));
    const row = slot && visibleRow(slot, owner);
    return slot && row && fits(row, tests) ? [{ slot, values }] : [];
  });
  let count = 0;
  for (const { slot, values } of seen) {
    const found = await lockAndLookAgain(slot, owner, tests);
    if (found === undefined) continue;
    await change(memory, owner, slot, { ...found.row, ...values });
    count += 1;
  }
  return count;
};

/** Tx.updateIf. */
export const updateIf = async (
  memory: MemoryTable,
  owner: LockOwner,
  where: object,
  changed: object,
): Promise<readonly PlainRow[]> => {
  const { table } = memory;
  const tests = testsOf(table, where);
  const changes: readonly ColumnChange[] = changesOf(table, changed);
  refuseChange(
    table,
    changes.map(({ column }) => column),
  );
  const rows: PlainRow[] = [];
  for (const one of sorted(matches(memory, owner, tests), table.shape.primary, false)) {
    const found = await lockAndLookAgain(one.slot, owner, tests);
    if (found === undefined) continue;
    const row = changedRow(table, found.row, changes);
    await change(memory, owner, found.slot, row);
    rows.push(givenRow(table, row));
  }
  return rows;
};

/** Tx.remove. */
export const remove = async (memory: MemoryTable, owner: LockOwner, where: object): Promise<number> => {
  const tests = testsOf(memory.table, where);
  refuseChange(memory.table, []);
  let count = 0;
  for (const one of sorted(matches(memory, owner, tests), memory.table.shape.primary, false)) {
    const found = await lockAndLookAgain(one.slot, owner, tests);
    if (found === undefined) continue;
    setPending(memory, found.slot, null);
    count += 1;
  }
  return count;
};

/** Tx.sum. Throws RangeError when the sum is no safe integer. */
export const sum = (
  memory: MemoryTable,
  owner: LockOwner,
  column: string,
  where: object,
): { readonly count: number; readonly sum: number } => {
  const found = matches(memory, owner, testsOf(memory.table, where));
  const total = found.reduce((all, { row }) => all + Number(row[column] ?? 0), 0);
  if (!Number.isSafeInteger(total)) throw new RangeError(`the sum of ${memory.table.name}.${column} is too large`);
  return { count: found.length, sum: total };
};
