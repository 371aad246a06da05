import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { type Account, accountFor } from "./account.ts";
import { createCluster, superUser } from "./first-cluster.ts";
import { provideRuntime } from "./postgres-binaries.ts";
import { endServer, ensureServer, findServer, type Place } from "./postmaster.ts";
import { isAlive, isGoneWithin, signal } from "./processes.ts";
import { provideSocketFolder, removeSocketFolder, socketPort } from "./socket-folder.ts";
import { alone, usersOf } from "./users.ts";

/** How a built-in PostgreSQL is asked for. */
export type EmbeddedPostgresOptions = {
  /** A folder of its own for the cluster, the server's log and its locks; made when missing. */
  readonly dataDir: string;
  /** Told one line per event of the server's life (started, adopted, started again, stopped). */
  readonly log: (line: string) => void;
  /** PostgreSQL settings beyond or instead of ours, for a server this call starts (an adopted one keeps its own). */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A running built-in PostgreSQL, reached by `{ host: socketDir, port, user: superUser }` without a password. */
export type EmbeddedPostgres = {
  readonly socketDir: string;
  readonly port: number;
  readonly superUser: string;
  /** The server's process id at this moment (it changes when the server had to be started again). */
  readonly pid: () => number;
  /** True when the server ran already: an orphan of a killed process, or shared with a living one. */
  readonly adopted: boolean;
  /** Leaves the server; the last user of the installation stops it and waits for its end. */
  readonly stop: () => Promise<void>;
  /** Kills the server as a crash would (SIGKILL) and waits for its end; it is not started again. For tests. */
  readonly kill: () => Promise<void>;
};

/** For one process group on one machine: small memory, no just-in-time compiler, tables of queues vacuumed early. */
const ourSettings = {
  listen_addresses: "",
  max_connections: "60",
  shared_buffers: "128MB",
  plan_cache_mode: "force_custom_plan",
  jit: "off",
  wal_compression: "on",
  autovacuum_vacuum_scale_factor: "0.02",
  autovacuum_vacuum_insert_scale_factor: "0.02",
  autovacuum_analyze_scale_factor: "0.02",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** How often the server's life is looked at, in milliseconds. */
const watchEvery = 250;

const placeFor = async ({ dataDir, settings }: EmbeddedPostgresOptions): Promise<Place> => {
  const folder = realpathSync(dataDir);
  const cluster = join(folder, "cluster");
  const account = accountFor(cluster);
  const runtime = provideRuntime(folder, account);
  await createCluster(folder, runtime, account);
  const socketDir = provideSocketFolder(folder, account);
  return { dataDir: folder, cluster, socketDir, account, runtime, settings: { ...ourSettings, ...settings } };
};

/** Ends the server of a folder, if one runs (a signal to the whole group may have ended it already), and tidies up. */
const endWhatRuns = async (dataDir: string, account: Account): Promise<void> => {
  const server = findServer(join(dataDir, "cluster"));
  if (server !== undefined) await endServer(server.pid);
  removeSocketFolder(dataDir, account);
};

/** Starts a dead server again until the returned function is called. */
const keepAlive = (place: Place, first: number, log: (line: string) => void) => {
  let pid = first;
  let busy: Promise<void> | undefined;
  const revive = async (): Promise<void> => {
    log(`PostgreSQL (process ${pid}) ended; starting it again`);
    try {
      pid = (await alone(place.dataDir, () => ensureServer(place))).pid;
      log(`PostgreSQL runs again (process ${pid})`);
    } catch (error) {
      log(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const timer = setInterval(() => {
    if (busy !== undefined || isAlive(pid)) return;
    busy = revive().finally(() => {
      busy = undefined;
    });
  }, watchEvery);
  timer.unref();
  return {
    pid: () => pid,
    end: async (): Promise<void> => {
      clearInterval(timer);
      await busy;
    },
  };
};

/**
 * Starts the built-in PostgreSQL on `dataDir`, or joins the one that runs there. Throws an error named
 * NoEmbeddedPostgres when none came with the installation, and one with the server's last words when it does not start.
 *
 * The server lives in our process group. A kill of the group ends it; a kill of this process alone leaves it running
 * for the next start. While we live, a server that dies is started again.
 */
export const startEmbeddedPostgres = async (options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> => {
  const { dataDir, log } = options;
  mkdirSync(dataDir, { recursive: true });
  const users = usersOf(realpathSync(dataDir));
  const { place, pid, adopted } = await alone(dataDir, async () => {
    const found = await placeFor(options);
    const server = await ensureServer(found);
    users.enter();
    return { place: found, ...server };
  });
  log(`PostgreSQL ${place.runtime.version} ${adopted ? "adopted" : "started"} (process ${pid})`);
  const life = keepAlive(place, pid, log);
  let left: Promise<void> | undefined;

  const leave = async (): Promise<void> => {
    await life.end();
    await alone(place.dataDir, async () => {
      users.leave();
      const others = users.others();
      if (others.length > 0) return log(`PostgreSQL left running for process ${others.join(", ")}`);
      await endWhatRuns(place.dataDir, place.account);
      log("PostgreSQL stopped");
    });
  };

  return {
    socketDir: place.socketDir,
    port: socketPort,
    superUser,
    pid: life.pid,
    adopted,
    stop: () => {
      left ??= leave();
      return left;
    },
    kill: async () => {
      await life.end();
      users.leave();
      const server = findServer(place.cluster);
      if (server === undefined) return;
      signal(server.pid, "SIGKILL");
      await isGoneWithin(server.pid, 20_000);
    },
  };
};

/**
 * Stops whatever server runs on `dataDir`, shared or orphaned, and waits for its end: before the folder is removed.
 * Does nothing when there is none.
 */
export const stopEmbeddedPostgres = async (dataDir: string): Promise<void> => {
  if (!existsSync(join(dataDir, "cluster"))) return;
  const folder = realpathSync(dataDir);
  await alone(folder, () => endWhatRuns(folder, accountFor(join(folder, "cluster"))));
};
