import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { startEmbeddedPostgres } from "#storage/embedded/embedded-postgres";
import type { PostgresConnection } from "#storage/postgres/connections";
import type { DemoAddresses } from "./http/till.ts";
import type { LogLevel } from "./ports/json-log.ts";

/** What an installation is opened with. */
export type ServerConfig = {
  /** Folder of the built-in database and the key. */
  readonly dataFolder: string;
  /** A PostgreSQL server instead of the built-in one. Logs in as the owner of the schema. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;
  readonly metricsToken: string | undefined;
  /** Base64 of 32 bytes; without it the key lies in the data folder. */
  readonly secretKey: string | undefined;
  /** Where customers and providers reach this server; without it the address it listens at. */
  readonly publicUrl: string | undefined;
  readonly demo: DemoAddresses | undefined;
  /** Values behind `env:` references. */
  readonly environment: Readonly<Record<string, string | undefined>>;
};

const demoAddresses = (json: string | undefined): DemoAddresses | undefined =>
  json === undefined || json === "" ? undefined : (JSON.parse(json) as DemoAddresses);

/** Reads the configuration from environment variables; all of them may be absent. */
export function readConfig(environment: ServerConfig["environment"] = process.env): ServerConfig {
  const level = environment["COMPTOIR_LOG"] ?? "info";
  if (!["debug", "info", "warn", "error", "silent"].includes(level))
    throw new Error(`COMPTOIR_LOG is debug, info, warn, error or silent, not "${level}"`);
  return {
    dataFolder: resolve(environment["COMPTOIR_DATA"] || "data"),
    databaseUrl: environment["DATABASE_URL"] || undefined,
    logLevel: level as LogLevel,
    metricsToken: environment["COMPTOIR_METRICS_TOKEN"] || undefined,
    secretKey: environment["COMPTOIR_SECRET_KEY"] || undefined,
    publicUrl: environment["COMPTOIR_PUBLIC_URL"]?.replace(/\/+$/, "") || undefined,
    demo: demoAddresses(environment["COMPTOIR_DEMO"]),
    environment,
  };
}

/** A PostgreSQL that answers. */
export type Database = {
  readonly connection: PostgresConnection;
  /** Leaves it; the built-in one is stopped by its last user. */
  readonly close: () => Promise<void>;
};

const clusterFolder = (config: ServerConfig): string => join(config.dataFolder, "postgres");

/** Whether there is a built-in database already, so that starting it makes nothing new. */
export const hasDatabase = (config: ServerConfig): boolean =>
  config.databaseUrl === undefined && existsSync(join(clusterFolder(config), "cluster"));

/**
 * Starts the built-in database, or names the one that was configured. Needs next to no program text of ours, so that a
 * start has it come up while the rest is still being read. `log` is told one line per event of its life.
 */
export async function openDatabase(config: ServerConfig, log: (line: string) => void): Promise<Database> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  if (config.databaseUrl !== undefined) return { connection: config.databaseUrl, close: async () => {} };
  const embedded = await startEmbeddedPostgres({ dataDir: clusterFolder(config), log });
  const { socketDir: host, port, superUser: user } = embedded;
  return { connection: { host, port, user, database: "postgres" }, close: embedded.stop };
}
