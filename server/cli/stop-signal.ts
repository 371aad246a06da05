/** How long a stop may take before the process goes anyway, in milliseconds. */
const lastCall = 10_000;

/** Whether somebody wants us to end. */
export type StopSignal = {
  /** Fulfilled once it is so. */
  readonly asked: Promise<void>;
  /** Asks for it from within. */
  readonly ask: () => void;
};

/** Listens for signals: the first has what is under way finished, a second ends the process at once. */
export function listenForStop(): StopSignal {
  const asked = Promise.withResolvers<void>();
  let signals = 0;
  const ask = (): void => {
    signals += 1;
    if (signals > 1) process.exit(1);
    setTimeout(() => process.exit(1), lastCall).unref();
    asked.resolve();
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, ask);
  return { asked: asked.promise, ask };
}
