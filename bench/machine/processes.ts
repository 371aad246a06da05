import { readFileSync, readdirSync } from "node:fs";

/** One process as /proc tells it; times in clock ticks. */
type Seen = { readonly pid: number; readonly parent: number; readonly name: string; readonly ticks: number };

/** Linux counts a process's time in hundredths of a second on every machine Node runs on (USER_HZ). */
const ticksPerSecond = 100;

const readOrNothing = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/**
 * Reads a line of /proc/PID/stat: the name may hold spaces and brackets, so the fields count from its last bracket. The
 * time is the process's own and that of its children that have ended.
 */
export function readStat(text: string): Seen | undefined {
  const end = text.lastIndexOf(")");
  if (end < 0) return undefined;
  const fields = text.slice(end + 2).split(" ");
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(fields[1]),
    name: text.slice(text.indexOf("(") + 1, end),
    ticks: [11, 12, 13, 14].reduce((sum, n) => sum + Number(fields[n] ?? 0), 0),
  };
}

const everyone = (): readonly Seen[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readStat(readOrNothing(`/proc/${pid}/stat`)) ?? []);

/** Which processes are meant: a root and all below it, without those below one that belongs to somebody else. */
export type Tree = { readonly root: number; readonly without?: number | undefined };

/** The processes of a tree among `all`. */
export function treeOf(all: readonly Seen[], { root, without }: Tree): readonly Seen[] {
  const children = Map.groupBy(all, ({ parent }) => parent);
  const found: Seen[] = [];
  const visit = (one: Seen): void => {
    if (one.pid === without) return;
    found.push(one);
    for (const child of children.get(one.pid) ?? []) visit(child);
  };
  for (const one of all) if (one.pid === root) visit(one);
  return found;
}

/** Microseconds of processor time a tree has used so far. Undefined where there is no /proc or no such process. */
export function cpuOf(tree: Tree | undefined): number | undefined {
  if (tree === undefined || process.platform !== "linux") return undefined;
  const found = treeOf(everyone(), tree);
  if (found.length === 0) return undefined;
  return (found.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond) * 1_000_000;
}

/** Bytes a tree holds: its own anonymous memory, and its fair share of everything it maps. */
export type Memory = { readonly anonymous: number; readonly share: number };

const bytesIn = (rollup: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(rollup)?.[1] ?? 0) * 1_024;

/** Reads /proc/PID/smaps_rollup: what shared pages weigh is divided among those who share them. */
export const readRollup = (rollup: string): Memory => ({
  anonymous: bytesIn(rollup, "Pss_Anon"),
  share: bytesIn(rollup, "Pss"),
});

/** The memory of trees together; undefined where /proc does not tell. */
export function memoryOf(trees: readonly (Tree | undefined)[]): Memory | undefined {
  if (process.platform !== "linux" || trees.includes(undefined)) return undefined;
  const all = everyone();
  const each = trees
    .flatMap((tree) => (tree === undefined ? [] : treeOf(all, tree)))
    .map(({ pid }) => readRollup(readOrNothing(`/proc/${pid}/smaps_rollup`)));
  const sum = (name: keyof Memory): number => each.reduce((so, memory) => so + memory[name], 0);
  return { anonymous: sum("anonymous"), share: sum("share") };
}

/** The parent of a process; undefined when it is not on this machine, or not what its name should be. */
export function parentOf(pid: number, name: string): number | undefined {
  const seen = readStat(readOrNothing(`/proc/${pid}/stat`));
  return seen?.name === name ? seen.parent : undefined;
}

/**
 * Microseconds of processor time the whole machine has used so far, without what waits for disks. Undefined where there
 * is no /proc. Reads the first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal.
 */
export function machineCpu(): number | undefined {
  const [, ...fields] = (readOrNothing("/proc/stat").split("\n", 1)[0] ?? "").split(/\s+/);
  if (fields.length < 8) return undefined;
  const ticks = [0, 1, 2, 5, 6, 7].reduce((sum, n) => sum + Number(fields[n] ?? 0), 0);
  return (ticks / ticksPerSecond) * 1_000_000;
}
