import type { RowOf } from "#contracts/store";

/** A message claimed by this node, with the thread it belongs to. */
export type Claimed = { readonly message: RowOf<"message">; readonly thread: RowOf<"thread"> };
