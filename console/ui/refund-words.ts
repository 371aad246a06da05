import type { WordKey } from "../words.tsx";
import type { Tone } from "./pill.tsx";

type State = "requested" | "pending" | "done" | "failed";

/** The colour of a refund's state. */
export const refundTone: Readonly<Record<State, Tone>> = {
  requested: "waiting",
  pending: "waiting",
  done: "settled",
  failed: "alarm",
};
/** The text of a refund's state. */
export const refundWord: Readonly<Record<State, WordKey>> = {
  requested: "refund.state.requested",
  pending: "refund.state.pending",
  done: "refund.state.done",
  failed: "refund.state.failed",
};
