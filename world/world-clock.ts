/** A clock that can be moved forward, and the waiting that goes by it. */
export type WorldClock = {
  /** Milliseconds since the epoch, travelled time included. */
  readonly now: () => number;
  /** Runs `run` once, `milliseconds` from now; travelling past that moment runs it at once. */
  readonly after: (milliseconds: number, run: () => void) => void;
  /** How far ahead of the wall clock this world is, in milliseconds. */
  readonly offsetMs: () => number;
  /** Moves time on and runs all that became due, in the order of its due times. Throws a RangeError for going back. */
  readonly forward: (milliseconds: number) => void;
  /** Drops everything that waits, so that the process can end. */
  readonly stop: () => void;
};

/** The wall clock and timers a world clock runs on; replaced in tests. */
export type WallClock = {
  readonly now: () => number;
  readonly wait: (milliseconds: number, run: () => void) => () => void;
};

type Waiting = { readonly due: number; readonly run: () => void };

/** The longest a platform timer can wait, in milliseconds (a 32-bit number). */
const longestWait = 2 ** 31 - 1;

/** Makes a clock that starts `offsetMs` milliseconds ahead of the wall. */
export function createWorldClock(wall: WallClock, offsetMs = 0): WorldClock {
  let offset = offsetMs;
  let waiting: Waiting[] = [];
  let cancel: (() => void) | undefined;
  const now = (): number => wall.now() + offset;

  const arm = (): void => {
    cancel?.();
    cancel = undefined;
    const first = waiting[0];
    if (first === undefined) return;
    cancel = wall.wait(Math.min(longestWait, Math.max(0, first.due - now())), runDue);
  };

  const runDue = (): void => {
    for (let first = waiting[0]; first !== undefined && first.due <= now(); first = waiting[0]) {
      waiting.shift();
      first.run();
    }
    arm();
  };

  return {
    now,
    after(milliseconds, run) {
      const due = now() + Math.max(0, milliseconds);
      const place = waiting.findLastIndex((one) => one.due <= due) + 1;
      waiting.splice(place, 0, { due, run });
      if (place === 0) arm();
    },
    offsetMs: () => offset,
    forward(milliseconds) {
      if (!(milliseconds >= 0)) throw new RangeError("Time only goes forward.");
      offset += milliseconds;
      runDue();
    },
    stop() {
      waiting = [];
      cancel?.();
    },
  };
}
