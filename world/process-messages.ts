/** What the supervisor says of the till's process. `starts` counts how often it was started, the first time included. */
export type TillState = {
  readonly state: "starting" | "up" | "down";
  readonly starts: number;
};

/** From the supervisor to the world's process. The first message is the setup. */
export type ToWorld = { readonly kind: "setup"; readonly setup: unknown } | ({ readonly kind: "till" } & TillState);

/** Where the parts of the world answer. */
export type WorldAddresses = {
  readonly metaUrl: string;
  readonly stripeUrl: string;
  readonly lyraUrl: string;
  readonly phoneUrl: string;
  /** The demo's controls (chaos, time travel); the phone page's own origin. */
  readonly worldUrl: string;
};

/** From the world's process to the supervisor. */
export type FromWorld =
  | ({ readonly kind: "ready" } & WorldAddresses)
  | { readonly kind: "failed"; readonly reason: string }
  /** For the person who started the demo to read. */
  | { readonly kind: "notice"; readonly words: string }
  | { readonly kind: "kill-till" }
  | { readonly kind: "restart-till" }
  | { readonly kind: "clock-offset"; readonly offsetMs: number };
