import { type Chance, createChance } from "./chance.ts";
import { createEventHeap, type EventHeap, type EventKind, type TimedEvent } from "./event-heap.ts";

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

/** Mixes numbers and words into one (FNV-1a over 16 bits at a time). */
function createTrace() {
  let hash = 0x811c9dc5;
  const mix = (value: number): void => {
    hash = Math.imul(hash ^ (value & 0xffff), 0x01000193);
    hash = Math.imul(hash ^ (value >>> 16), 0x01000193);
  };
  return {
    mix,
    note(what: string): void {
      for (let n = 0; n < what.length; n++) mix(what.charCodeAt(n));
    },
    text: (): string => (hash >>> 0).toString(16).padStart(8, "0"),
  };
}

/** Virtual time that can be moved. */
type Timeline = { now: number; steps: number; readonly heap: EventHeap };

/** The next moment something of the outside happens. */
function nextReal({ heap }: Timeline): number {
  let first = Infinity;
  for (const { at, kind, run } of heap.all()) if (kind !== "poll" && run && at < first) first = at;
  return first;
}

/** Puts all polls off until `target`: the nodes sleep, as if the machine had been suspended. */
function putOffPolls({ heap }: Timeline, target: number, jumps: Chance): void {
  const polls: TimedEvent[] = [];
  const rest: TimedEvent[] = [];
  for (let event = heap.pop(); event; event = heap.pop()) (event.kind === "poll" ? polls : rest).push(event);
  for (const event of rest) heap.push(event);
  for (const event of polls) {
    const soon = target + jumps.next() * Math.min(event.pause, spreadAfterJump);
    event.at = event.pause > longestPull ? Math.max(event.at, soon) : soon;
    heap.push(event);
  }
}

/** Moves idle time to the next thing that can happen. */
function createJumper(line: Timeline, jumps: Chance) {
  let askAgainAt = 0;
  let nextWork: (() => Promise<number>) | undefined;
  return {
    setNextWork: (ask: () => Promise<number>) => void (nextWork = ask),
    async jump(horizon: number): Promise<void> {
      const { now } = line;
      if (line.steps > 0 || !nextWork || now < askAgainAt) return;
      const real = Math.min(nextReal(line), horizon);
      // What is near is lived through; nothing is asked before it has happened.
      askAgainAt = real;
      if (real - now < worthJumping) return;
      const work = await nextWork();
      // Sleeping a little longer lets work of about the same time be done at once.
      const target = Math.min(real, work + Math.min((work - now) / 10, longestOversleep));
      askAgainAt = Math.max(target, now + 150);
      if (target - now >= worthJumping) putOffPolls(line, target, jumps);
    },
  };
}

/** A kernel of a seed. */
export function createKernel(seed: number, drain: Drain, options: { readonly most?: number } = {}): Kernel {
  const line: Timeline = { now: start, steps: 0, heap: createEventHeap() };
  const { heap } = line;
  const { jump, setNextWork } = createJumper(line, createChance(seed, 1));
  const trace = createTrace();
  const most = options.most ?? 120_000;
  let order = 0;
  let events = 0;
  let faults = 0;

  const after = (milliseconds: number, run: () => void, kind: EventKind = "real"): Planned => {
    const pause = Math.max(milliseconds, 0);
    const event: TimedEvent = { at: line.now + pause, order: (order += 1), kind, pause, run };
    if (kind === "step") line.steps += 1;
    heap.push(event);
    return { cancel: () => void (event.run = undefined) };
  };
  const run = async (moment: number): Promise<void> => {
    for (;;) {
      if (heap.first()?.kind === "poll") await jump(moment);
      const first = heap.first();
      if (!first || first.at > moment) break;
      heap.pop();
      if (first.kind === "step") line.steps -= 1;
      if (!first.run) continue;
      line.now = Math.max(line.now, first.at);
      if ((events += 1) > most) throw new Runaway(`more than ${most} events`);
      trace.mix(Math.floor(line.now) | 0);
      trace.mix(first.order);
      first.run();
      await drain();
    }
    line.now = Math.max(line.now, moment);
  };
  return {
    seed,
    chance: createChance(seed),
    now: () => Math.floor(line.now),
    after,
    sleep: (milliseconds, kind) => new Promise((resolve) => void after(milliseconds, resolve, kind)),
    note: trace.note,
    run,
    setNextWork,
    trace: trace.text,
    events: () => events,
    faults: () => faults,
    countFault: () => void (faults += 1),
  };
}
