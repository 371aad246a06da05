import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import type { Account } from "./account.ts";
import { environment, nameForServer } from "./first-cluster.ts";
import type { Runtime } from "./postgres-binaries.ts";
import { isAlive, isGoneWithin, isZombie, servesCluster, signal, waitMilliseconds } from "./processes.ts";
import { socketPort } from "./socket-folder.ts";

/** Where one cluster and all that belongs to it lives. `cluster` is a resolved absolute path. */
export type Place = {
  readonly dataDir: string;
  readonly cluster: string;
  readonly socketDir: string;
  readonly account: Account;
  readonly runtime: Runtime;
  /** PostgreSQL settings, name to value. */
  readonly settings: Readonly<Record<string, string>>;
};

/** What `postmaster.pid` says, if it speaks of a living server of this very cluster. */
export type Found = { readonly pid: number; readonly status: string };

/** Longest wait for a server to be ready: after a crash it first replays its log. */
const startMilliseconds = 120_000;
const largestLogBytes = 10_000_000;

const pidFile = (cluster: string): string => join(cluster, "postmaster.pid");

const socketPath = (socketDir: string): string => join(socketDir, `.s.PGSQL.${socketPort}`);

const readLines = (path: string): readonly string[] => {
  try {
    return readFileSync(path, "utf8").split("\n");
  } catch {
    return [];
  }
};

/** The lines of the file: 1 process id … 8 status (`starting`, `ready`, `stopping`), padded with spaces. */
const readPidFile = (cluster: string): readonly string[] => readLines(pidFile(cluster));

/** The living server of this cluster, whoever started it. */
export const findServer = (cluster: string): Found | undefined => {
  const lines = readPidFile(cluster);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid) || !servesCluster(pid, cluster)) return undefined;
  return { pid, status: lines[7]?.trim() ?? "" };
};

/** A pid file whose id now belongs to another program would stop PostgreSQL from starting for ever. */
const removeMisleadingPidFile = (cluster: string): void => {
  const pid = Number(readPidFile(cluster)[0]);
  if (Number.isInteger(pid) && pid > 0 && isAlive(pid) && !servesCluster(pid, cluster))
    rmSync(pidFile(cluster), { force: true });
};

/** No system gives a process this id: Linux ends at 2^22. */
const nobody = 4_194_305;

/**
 * A killed server stays in the process table until its parent or init takes note, which may take a second; PostgreSQL
 * reads that from its lock files as "still running". They are not removed: the last lines of the first are how the next
 * server sees that processes of the killed one still hold its memory, and waits for their end.
 */
const passOverZombie = ({ cluster, socketDir }: Place): void => {
  for (const path of [pidFile(cluster), `${socketPath(socketDir)}.lock`]) {
    const [pid, ...rest] = readLines(path);
    if (isZombie(Number(pid))) writeFileSync(path, [nobody, ...rest].join("\n"));
  }
};

/** True when the server's socket takes a connection. */
const answers = (socketDir: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(socketPath(socketDir));
    const end = (value: boolean): void => {
      socket.destroy();
      resolve(value);
    };
    socket.on("connect", () => end(true)).on("error", () => end(false));
  });

const logFile = (dataDir: string): string => join(dataDir, "server.log");

const openLog = (dataDir: string): number => {
  const path = logFile(dataDir);
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largestLogBytes) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
};

/**
 * Spawns a server in our own process group (a kill of the group takes it along) and tells its id. Neither its life nor
 * its output keeps our own process from ending.
 */
const spawnServer = (place: Place): Promise<number> =>
  new Promise((resolve, reject) => {
    const log = openLog(place.dataDir);
    const settings = { ...place.settings, port: String(socketPort), unix_socket_directories: place.socketDir };
    const child = spawn(
      join(place.runtime.folder, "bin", "postgres"),
      [
        "-D",
        nameForServer(place.cluster, place.account),
        ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      { ...place.account, cwd: place.cluster, env: environment, stdio: ["ignore", log, log] },
    );
    closeSync(log);
    child.unref();
    child.on("error", reject);
    child.on("spawn", () => resolve(child.pid ?? 0));
  });

const lastWords = (dataDir: string, from: number): string =>
  readFileSync(logFile(dataDir)).subarray(from).toString("utf8").slice(-2_000).trim();

/** A killed predecessor is still being cleared away: its lock, or memory its last processes hold. */
const isPredecessorsTrace = (text: string): boolean =>
  /lock file ".*" already exists|shared memory block .* is still in use|is another postmaster|could not bind Unix/.test(
    text,
  );

/** Waits until the server of `pid` is ready; "gone" when it ended before. */
const untilReady = async (place: Place, pid: number, end: number): Promise<"ready" | "gone"> => {
  while (performance.now() < end) {
    if (!isAlive(pid)) return "gone";
    const found = findServer(place.cluster);
    if (found?.pid === pid && found.status === "ready" && (await answers(place.socketDir))) return "ready";
    await waitMilliseconds(5);
  }
  throw new Error(`PostgreSQL was not ready after ${startMilliseconds / 1000} s; see ${logFile(place.dataDir)}.`);
};

/** Makes sure one server runs on the cluster and answers: takes over the one that runs, else starts one. */
export const ensureServer = async (place: Place): Promise<{ readonly pid: number; readonly adopted: boolean }> => {
  const end = performance.now() + startMilliseconds;
  for (;;) {
    const found = findServer(place.cluster);
    if (found !== undefined && found.status !== "stopping") {
      if (found.status !== "ready" || (await answers(place.socketDir))) {
        if ((await untilReady(place, found.pid, end)) === "ready") return { pid: found.pid, adopted: true };
        continue;
      }
      signal(found.pid, "SIGINT"); // its socket was swept from the temporary folder: nobody can reach it any more
    }
    if (found !== undefined) {
      await isGoneWithin(found.pid, 30_000);
      continue;
    }
    removeMisleadingPidFile(place.cluster);
    passOverZombie(place);
    const before = statSync(logFile(place.dataDir), { throwIfNoEntry: false })?.size ?? 0;
    const pid = await spawnServer(place);
    if ((await untilReady(place, pid, end)) === "ready") return { pid, adopted: false };
    const words = lastWords(place.dataDir, before > largestLogBytes ? 0 : before);
    if (!isPredecessorsTrace(words)) throw new Error(`PostgreSQL did not start: ${words}`);
    await waitMilliseconds(50);
  }
};

/** Ends a server: running statements are broken off and rolled back, everything committed is written out. */
export const endServer = async (pid: number): Promise<void> => {
  for (const name of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    signal(pid, name);
    if (await isGoneWithin(pid, 20_000)) return;
  }
};
