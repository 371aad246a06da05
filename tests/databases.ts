import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../server/storage/embedded/embedded-postgres.ts";
import "./databases-setup.ts";

/** How to reach a test database as the superuser; fits `new pg.Pool(…)`. */
export type DatabaseConfig = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
};

/** A database of a test's own. `drop` ends its connections; what is not dropped goes with the run's server. */
export type FreshDatabase = { readonly config: DatabaseConfig; readonly drop: () => Promise<void> };

/** A prepared database that is copied for each test: `key` names it, `prepare` fills it once per run. */
export type Template = { readonly key: string; readonly prepare: (config: DatabaseConfig) => Promise<void> };

let server: Promise<EmbeddedPostgres> | undefined;

/** Test files run in several processes: the first to ask starts the server, the others join it. */
const theServer = (): Promise<EmbeddedPostgres> => {
  server ??= startEmbeddedPostgres({
    dataDir: join(inject("databasesFolder"), "postgres"),
    log: () => {},
    // Nothing here outlives the run, so nothing waits for the disk. Durability is tested by the crash harness.
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" },
  });
  return server;
};

const configFor = ({ socketDir, port, superUser }: EmbeddedPostgres, database: string): DatabaseConfig => ({
  host: socketDir,
  port,
  user: superUser,
  database,
});

const asAdministrator = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client(configFor(await theServer(), "postgres"));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const exists = async (client: pg.Client, name: string): Promise<boolean> =>
  (await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name])).rowCount === 1;

/** Makes the template unless this run has it; a lock in the server keeps two test files from making it twice. */
const templateFor = ({ key, prepare }: Template): Promise<string> =>
  asAdministrator(async (client) => {
    const name = `template_${key}`;
    await client.query("SELECT pg_advisory_lock(hashtext($1))", [name]);
    if (await exists(client, name)) return name;
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${quoted(draft)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${quoted(draft)}`);
    await prepare(configFor(await theServer(), draft));
    await client.query(`ALTER DATABASE ${quoted(draft)} RENAME TO ${quoted(name)}`);
    return name;
  });

let made = 0;

/**
 * A new database on the run's one PostgreSQL: empty, or a copy of a template (about 40 ms). `prepare` must end its own
 * connections. A key must change when what `prepare` does changes, if vitest is kept running while files are edited.
 */
export const freshDatabase = async (template?: Template): Promise<FreshDatabase> => {
  const source = template === undefined ? "template1" : await templateFor(template);
  made += 1;
  const database = `test_${process.pid}_${made}`;
  await asAdministrator((client) => client.query(`CREATE DATABASE ${quoted(database)} TEMPLATE ${quoted(source)}`));
  return {
    config: configFor(await theServer(), database),
    drop: () =>
      asAdministrator(async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${quoted(database)} WITH (FORCE)`);
      }),
  };
};
