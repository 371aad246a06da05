import { StoreFailure } from "#contracts/store";
import type { Faults } from "./faults.ts";
import type { PlainRow } from "../plain-rows.ts";

/** A row's place in a table: what is committed, and what the transaction that holds it wants to commit. */
export type RowSlot = {
  readonly key: string;
  committed: PlainRow | undefined;
  /** The holder's new row; null when it removed the row, undefined when it changed nothing. */
  pending: PlainRow | null | undefined;
  holder: LockOwner | undefined;
  readonly queue: Waiter[];
  /** Tells the slot's table what became of it. */
  readonly settle: (slot: RowSlot, commit: boolean) => void;
};

/** A transaction as the locks see it. */
export type LockOwner = {
  readonly held: RowSlot[];
  /** Those who wait for this transaction to end, first come first. */
  readonly endWaiters: Waiter[];
  waitsFor: RowSlot | LockOwner | undefined;
  waiter: Waiter | undefined;
  readonly faults: Faults;
  /** Its process died: a statement of many rows that was under way gets no further lock. */
  readonly isGone: boolean;
};

/** A wait in a queue. */
export type Waiter = { readonly owner: LockOwner; readonly wake: () => void; readonly fail: (error: Error) => void };

/** A cycle of waits was found; the store runs the transaction again, as PostgreSQL's 40P01 asks. */
export class Deadlock extends Error {
  constructor() {
    super("deadlock detected");
    this.name = "Deadlock";
  }
}

const isSlot = (target: RowSlot | LockOwner): target is RowSlot => "queue" in target;

const blockerOf = (target: RowSlot | LockOwner | undefined): LockOwner | undefined =>
  target === undefined || !isSlot(target) ? target : target.holder;

/** Whether waiting for the target would close a circle. Those queued before us wait for the same holder. */
const closesCircle = (owner: LockOwner, target: RowSlot | LockOwner): boolean => {
  for (let at = blockerOf(target); at !== undefined; at = blockerOf(at.waitsFor)) if (at === owner) return true;
  return false;
};

const queueOf = (target: RowSlot | LockOwner): Waiter[] => (isSlot(target) ? target.queue : target.endWaiters);

const leaveQueue = (owner: LockOwner): void => {
  const { waitsFor, waiter } = owner;
  if (waitsFor === undefined || waiter === undefined) return;
  const queue = queueOf(waitsFor);
  const place = queue.indexOf(waiter);
  if (place >= 0) queue.splice(place, 1);
  owner.waitsFor = undefined;
  owner.waiter = undefined;
};

const timeOut = (owner: LockOwner, waiter: Waiter): void => {
  const { lockTimeoutMs, sleep } = owner.faults;
  if (lockTimeoutMs === undefined || sleep === undefined) return;
  void sleep(lockTimeoutMs).then(() => {
    if (owner.waiter !== waiter) return;
    leaveQueue(owner);
    waiter.fail(new StoreFailure("a lock was not had in time", false));
  });
};

/** Waits in the target's queue. Rejects with Deadlock, or StoreFailure when the time for waiting is over. */
const wait = (owner: LockOwner, target: RowSlot | LockOwner): Promise<void> => {
  if (closesCircle(owner, target)) return Promise.reject(new Deadlock());
  return new Promise((resolve, reject) => {
    const waiter: Waiter = { owner, wake: resolve, fail: reject };
    owner.waitsFor = target;
    owner.waiter = waiter;
    queueOf(target).push(waiter);
    timeOut(owner, waiter);
  });
};

const wake = (waiter: Waiter): void => {
  waiter.owner.waitsFor = undefined;
  waiter.owner.waiter = undefined;
  waiter.wake();
};

const give = (slot: RowSlot, owner: LockOwner): void => {
  slot.holder = owner;
  owner.held.push(slot);
};

/** Takes a row's lock; undefined when it was free or ours, else a promise of our turn. */
export const takeLock = (slot: RowSlot, owner: LockOwner): Promise<void> | undefined => {
  if (owner.isGone) return new Promise(() => {});
  if (slot.holder === owner) return undefined;
  if (slot.holder !== undefined) return wait(owner, slot);
  give(slot, owner);
  return undefined;
};

/** Waits until the other transaction has ended. */
export const waitForEnd = (other: LockOwner, owner: LockOwner): Promise<void> => wait(owner, other);

const handOver = (slot: RowSlot): void => {
  slot.holder = undefined;
  const next = slot.queue.shift();
  if (next === undefined) return;
  give(slot, next.owner);
  wake(next);
};

/** Gives back the lock of a row that was found to be gone. */
export const dropLock = (slot: RowSlot, owner: LockOwner): void => {
  if (slot.holder !== owner || slot.pending !== undefined) return;
  owner.held.splice(owner.held.lastIndexOf(slot), 1);
  handOver(slot);
  slot.settle(slot, false);
};

/** Ends a transaction: everything it wrote becomes visible at once, or nothing; then those who wait get their turn. */
export const endLocks = (owner: LockOwner, commit: boolean): void => {
  leaveQueue(owner);
  const { held } = owner;
  for (const slot of held) slot.settle(slot, commit);
  for (const slot of held) {
    handOver(slot);
    slot.settle(slot, false);
  }
  held.length = 0;
  for (const waiter of owner.endWaiters.splice(0)) wake(waiter);
};
