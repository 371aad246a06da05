import { setTimeout as pause } from "node:timers/promises";
import { startTill } from "../machine/till.ts";
import type { Outcome } from "../outside/plan.ts";
import { note, noteViolations } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import type { Bench } from "./bench.ts";
import { planOf } from "./measure.ts";

/** Load under which trouble is made. */
const perSecond = 100;
/** How long the provider holds a send back before a kill, in milliseconds. */
const hang = 1_000;
/** How long the provider is away, in milliseconds. */
const outage = 3_000;
/** Retries are made after half a minute (server/domain/retry.ts), sends in doubt are told by a status: later is lost. */
const patience = 60_000;

const head = ["messages", "lost", "sent twice", "out of order", "longest silence", "backlog done after", "ack p99"];

const row = (outcome: Outcome): readonly Cell[] => [
  String(outcome.accepted),
  outcome.lost,
  outcome.doubled,
  outcome.disordered,
  outcome.longestSilence,
  outcome.settledAfterMark,
  outcome.ack.p99,
];

/** The server's whole process group is killed under load and started again at once; the provider posts until accepted. */
export async function killUnderLoad(bench: Bench): Promise<void> {
  const { outside, options, figures } = bench;
  const milliseconds = Math.max(6_000, options.milliseconds);
  const driving = outside.drive(
    planOf({
      urls: [bench.till.webhook],
      pace: { kind: "open", perSecond, customers: 1_000 },
      milliseconds,
      patience,
      insists: true,
      statuses: true,
    }),
  );
  await pause(milliseconds / 3);
  // Sends hang at the provider, so that the kill meets some whose answer nobody will ever read.
  await outside.setMood({ latency: hang, failing: false });
  await pause(hang / 2);
  bench.till.program.signal("SIGKILL");
  await outside.mark();
  await outside.setMood({ latency: 0, failing: false });
  await bench.till.program.end();
  bench.till = await startTill(bench.place);
  const outcome = await driving;
  note(figures, "kill-silence", outcome.longestSilence);
  noteViolations(figures, outcome.lost + outcome.disordered);
  const killed = options.server ? "the server" : "the server and its built-in database";
  bench.show(`Kill -9 of ${killed} under 100/s with sends hanging, started again at once (ms)`, head, [row(outcome)]);
  bench.say("Sent twice: WhatsApp has no key for sends; one in doubt that no status confirms is sent again, flagged.");
}

/** The provider answers 500 for three seconds. */
export async function outlastOutage(bench: Bench): Promise<void> {
  const { outside, figures } = bench;
  const driving = outside.drive(
    planOf({
      urls: [bench.till.webhook],
      pace: { kind: "open", perSecond: 83, customers: 1_000 },
      milliseconds: outage + 4_000,
      patience,
    }),
  );
  await pause(2_000);
  await outside.setMood({ latency: 0, failing: true });
  await pause(outage);
  await outside.setMood({ latency: 0, failing: false });
  await outside.mark();
  const outcome = await driving;
  note(figures, "outage-drained", outcome.settledAfterMark);
  note(figures, "ack-p99-provider-down", outcome.ack.p99);
  noteViolations(figures, outcome.lost + outcome.doubled + outcome.disordered);
  bench.show("The provider answers 500 for 3 s, under 83/s (ms)", head, [row(outcome)]);
}
