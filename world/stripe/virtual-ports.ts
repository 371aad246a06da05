import type { WireRequest, WorldPorts } from "../wire.ts";
import { startOfMonth } from "./calendar.ts";

/** A webhook as the merchant's server got it. */
export type Posted = { readonly url: string; readonly request: WireRequest; readonly atMs: number };

/** Ports under a clock that only moves when told, for tests. */
export type VirtualPorts = {
  readonly ports: WorldPorts;
  readonly posted: Posted[];
  /** Moves the clock, running what falls due in order. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** What the merchant's server answers from now on; `null` means that it cannot be reached. */
  readonly answerWith: (status: number | null) => void;
};

/** Lets everything that waits for no port finish: deliveries here take a handful of promise steps. */
async function settle(): Promise<void> {
  for (let step = 0; step < 50; step += 1) await Promise.resolve();
}

/** Makes virtual ports. The same seed draws the same chances. */
export function virtualPorts(
  seed: number,
  startMs = startOfMonth(2026, 11) + 23 * 86_400_000 + 9 * 3_600_000,
): VirtualPorts {
  let now = startMs;
  let status: number | null = 200;
  let draws = seed;
  const waiting: { readonly dueMs: number; readonly run: () => void }[] = [];
  const posted: Posted[] = [];
  const ports: WorldPorts = {
    now: () => now,
    after: (milliseconds, run) => {
      waiting.push({ dueMs: now + milliseconds, run });
    },
    // Mulberry32, a small generator of even chances.
    random: () => {
      draws = (draws + 0x6d2b79f5) | 0;
      let mixed = Math.imul(draws ^ (draws >>> 15), draws | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
    post: async (url, request) => {
      posted.push({ url, request, atMs: now });
      if (status === null) throw new Error("unreachable");
      return status;
    },
  };
  const pass = async (milliseconds: number): Promise<void> => {
    const until = now + milliseconds;
    for (;;) {
      const next = waiting.reduce<(typeof waiting)[number] | null>(
        (first, task) => (task.dueMs <= until && (first === null || task.dueMs < first.dueMs) ? task : first),
        null,
      );
      if (next === null) break;
      waiting.splice(waiting.indexOf(next), 1);
      now = Math.max(now, next.dueMs);
      next.run();
      await settle();
    }
    now = until;
    await settle();
  };
  return {
    ports,
    posted,
    pass,
    answerWith: (next) => {
      status = next;
    },
  };
}
