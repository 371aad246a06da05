import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import type { SettingsForm } from "#contracts/settings";
import { type EngineNode, startNode } from "#engine/node";
import type { Changed, Ports } from "#engine/ports";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#storage/embedded/embedded-postgres";
import { migrate } from "#storage/migrations/migrate";
import { type PostgresConnection, openPool } from "#storage/postgres/connections";
import { type PostgresStore, createPostgresStore } from "#storage/postgres/postgres-store";
import { type Accounts, createAccounts } from "./http/session/accounts.ts";
import { accountTables } from "./http/session/account-tables.ts";
import { type BoundPort, type HttpFace, openHttp } from "./http/open-http.ts";
import type { DemoAddresses, PlugGuide } from "./http/till.ts";
import { createFormatWording } from "./ports/format-wording.ts";
import { type GuardedHttp, createGuardedHttp } from "./ports/guarded-http.ts";
import { type LogLevel, createJsonLog } from "./ports/json-log.ts";
import { type PrometheusMetrics, createPrometheusMetrics } from "./ports/prometheus.ts";
import { type RealClock, createRealClock } from "./ports/real-clock.ts";
import { createSecretResolver, derivedKey, installationKey, sealSecret } from "./ports/secrets.ts";
import { type TrustedOrigins, createTrustedOrigins } from "./ports/trusted-origins.ts";
import { createUuidIds } from "./ports/uuid-ids.ts";
import { channels, journeys, payments } from "./registry.generated.ts";
import { guessLanguage, understand } from "./understanding/understand.ts";

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

const formsOf = (plugs: readonly { readonly kind: string; readonly settings: SettingsForm }[]) =>
  Object.fromEntries(plugs.map(({ kind, settings }) => [kind, settings]));

/** The settings forms of every plug that is installed. */
export const plugForms = { channels: formsOf(channels), rails: formsOf(payments) };

const guidesOf = (
  folder: string,
  plugs: readonly { readonly kind: string; readonly settings: SettingsForm }[],
): readonly PlugGuide[] =>
  plugs.map(({ kind, settings }) => {
    const guide = join(import.meta.dirname, folder, kind, "SETUP.md");
    return { kind, form: settings, setup: existsSync(guide) ? readFileSync(guide, "utf8") : "" };
  });

/** The role the server works as; it owns nothing. */
const appRole = "comptoir_app";
/** Connections by kind of work: webhooks, people and accounts never wait for the engine's. */
const connections = { work: 12, intake: 4, reader: 4, accounts: 3 } as const;

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

/** Opens the database (starting the built-in one when no other is named), brings it up to date and makes the ports. */
export async function openInstallation(config: ServerConfig): Promise<Installation> {
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
  const log = createJsonLog(config.logLevel, process.stderr);
  const say = (line: string): void => log.info(line);
  let embedded: EmbeddedPostgres | undefined;
  let connection: PostgresConnection;
  if (config.databaseUrl === undefined) {
    embedded = await startEmbeddedPostgres({ dataDir: join(config.dataFolder, "postgres"), log: say });
    const { socketDir: host, port, superUser: user } = embedded;
    connection = { host, port, user, database: "postgres" };
  } else connection = config.databaseUrl;
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
      await embedded?.stop();
    },
  };
}

/** A running server. */
export type Server = {
  /** Where it listens. */
  readonly url: string;
  readonly ports: Ports;
  readonly node: EngineNode;
  /** Finishes what is under way and gives everything back; the installation stays open. */
  readonly stop: () => Promise<void>;
};

/** Where a server listens; port 0 picks a free one. */
export type Listening = { readonly host: string; readonly port: number };

let nodes = 0;
/** Unique among all nodes on one database, and new with each start: a dead node's work is never taken for ours. */
const nodeName = (ids: Ports["ids"], clock: RealClock): string =>
  `${hostname().slice(0, 40)}-${process.pid}-${(nodes += 1)}-${ids.uuid(clock.now()).slice(-6)}`;

function portsOf(installation: Installation, publicUrl: string, changed: Ports["changed"]): Ports {
  const { store, clock, ids, log, metrics, guarded, reveal } = installation;
  return {
    node: nodeName(ids, clock),
    clock,
    ids,
    chance: Math.random,
    http: guarded.http,
    store,
    intake: store.reserved(connections.intake),
    log,
    metrics,
    changed,
    documents: {
      // Loaded with the first receipt: the printer is large, and most starts print none.
      receipt: async (content) => {
        const [{ readReceiptContent }, { renderReceipt }] = await Promise.all([
          import("./documents/receipt-content.ts"),
          import("./documents/receipt.ts"),
        ]);
        return renderReceipt(readReceiptContent(content));
      },
    },
    format: createFormatWording(journeys),
    understand,
    guessLanguage,
    secret: reveal,
    channels,
    rails: payments,
    journeys,
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl,
  };
}

const isLoopbackHost = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

/**
 * Starts the engine on an installation and listens: at the port that was bound before, else at a port it binds now.
 * Rejects when that is taken.
 */
export async function startServer(
  installation: Installation,
  { host, port }: Listening,
  boundBefore?: BoundPort,
): Promise<Server> {
  const { config, store, accounts, metrics, key, seal, trusted } = installation;
  let tell: Ports["changed"] = () => {};
  const changed = (businessId: string, changes: readonly Changed[]): void => tell(businessId, changes);
  await trusted.refresh();
  // The port is bound first, so that links carry the address customers come back to.
  let face: HttpFace | undefined;
  const reader = store.reader(connections.reader);
  const bound = boundBefore ?? (await openHttp({ host, port }));
  const publicUrl = config.publicUrl ?? bound.url;
  const ports = portsOf(installation, publicUrl, changed);
  const node = startNode(ports);
  face = await bound.serve({
    ports,
    node,
    reader,
    accounts,
    ping: async () => {
      await store.installation.businesses();
    },
    metricsPage: metrics.page,
    metricsToken: config.metricsToken,
    signingKey: derivedKey(key, "cursors"),
    seal,
    refreshTrust: trusted.refresh,
    plugs: { channels: guidesOf("channels", channels), rails: guidesOf("payments", payments) },
    demo: config.demo,
    isLoopback: isLoopbackHost(host),
    consoleFolder: join(import.meta.dirname, "..", "console", "dist"),
  });
  tell = face.changed;
  return {
    url: bound.url,
    ports,
    node,
    async stop() {
      await face?.close();
      await node.stop();
    },
  };
}
