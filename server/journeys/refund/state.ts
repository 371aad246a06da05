import type { RefundDraft, RefundableOrder } from "#domain/refund-request";

/**
 * Where the talk about a refund stands:
 * - idle: nothing is open
 * - order: which of her orders it is about
 * - extent: all of it or a part; amount: which part
 * - cause: why; words: why, in her own words
 * - photo: a picture of it
 * - account: where the money is to go, since the rail cannot return it by itself
 * - summary: all of it was shown, to be sent or not
 * - more: the desk has a question about a request that was sent
 */
export type State =
  | { readonly at: "idle" }
  | { readonly at: "order"; readonly orders: readonly RefundableOrder[] }
  | { readonly at: Step; readonly draft: RefundDraft }
  | { readonly at: "more"; readonly requestId: string };

/** The steps that fill in what is to be sent. */
export type Step = "extent" | "amount" | "cause" | "words" | "photo" | "account" | "summary";

/** Nothing is under way. */
export const idle: State = { at: "idle" };
