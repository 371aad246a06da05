import type { ChildProcess } from "node:child_process";
import { z } from "zod";
import { endProgram, lastLines, type Program, startProgram, tell } from "./child-process.ts";
import { CannotStart } from "./flags.ts";
import { freePort } from "./free-port.ts";

const said = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ready"),
    metaUrl: z.string(),
    stripeUrl: z.string(),
    lyraUrl: z.string(),
    phoneUrl: z.string(),
    worldUrl: z.string(),
  }),
  z.object({ kind: z.literal("failed"), reason: z.string() }),
  z.object({ kind: z.literal("notice"), words: z.string() }),
  z.object({ kind: z.literal("kill-till") }),
  z.object({ kind: z.literal("restart-till") }),
  z.object({ kind: z.literal("clock-offset"), offsetMs: z.int().nonnegative() }),
]);

type Said = z.infer<typeof said>;

/** Where the parts of the world answer. */
export type WorldAddresses = Omit<Extract<Said, { kind: "ready" }>, "kind">;

/** What the phone page may ask of the supervisor. */
export type WorldWish = Exclude<Said, { kind: "ready" | "failed" | "notice" }>;

/** The demo's outside, in its own process. */
export type World = {
  readonly addresses: WorldAddresses;
  readonly setTill: (state: "starting" | "up" | "down", starts: number) => void;
  readonly stop: () => Promise<void>;
};

/** What is told and heard. */
export type WorldWatch = {
  readonly setup: object;
  readonly onWish: (wish: WorldWish) => void;
  /** Words for the person who started the demo. */
  readonly onNotice: (words: string) => void;
  /** The world ended by itself: its customers and its bank are gone, so the demo cannot go on. */
  readonly onDeath: (reason: CannotStart) => void;
};

/** The ports of the world's faces. */
export type WorldPorts = {
  readonly phone: number;
  readonly meta: number;
  readonly stripe: number;
  readonly lyra: number;
};

/** Those of last time where they are still free, others where they are not. */
export async function freeWorldPorts(wanted: WorldPorts): Promise<WorldPorts> {
  const ports = [wanted.phone, wanted.meta, wanted.stripe, wanted.lyra];
  const [phone = 0, meta = 0, stripe = 0, lyra = 0] = await Promise.all(ports.map(freePort));
  return { phone, meta, stripe, lyra };
}

/** Where a world on these ports answers. */
export function addressesOn({ phone, meta, stripe, lyra }: WorldPorts): WorldAddresses {
  const at = (port: number): string => `http://127.0.0.1:${port}`;
  return {
    metaUrl: at(meta),
    stripeUrl: at(stripe),
    lyraUrl: at(lyra),
    phoneUrl: `${at(phone)}/`,
    worldUrl: at(phone),
  };
}

/** How long the world may take to end, in milliseconds. */
const endMs = 3_000;

/** Starts the world and waits until it answers. Rejects with `CannotStart`. */
export async function startWorld(program: Program, watch: WorldWatch): Promise<World> {
  const child = startProgram(program);
  child.on("message", (message) => {
    const heard = said.safeParse(message);
    if (!heard.success || heard.data.kind === "ready" || heard.data.kind === "failed") return;
    if (heard.data.kind === "notice") watch.onNotice(heard.data.words);
    else watch.onWish(heard.data);
  });
  const addresses = await untilReady(child, program, watch.setup);
  let stopping = false;
  child.on("exit", () => {
    if (!stopping) watch.onDeath(new CannotStart(`The demo's world has ended.\n\n${lastLines(program.logFile)}`));
  });
  return {
    addresses,
    setTill: (state, starts) => tell(child, { kind: "till", state, starts }),
    stop() {
      stopping = true;
      return endProgram(child, endMs);
    },
  };
}

function untilReady(child: ChildProcess, program: Program, setup: object): Promise<WorldAddresses> {
  return new Promise((resolve, reject) => {
    const failed = (reason: string): void => reject(new CannotStart(`The demo's world cannot start: ${reason}`));
    child.once("error", (failure) => failed(failure.message));
    child.once("exit", () => failed(`\n${lastLines(program.logFile)}`));
    child.on("message", (message) => {
      const heard = said.safeParse(message);
      if (!heard.success) return;
      if (heard.data.kind === "failed") failed(heard.data.reason);
      if (heard.data.kind !== "ready") return;
      const { kind: _, ...addresses } = heard.data;
      resolve(addresses);
    });
    tell(child, { kind: "setup", setup });
  });
}
