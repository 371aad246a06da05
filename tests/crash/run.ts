import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres, stopEmbeddedPostgres } from "../../server/storage/embedded/embedded-postgres.ts";
import { type Lane, type Run, type Story, openLane } from "./lane.ts";
import { type Stop, openStopped } from "./stops.ts";

/**
 * Kills real servers with SIGKILL at the crash points of a story (an order paid and refunded, a card registered and charged), one by one, and compares afterwards what truly
 * happened outside with the books: `node tests/crash/run.ts [--points 120] [--lanes 6] [--story pay|card]`. Ends with `N passed, N failed`.
 */
const { values } = parseArgs({
  options: {
    points: { type: "string", default: "120" },
    lanes: { type: "string", default: "6" },
    story: { type: "string", default: "pay" },
  },
});
const story: Story = values.story === "card" ? "card" : "pay";
/** Distinct crash points that must be reached when as many are asked for. */
const least = 100;
/** Every so many kills, the start after one is killed too. */
const twiceEvery = 6;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const quantile = (sorted: readonly number[], share: number): string => {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return value === undefined ? "-" : `${Math.round(value)} ms`;
};
const sortedOf = (runs: readonly Run[], numberOf: (run: Run) => number | undefined): readonly number[] =>
  runs.flatMap((run) => numberOf(run) ?? []).toSorted((a, b) => a - b);

/** So many of the points, evenly spread. */
const sample = (all: number, wanted: number): readonly number[] => [
  ...new Set(
    Array.from({ length: Math.min(all, wanted) }, (_, n) => 1 + Math.floor((n * all) / Math.min(all, wanted))),
  ),
];

async function runLane(lane: Lane, points: number[], done: (run: Run) => void): Promise<void> {
  for (;;) {
    const point = points.shift();
    if (point === undefined) return;
    const again = point % twiceEvery === 0 ? 1 + (point % 5) : 0;
    done(await lane.kill(point, again));
  }
}

function tell(runs: readonly Run[], total: number): void {
  const byName = new Map<string, number>();
  for (const { diedAt } of runs) if (diedAt !== undefined) byName.set(diedAt, (byName.get(diedAt) ?? 0) + 1);
  say("\nkills  crash point");
  for (const [name, count] of [...byName].toSorted(([, a], [, b]) => b - a))
    say(`${String(count).padStart(5)}  ${name}`);
  const killed = runs.filter(({ diedAt }) => diedAt !== undefined);
  const sum = (numberOf: (run: Run) => number): number => runs.reduce((all, run) => all + numberOf(run), 0);
  const twice = runs.filter(({ diedAgainAt }) => diedAgainAt !== undefined).length;
  const [ready, drained] = [sortedOf(killed, (run) => run.readyAfter), sortedOf(killed, (run) => run.drainedAfter)];
  say(`\ncrash points of one visit: ${total}; killed at: ${killed.length} distinct, ${twice} of them twice in a row`);
  say(`start after a kill to ready: p50 ${quantile(ready, 0.5)}, p95 ${quantile(ready, 0.95)}`);
  say(`kill to nothing left to do: p50 ${quantile(drained, 0.5)}, p95 ${quantile(drained, 0.95)}`);
  say(`violations: ${sum(({ violations }) => violations.length)}`);
}

/** Kills at the sampled points, in several lanes at once. */
async function killAll(folder: string): Promise<{ readonly runs: readonly Run[]; readonly total: number }> {
  const dataDir = join(folder, "postgres");
  const settings = { fsync: "off", full_page_writes: "off", max_connections: "400" };
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined, settings });
  const lanes: Lane[] = [];
  const runs: Run[] = [];
  try {
    lanes.push(await openLane(postgres, folder, "lane_1", story));
    const names = (await lanes[0]?.rehearse()) ?? [];
    say(`one visit passes ${names.length} crash points`);
    const points = [...sample(names.length, Number(values.points))];
    const more = Array.from({ length: Number(values.lanes) - 1 }, (_, n) =>
      openLane(postgres, folder, `lane_${n + 2}`, story),
    );
    lanes.push(...(await Promise.all(more)));
    const done = (run: Run): void => {
      runs.push(run);
      for (const violation of run.violations) say(`point ${run.point} (${run.diedAt ?? "not reached"}): ${violation}`);
    };
    await Promise.all(lanes.map((lane) => runLane(lane, points, done)));
    return { runs, total: names.length };
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
    await postgres.stop();
    await stopEmbeddedPostgres(dataDir);
  }
}

async function stopAll(folder: string): Promise<readonly Stop[]> {
  const stopped = await openStopped(folder);
  const stops: Stop[] = [];
  try {
    for (const afterMs of [100, 250, 400, 700, 1_100]) stops.push(await stopped.terminate(afterMs));
    for (const afterMs of [150, 400, 900]) stops.push(await stopped.killDatabase(afterMs));
  } finally {
    await stopped.close();
  }
  for (const { name, violations, tookMs } of stops)
    say(`${name}: ${violations.length === 0 ? "all well" : violations.join("; ")} (${Math.round(tookMs)} ms)`);
  return stops;
}

/** The databases a run may leave behind when it is told to end early; its servers end with it. */
async function clear(folder: string): Promise<void> {
  for (const place of [join(folder, "postgres"), join(folder, "stopped", "data", "postgres")])
    await stopEmbeddedPostgres(place);
  rmSync(folder, { recursive: true, force: true });
}

async function main(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "comptoir-crash-"));
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => void clear(folder).finally(() => process.exit(1)));
  const started = performance.now();
  try {
    const { runs, total } = await killAll(folder);
    tell(runs, total);
    const stops = story === "pay" ? await stopAll(folder) : [];
    const killed = runs.filter(({ diedAt }) => diedAt !== undefined).length;
    const enough = Number(values.points) < least || killed >= least;
    if (!enough) say(`only ${killed} crash points were reached; ${least} are wanted`);
    const checks = [...runs, ...stops].map(({ violations }) => violations.length === 0).concat(enough);
    const failed = checks.filter((held) => !held).length;
    say(`took ${Math.round((performance.now() - started) / 1_000)} s`);
    say(`${checks.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await clear(folder);
  }
}

process.exit(await main());
