import { createLyraWorld } from "./lyra/model.ts";
import type { LyraWorld } from "./lyra/model-types.ts";
import { createMetaWorld } from "./meta/model.ts";
import type { MetaPorts, MetaWorld } from "./meta/model-types.ts";
import { createMemoryKeeper } from "./memory-keeper.ts";
import type { RealPorts } from "./real-ports.ts";
import type { MemoryFile } from "./real-ports-file.ts";
import { createStripeWorld } from "./stripe/model.ts";
import type { StripeWorld } from "./stripe/model-types.ts";

type Models = { readonly meta: MetaWorld; readonly stripe: StripeWorld; readonly lyra: LyraWorld };

/** WhatsApp, Stripe and Lyra with the memory of earlier starts. */
export type KeptWorlds = Models & {
  /** Says that the models were changed by hand, which is seen by nobody else. */
  readonly touched: () => void;
  /** Keeps what is new for the next start. Never rejects. */
  readonly close: () => Promise<void>;
};

/** Pauses before a webhook is tried again: a person is watching, so far shorter at first than Meta's and Stripe's. */
const retryPausesMs = [500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000];

/** The demo keeps this much, so that its memory is written in a moment; the oldest goes first. */
const limits = { mediaBytes: 50 * 1024 * 1024, accepted: 20_000 };

/**
 * Makes the models, gives them the memory in the file, and keeps the file up to date. A memory that cannot be read
 * is put aside, which `say` hears: the models begin empty then. Without a file nothing is remembered.
 */
export function openKeptWorlds(
  file: MemoryFile | undefined,
  { ports, clock, wall }: Pick<RealPorts, "ports" | "clock" | "wall">,
  say: (words: string) => void,
): KeptWorlds {
  let touched = (): void => {};
  const watched = watchedPorts(ports, () => touched());
  const make = (): Models => ({
    meta: createMetaWorld(watched, { retryPausesMs, limits }),
    stripe: createStripeWorld(watched, { retryFirstMs: 1_000 }),
    lyra: createLyraWorld(watched),
  });
  let made = make();
  if (file === undefined) return { ...made, touched, close: () => Promise.resolve() };
  try {
    recallAll(made, file.read());
  } catch (failure) {
    // Some of them may have taken up its work already.
    clock.stop();
    made = make();
    const aside = file.putAside();
    const where = aside === undefined ? "It will be written over." : `It was put aside as ${aside}.`;
    const why = failure instanceof Error ? failure.message : String(failure);
    say(`The memory of the demo's world cannot be read: ${why}. ${where} The customers' chats begin anew.`);
  }
  const { meta, stripe, lyra } = made;
  const keep = (): Promise<void> => file.write({ meta: meta.memory(), stripe: stripe.memory(), lyra: lyra.memory() });
  const keeper = createMemoryKeeper(wall, keep, say);
  touched = keeper.touched;
  return { ...watchedWorlds(made, touched), touched, close: keeper.close };
}

function recallAll({ meta, stripe, lyra }: Models, memory: unknown): void {
  if (memory === undefined) return;
  if (typeof memory !== "object" || memory === null) throw new TypeError("it holds nothing");
  meta.recall("meta" in memory ? memory.meta : undefined);
  stripe.recall("stripe" in memory ? memory.stripe : undefined);
  // Files of the time before Lyra know nothing of it.
  if ("lyra" in memory) lyra.recall(memory.lyra);
}

/** A model changes when it is called and when its ports call it back; these are the ways back. */
function watchedPorts(ports: MetaPorts, touched: () => void): MetaPorts {
  return {
    ...ports,
    after: (milliseconds, run) =>
      ports.after(milliseconds, () => {
        touched();
        run();
      }),
    post: (url, request) => ports.post(url, request).finally(touched),
  };
}

/** These are the calls: requests, and what customers do. */
function watchedWorlds({ meta, stripe, lyra }: Models, touched: () => void): Models {
  const handled = <Request, Response>(handle: (request: Request) => Promise<Response>) => {
    return (request: Request): Promise<Response> => handle(request).finally(touched);
  };
  return {
    meta: {
      ...meta,
      handle: handled(meta.handle),
      user: (id: string) => {
        touched();
        return meta.user(id);
      },
    },
    stripe: { ...stripe, handle: handled(stripe.handle) },
    lyra: { ...lyra, handle: handled(lyra.handle) },
  };
}
