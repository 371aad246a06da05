/** The bytes as they arrived: signatures are computed on these, never on re-serialised JSON. */
export type RawRequest = {
  readonly method: "GET" | "POST";
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. A header sent twice arrives joined by ", " and then fits no signature. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** Whether a request is who it says. `unconfigured` means no secret is set: nothing is accepted until one is. */
export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "bad-signature" | "too-old" | "unconfigured" };
