import type { RowOf, SelectOptions, Tx } from "#contracts/store";
import { StoreFailure } from "#contracts/store";
import type { TableName } from "#contracts/tables";
import type { PlainRow } from "../plain-rows.ts";
import type { Faults, StatementPoint, StatementVerb } from "./faults.ts";
import type { MemoryTable } from "./memory-table.ts";
import { endLocks, type LockOwner, type RowSlot, type Waiter } from "./row-locks.ts";
import * as statements from "./statements.ts";

/** A transaction from its begin to its end. */
export class MemoryTransaction implements LockOwner {
  readonly held: RowSlot[] = [];
  readonly endWaiters: Waiter[] = [];
  waitsFor: RowSlot | LockOwner | undefined = undefined;
  waiter: Waiter | undefined = undefined;
  readonly faults: Faults;
  readonly owner: string;
  readonly businessId: string;
  readonly number: number;
  /** Set by the first statement that fails: the transaction can only be rolled back. */
  failure: { readonly error: unknown } | undefined = undefined;
  /** `gone`: its process died; nothing of it ever settles again. */
  state: "open" | "over" | "gone" = "open";
  private last: Promise<unknown> = Promise.resolve();

  constructor(number: number, owner: string, businessId: string, faults: Faults) {
    this.number = number;
    this.owner = owner;
    this.businessId = businessId;
    this.faults = faults;
  }

  /** Whether its process died. */
  get isGone(): boolean {
    return this.state === "gone";
  }

  /** Where the transaction is, for a hook. */
  at(verb: StatementVerb, table?: TableName): StatementPoint {
    return { transaction: this.number, owner: this.owner, businessId: this.businessId, verb, table };
  }

  /** Runs a statement after those issued before it. */
  run<Result>(verb: StatementVerb, table: TableName, work: () => Result | Promise<Result>): Promise<Result> {
    const result = this.last.then(() => this.statement(verb, table, work));
    this.last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  /** Settles once every statement issued so far has. */
  async quiet(): Promise<void> {
    for (let last: Promise<unknown> | undefined; last !== this.last; ) {
      last = this.last;
      await last;
    }
  }

  /** Ends the transaction; what waits for it goes on. */
  end(commit: boolean): void {
    if (this.state !== "open") return;
    this.state = "over";
    endLocks(this, commit);
  }

  /** Ends the transaction of a process that died. */
  vanish(): void {
    if (this.state !== "open") return;
    this.state = "gone";
    endLocks(this, false);
  }

  private async statement<Result>(
    verb: StatementVerb,
    table: TableName,
    work: () => Result | Promise<Result>,
  ): Promise<Result> {
    try {
      if (this.faults.beforeStatement !== undefined && this.isUsable()) {
        await this.faults.beforeStatement(this.at(verb, table));
      }
      if (!this.isUsable()) return await never();
      const result = await work();
      return this.wasLeft() ? await never() : result;
    } catch (error) {
      if (this.wasLeft()) return await never();
      this.failure ??= { error };
      // A lost connection frees the locks at once; any other failure keeps them until the work ends.
      if (error instanceof StoreFailure) this.end(false);
      throw error;
    }
  }

  private wasLeft(): boolean {
    return this.state === "gone";
  }

  /** Whether statements may run; false when the process is dead. Throws when the transaction is lost or over. */
  private isUsable(): boolean {
    if (this.wasLeft()) return false;
    if (this.failure !== undefined) throw this.failure.error;
    if (this.state === "over") throw new Error("the transaction is over");
    return true;
  }
}

/** The continuation of a dead process. */
export const never = (): Promise<never> => new Promise(() => {});

/** Finds a table of the transaction's business. */
export type TableFinder = (name: TableName) => MemoryTable;

/** Rows leave the engine without their type; the shapes the port gives for each table say what they hold. */
const typed = <Name extends TableName>(rows: readonly PlainRow[]): readonly RowOf<Name>[] =>
  rows as unknown as readonly RowOf<Name>[];

/** The port's view of a transaction. */
export const txOf = (transaction: MemoryTransaction, tableNamed: TableFinder): Tx => ({
  insert: (table, rows) =>
    transaction.run("insert", table, () => statements.insert(tableNamed(table), transaction, rows)),
  insertNew: (table, rows) =>
    transaction.run("insertNew", table, async () =>
      typed(await statements.insertNew(tableNamed(table), transaction, rows)),
    ),
  find: (table, keys, options) =>
    transaction.run("find", table, async () =>
      typed(await statements.find(tableNamed(table), transaction, keys, options?.lock === true)),
    ),
  select: (table, where, options: SelectOptions<PlainRow> = {}) =>
    transaction.run("select", table, async () =>
      typed(await statements.select(tableNamed(table), transaction, where, options)),
    ),
  update: (table, rows, where = {}) =>
    transaction.run("update", table, () => statements.update(tableNamed(table), transaction, rows, where)),
  updateIf: (table, where, change) =>
    transaction.run("updateIf", table, async () =>
      typed(await statements.updateIf(tableNamed(table), transaction, where, change)),
    ),
  remove: (table, where) =>
    transaction.run("remove", table, () => statements.remove(tableNamed(table), transaction, where)),
  sum: (table, column, where) =>
    transaction.run("sum", table, () => statements.sum(tableNamed(table), transaction, column, where)),
});
