import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Ask, Mood, OrderOutcome, OrderPlan, Outcome, Plan } from "../outside/plan.ts";
import { start } from "./children.ts";

/** The program outside the shop, as seen from here. */
export type Outside = {
  /** Where the provider listens: base address of both Graph and Stripe. */
  readonly url: string;
  readonly pid: number;
  /** Rejects when not one message was accepted. */
  readonly drive: (plan: Plan) => Promise<Outcome>;
  readonly order: (plan: OrderPlan) => Promise<OrderOutcome>;
  readonly setMood: (mood: Mood) => Promise<void>;
  readonly mark: () => Promise<void>;
  readonly end: () => Promise<void>;
};

type Answer = { readonly n?: number; readonly value?: unknown; readonly problem?: string; readonly url?: string };

/** Starts the customers and their provider. */
export async function startOutside(folder: string): Promise<Outside> {
  const program = start({
    command: process.execPath,
    argv: [fileURLToPath(import.meta.resolve("../outside/start.ts"))],
    env: { PATH: process.env["PATH"] ?? "" },
    log: join(folder, "outside.log"),
    talks: true,
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const hello = Promise.withResolvers<string>();
  let asked = 0;
  program.child.on("message", (message: Answer) => {
    if (message.url !== undefined) return hello.resolve(message.url);
    const wait = waiting.get(message.n ?? -1);
    waiting.delete(message.n ?? -1);
    if (message.problem === undefined) wait?.resolve(message.value);
    else wait?.reject(new Error(`the outside failed: ${message.problem}`));
  });
  program.child.on("exit", () => {
    const error = new Error(`the outside ended: ${program.lastWords()}`);
    hello.reject(error);
    for (const wait of waiting.values()) wait.reject(error);
  });
  const ask = async <Value>(question: Ask): Promise<Value> => {
    const wait = Promise.withResolvers<unknown>();
    asked += 1;
    waiting.set(asked, wait);
    program.child.send({ n: asked, ask: question });
    return (await wait.promise) as Value; // the outside is our own program: each ask has its answer's type
  };
  return {
    url: await hello.promise,
    pid: program.pid,
    async drive(plan) {
      const outcome = await ask<Outcome>({ ask: "drive", plan });
      // A load that never was must not pass for one that went well.
      if (outcome.accepted === 0) throw new Error(`none of ${outcome.refused} messages was accepted`);
      return outcome;
    },
    order: (plan) => ask<OrderOutcome>({ ask: "orders", plan }),
    setMood: (mood) => ask<void>({ ask: "mood", mood }),
    mark: () => ask<void>({ ask: "mark" }),
    end: () => program.end(),
  };
}
