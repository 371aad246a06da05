import { noteViolations } from "../report/figures.ts";
import type { Bench } from "./bench.ts";
import { planOf } from "./measure.ts";

/** They write faster than they are answered: lost is only what is still unanswered long after the last of it, ms. */
const patience = 120_000;

/** Twenty customers who write again as soon as they are heard; posts doubled, posts forged: what must stay zero. */
export async function countViolations(bench: Bench): Promise<void> {
  const { outside, till, options, figures } = bench;
  const outcome = await outside.drive(
    planOf({
      urls: [till.webhook],
      pace: { kind: "in-flight", posts: 20, customers: 20 },
      milliseconds: options.milliseconds,
      duplicates: 0.05,
      forged: 25,
      statuses: true,
      patience,
    }),
  );
  noteViolations(figures, outcome.lost + outcome.doubled + outcome.disordered + outcome.forgedAccepted);
  bench.show(
    "What must not happen: 5 % of posts doubled, forged ones among them, customers writing faster than they are answered",
    ["messages", "lost", "doubled", "out of order", "forged", "forged accepted", "statuses"],
    [
      [
        String(outcome.accepted),
        outcome.lost,
        outcome.doubled,
        outcome.disordered,
        outcome.forged,
        outcome.forgedAccepted,
        outcome.statuses,
      ],
    ],
  );
}
