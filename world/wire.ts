/** An HTTP request as bytes: what both faces of a world model (real HTTP, in-process simulation) exchange with it. */
export type WireRequest = {
  readonly method: string;
  /** Path with its query string, e.g. `/v25.0/1001/messages?x=1`. */
  readonly path: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** The model's answer. */
export type WireResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** All a world model may touch outside itself, so that it runs under a real clock as well as a virtual one. */
export type WorldPorts = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Runs `run` once, `milliseconds` from now. */
  readonly after: (milliseconds: number, run: () => void) => void;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Posts a webhook. Resolves with the HTTP status; rejects when the receiver cannot be reached or is too slow. */
  readonly post: (url: string, request: WireRequest) => Promise<number>;
};
