import type { SettingsProblem } from "#contracts/payment-provider";
import type { AnySettings, SettingsForm } from "#contracts/settings";
import type { EngineNode } from "#engine/node";
import type { Ports } from "#engine/ports";
import type { Reader } from "#storage/postgres/reader";
import type { PageTokens } from "../ports/page-tokens.ts";
import type { Accounts } from "./session/accounts.ts";

/** Where the demo's outside answers. */
export type DemoAddresses = {
  readonly phoneUrl: string;
  readonly worldUrl: string;
  readonly metaUrl: string;
  readonly stripeUrl: string;
};

/** A kind of plug with its guide. */
export type PlugGuide = {
  readonly kind: string;
  readonly form: SettingsForm;
  readonly setup: string;
  /** Whether its provider posts to us. */
  readonly posts: boolean;
  /** What is wrong with settings as a whole, at the field to mend. */
  readonly problems: (settings: AnySettings) => readonly SettingsProblem[];
};

/** What the pages and the API are served from. */
export type Till = {
  readonly ports: Ports;
  readonly node: EngineNode;
  readonly reader: Reader;
  readonly accounts: Accounts;
  /** Asks the database; rejects when it is out of reach. */
  readonly ping: () => Promise<void>;
  readonly metricsPage: () => Promise<{ readonly type: string; readonly text: string }>;
  readonly metricsToken: string | undefined;
  /** Key of what is signed here: cursors. */
  readonly signingKey: Uint8Array;
  /** Names of pay pages. */
  readonly pageTokens: PageTokens;
  /** Reads a phone as people of a country write it into E.164 form; undefined where no such number can be. */
  readonly readPhone: (written: string, country: string) => string | undefined;
  /** Encrypts a secret a person typed. */
  readonly seal: (plain: string) => string;
  /** After a connection was changed: its base addresses may be called from now on. */
  readonly refreshTrust: () => Promise<void>;
  readonly plugs: { readonly channels: readonly PlugGuide[]; readonly rails: readonly PlugGuide[] };
  readonly demo: DemoAddresses | undefined;
  /** The address this process listens at is of this machine alone. */
  readonly isLoopback: boolean;
  /** Folder of the built console; absent when it was not built. */
  readonly consoleFolder: string | undefined;
};
