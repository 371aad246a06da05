import type { ReactNode } from "react";
import type { OrderState } from "#api/order";
import { useWords } from "../words.tsx";
import { Pill, type Tone } from "./pill.tsx";

const tones: Readonly<Record<OrderState, Tone>> = {
  cart: "quiet",
  placed: "waiting",
  paid: "settled",
  shipped: "accent",
  delivered: "accent",
  cancelled: "quiet",
};

/** Where an order stands, in a word. */
export function OrderPill({ state }: { readonly state: OrderState }): ReactNode {
  const w = useWords();
  return <Pill tone={tones[state]}>{w(`order.state.${state}`)}</Pill>;
}
