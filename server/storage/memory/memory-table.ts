import type { PlainRow, PlainTable } from "../plain-rows.ts";
import { keyText } from "../plain-rows.ts";
import type { LockOwner, RowSlot } from "./row-locks.ts";

/** Rows by the values of some columns: of what is committed and of what is not yet. */
type EqualityIndex = {
  readonly columns: readonly string[];
  readonly entries: Map<unknown, Set<RowSlot>>;
};

/** One table of one business. */
export type MemoryTable = {
  readonly table: PlainTable;
  readonly slots: Map<string, RowSlot>;
  /** Unique keys, in the order of the shape. */
  readonly unique: readonly EqualityIndex[];
  /** Made when a column is first compared for equality. */
  readonly byColumn: Map<string, EqualityIndex>;
  indexes: readonly EqualityIndex[];
};

/** An index's entry for a row; undefined for a unique key with a null column: it does not count. */
const entryFor = ({ columns }: EqualityIndex, row: PlainRow): unknown => {
  const [only] = columns;
  if (columns.length === 1 && only !== undefined) return row[only] ?? undefined;
  return columns.some((column) => row[column] === null) ? undefined : keyText(columns, row);
};

const register = (index: EqualityIndex, slot: RowSlot, row: PlainRow): void => {
  const entry = entryFor(index, row);
  if (entry === undefined) return;
  const slots = index.entries.get(entry);
  if (slots === undefined) index.entries.set(entry, new Set([slot]));
  else slots.add(slot);
};

/** Takes a row out of an index unless one of those that stay has the same entry. */
const unregister = (index: EqualityIndex, slot: RowSlot, row: PlainRow, stays: PlainRow | null | undefined): void => {
  const entry = entryFor(index, row);
  if (entry === undefined || (stays && entryFor(index, stays) === entry)) return;
  const slots = index.entries.get(entry);
  slots?.delete(slot);
  if (slots?.size === 0) index.entries.delete(entry);
};

/** An empty table. */
export const emptyTable = (table: PlainTable): MemoryTable => {
  const unique = table.unique.map((columns): EqualityIndex => ({ columns, entries: new Map() }));
  return { table, slots: new Map(), unique, byColumn: new Map(), indexes: unique };
};

/** The rows whose column may have the value, committed or not. */
export const slotsWith = (memory: MemoryTable, column: string, value: unknown): ReadonlySet<RowSlot> | undefined => {
  let index = memory.byColumn.get(column);
  if (index === undefined) {
    index = { columns: [column], entries: new Map() };
    for (const slot of memory.slots.values()) {
      if (slot.committed) register(index, slot, slot.committed);
      if (slot.pending) register(index, slot, slot.pending);
    }
    memory.byColumn.set(column, index);
    memory.indexes = [...memory.indexes, index];
  }
  return index.entries.get(value);
};

/** The rows that may stand in the way of a new row on one unique key. */
export const uniqueRivals = (index: EqualityIndex, row: PlainRow): ReadonlySet<RowSlot> | undefined => {
  const entry = entryFor(index, row);
  return entry === undefined ? undefined : index.entries.get(entry);
};

/** Whether both rows have the same entry in a unique key. */
export const isSameEntry = (index: EqualityIndex, one: PlainRow, other: PlainRow): boolean => {
  const entry = entryFor(index, one);
  return entry !== undefined && entry === entryFor(index, other);
};

/** The row as a transaction sees it: its own version, else what is committed. */
export const visibleRow = (slot: RowSlot, owner: LockOwner): PlainRow | undefined =>
  slot.holder === owner && slot.pending !== undefined ? (slot.pending ?? undefined) : slot.committed;

const settleIn =
  (memory: MemoryTable) =>
  (slot: RowSlot, commit: boolean): void => {
    const { committed, pending } = slot;
    if (pending !== undefined) {
      const leaving = commit ? committed : pending;
      const stays = commit ? pending : committed;
      if (leaving) for (const index of memory.indexes) unregister(index, slot, leaving, stays);
      slot.committed = stays ?? undefined;
      slot.pending = undefined;
    }
    if (slot.committed === undefined && slot.holder === undefined) memory.slots.delete(slot.key);
  };

/** The place of a key, made when there is none. */
export const slotFor = (memory: MemoryTable, key: string): RowSlot => {
  const found = memory.slots.get(key);
  if (found !== undefined) return found;
  const slot: RowSlot = {
    key,
    committed: undefined,
    pending: undefined,
    holder: undefined,
    queue: [],
    settle: settleIn(memory),
  };
  memory.slots.set(key, slot);
  return slot;
};

/** Sets what the slot's holder wants to commit; null removes the row. */
export const setPending = (memory: MemoryTable, slot: RowSlot, row: PlainRow | null): void => {
  const before = slot.pending;
  slot.pending = row;
  for (const index of memory.indexes) {
    if (row) register(index, slot, row);
    const isKept = before && slot.committed && entryFor(index, before) === entryFor(index, slot.committed);
    if (before && !isKept) unregister(index, slot, before, row);
  }
};
