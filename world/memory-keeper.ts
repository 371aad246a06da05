import type { WallClock } from "./world-clock.ts";

/** Keeps something on disk while it changes. */
export type MemoryKeeper = {
  /** Says that there is something new; it is kept a moment later, together with what else happens until then. */
  readonly touched: () => void;
  /** Keeps what is new and stops. Never rejects. */
  readonly close: () => Promise<void>;
};

/** The least pause between a change and its keeping, in milliseconds: what an end without warning can cost. */
export const leastPauseMs = 2_000;

/** Keeping may take a twentieth of the time, however much there is to keep. */
const restFactor = 20;

/** Makes a keeper. `say` hears why something could not be kept; it is tried again as long as that lasts. */
export function createMemoryKeeper(
  wall: WallClock,
  keep: () => Promise<void>,
  say: (words: string) => void,
): MemoryKeeper {
  let isNew = false;
  let isClosed = false;
  let pauseMs = leastPauseMs;
  let cancel: (() => void) | undefined;
  let keeping: Promise<void> | undefined;
  let lastTrouble = "";

  const keepNow = async (): Promise<void> => {
    isNew = false;
    const began = wall.now();
    try {
      await keep();
      lastTrouble = "";
    } catch (failure) {
      isNew = true;
      const trouble = failure instanceof Error ? failure.message : String(failure);
      if (trouble !== lastTrouble) say(`What happens in the demo's world cannot be kept: ${trouble}`);
      lastTrouble = trouble;
    }
    pauseMs = Math.max(leastPauseMs, restFactor * (wall.now() - began));
    keeping = undefined;
    arm();
  };

  const arm = (): void => {
    if (!isNew || isClosed || cancel !== undefined || keeping !== undefined) return;
    cancel = wall.wait(pauseMs, () => {
      cancel = undefined;
      keeping = keepNow();
    });
  };

  return {
    touched() {
      isNew = true;
      arm();
    },
    async close() {
      isClosed = true;
      cancel?.();
      await keeping;
      if (isNew) await keepNow();
    },
  };
}
