import type { Instant } from "#domain/instant";
import type { TableName, Tables } from "#contracts/tables";

/** Columns of a table's primary key, as an object. */
export type KeyOf<Name extends TableName> = Readonly<Partial<Tables[Name]["row"]>>;
/** A row as stored; `business_id` is never seen: the transaction is bound to one business. */
export type RowOf<Name extends TableName> = Readonly<Tables[Name]["row"]>;

/** A condition on one column. Several on one column all hold. A null column fits `isNull: true` alone, as in SQL. */
export type Condition<Value> = {
  readonly eq?: Value;
  readonly not?: Value;
  readonly in?: readonly Value[];
  readonly gt?: Value;
  readonly gte?: Value;
  readonly lt?: Value;
  readonly lte?: Value;
  /** true: the column is null; false: it is not. */
  readonly isNull?: boolean;
};
/** Conditions by column; all hold. */
export type Where<Row> = { readonly [Column in keyof Row]?: Condition<NonNullable<Row[Column]>> };
/** New values by column; `{ add }` changes a number by an amount in the same statement. */
export type Change<Row> = { readonly [Column in keyof Row]?: Row[Column] | { readonly add: number } };

/** How rows are chosen and in which order. Without `lock` rows are read as last committed. */
export type SelectOptions<Row> = {
  readonly orderBy?: readonly (keyof Row & string)[];
  readonly descending?: boolean;
  readonly limit?: number;
  /** Locks the rows (waiting for others) and re-checks the condition on what it then finds. */
  readonly lock?: boolean;
};

/**
 * A transaction of one business, READ COMMITTED: it sees what others committed and what it wrote itself. Scarce things
 * change only by `updateIf`; rows that are decided upon are read with `lock`. Calls may be issued together
 * (`Promise.all`): they run in the order they were made.
 */
export interface Tx {
  /** Inserts rows; a row whose key exists already rejects with UniqueViolation and the transaction is lost. */
  insert<Name extends TableName>(table: Name, rows: readonly RowOf<Name>[]): Promise<void>;
  /** Inserts the rows that are new by every unique key and returns those. Waits for a twin that is being inserted. */
  insertNew<Name extends TableName>(table: Name, rows: readonly RowOf<Name>[]): Promise<readonly RowOf<Name>[]>;
  /** Rows by primary key, in key order; missing ones are left out. `lock` takes the locks in key order too. */
  find<Name extends TableName>(
    table: Name,
    keys: readonly KeyOf<Name>[],
    options?: { readonly lock?: boolean },
  ): Promise<readonly RowOf<Name>[]>;
  select<Name extends TableName>(
    table: Name,
    where: Where<Tables[Name]["row"]>,
    options?: SelectOptions<Tables[Name]["row"]>,
  ): Promise<readonly RowOf<Name>[]>;
  /**
   * Sets columns of many rows by primary key; all rows name the same columns. With `where`, only rows that fit it when
   * their lock is had are changed. Missing rows are ignored. Returns how many were changed.
   */
  update<Name extends TableName>(
    table: Name,
    rows: readonly KeyOf<Name>[],
    where?: Where<Tables[Name]["row"]>,
  ): Promise<number>;
  /** One conditional statement: changes every row that fits and returns them as changed. */
  updateIf<Name extends TableName>(
    table: Name,
    where: Where<Tables[Name]["row"]>,
    change: Change<Tables[Name]["row"]>,
  ): Promise<readonly RowOf<Name>[]>;
  remove<Name extends TableName>(table: Name, where: Where<Tables[Name]["row"]>): Promise<number>;
  /** Count and sum of a number column over the rows that fit. */
  sum<Name extends TableName>(
    table: Name,
    column: keyof Tables[Name]["row"] & string,
    where: Where<Tables[Name]["row"]>,
  ): Promise<{ readonly count: number; readonly sum: number }>;
}

/** A key that exists already. `constraint` names the table and columns. */
export class UniqueViolation extends Error {
  readonly constraint: string;
  constructor(constraint: string) {
    super(`duplicate key: ${constraint}`);
    this.name = "UniqueViolation";
    this.constraint = constraint;
  }
}

/** A number that would fall below zero, or a word outside its list. `constraint` names the table and column. */
export class CheckViolation extends Error {
  readonly constraint: string;
  constructor(constraint: string) {
    super(`value refused: ${constraint}`);
    this.name = "CheckViolation";
    this.constraint = constraint;
  }
}

/**
 * The store did not do it, or nobody knows whether it did. `unknown` is set when the connection was lost while
 * committing: the work must be harmless to run again. Serialisation failures and deadlocks never surface: `tx` retries.
 */
export class StoreFailure extends Error {
  readonly unknown: boolean;
  constructor(message: string, unknown: boolean) {
    super(message);
    this.name = "StoreFailure";
    this.unknown = unknown;
  }
}

/** A business as the installation knows it. */
export type BusinessEntry = { readonly businessId: string; readonly slug: string; readonly version: number };
/** Which business a channel account or rail belongs to. */
export type DirectoryEntry = {
  readonly plug: "channel" | "rail";
  readonly kind: string;
  readonly id: string;
  readonly businessId: string;
};

/** A share of the work held by a node for a few seconds. */
export type Lease = { readonly name: string; readonly node: string; readonly epoch: number; readonly until: Instant };

/** The few things that belong to the installation and not to one business. */
export interface Installation {
  businesses(): Promise<readonly BusinessEntry[]>;
  directory(): Promise<readonly DirectoryEntry[]>;
  /** Registers or renames a business; bumps its version so that every node reloads its settings. */
  putBusiness(entry: { readonly businessId: string; readonly slug: string }): Promise<void>;
  /** Registers a channel or rail; returns the business that already has the id, if another does. */
  putDirectory(entry: DirectoryEntry): Promise<{ readonly takenBy: string | undefined }>;
  /**
   * Takes or renews leases: each name that is free, expired or already ours is ours until `now + length`. A lease that
   * changes hands gets a higher epoch. Returns those we hold.
   */
  acquireLeases(node: string, names: readonly string[], now: Instant, length: number): Promise<readonly Lease[]>;
  /** Gives leases back at once. */
  releaseLeases(node: string, names: readonly string[]): Promise<void>;
  /** All leases, for sharing the work fairly. */
  leases(): Promise<readonly Lease[]>;
}

/** The store: transactions of one business, and the installation. Two engines implement it: PostgreSQL and memory. */
export interface Store {
  /**
   * Runs `work` in one transaction of the business and commits it. Retried on 40001/40P01, so `work` must not act on
   * the outside. Statements it began without waiting for them are part of it: one that fails undoes everything. Rejects with StoreFailure when the database is out of reach.
   */
  tx<Result>(businessId: string, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  readonly installation: Installation;
}
