import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";

/** How to run one of our programs as a child. */
export type Program = {
  readonly argv: readonly string[];
  readonly home: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where its output is kept; undefined shows it. */
  readonly logFile: string | undefined;
};

/** Starts a program under this Node, in our process group, with a channel for messages. */
export function startProgram({ argv, home, environment, logFile }: Program): ChildProcess {
  const log = logFile === undefined ? undefined : openSync(logFile, "a", 0o600);
  try {
    return spawn(process.execPath, argv, {
      cwd: home,
      env: { ...process.env, ...environment },
      stdio: ["ignore", log ?? "inherit", log ?? "inherit", "ipc"],
    });
  } finally {
    if (log !== undefined) closeSync(log); // the child has its own
  }
}

/** Resolves when the process has ended. */
export const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once("exit", () => resolve()));

/** Asks a process to end, and kills it when it has not after `patienceMs` milliseconds. */
export async function endProgram(child: ChildProcess, patienceMs: number): Promise<void> {
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  child.kill("SIGTERM");
  await ended(child);
  clearTimeout(timer);
}

/** Sends a message, unless the process is already gone. */
export function tell(child: ChildProcess, message: object): void {
  if (child.connected) child.send(message, () => {});
}

/** The last lines of a log, for a person to read; empty when there is none. */
export function lastLines(logFile: string | undefined, count = 15): string {
  if (logFile === undefined || !existsSync(logFile)) return "";
  return readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}
