import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { superUser } from "../../server/storage/embedded/first-cluster.ts";
import { type Started, freePort, start } from "./children.ts";
import { parentOf } from "./processes.ts";

/** How a database is reached; fits `new pg.Client(…)`. */
export type Address = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
};

/** A PostgreSQL server that is not the shop's own. */
export type DatabaseServer = {
  /** A new, empty database; its address as a URL. */
  readonly create: (name: string) => Promise<string>;
  /** Drops what was created and ends a server that was started for the bench. */
  readonly end: () => Promise<void>;
};

/** Runs work on a connection of its own. */
export async function onDatabase<Result>(
  address: Address | string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(typeof address === "string" ? { connectionString: address } : { ...address });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The address of the built-in PostgreSQL that runs on a data folder, as its server wrote it down. */
export function embeddedAddress(dataFolder: string): Address {
  const lines = readFileSync(join(dataFolder, "postgres", "cluster", "postmaster.pid"), "utf8").split("\n");
  return { host: lines[4]?.trim() ?? "", port: Number(lines[3]), user: superUser, database: "postgres" };
}

/** The first process of the PostgreSQL behind an address; undefined when it runs on another machine. */
export const postmasterOf = (address: Address | string): Promise<number | undefined> =>
  onDatabase(address, async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    return parentOf(rows[0]?.pid ?? 0, "postgres");
  });

/** Bytes of a database on disk, without its log of changes. */
export const sizeOf = (address: Address | string): Promise<number> =>
  onDatabase(address, async (client) => {
    const { rows } = await client.query<{ bytes: string }>("select pg_database_size(current_database()) as bytes");
    return Number(rows[0]?.bytes ?? 0);
  });

/** The newest PostgreSQL of Debian's packages. */
const programs = (): string => {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "postgres")));
  if (found === undefined)
    throw new Error(`--pg needs DATABASE_URL, or Debian's postgresql package (nothing found in ${root})`);
  return found;
};

const untilReady = async (server: Started, url: string): Promise<void> => {
  for (const end = performance.now() + 30_000; ; await pause(50)) {
    try {
      return await onDatabase(url, async () => {});
    } catch (error) {
      if (performance.now() > end || server.child.exitCode !== null)
        throw new Error(`PostgreSQL did not start: ${server.lastWords()}`, { cause: error });
    }
  }
};

/** PostgreSQL refuses to run as root: root lends it "nobody". */
const account = (): number | undefined => (process.getuid?.() === 0 ? 65_534 : undefined);

async function startServer(folder: string): Promise<{ readonly server: Started; readonly url: string }> {
  const bin = programs();
  const home = join(folder, "server");
  const uid = account();
  mkdirSync(home, { mode: 0o700 });
  chmodSync(home, 0o700);
  if (uid !== undefined) chownSync(home, uid, uid);
  const cluster = join(home, "cluster");
  const flags = ["-D", cluster, "-U", "bench", "--encoding=UTF8", "--locale=C", "--auth=trust"];
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C" };
  const made = spawnSync(join(bin, "initdb"), flags, {
    cwd: home,
    env,
    encoding: "utf8",
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${home}`, "jit=off"];
  const server = start({
    command: join(bin, "postgres"),
    argv: ["-D", cluster, ...settings.flatMap((one) => ["-c", one])],
    env,
    log: join(folder, "server.log"),
    cwd: home,
    uid,
  });
  const url = `postgres://bench@127.0.0.1:${port}/postgres`;
  await untilReady(server, url);
  return { server, url };
}

/** The server named by DATABASE_URL, or one of our own in `folder`, from Debian's package. */
export async function openServer(folder: string, databaseUrl: string | undefined): Promise<DatabaseServer> {
  const own = databaseUrl === undefined ? await startServer(folder) : undefined;
  const url = databaseUrl ?? own?.url ?? "";
  const created: string[] = [];
  const run = (sql: string): Promise<unknown> => onDatabase(url, (client) => client.query(sql));
  return {
    async create(name) {
      await run(`create database "${name}"`);
      created.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
    async end() {
      if (own === undefined) for (const name of created) await run(`drop database if exists "${name}" with (force)`);
      await own?.server.end();
    },
  };
}
