import type { TableName } from "#contracts/tables";

/** What a statement does; `commit` stands for the end of a transaction, `installation` for what is not a business's. */
export type StatementVerb =
  | "insert"
  | "insertNew"
  | "find"
  | "select"
  | "update"
  | "updateIf"
  | "remove"
  | "sum"
  | "commit"
  | "installation";

/** Where a transaction is when a hook is called. */
export type StatementPoint = {
  /** Counts the transactions of the store, from 1; a retried one counts again. 0 for the installation. */
  readonly transaction: number;
  /** The process the transaction belongs to, as given to `seenBy`. */
  readonly owner: string;
  readonly businessId: string | undefined;
  readonly verb: StatementVerb;
  readonly table: TableName | undefined;
};

/**
 * What can go wrong between a process and its database. A hook may take its time, reject with StoreFailure (the
 * connection is lost: the transaction ends and its locks are free) or never settle (the process is dead: end its
 * transactions with `killTransactions`).
 */
export type Faults = {
  /** Before each statement; the statement then runs at once on what it finds. */
  readonly beforeStatement?: (point: StatementPoint) => Promise<void>;
  /** Before the commit; a rejection means that nothing was committed. */
  readonly beforeCommit?: (point: StatementPoint) => Promise<void>;
  /** After the commit, before the process hears of it; reject with `unknown` set. */
  readonly afterCommit?: (point: StatementPoint) => Promise<void>;
  /** Longest wait for a lock, in milliseconds; needs `sleep`. */
  readonly lockTimeoutMs?: number;
  /** Waits in the time of the hooks: for lock time-outs and for the pause before a deadlock's victim tries again. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
};
