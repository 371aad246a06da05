import type { Ports } from "#engine/ports";

/** Work done again and again: at once while there is more, else after a pause or a wake-up. */
export type Loop = {
  /** Ends the pause. */
  readonly wake: () => void;
  /** Resolves when the round under way is over; no further one begins. */
  readonly stop: () => Promise<void>;
};

/** Pause after a round that failed: the store may be restarting. */
const afterTrouble = 500;

/** Starts a loop. `work` says whether there is more to do at once; what it throws is logged and tried again. */
export function startLoop(ports: Ports, name: string, pause: number, work: () => Promise<boolean>): Loop {
  let stopping = false;
  let woken = false;
  let rest: { readonly cancel: () => void } | undefined;

  const round = async (): Promise<number> => {
    try {
      return (await work()) ? 0 : pause;
    } catch (error) {
      ports.metrics.count("loop_trouble_total", { loop: name });
      ports.log.warn("a round failed and will be tried again", { loop: name, error: String(error) });
      return afterTrouble;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping) {
      woken = false;
      const wait = await round();
      if (stopping || woken || wait === 0) continue;
      const timer = ports.clock.timer(wait);
      rest = timer;
      await timer.done;
      rest = undefined;
    }
  };
  const running = run();
  const wake = (): void => {
    woken = true;
    rest?.cancel();
  };
  return {
    wake,
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}
