import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../machine/children.ts";
import { startTill } from "../machine/till.ts";
import type { Pace } from "../outside/plan.ts";
import { note, noteViolations } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import { type Bench, watched } from "./bench.ts";
import { answeredPerSecond, measure, planOf } from "./measure.ts";

const pace: Pace = { kind: "in-flight", posts: 64, customers: 2_000 };
/** Leases are shared anew with each heartbeat: a newcomer has its share after a few seconds. */
const untilShared = 3_000;

/** Two servers on one database against one; then one of them dies under load. */
export async function measureNodes(bench: Bench): Promise<void> {
  const { outside, till, options, figures } = bench;
  const { milliseconds } = options;
  const alone = await measure(outside, planOf({ urls: [till.webhook], pace, milliseconds }), watched(bench));
  const second = await startTill({ ...bench.place, port: await freePort() });
  const urls = [till.webhook, second.webhook];
  await pause(untilShared);
  await outside.drive(planOf({ urls, pace, milliseconds: 1_500 }));
  const both = await measure(outside, planOf({ urls, pace, milliseconds, statuses: false }), {
    apps: [till.app, second.app],
    postgres: till.postgres,
  });
  const dying = outside.drive(
    planOf({
      urls,
      pace: { kind: "open", perSecond: 100, customers: 1_000 },
      milliseconds: 6_000,
      patience: 40_000,
      insists: true,
      statuses: true,
    }),
  );
  await pause(2_000);
  second.program.signal("SIGKILL");
  await outside.mark();
  await second.program.end();
  const afterDeath = await dying;
  const rates = [alone, both].map(({ outcome }) => answeredPerSecond(outcome));
  note(figures, "two-nodes", (rates[1] ?? 0) / (rates[0] ?? 1));
  note(figures, "dead-node-retaken", afterDeath.settledAfterMark);
  for (const { lost, disordered, doubled } of [alone.outcome, both.outcome])
    noteViolations(figures, lost + disordered + doubled);
  noteViolations(figures, afterDeath.lost + afterDeath.disordered);
  const row = (name: string, n: 0 | 1): readonly Cell[] => {
    const { outcome, appCpu, databaseCpu } = n === 0 ? alone : both;
    return [name, rates[n], appCpu, databaseCpu, outcome.lost, outcome.doubled, outcome.disordered, undefined];
  };
  bench.show(
    "Servers on one PostgreSQL (CPU in µs a message, ms)",
    ["load", "answered/s", "CPU", "CPU PostgreSQL", "lost", "sent twice", "out of order", "taken up and done after"],
    [
      row("one server", 0),
      row("two servers", 1),
      [
        "one of two killed, 100/s",
        undefined,
        undefined,
        undefined,
        afterDeath.lost,
        afterDeath.doubled,
        afterDeath.disordered,
        afterDeath.settledAfterMark,
      ],
    ],
  );
}
