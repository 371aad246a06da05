import type { ReactNode } from "react";
import type { RefundRequestSummary } from "#api/refund-request";
import { Pill, type Tone } from "../../ui/pill.tsx";
import { useWords } from "../../words.tsx";

const tones: Readonly<Record<RefundRequestSummary["state"], Tone>> = {
  asked: "waiting",
  approved: "waiting",
  refunding: "accent",
  done: "settled",
  failed: "alarm",
  refused: "quiet",
  closed: "quiet",
};

/** Where a refund request stands; a transfer that is to be made comes first. */
export function RequestPill({ of }: { readonly of: Pick<RefundRequestSummary, "state" | "byHand"> }): ReactNode {
  const w = useWords();
  if (of.byHand) return <Pill tone="waiting">{w("refunds.state.by-hand")}</Pill>;
  return <Pill tone={tones[of.state]}>{w(`refunds.state.${of.state}`)}</Pill>;
}
