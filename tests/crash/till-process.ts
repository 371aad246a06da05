import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { FromTill, ToTill } from "./crash-messages.ts";

const home = join(import.meta.dirname, "../..");
/** Longest that is waited for a start, in milliseconds: several programs may share the machine. */
const patience = 180_000;

/** How a server ended. */
export type Ended = { readonly code: number | null; readonly signal: string | null; readonly at: number };

/** A `comptoir serve` of its own process. */
export type TillProcess = {
  readonly url: string;
  /** Milliseconds from the start to the first 200 of `/readyz`. */
  readonly readyAfter: number;
  readonly ended: Promise<Ended>;
  readonly isAlive: () => boolean;
  /** Kills it at the `point`th crash point from now; 0 at none. */
  readonly crashAt: (point: number) => Promise<void>;
  /** Takes a kill back that was not reached yet; gives how it ended where it was reached after all. */
  readonly disarm: () => Promise<Ended | undefined>;
  /** The crash points passed since then. */
  readonly points: () => Promise<readonly string[]>;
  /** The crash point it died at; undefined when it did not. */
  readonly diedAt: () => string | undefined;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** The last it said on stderr. */
  readonly lastWords: () => string;
};

/** How one is started. */
export type TillOptions = {
  readonly shopFile: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Dies at this crash point, counted from its very start; then the start is not waited for. */
  readonly crashAt?: number;
};

function launch({ shopFile, port, environment, crashAt = 0 }: TillOptions): ChildProcess {
  const argv = ["--import", join(import.meta.dirname, "crash-points.ts"), "server/cli/comptoir.ts"];
  return spawn(process.execPath, [...argv, "serve", "--shop", shopFile, "--port", String(port)], {
    cwd: home,
    env: { PATH: process.env["PATH"] ?? "", COMPTOIR_LOG: "warn", ...environment, COMPTOIR_CRASH_AT: String(crashAt) },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

const endOf = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal, at: performance.now() }));
  });

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

/** Asks and waits for the answer; a process that dies meanwhile answers nothing. */
function ask<Kind extends FromTill["kind"]>(
  child: ChildProcess,
  question: ToTill,
  kind: Kind,
): Promise<Extract<FromTill, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown): void => {
      const heard = message as FromTill;
      if (heard.kind !== kind) return;
      child.off("message", hear);
      resolve(heard as Extract<FromTill, { readonly kind: Kind }>);
    };
    child.on("message", hear);
    child.once("exit", () => reject(new Error("the server died before it answered")));
    child.send(question, (error) => {
      if (error) reject(error);
    });
  });
}

/** Starts a server and waits until it is ready. Rejects with its last words when it ends instead. */
export async function startTill(options: TillOptions): Promise<TillProcess> {
  const started = performance.now();
  const child = launch(options);
  let words = "";
  child.stderr?.on("data", (bytes: Buffer) => {
    words = `${words}${bytes.toString("utf8")}`.slice(-4_000);
  });
  const ended = endOf(child);
  const url = `http://127.0.0.1:${options.port}`;
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  while (!(await isReady(url))) {
    if (!isAlive()) throw new Error(`the server ended: ${words}`);
    if (performance.now() - started > patience) {
      child.kill("SIGKILL");
      throw new Error(`the server does not get ready: ${words}`);
    }
    await pause(10);
  }
  return {
    url,
    readyAfter: performance.now() - started,
    ended,
    isAlive,
    async crashAt(point) {
      await ask(child, { kind: "crash-at", point }, "armed");
    },
    async disarm() {
      try {
        await ask(child, { kind: "crash-at", point: 0 }, "armed");
        return undefined;
      } catch {
        return await ended;
      }
    },
    points: async () => (await ask(child, { kind: "count-points" }, "points")).names,
    diedAt: () => /crash point \d+: (.*)/.exec(words)?.[1],
    signal: (signal) => void child.kill(signal),
    lastWords: () => words,
  };
}

/** Starts a server that dies during its start, at this crash point; gives where, or undefined if it got ready first. */
export async function crashOnStart(options: TillOptions & { readonly crashAt: number }): Promise<string | undefined> {
  try {
    const till = await startTill(options);
    till.signal("SIGKILL");
    await till.ended;
    return till.diedAt();
  } catch (error) {
    return /crash point \d+: (.*)/.exec(String(error))?.[1];
  }
}
