/** What the harness tells a server with crash points. */
export type ToTill =
  | { readonly kind: "crash-at" /** From now on, the `point`th; 0 for none. */; readonly point: number }
  | { readonly kind: "count-points" };

/** What such a server answers. */
export type FromTill =
  | { readonly kind: "armed" }
  | { readonly kind: "points" /** Every point passed since it was armed. */; readonly names: readonly string[] };
