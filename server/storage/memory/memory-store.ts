import type { RowOf, Store, Tx } from "#contracts/store";
import { StoreFailure } from "#contracts/store";
import type { TableName } from "#contracts/tables";
import { asUuid } from "../column-values.ts";
import { plainTable } from "../plain-rows.ts";
import type { Faults } from "./faults.ts";
import { givenRow } from "../kept-rows.ts";
import { emptyInstallation, memoryInstallation } from "./memory-installation.ts";
import { emptyTable, type MemoryTable } from "./memory-table.ts";
import { Deadlock } from "./row-locks.ts";
import { MemoryTransaction, never, txOf } from "./transaction.ts";

/** How a memory store is made. */
export type MemoryStoreOptions = {
  /** What goes wrong for the first process; nothing when left out. */
  readonly faults?: Faults;
  /** The first process's name for `killTransactions`. */
  readonly owner?: string;
};

/** A store in memory: the same rules as PostgreSQL's, for tests and the simulation. */
export type MemoryStore = Store & {
  /** The same data as another process sees it, with its own faults. */
  readonly seenBy: (owner: string, faults?: Faults) => Store;
  /** A process died: its transactions are rolled back, their locks are free, and none of its calls settles any more. */
  readonly killTransactions: (owner: string) => void;
  /** Copies of all committed rows of a table, in no order: for checking invariants from outside any transaction. */
  readonly committed: <Name extends TableName>(businessId: string, table: Name) => readonly RowOf<Name>[];
  /** How many transactions were committed. */
  readonly commits: () => number;
};

/** As in PostgreSQL's client: then the work is given up. */
const mostAttempts = 20;
/** Longest pause before a deadlock's victim tries again, in milliseconds. */
const pauseAfterDeadlock = 20;

type Outcome<Result> = { readonly result: Result } | { readonly again: true };

/** Everything the processes share. */
class SharedData {
  readonly installation = emptyInstallation();
  readonly open = new Set<MemoryTransaction>();
  private readonly businesses = new Map<string, Map<TableName, MemoryTable>>();
  begun = 0;
  commits = 0;

  table(businessId: string, name: TableName): MemoryTable {
    let tables = this.businesses.get(businessId);
    if (tables === undefined) this.businesses.set(businessId, (tables = new Map()));
    let table = tables.get(name);
    if (table === undefined) tables.set(name, (table = emptyTable(plainTable(name))));
    return table;
  }

  begin(owner: string, businessId: string, faults: Faults): MemoryTransaction {
    this.begun += 1;
    const transaction = new MemoryTransaction(this.begun, owner, businessId, faults);
    this.open.add(transaction);
    return transaction;
  }
}

const isGone = (transaction: MemoryTransaction): boolean => transaction.state === "gone";

const commit = async (data: SharedData, transaction: MemoryTransaction): Promise<void> => {
  const { faults } = transaction;
  const point = transaction.at("commit");
  if (faults.beforeCommit !== undefined) await faults.beforeCommit(point);
  if (isGone(transaction)) return never();
  transaction.end(true);
  data.commits += 1;
  if (faults.afterCommit !== undefined) await faults.afterCommit(point);
};

const attempt = async <Result>(
  data: SharedData,
  transaction: MemoryTransaction,
  work: (tx: Tx) => Promise<Result>,
): Promise<Outcome<Result>> => {
  try {
    const tx = txOf(transaction, (name) => data.table(transaction.businessId, name));
    const result = await work(tx);
    await transaction.quiet();
    if (transaction.failure !== undefined) throw transaction.failure.error;
    await commit(data, transaction);
    return { result };
  } catch (error) {
    await transaction.quiet();
    if (isGone(transaction)) return never();
    transaction.end(false);
    if (transaction.failure?.error instanceof Deadlock) return { again: true };
    throw error;
  } finally {
    data.open.delete(transaction);
  }
};

const storeFor = (data: SharedData, owner: string, faults: Faults): Store => ({
  tx: async (businessId, work) => {
    asUuid(businessId, "business");
    for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
      const outcome = await attempt(data, data.begin(owner, businessId, faults), work);
      if ("result" in outcome) return outcome.result;
      if (faults.sleep !== undefined) await faults.sleep(Math.min(attempts, pauseAfterDeadlock));
    }
    throw new StoreFailure("deadlocked again and again", false);
  },
  installation: memoryInstallation(data.installation, async () => {
    const point = { transaction: 0, owner, businessId: undefined, verb: "installation", table: undefined } as const;
    await faults.beforeStatement?.(point);
  }),
});

/** Makes an empty store in memory. Nothing in it uses a clock or chance: time and faults come from the hooks. */
export const createMemoryStore = (options: MemoryStoreOptions = {}): MemoryStore => {
  const data = new SharedData();
  return {
    ...storeFor(data, options.owner ?? "", options.faults ?? {}),
    seenBy: (owner, faults = {}) => storeFor(data, owner, faults),
    killTransactions: (owner) => {
      for (const transaction of data.open) {
        if (transaction.owner !== owner) continue;
        transaction.vanish();
        data.open.delete(transaction);
      }
    },
    committed: <Name extends TableName>(businessId: string, name: Name) => {
      const { table, slots } = data.table(businessId, name);
      const rows = [...slots.values()].flatMap(({ committed }) => (committed ? [givenRow(table, committed)] : []));
      // Rows leave the engine without their type; the shapes say what they hold.
      return rows as unknown as readonly RowOf<Name>[];
    },
    commits: () => data.commits,
  };
};
