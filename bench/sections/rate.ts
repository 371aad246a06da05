import { sizeOf } from "../machine/database.ts";
import type { Pace } from "../outside/plan.ts";
import { type FigureName, note, noteViolations } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import { type Bench, warmUp, watched } from "./bench.ts";
import { type Measured, acceptedPerSecond, answeredPerSecond, measure, planOf } from "./measure.ts";

const sum = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

const ratio = (value: number, floor: number | undefined): Cell => (floor === undefined ? undefined : value / floor);

type Run = { readonly name: string; readonly pace: Pace; readonly statuses: boolean; readonly floor: FigureName };

const waiting: Pace = { kind: "waiting", customers: 64 };
const inFlight: Pace = { kind: "in-flight", posts: 64, customers: 2_000 };

const runs: readonly Run[] = [
  { name: "64 waiting customers", pace: waiting, statuses: false, floor: "loop-rate" },
  { name: "64 waiting customers, 3 statuses each", pace: waiting, statuses: true, floor: "loop-rate-with-statuses" },
  { name: "64 posts in flight, 2,000 customers", pace: inFlight, statuses: false, floor: "loop-rate" },
];

function keep({ figures }: Bench, { pace, statuses, floor }: Run, { outcome, appCpu, databaseCpu }: Measured): void {
  const rate = answeredPerSecond(outcome);
  noteViolations(figures, outcome.lost + outcome.doubled + outcome.disordered);
  if (pace.kind !== "waiting") note(figures, "rate-in-flight", rate);
  else {
    const loop = figures.get(floor);
    note(figures, statuses ? "rate-with-statuses" : "rate", rate);
    if (loop) note(figures, statuses ? "rate-with-statuses-of-loop" : "rate-of-loop", rate / loop);
  }
  if (statuses) note(figures, "cpu-with-statuses-us", sum(appCpu, databaseCpu));
}

/** Fewer messages than this are lost among what a database reserves ahead. */
const enoughForSize = 3_000;

/** How many messages a second are answered, and what each costs. */
export async function measureRate(bench: Bench): Promise<void> {
  const { outside, till, options, figures, floors } = bench;
  const { milliseconds } = options;
  const urls = [till.webhook];
  await warmUp(bench);
  const rows: (readonly Cell[])[] = [];
  const before = await sizeOf(till.database);
  let messages = 0;
  for (const run of runs) {
    const plan = planOf({ urls, pace: run.pace, milliseconds, statuses: run.statuses });
    const measured = await measure(outside, plan, watched(bench));
    const { outcome, appCpu, databaseCpu, others } = measured;
    messages += outcome.accepted;
    keep(bench, run, measured);
    const rate = answeredPerSecond(outcome);
    rows.push([
      run.name,
      rate,
      ratio(rate, figures.get(run.floor)),
      acceptedPerSecond(outcome),
      ratio(acceptedPerSecond(outcome), floors.get("group")),
      appCpu,
      databaseCpu,
      outcome.ack.p50,
      outcome.ack.p99,
      outcome.answer.p50,
      outcome.answer.p99,
      outcome.refused,
      outcome.lost,
      outcome.doubled,
      outcome.disordered,
      others,
    ]);
  }
  const grown = (await sizeOf(till.database)) - before;
  bench.show(
    "The shop: messages answered a second (times in ms, CPU in µs a message)",
    [
      "load",
      "answered/s",
      "of loop",
      "accepted/s",
      "of group",
      "CPU",
      "CPU PostgreSQL",
      "ack p50",
      "p99",
      "answer p50",
      "p99",
      "refused",
      "lost",
      "doubled",
      "disordered",
      "others",
    ],
    rows,
  );
  if (messages < enoughForSize) return;
  const perMillion = (grown / messages) * 1_000_000;
  bench.say(`Database: ${(perMillion / 1024 ** 3).toFixed(2)} GiB per million messages with their answers.`);
}
