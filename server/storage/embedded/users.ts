import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { birthOf, isAlive, waitMilliseconds } from "./processes.ts";

/**
 * Who uses a cluster: one file per process, named by its id and holding its birth. Several processes of one
 * installation share the server (`serve` twice, or a command beside it); the last to leave stops it. A killed process
 * leaves its file behind, which counts for nothing once it is dead.
 */
export type Users = {
  readonly enter: () => void;
  readonly leave: () => void;
  readonly others: () => readonly number[];
};

const isSame = (pid: number, birth: string): boolean => isAlive(pid) && (birth === "" || birthOf(pid) === birth);

const readOrNothing = (path: string): string | undefined => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

/** How often this very process entered, per folder. */
const entered = new Map<string, number>();

/** The register kept in `dataDir/users`. */
export const usersOf = (dataDir: string): Users => {
  const folder = join(dataDir, "users");
  const own = join(folder, String(process.pid));
  const timesEntered = (): number => entered.get(folder) ?? 0;
  return {
    enter: () => {
      entered.set(folder, timesEntered() + 1);
      mkdirSync(folder, { recursive: true });
      writeFileSync(own, birthOf(process.pid));
    },
    leave: () => {
      entered.set(folder, Math.max(0, timesEntered() - 1));
      if (timesEntered() === 0) rmSync(own, { force: true });
    },
    others: () => {
      mkdirSync(folder, { recursive: true });
      const pids = readdirSync(folder).map(Number);
      return pids.filter((pid) => {
        const path = join(folder, String(pid));
        if (pid === process.pid) return timesEntered() > 0;
        if (isSame(pid, readOrNothing(path) ?? "")) return true;
        rmSync(path, { force: true });
        return false;
      });
    },
  };
};

/**
 * Runs `work` while no other process starts or stops the same cluster. The lock is a file naming its holder; a dead
 * holder's is taken over. PostgreSQL's own lock still guards the data should this one ever fail.
 */
export const alone = async <Result>(dataDir: string, work: () => Promise<Result>): Promise<Result> => {
  const lock = join(dataDir, "start.lock");
  const mine = `${process.pid} ${birthOf(process.pid)} ${performance.now()}`;
  for (;;) {
    if (isTaken(lock, mine)) break;
    takeOverIfDead(lock);
    await waitMilliseconds(10);
  }
  try {
    return await work();
  } finally {
    if (readOrNothing(lock) === mine) rmSync(lock, { force: true });
  }
};

/** A link appears with its content at once: nobody ever sees a lock without its holder. */
const isTaken = (lock: string, mine: string): boolean => {
  const draft = `${lock}.${process.pid}.draft`;
  writeFileSync(draft, mine);
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
};

const takeOverIfDead = (lock: string): void => {
  const holder = readOrNothing(lock);
  const [pid, birth] = holder?.split(" ") ?? [];
  if (!pid || isSame(Number(pid), birth ?? "")) return;
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return; // another process took it over first
  }
  // Between the reading and the renaming a living process may have come in: give it back.
  if (readOrNothing(aside) === holder) rmSync(aside, { force: true });
  else renameSync(aside, lock);
};
