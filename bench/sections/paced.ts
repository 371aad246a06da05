import type { Mood } from "../outside/plan.ts";
import { type FigureName, note, noteViolations } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import { type Bench, warmUp, watched } from "./bench.ts";
import { answeredPerSecond, measure, planOf } from "./measure.ts";

type Run = {
  readonly name: string;
  readonly perSecond: number;
  readonly statuses: boolean;
  readonly mood: Mood;
  readonly ack?: FigureName;
  readonly answer?: FigureName;
};

const usual: Mood = { latency: 50, failing: false };

const runs: readonly Run[] = [
  {
    name: "83/s (5,000 a minute)",
    perSecond: 83,
    statuses: false,
    mood: usual,
    ack: "ack-p99-83",
    answer: "answer-p99-83",
  },
  { name: "83/s, 3 statuses each", perSecond: 83, statuses: true, mood: usual },
  {
    name: "83/s, provider takes 300 ms",
    perSecond: 83,
    statuses: false,
    mood: { latency: 300, failing: false },
    ack: "ack-p99-slow-provider",
  },
  { name: "1,000/s", perSecond: 1_000, statuses: false, mood: usual },
  {
    name: "1,000/s, 3 statuses each",
    perSecond: 1_000,
    statuses: true,
    mood: usual,
    ack: "ack-p99-1000",
    answer: "answer-p99-1000",
  },
];

const mebibytes = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : bytes / 1024 ** 2;

/** How long acceptance and answers take at rates a shop sees, the provider's own time left out. */
export async function measurePaced(bench: Bench): Promise<void> {
  const { outside, till, options, figures } = bench;
  await warmUp(bench);
  const rows: (readonly Cell[])[] = [];
  for (const { name, perSecond, statuses, mood, ack, answer } of runs) {
    await outside.setMood(mood);
    const plan = planOf({
      urls: [till.webhook],
      pace: { kind: "open", perSecond, customers: 2_000 },
      milliseconds: options.milliseconds,
      statuses,
    });
    const { outcome, appCpu, databaseCpu, memory, others } = await measure(outside, plan, watched(bench));
    noteViolations(figures, outcome.lost + outcome.doubled + outcome.disordered);
    if (ack) note(figures, ack, outcome.ack.p99);
    if (answer) note(figures, answer, outcome.answer.p99);
    if (perSecond === 1_000 && statuses) note(figures, "memory-load-mib", mebibytes(memory?.anonymous));
    rows.push([
      name,
      answeredPerSecond(outcome),
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
      mebibytes(memory?.anonymous),
      mebibytes(memory?.share),
      others,
    ]);
  }
  await outside.setMood({ latency: 0, failing: false });
  bench.show(
    "At a steady rate, random moments, provider taking 50 ms (times in ms, CPU in µs a message, memory in MiB)",
    [
      "load",
      "answered/s",
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
      "anonymous",
      "share",
      "others",
    ],
    rows,
  );
}
