import type { ReactNode } from "react";
import type { PaymentSummary } from "#api/payment";
import { Pill } from "../../ui/pill.tsx";
import { useWords } from "../../words.tsx";

const tones = { requested: "quiet", open: "waiting", void: "quiet", expired: "quiet", captured: "settled" } as const;

/** Where a payment stands; what needs a person comes first. */
export function PaymentPill({
  of,
}: {
  readonly of: Pick<PaymentSummary, "state" | "attention" | "refunded" | "amount" | "received">;
}): ReactNode {
  const w = useWords();
  const back = of.refunded.minor > 0 && of.refunded.minor >= of.received.minor;
  if (of.attention === "wrong-amount" && back) return <Pill tone="waiting">{w("payment.wrong-returned")}</Pill>;
  if (of.attention) return <Pill tone="alarm">{w(`difference.${of.attention}`)}</Pill>;
  if (of.refunded.minor > 0) return <Pill>{w(back ? "payment.refunded-whole" : "payment.refunded-part")}</Pill>;
  return <Pill tone={tones[of.state]}>{w(`payment.state.${of.state}`)}</Pill>;
}
