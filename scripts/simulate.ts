import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import type { PlantedBug } from "../simulation/planted/bug.ts";
import { plantedBugs } from "../simulation/planted/bugs.ts";
import type { Played } from "../simulation/play-seed.ts";

/** Seeds of a run without planted bugs, and those a planted bug is looked for with. */
const standard = { from: 1, to: 300 };
/** Seeds that give a bug's share, fewer when it shows at once; what survives is hunted on through the others. */
const sample = 8;
/** Kills after which nobody doubts. */
const killsEnough = 3;
/** Workers at once. */
const atOnce = 2;

const home = join(import.meta.dirname, "..");

/** What a worker is asked for: seeds in turn, with a bug in the code or without. */
type Job = { readonly seeds: readonly number[]; readonly bug?: PlantedBug; readonly untilKilled: boolean };
type Report = Pick<Played, "seed" | "violations" | "trace" | "events" | "faults" | "crashes">;

/** Puts a bug's patches into the files as they are loaded. A snippet that is not there exactly once ends the run. */
function plant(bug: PlantedBug): void {
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      const path = url.startsWith("file:") ? fileURLToPath(url) : "";
      const patches = bug.patches.filter(({ file }) => path === join(home, file));
      if (patches.length === 0) return loaded;
      let source = readFileSync(path, "utf8");
      for (const { file, find, replace } of patches) {
        const parts = source.split(find);
        if (parts.length !== 2)
          throw new Error(`"${bug.name}": its snippet stands ${parts.length - 1} times in ${file}`);
        source = parts.join(replace);
      }
      return { ...loaded, source };
    },
  });
}

/** A worker's whole life: load the code, play the seeds, report each. */
async function work({ seeds, bug, untilKilled }: Job): Promise<void> {
  if (bug) plant(bug);
  const { playSeed } = await import("../simulation/play-seed.ts");
  const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  let kills = 0;
  for (const [n, seed] of seeds.entries()) {
    if (untilKilled && (kills >= killsEnough || (kills > 0 && n >= sample))) break;
    const { violations, trace, events, faults, crashes } = await playSeed(seed, drain);
    if (violations.length > 0) kills += 1;
    parentPort?.postMessage({ seed, violations, trace, events, faults, crashes } satisfies Report);
  }
}

/** Runs a job in a worker of its own, so that its code is loaded afresh. Rejects when the worker breaks. */
function run(job: Job, hear: (report: Report) => void = () => undefined): Promise<readonly Report[]> {
  return new Promise((resolve, reject) => {
    const reports: Report[] = [];
    const worker = new Worker(new URL(import.meta.url), { workerData: job });
    worker.on("message", (report: Report) => {
      reports.push(report);
      hear(report);
    });
    worker.on("error", reject);
    worker.on("exit", () => resolve(reports));
  });
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs jobs, a few at once, in order. */
async function runAll<Item, Done>(
  items: readonly Item[],
  each: (item: Item) => Promise<Done>,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  const waiting = [...items.entries()];
  const runner = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done[next[0]] = await each(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  return done;
}

/** Plays seeds on the code as it is. Says what was found; gives the number of seeds that found something. */
async function playClean(seeds: readonly number[]): Promise<number> {
  const shares = Array.from({ length: atOnce }, (_, n) => seeds.filter((_seed, place) => place % atOnce === n));
  const reports = (await runAll(shares, (share) => run({ seeds: share, untilKilled: false }, tellViolations))).flat();
  const sum = (number: (report: Report) => number): number => reports.reduce((all, one) => all + number(one), 0);
  say(`${reports.length} seeds: ${sum(({ events }) => events)} events, ${sum(({ faults }) => faults)} faults,`);
  say(`of which ${sum(({ crashes }) => crashes)} crashes`);
  return reports.filter(({ violations }) => violations.length > 0).length + (seeds.length - reports.length);
}

function tellViolations({ seed, violations, trace }: Report): void {
  for (const { rule, details } of violations.slice(0, 5)) say(`seed ${seed} (${trace}): ${rule}: ${details}`);
}

/** Plays a seed twice: the same seed must leave the same trace. */
async function playTwice(seeds: readonly number[]): Promise<number> {
  const [one, other] = await runAll([seeds, seeds], (share) => run({ seeds: share, untilKilled: false }));
  const differ = seeds.filter((_, n) => one?.[n]?.trace !== other?.[n]?.trace || one?.[n] === undefined);
  say(`${seeds.length} seeds played twice, ${differ.length} with another trace the second time`);
  return differ.length;
}

/** Plants each bug and looks for it. Says the table; gives the number of bugs that survived. */
async function huntBugs(bugs: readonly PlantedBug[]): Promise<number> {
  const seeds = range(standard.from, standard.to);
  say("planted bug | seen at | first seed | share | found by");
  const lines = await runAll(bugs, async (bug) => {
    const reports = await run({ seeds, bug, untilKilled: true });
    const killers = reports.filter(({ violations }) => violations.length > 0);
    const [first] = killers;
    const share = `${killers.length}/${reports.length}`;
    say(`${bug.name} | ${bug.seenAt} | ${first?.seed ?? "NONE"} | ${share} | ${first?.violations[0]?.rule ?? "-"}`);
    return { first };
  });
  return lines.filter(({ first }) => !first).length;
}

function seedsAsked(argv: readonly string[]): readonly number[] {
  const after = (name: string): string | undefined => argv[argv.indexOf(name) + 1];
  if (argv.includes("--seed")) return [Number(after("--seed"))];
  if (!argv.includes("--seeds")) return range(standard.from, standard.to);
  const [from, to] = (after("--seeds") ?? "").split("..").map(Number);
  return range(from ?? 1, to ?? from ?? 1);
}

/**
 * `simulate [--seeds A..B] [--seed N [--trace]] [--bugs [WORDS]]`: without arguments the standard seeds, twenty of
 * them twice, and every planted bug. `--bugs` plants only, those whose name holds the words. `--trace` shows one run.
 */
async function main(argv: readonly string[]): Promise<void> {
  const began = process.hrtime.bigint();
  const seeds = seedsAsked(argv);
  const isWhole = !argv.some((word) => word.startsWith("--"));
  const onlyBugs = argv.includes("--bugs");
  const violations = onlyBugs ? 0 : await playClean(seeds);
  if (argv.includes("--trace"))
    for (const report of await run({ seeds, untilKilled: false })) say(JSON.stringify(report));
  const differ = isWhole ? await playTwice(range(1, 20)) : 0;
  const wanted = argv[argv.indexOf("--bugs") + 1] ?? "";
  const bugs = plantedBugs.filter(({ name }) => !onlyBugs || name.includes(wanted));
  const survived = isWhole || onlyBugs ? await huntBugs(bugs) : 0;
  if (isWhole || onlyBugs) say(`${bugs.length} planted bugs, ${survived} survived`);
  say(`${Math.round(Number(process.hrtime.bigint() - began) / 1e9)} s`);
  const failed = violations + differ + survived;
  say(`seeds ${onlyBugs ? bugs.length : seeds.length} violations ${failed}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

if (isMainThread) await main(process.argv.slice(2));
// The worker gets what `run` gave it.
else await work(workerData as Job);
