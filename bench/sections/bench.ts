import type { Outside } from "../machine/outside.ts";
import type { Till, TillPlace } from "../machine/till.ts";
import type { Options } from "../options.ts";
import type { Figures } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import { type Watched, planOf } from "./measure.ts";

/** A run under way: what its sections work with. */
export type Bench = {
  readonly options: Options;
  /** Where temporary files may go. */
  readonly folder: string;
  readonly outside: Outside;
  readonly place: TillPlace;
  /** The server under measurement; a section that kills it puts the next one here. */
  till: Till;
  readonly figures: Figures;
  /** Messages a second the floors that only accept reached. */
  readonly floors: Map<"bare" | "each" | "group", number>;
  /** Prints a section's table and keeps it for the JSON file. */
  readonly show: (title: string, head: readonly string[], rows: readonly (readonly Cell[])[]) => void;
  /** Prints one remark. */
  readonly say: (line: string) => void;
};

/** A part of the run. */
export type Section = (bench: Bench) => Promise<void>;

/** The processes of the one server. */
export const watched = ({ till }: Bench): Watched => ({ apps: [till.app], postgres: till.postgres });

const warm = new WeakSet<Till>();

/**
 * Lets a server run for a while before it is measured, once: programs compile what is used often, and what a shop is
 * like after its first minute counts, not its first second.
 */
export async function warmUp({ outside, till, options }: Bench): Promise<void> {
  if (warm.has(till)) return;
  warm.add(till);
  await outside.drive(
    planOf({
      urls: [till.webhook],
      pace: { kind: "in-flight", posts: 64, customers: 2_000 },
      milliseconds: Math.max(2_500, options.milliseconds / 2),
    }),
  );
}
