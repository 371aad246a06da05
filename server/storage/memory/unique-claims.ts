import { keyText, type PlainRow } from "../plain-rows.ts";
import { isSameEntry, type MemoryTable, uniqueRivals, visibleRow } from "./memory-table.ts";
import type { LockOwner, RowSlot } from "./row-locks.ts";

/** What stands in the way of a row: nothing, a transaction that may or may not commit, or a row that is there. */
type Obstacle = { readonly unsure: LockOwner } | { readonly taken: readonly string[] } | undefined;

const unsureOf = (slot: RowSlot, owner: LockOwner): LockOwner | undefined =>
  slot.holder !== undefined && slot.holder !== owner && slot.pending !== undefined ? slot.holder : undefined;

const obstacleOnKey = (memory: MemoryTable, row: PlainRow, owner: LockOwner): Obstacle => {
  const { primary } = memory.table.shape;
  const slot = memory.slots.get(keyText(primary, row));
  if (slot === undefined) return undefined;
  const unsure = unsureOf(slot, owner);
  if (unsure !== undefined) return { unsure };
  return visibleRow(slot, owner) === undefined ? undefined : { taken: primary };
};

/** What stands in the way on the unique keys: of a new row (`own` undefined) or of one that changes. */
const obstacleOnUnique = (memory: MemoryTable, row: PlainRow, owner: LockOwner, own?: RowSlot): Obstacle => {
  const before = own && visibleRow(own, owner);
  for (const index of memory.unique) {
    if (before && isSameEntry(index, before, row)) continue;
    for (const rival of uniqueRivals(index, row) ?? []) {
      if (rival === own) continue;
      const unsure = unsureOf(rival, owner);
      if (unsure !== undefined) return { unsure };
      const visible = visibleRow(rival, owner);
      if (visible && isSameEntry(index, visible, row)) return { taken: index.columns };
    }
  }
  return undefined;
};

/** What stands in the way of a row at this moment. `own` is the place of a row that changes; a new row has none. */
export const obstacleTo = (memory: MemoryTable, row: PlainRow, owner: LockOwner, own?: RowSlot): Obstacle => {
  const onKey = own === undefined ? obstacleOnKey(memory, row, owner) : undefined;
  return onKey ?? obstacleOnUnique(memory, row, owner, own);
};

/** A violated key's name: the table and its columns. */
export const keyName = (memory: MemoryTable, columns: readonly string[]): string =>
  `${memory.table.name}(${columns.join(", ")})`;
