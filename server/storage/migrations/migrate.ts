import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import type { PostgresConnection } from "../postgres/connections.ts";
import { appRole, installationTables } from "./0001-installation.ts";
import { shopTables, shopWalls } from "./0002-shop.ts";
import { talkTables, talkWalls } from "./0003-talk.ts";
import { moneyTables, moneyWalls } from "./0004-money.ts";
import { workTables, workWalls } from "./0005-work.ts";
import { firstStatistics } from "./0006-statistics.ts";
import { sellingTables, sellingWalls } from "./0007-sell-by-text.ts";
import { codeTables } from "./0008-codes.ts";
import { requestTables, requestWalls } from "./0010-refund-requests.ts";
import { routingTables, routingWalls } from "./0014-routing.ts";
import { statementStatistics, statementTables, statementWalls } from "./0009-statements.ts";
import { chatPaymentColumns } from "./0012-chat-payments.ts";

/** SQL as it was written once: forward only, and harmless to run again. */
const frozen = (...texts: readonly string[]): Migration => ({
  up: async (db) => {
    for (const text of texts) await sql.raw(text).execute(db);
  },
});

/** Every step of the schema, in order. A step that was released is never edited; a new one is added. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001-installation": frozen(appRole, installationTables),
  "0002-shop": frozen(shopTables, shopWalls),
  "0003-talk": frozen(talkTables, talkWalls),
  "0004-money": frozen(moneyTables, moneyWalls),
  "0005-work": frozen(workTables, workWalls),
  "0006-statistics": frozen(firstStatistics),
  "0007-sell-by-text": frozen(sellingTables, sellingWalls),
  "0008-codes": frozen(codeTables),
  "0009-statements": frozen(statementTables, statementWalls, statementStatistics),
  "0010-refund-requests": frozen(requestTables, requestWalls),
  "0012-chat-payments": frozen(chatPaymentColumns),
  "0014-routing": frozen(routingTables, routingWalls),
};

/** undefined_table: nothing was ever migrated here. */
const noSuchTable = "42P01";

/** How the schema is brought up to date. */
export type MigrateOptions = {
  /** Logs in as the role that owns the schema; it may create roles, or `comptoir_app` exists already. */
  readonly connection: PostgresConnection;
  /** Told one line per step taken. */
  readonly log: (line: string) => void;
};

/** Whether just the steps we know were taken. The migrator reads the whole schema before it says so: ten times as long. */
const isUpToDate = async (parts: pg.ClientConfig): Promise<boolean> => {
  const client = new pg.Client(parts);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>("select name from migration order by name");
    return rows.map(({ name }) => name).join() === Object.keys(migrations).toSorted().join();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === noSuchTable) return false;
    throw error;
  } finally {
    await client.end();
  }
};

/**
 * Brings the schema up to date and gives the names of the steps taken. Safe to call from several processes at once: one
 * migrates, the others wait and find nothing to do. Rejects with the error of the step that failed; steps before it
 * stay taken only if the whole run succeeds, as all run in one transaction.
 */
export const migrate = async ({ connection, log }: MigrateOptions): Promise<readonly string[]> => {
  const parts = typeof connection === "string" ? { connectionString: connection } : { ...connection };
  if (await isUpToDate(parts)) return [];
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...parts, max: 1 }) }) });
  try {
    const migrator = new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      migrationTableName: "migration",
      migrationLockTableName: "migration_lock",
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    for (const { migrationName } of results) log(`schema: ${migrationName}`);
    return results.map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
};
