import type { Page } from "playwright-core";
import type { Demo } from "./demo-process.ts";
import type { Stage } from "./stage.ts";
import type { Tally } from "./tally.ts";

/** What every scene is handed. */
export type Play = {
  readonly demo: Demo;
  readonly stage: Stage;
  readonly tally: Tally;
  /** The owner's browser, signed in by the one-time link. */
  readonly console: Page;
  /** Another window of the same reader. */
  readonly window: () => Promise<Page>;
  /** The phone page's address, for one customer of the shop in Lyon. */
  readonly phoneUrl: (customer: string, language: "fr" | "en") => Promise<string>;
};

/** The shop the scenes are played in. */
export const shop = "atelier-lyon";

/** Amounts are written with narrow and no-break spaces; tests are not. */
export const euros = (text: string): RegExp => new RegExp(`${text.replace(".", "\\.")}\\s*€`);
