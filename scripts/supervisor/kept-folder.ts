import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { stopEmbeddedPostgres } from "../../server/storage/embedded/embedded-postgres.ts";
import { birthOf, isAlive } from "../../server/storage/embedded/processes.ts";
import { demoFileName } from "./demo-file.ts";
import { CannotStart } from "./flags.ts";

/** Names the process that runs the demo of a folder, by its id and birth (ids are used again). */
const lockName = "running.lock";

/** Logs longer than this are begun anew at a start, in bytes. */
const longestLog = 8 * 1024 * 1024;

/** Makes the folder and sees that it can be written. Throws `CannotStart` with what to do. */
export function provideDataFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    accessSync(dataFolder, constants.W_OK);
  } catch (failure) {
    const code = failure instanceof Error && "code" in failure ? String(failure.code) : "";
    const reasons: Readonly<Record<string, string>> = {
      ENOSPC: "there is no room left on the disk",
      EROFS: "the disk cannot be written",
      EACCES: "you may not write there",
      EPERM: "you may not write there",
      EEXIST: "something else has that name",
      ENOTDIR: "something on the way to it is not a folder",
    };
    const reason = reasons[code] ?? String(failure);
    throw new CannotStart(`Data cannot be kept in ${dataFolder}: ${reason}. Name another folder with COMPTOIR_DATA.`);
  }
}

/**
 * Empties the folder, after stopping a database that a killed process may have left running in it. Throws
 * `CannotStart` for a folder that holds something else than a demo: it is not ours to empty.
 */
export async function emptyDataFolder(dataFolder: string): Promise<void> {
  if (!existsSync(dataFolder)) return;
  const names = readdirSync(dataFolder).filter((name) => name !== lockName);
  if (names.length === 0) return;
  if (!names.includes(demoFileName)) {
    throw new CannotStart(
      `${dataFolder} holds no ${demoFileName}, so it is not a demo's data folder. Empty it yourself.`,
    );
  }
  const folders = [
    dataFolder,
    ...names.map((name) => join(dataFolder, name)).filter((path) => statSync(path).isDirectory()),
  ];
  for (const folder of folders) await stopEmbeddedPostgres(folder);
  for (const name of names) rmSync(join(dataFolder, name), { recursive: true, force: true });
}

/** The log of one part, begun anew when it has become long. */
export function logFileFor(dataFolder: string, part: string): string {
  const path = join(dataFolder, `${part}.log`);
  if (existsSync(path) && statSync(path).size > longestLog) truncateSync(path);
  return path;
}

/**
 * Takes the folder for this process; returns the way to give it back. Throws `CannotStart` while another one has it:
 * two worlds on one folder would each know half of the customers.
 */
export function takeDataFolder(dataFolder: string, pid = process.pid): () => void {
  const path = join(dataFolder, lockName);
  if (existsSync(path)) {
    const [holder = "", birth = ""] = readFileSync(path, "utf8").trim().split(" ");
    const other = Number(holder);
    if (other !== pid && Number.isInteger(other) && other > 0 && isAlive(other) && birthOf(other) === birth) {
      throw new CannotStart(`Comptoir already runs on ${dataFolder} (process ${other}). Close it first.`);
    }
  }
  writeFileSync(path, `${pid} ${birthOf(pid)}\n`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}
