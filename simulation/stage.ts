import type { MemoryStore } from "../server/storage/memory/memory-store.ts";
import type { LyraWorld } from "../world/lyra/model-types.ts";
import type { MetaWorld } from "../world/meta/model-types.ts";
import type { StripeWorld } from "../world/stripe/model-types.ts";
import type { Kernel } from "./kernel.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import type { Till } from "./till.ts";
import type { Weather } from "./weather.ts";

/** Something that must never be. `rule` names the invariant or the promise that broke. */
export type Violation = { readonly rule: string; readonly details: string };

/** Everything one run has: the outside, the store, the nodes, and what was seen happen. */
export type Stage = {
  readonly kernel: Kernel;
  readonly store: MemoryStore;
  readonly meta: MetaWorld;
  readonly stripe: StripeWorld;
  readonly lyra: LyraWorld;
  readonly shops: readonly SimulatedShop[];
  /** The weather now: calm once the faults are off. */
  weather: Weather;
  /** The nodes that run; a dead one is replaced after a while. */
  readonly tills: Till[];
  readonly seen: {
    crashes: number;
    /** Sends of ours whose answer was lost: each may come twice. */
    doubtfulSends: number;
    /** Posts that were answered 200: source and hash of the body. */
    readonly acknowledged: { readonly sourceId: string; readonly hash: string; readonly businessId: string }[];
    /** The furthest status of each message that a till has taken word of. */
    readonly heardStatus: Map<string, number>;
    /** Refunds somebody made, and payments somebody cancelled, in Lyra's Back Office, by Lyra's names of them. */
    readonly officeRefunds: Set<string>;
    readonly violations: Violation[];
  };
};

/** Records that something must not have happened. */
export function blame(stage: Stage, rule: string, details: string): void {
  const { violations } = stage.seen;
  if (violations.some((one) => one.rule === rule && one.details === details)) return;
  if (violations.length < 50) violations.push({ rule, details });
}
