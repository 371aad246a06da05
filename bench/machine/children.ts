import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** A program the bench started, in a process group of its own. */
export type Started = {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Signals the whole group; one that has ended already is no error. */
  readonly signal: (name: NodeJS.Signals) => void;
  /** Asks it to end, waits, and insists after `patience` milliseconds. */
  readonly end: (patience?: number) => Promise<void>;
  /** The last lines it wrote. */
  readonly lastWords: () => string;
};

/** How a program is started. */
export type Start = {
  readonly command: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The file its output goes to. */
  readonly log: string;
  readonly cwd?: string;
  /** The account it runs under, as root. */
  readonly uid?: number | undefined;
  /** Whether it talks to us. */
  readonly talks?: boolean;
};

const running = new Set<Started>();

/** A port of 127.0.0.1 that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const groupLives = (pid: number): boolean => {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Starts a program. What it leaves running when it ends is ended with its group. */
export function start({ command, argv, env, log, cwd, uid, talks = false }: Start): Started {
  const file = openSync(log, "a");
  const child = spawn(command, argv, {
    detached: true,
    env,
    stdio: ["ignore", file, file, ...(talks ? (["ipc"] as const) : [])],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  closeSync(file);
  const pid = child.pid ?? 0;
  const ended = new Promise<void>((resolve) => {
    child.on("exit", () => resolve());
    child.on("error", () => resolve());
  });
  const signal = (name: NodeJS.Signals): void => {
    if (pid > 0 && groupLives(pid)) process.kill(-pid, name);
  };
  const started: Started = {
    pid,
    child,
    signal,
    async end(patience = 15_000) {
      if (!hasEnded(child)) child.kill("SIGTERM");
      await Promise.race([ended, pause(patience, undefined, { ref: false })]);
      signal("SIGKILL");
      await ended;
      running.delete(started);
    },
    lastWords: () => readFileSync(log, "utf8").slice(-1_500).trim(),
  };
  running.add(started);
  return started;
}

/** Ends everything the bench started and has not ended. */
export async function endAll(): Promise<void> {
  await Promise.all([...running].toReversed().map((one) => one.end(5_000)));
}
