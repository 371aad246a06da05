import { type Chance, createChance } from "./chance.ts";
import { createEventHeap, type EventKind, type TimedEvent } from "./event-heap.ts";

/** Lets everything that waits for no event finish: one turn of the real event loop, given from outside. */
export type Drain = () => Promise<void>;

/** A planned event that can be taken back. */
export type Planned = { readonly cancel: () => void };

/** Time, order and chance of a simulated world. Nothing in it is real time. */
export type Kernel = {
  readonly seed: number;
  readonly chance: Chance;
  /** Milliseconds since the epoch, virtual. */
  readonly now: () => number;
  /** Runs `run` after `milliseconds`. */
  readonly after: (milliseconds: number, run: () => void, kind?: EventKind) => Planned;
  /** Resolves after `milliseconds`. */
  readonly sleep: (milliseconds: number, kind?: EventKind) => Promise<void>;
  /** Counts a thing that happened into the trace. */
  readonly note: (what: string) => void;
  /** Lets time pass until `moment`, event by event. Throws `Runaway` when there are more than `most` events. */
  readonly run: (moment: number) => Promise<void>;
  /** The next moment of work that waits in the store, asked before idle time is jumped over. */
  readonly setNextWork: (ask: () => Promise<number>) => void;
  /** A number that is equal for equal runs. */
  readonly trace: () => string;
  readonly events: () => number;
  readonly faults: () => number;
  /** Counts a fault that struck. */
  readonly countFault: () => void;
};

/** The world does not come to rest. */
export class Runaway extends Error {
  override readonly name = "Runaway";
}

/** 24 November 2026, 09:00 UTC. */
const start = 1_795_510_800_000;
/** Idle time shorter than this is lived through, in milliseconds. */
const worthJumping = 700;
/** After a jump every loop looks for work within this time. */
const spreadAfterJump = 400;

/** Loops that look more seldom than this keep their moment when it lies beyond the jump. */
const longestPull = 10_000;

/** How much later than due work may begin after idle time, at most, in milliseconds. */
const longestOversleep = 300_000;

/** A kernel of a seed. */
export function createKernel(seed: number, drain: Drain, options: { readonly most?: number } = {}): Kernel {
  const heap = createEventHeap();
  const chance = createChance(seed);
  const jumps = createChance(seed, 1);
  const most = options.most ?? 120_000;
  let now = start;
  let order = 0;
  let events = 0;
  let faults = 0;
  let steps = 0;
  let hash = 0x811c9dc5;
  let askAgainAt = 0;
  let nextWork: (() => Promise<number>) | undefined;

  const mix = (value: number): void => {
    hash = Math.imul(hash ^ (value & 0xffff), 0x01000193);
    hash = Math.imul(hash ^ (value >>> 16), 0x01000193);
  };
  const after = (milliseconds: number, run: () => void, kind: EventKind = "real"): Planned => {
    const pause = Math.max(milliseconds, 0);
    const event: TimedEvent = { at: now + pause, order: (order += 1), kind, pause, run };
    if (kind === "step") steps += 1;
    heap.push(event);
    return { cancel: () => void (event.run = undefined) };
  };
  /** The next moment something of the outside happens. */
  const nextReal = (): number => {
    let first = Infinity;
    for (const { at, kind, run } of heap.all()) if (kind !== "poll" && run && at < first) first = at;
    return first;
  };
  /** Moves idle time to the next thing that can happen: all nodes sleep, as if the machine had been suspended. */
  const jump = async (horizon: number): Promise<void> => {
    if (steps > 0 || !nextWork || now < askAgainAt) return;
    const real = Math.min(nextReal(), horizon);
    // What is near is lived through; nothing is asked before it has happened.
    askAgainAt = real;
    if (real - now < worthJumping) return;
    const work = await nextWork();
    // Sleeping a little longer lets work of about the same time be done at once.
    const target = Math.min(real, work + Math.min((work - now) / 10, longestOversleep));
    askAgainAt = Math.max(target, now + 150);
    if (target - now < worthJumping) return;
    const polls: TimedEvent[] = [];
    const rest: TimedEvent[] = [];
    for (let event = heap.pop(); event; event = heap.pop()) (event.kind === "poll" ? polls : rest).push(event);
    for (const event of rest) heap.push(event);
    for (const event of polls) {
      const soon = target + jumps.next() * Math.min(event.pause, spreadAfterJump);
      event.at = event.pause > longestPull ? Math.max(event.at, soon) : soon;
      heap.push(event);
    }
  };
  const run = async (moment: number): Promise<void> => {
    for (;;) {
      if (heap.first()?.kind === "poll") await jump(moment);
      const first = heap.first();
      if (!first || first.at > moment) break;
      heap.pop();
      if (first.kind === "step") steps -= 1;
      if (!first.run) continue;
      now = Math.max(now, first.at);
      if ((events += 1) > most) throw new Runaway(`more than ${most} events`);
      mix(Math.floor(now) | 0);
      mix(first.order);
      first.run();
      await drain();
    }
    now = Math.max(now, moment);
  };
  return {
    seed,
    chance,
    now: () => Math.floor(now),
    after,
    sleep: (milliseconds, kind) => new Promise((resolve) => void after(milliseconds, resolve, kind)),
    note(what) {
      for (let n = 0; n < what.length; n++) mix(what.charCodeAt(n));
    },
    run,
    setNextWork: (ask) => void (nextWork = ask),
    trace: () => (hash >>> 0).toString(16).padStart(8, "0"),
    events: () => events,
    faults: () => faults,
    countFault: () => void (faults += 1),
  };
}
