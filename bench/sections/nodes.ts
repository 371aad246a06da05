import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../machine/children.ts";
import { type Till, startTill } from "../machine/till.ts";
import type { Outcome, Pace } from "../outside/plan.ts";
import { note, noteViolations } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import { type Bench, warmUp, watched } from "./bench.ts";
import { type Measured, answeredPerSecond, measure, planOf } from "./measure.ts";

const pace: Pace = { kind: "in-flight", posts: 64, customers: 2_000 };
/** Leases are shared anew with each heartbeat: a newcomer has its share after a few seconds. */
const untilShared = 3_000;

const rateOf = ({ outcome }: Measured): number => answeredPerSecond(outcome);

/** One of two servers is killed under load; the other takes up its work. */
async function killOne({ outside }: Bench, urls: readonly string[], victim: Till): Promise<Outcome> {
  const driving = outside.drive(
    planOf({
      urls,
      pace: { kind: "open", perSecond: 100, customers: 1_000 },
      milliseconds: 5_000,
      patience: 40_000,
      insists: true,
      statuses: true,
    }),
  );
  await pause(1_500);
  victim.program.signal("SIGKILL");
  await outside.mark();
  await victim.program.end();
  return driving;
}

const row = (name: string, rate: number | undefined, { outcome, appCpu, databaseCpu }: Measured): readonly Cell[] => [
  name,
  rate,
  appCpu,
  databaseCpu,
  outcome.lost,
  outcome.doubled,
  outcome.disordered,
  outcome.settledAfterMark,
];

/** Two servers on one database against one, before and after, since a machine changes; then one of them dies. */
export async function measureNodes(bench: Bench): Promise<void> {
  const { outside, till, options, figures } = bench;
  const { milliseconds } = options;
  await warmUp(bench);
  const single = (): Promise<Measured> =>
    measure(outside, planOf({ urls: [till.webhook], pace, milliseconds }), watched(bench));
  const before = await single();
  const second = await startTill({ ...bench.place, port: await freePort() });
  const urls = [till.webhook, second.webhook];
  await pause(untilShared);
  await outside.drive(planOf({ urls, pace, milliseconds: 1_500 }));
  const both = await measure(outside, planOf({ urls, pace, milliseconds }), {
    apps: [till.app, second.app],
    postgres: till.postgres,
  });
  const outcome = await killOne(bench, urls, second);
  const after = await single();
  note(figures, "two-nodes", (2 * rateOf(both)) / (rateOf(before) + rateOf(after)));
  note(figures, "dead-node-retaken", outcome.settledAfterMark);
  for (const one of [before, both, after])
    noteViolations(figures, one.outcome.lost + one.outcome.disordered + one.outcome.doubled);
  noteViolations(figures, outcome.lost + outcome.disordered);
  const killed = { outcome, appCpu: undefined, databaseCpu: undefined, memory: undefined, others: undefined };
  bench.show(
    "Servers on one PostgreSQL, 64 posts in flight (CPU in µs a message, ms)",
    ["load", "answered/s", "CPU", "CPU PostgreSQL", "lost", "sent twice", "out of order", "taken up and done after"],
    [
      row("one server", rateOf(before), before),
      row("two servers", rateOf(both), both),
      row("one of two killed, 100/s", undefined, killed),
      row("one server again", rateOf(after), after),
    ],
  );
}
