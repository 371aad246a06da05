import type { Clock } from "#engine/ports";
import { instant } from "#domain/instant";

/** The machine's clock, which the demo may set ahead. */
export type RealClock = Clock & {
  /** Moves `now` by so many milliseconds from the machine's time. Timers under way ring again at once. */
  readonly setOffset: (milliseconds: number) => void;
};

/** Makes the clock of a running server. Timers never keep the process alive. */
export function createRealClock(): RealClock {
  let offset = 0;
  const ringing = new Set<() => void>();
  return {
    now: () => instant(Date.now() + offset),
    timer(milliseconds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const ring = (): void => {
        clearTimeout(timeout);
        ringing.delete(ring);
        resolve();
      };
      const timeout = setTimeout(ring, milliseconds);
      timeout.unref();
      ringing.add(ring);
      return { done: promise, cancel: ring };
    },
    setOffset(milliseconds) {
      if (milliseconds === offset) return;
      offset = milliseconds;
      // Whoever sleeps till the next look must look now: what was hours away may be due.
      for (const ring of ringing) ring();
    },
  };
}
