import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import type pg from "pg";
import type { TableName, Tables } from "#contracts/tables";
import { asUuid } from "../column-values.ts";
import { failureOf } from "./failures.ts";

/** The tables of a business as queries see them. */
export type ReadableTables = {
  readonly [Name in TableName]: Tables[Name]["row"] & { readonly business_id: string };
};

/** A query builder inside a transaction that can only read, and only one business. */
export type BusinessReader = Transaction<ReadableTables>;

/** Lists, searches, joins and figures for people: what the port's plain statements cannot say. */
export type Reader = {
  /**
   * Runs queries of one business on one state of the database. Row-level security keeps to the business by itself; a
   * query still names `business_id`, so that it stays on one shard. Rejects with StoreFailure when the database is out
   * of reach.
   */
  readonly read: <Result>(businessId: string, work: (db: BusinessReader) => Promise<Result>) => Promise<Result>;
};

/** A reader on a pool whose connections run as the role that row-level security applies to. */
export const readerOn = (pool: pg.Pool): Reader => {
  const fromDatabase = new WeakSet<object>();
  const db = new Kysely<ReadableTables>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => {
      if (event.level === "error" && event.error instanceof Error) fromDatabase.add(event.error);
    },
  });
  return {
    read: async (businessId, work) => {
      const id = asUuid(businessId, "business");
      const transaction = db.transaction().setAccessMode("read only").setIsolationLevel("repeatable read");
      let isConnected = false;
      try {
        return await transaction.execute(async (within) => {
          isConnected = true;
          await sql`set local comptoir.business_id = ${sql.lit(id)}`.execute(within);
          return work(within);
        });
      } catch (error) {
        // What the work itself throws goes through as it is; what the database says is named as the port names it.
        const isOfWork = isConnected && !(error instanceof Error && fromDatabase.has(error));
        throw isOfWork ? error : failureOf(error, false);
      }
    },
  };
};
