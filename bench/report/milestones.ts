import type { FigureName, Figures } from "./figures.ts";

type Bound = {
  readonly number: number;
  readonly what: string;
  readonly figure: FigureName;
  readonly unit: string;
  readonly better: "higher" | "lower";
  readonly milestone: number;
  readonly goal: number;
};

const bound = (
  number: number,
  what: string,
  figure: FigureName,
  unit: string,
  better: Bound["better"],
  milestone: number,
  goal: number,
): Bound => ({ number, what, figure, unit, better, milestone, goal });

/** What the till is to reach on two cores, load generator included. */
export const bounds: readonly Bound[] = [
  bound(1, "messages answered, durable, 64 waiting customers", "rate", "/s", "higher", 1_500, 3_000),
  bound(1, "the same against the durable loop of the same run", "rate-of-loop", "×", "higher", 0.3, 0.6),
  bound(2, "the same with 3 status webhooks each", "rate-with-statuses", "/s", "higher", 1_000, 2_000),
  bound(2, "the same against the loop with statuses", "rate-with-statuses-of-loop", "×", "higher", 0.3, 0.6),
  bound(3, "CPU per message, app + database, with statuses", "cpu-with-statuses-us", "µs", "lower", 600, 350),
  bound(4, "ack p99 at 83/s", "ack-p99-83", "ms", "lower", 20, 10),
  bound(4, "ack p99 at 1,000/s + 3,000 statuses/s", "ack-p99-1000", "ms", "lower", 80, 30),
  bound(4, "ack p99 at 83/s, provider taking 300 ms", "ack-p99-slow-provider", "ms", "lower", 20, 10),
  bound(4, "ack p99 at 83/s, provider down for 3 s", "ack-p99-provider-down", "ms", "lower", 20, 10),
  bound(5, "answer p99 at 83/s, provider's time left out", "answer-p99-83", "ms", "lower", 40, 15),
  bound(5, "answer p99 at 1,000/s", "answer-p99-1000", "ms", "lower", 200, 60),
  bound(6, "lost, doubled, out of order, forged accepted", "violations", "", "lower", 0, 0),
  bound(7, "kill -9 to the next 200", "kill-silence", "ms", "lower", 1_500, 500),
  bound(7, "a dead node's work taken up and done", "dead-node-retaken", "ms", "lower", 5_000, 3_000),
  bound(7, "backlog of a 3 s outage drained", "outage-drained", "ms", "lower", 5_000, 2_000),
  bound(8, "stored history: CPU per message against an empty shop", "growth-cpu", "×", "lower", 1.15, 1.05),
  bound(8, "stored history: ack p99 against an empty shop", "growth-ack-p99", "×", "lower", 1.5, 1.2),
  bound(9, "memory idle, app + database (anonymous)", "memory-idle-mib", "MiB", "lower", 200, 120),
  bound(9, "memory at 1,000/s, app + database (anonymous)", "memory-load-mib", "MiB", "lower", 350, 250),
  bound(9, "warm start: spawn to /readyz", "warm-start", "ms", "lower", 2_000, 1_000),
  bound(10, "cart → order → payment link", "links-per-second", "/s", "higher", 300, 1_000),
  bound(11, "two servers on one PostgreSQL, against one", "two-nodes", "×", "higher", 1, 1.2),
];

/** How a figure stands to its milestone. */
export type Verdict = "goal" | "met" | "NOT MET" | "not run";

/** Judges one figure. */
export function judge({ better, milestone, goal, figure }: Bound, figures: Figures): Verdict {
  const value = figures.get(figure);
  if (value === undefined) return "not run";
  const reaches = (limit: number): boolean => (better === "higher" ? value >= limit : value <= limit);
  return reaches(goal) ? "goal" : reaches(milestone) ? "met" : "NOT MET";
}
