import { join } from "node:path";
import pg from "pg";
import type { Ports } from "#engine/ports";
import { migrate } from "#storage/migrations/migrate";
import { type PostgresConnection, openPool } from "#storage/postgres/connections";
import { type PostgresStore, createPostgresStore } from "#storage/postgres/postgres-store";
import { type Accounts, createAccounts } from "./http/session/accounts.ts";
import { accountTables } from "./http/session/account-tables.ts";
import { type Database, type ServerConfig, openDatabase } from "./main.ts";
import { plugForms } from "./plugs.ts";
import { type GuardedHttp, createGuardedHttp } from "./ports/guarded-http.ts";
import { createJsonLog } from "./ports/json-log.ts";
import { type PrometheusMetrics, createPrometheusMetrics } from "./ports/prometheus.ts";
import { type RealClock, createRealClock } from "./ports/real-clock.ts";
import { createSecretResolver, installationKey, sealSecret } from "./ports/secrets.ts";
import { type TrustedOrigins, createTrustedOrigins } from "./ports/trusted-origins.ts";
import { createUuidIds } from "./ports/uuid-ids.ts";

/** The role the server works as; it owns nothing. */
const appRole = "comptoir_app";
/** Connections by kind of work: webhooks, people and accounts never wait for the engine's. */
export const connections = { work: 12, intake: 4, reader: 4, accounts: 3 } as const;

/** An installation with its database open and up to date, before anything runs on it. */
export type Installation = {
  readonly config: ServerConfig;
  readonly store: PostgresStore;
  readonly accounts: Accounts;
  readonly clock: RealClock;
  readonly metrics: PrometheusMetrics;
  readonly guarded: GuardedHttp;
  readonly trusted: TrustedOrigins;
  readonly log: Ports["log"];
  readonly ids: Ports["ids"];
  readonly key: Uint8Array;
  readonly seal: (plain: string) => string;
  readonly reveal: (written: string) => string | undefined;
  /** Steps of the schema that were taken now. */
  readonly migrated: readonly string[];
  readonly close: () => Promise<void>;
};

async function makeAccountTables(connection: PostgresConnection): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(`begin; ${accountTables}; commit;`);
  } finally {
    await client.end();
  }
}

async function joinInstallation(
  config: ServerConfig,
  log: Ports["log"],
  { connection, close }: Database,
): Promise<Installation> {
  const say = (line: string): void => log.info(line);
  const key = installationKey(config.secretKey, join(config.dataFolder, "secret.key"));
  const migrated = await migrate({ connection, log: say });
  await makeAccountTables(connection);
  const store = createPostgresStore({ connection, role: appRole, connections: connections.work, log: say });
  const accountPool = openPool({ connection, role: appRole, connections: connections.accounts, log: say });
  const clock = createRealClock();
  const ids = createUuidIds();
  const reveal = createSecretResolver(key, config.environment);
  const trusted = createTrustedOrigins(store, plugForms, reveal);
  const guarded = createGuardedHttp(trusted.trusts);
  return {
    config,
    store,
    // People sign in by the machine's time: the demo's travels into the future end nobody's session.
    accounts: createAccounts(accountPool, createRealClock(), ids),
    clock,
    metrics: createPrometheusMetrics(),
    guarded,
    trusted,
    log,
    ids,
    key,
    seal: (plain) => sealSecret(key, plain),
    reveal,
    migrated,
    async close() {
      await guarded.close();
      await Promise.all([store.close(), accountPool.end()]);
      await close();
    },
  };
}

/**
 * Brings the database up to date and makes the ports. Opens the database itself unless it is given one that is coming
 * up; either way it is the installation's from then on: `close`, or a failure to open, leaves it.
 */
export async function openInstallation(config: ServerConfig, coming?: Promise<Database>): Promise<Installation> {
  const log = createJsonLog(config.logLevel, process.stderr);
  const database = await (coming ?? openDatabase(config, (line) => log.info(line)));
  try {
    return await joinInstallation(config, log, database);
  } catch (error) {
    await database.close();
    throw error;
  }
}
