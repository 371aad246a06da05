import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Waits in real time: child processes do not follow the shop's clock. */
export const waitMilliseconds = (milliseconds: number): Promise<void> => pause(milliseconds);

/** True when a process of this id exists, ours or not. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return !isZombie(pid);
};

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** Linux: what follows the program's name in /proc/PID/stat (the name may hold spaces and brackets): state, parent, … */
const statFields = (pid: number): readonly string[] => {
  const text = readOrNothing(`/proc/${pid}/stat`);
  return text === "" ? [] : text.slice(text.lastIndexOf(")") + 2).split(" ");
};

/** Dead, but its parent has not yet taken note: it holds nothing any more. */
export const isZombie = (pid: number): boolean => statFields(pid)[0] === "Z";

const askPs = (pid: number, column: string): string =>
  spawnSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";

/**
 * What tells a process from a later one with the same id (ids are reused, in containers after every restart): the
 * moment it started, in the system's own notation, without spaces. Empty when there is no such process.
 */
export const birthOf = (pid: number): string =>
  process.platform === "linux" ? (statFields(pid)[19] ?? "") : askPs(pid, "lstart").replaceAll(/\s+/g, "_");

/** True when the process is a PostgreSQL server whose data folder is `cluster` (an absolute, resolved path). */
export const servesCluster = (pid: number, cluster: string): boolean => {
  if (process.platform !== "linux") {
    const command = askPs(pid, "command");
    return command.includes("postgres") && command.includes(cluster);
  }
  try {
    return readOrNothing(`/proc/${pid}/comm`).trim() === "postgres" && readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
};

/** Sends a signal; a process already gone is no error. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
};

/** True once the process is gone, false when it still lives after `milliseconds`. */
export const isGoneWithin = async (pid: number, milliseconds: number): Promise<boolean> => {
  for (const end = performance.now() + milliseconds; performance.now() < end; await waitMilliseconds(10))
    if (!isAlive(pid)) return true;
  return !isAlive(pid);
};
