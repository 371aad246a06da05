import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { endProgram, ended, lastLines, type Program, startProgram, tell } from "./child-process.ts";
import { CannotStart } from "./flags.ts";

/** The till's first words on its channel. */
const readyMessage = z.object({ kind: z.literal("ready"), url: z.string(), signInUrl: z.string().optional() });

/** Where the till answers, and the link that signs the owner in once. */
export type TillReady = { readonly url: string; readonly signInUrl: string | undefined };

/** The till's process, kept alive. */
export type Till = {
  /** Resolves when it answered the first time; rejects with `CannotStart` when it never will. */
  readonly ready: Promise<TillReady>;
  /** SIGKILL: the harshest way to go. It is started again. */
  readonly kill: () => void;
  /** Ends it in good order; it is started again. */
  readonly restart: () => void;
  /** Travelled time, in milliseconds; also told to every later start. */
  readonly setOffset: (offsetMs: number) => void;
  /** Ends it for good. */
  readonly stop: () => Promise<void>;
};

/** How the till is watched. */
export type TillWatch = {
  readonly offsetMs: number;
  readonly onState: (state: "starting" | "up" | "down", starts: number) => void;
  /** Called when it dies again and again and is given up. */
  readonly onGivenUp: (reason: CannotStart) => void;
};

/** Pause before a dead till is started again; after this many deaths without being ready it is given up. */
const againMs = 150;
const hopelessAfter = 5;

/** How long a till may take to drain, in milliseconds. */
const drainMs = 15_000;

/** Starts the till and starts it again whenever it dies. */
export function keepTill(program: Program, watch: TillWatch): Till {
  const first = Promise.withResolvers<TillReady>();
  let offset = watch.offsetMs;
  let stopping = false;
  let child: ChildProcess | undefined;
  let starts = 0;
  let deathsInARow = 0;
  let everReady = false;

  const giveUp = (reason: CannotStart): void => {
    stopping = true;
    if (everReady) watch.onGivenUp(reason);
    else first.reject(reason);
  };

  const onDeath = async (code: number | null): Promise<void> => {
    if (stopping) return;
    watch.onState("down", starts);
    deathsInARow += 1;
    if (!everReady || deathsInARow >= hopelessAfter) return giveUp(whyDead(program, code));
    await pause(againMs);
    if (!stopping) start();
  };

  const start = (): void => {
    starts += 1;
    watch.onState("starting", starts);
    const mine = startProgram(program);
    child = mine;
    if (offset > 0) tell(mine, { kind: "clock-offset", offsetMs: offset });
    mine.on("message", (message) => {
      const ready = readyMessage.safeParse(message);
      if (!ready.success) return;
      everReady = true;
      deathsInARow = 0;
      watch.onState("up", starts);
      first.resolve({ url: ready.data.url, signInUrl: ready.data.signInUrl });
    });
    mine.on("error", (failure) => giveUp(new CannotStart(`The till could not be started: ${failure.message}`)));
    mine.on("exit", (code) => void onDeath(code));
  };
  start();

  return {
    ready: first.promise,
    kill: () => void child?.kill("SIGKILL"),
    restart() {
      if (child !== undefined) void endProgram(child, drainMs);
    },
    setOffset(offsetMs) {
      offset = offsetMs;
      if (child !== undefined) tell(child, { kind: "clock-offset", offsetMs });
    },
    async stop() {
      stopping = true;
      if (child === undefined) return;
      await endProgram(child, drainMs);
      await ended(child);
    },
  };
}

function whyDead({ logFile }: Program, code: number | null): CannotStart {
  const how = code === null ? "was killed" : `ended with code ${code}`;
  const words = lastLines(logFile);
  return new CannotStart(
    `The till ${how} before it was ready.${words === "" ? "" : `\n\n${words}\n\nAll of it: ${logFile ?? ""}`}`,
  );
}
