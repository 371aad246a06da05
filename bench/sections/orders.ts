import { cpuOf } from "../machine/processes.ts";
import { note, noteViolations } from "../report/figures.ts";
import { type Bench, warmUp } from "./bench.ts";

/** New customers who each send a cart and tap on pay: links a second, and what an order costs. */
export async function measureOrders(bench: Bench): Promise<void> {
  const { outside, till, options, figures } = bench;
  await warmUp(bench);
  const appBefore = cpuOf(till.app);
  const databaseBefore = cpuOf(till.postgres);
  const outcome = await outside.order({
    url: till.webhook,
    customers: 64,
    milliseconds: options.milliseconds,
    patience: 20_000,
  });
  const each = (before: number | undefined, after: number | undefined): number | undefined =>
    before === undefined || after === undefined || outcome.links === 0
      ? undefined
      : (after - before) / outcome.links / 1_000;
  const rate = (outcome.links / outcome.milliseconds) * 1_000;
  note(figures, "links-per-second", rate);
  noteViolations(figures, outcome.unfinished + outcome.wrongAmounts);
  bench.show(
    "Cart → order → payment link, 64 buyers at once (ms, CPU in ms an order)",
    ["orders", "/s", "CPU", "CPU PostgreSQL", "cart to link p50", "p99", "unfinished", "wrong amount"],
    [
      [
        String(outcome.links),
        rate,
        each(appBefore, cpuOf(till.app)),
        each(databaseBefore, cpuOf(till.postgres)),
        outcome.link.p50,
        outcome.link.p99,
        outcome.unfinished,
        outcome.wrongAmounts,
      ],
    ],
  );
}
