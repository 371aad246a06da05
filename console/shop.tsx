import { createContext, useContext } from "react";
import type { Me, ShopSeat } from "#api/session";

/** The signed-in person and the shop whose screens are open. */
export type Seat = { readonly me: Me; readonly shop: ShopSeat };
const SeatContext = createContext<Seat | undefined>(undefined);

/** Says which shop the screens below belong to. */
export const SeatProvider = SeatContext.Provider;

/** The signed-in person and her shop; throws outside the shop's screens. */
export function useSeat(): Seat {
  const seat = useContext(SeatContext);
  if (!seat) throw new Error("no shop is open here");
  return seat;
}

/** The shop whose screens are open. */
export const useShop = (): ShopSeat => useSeat().shop;

/** The shop's zone, or the browser's where no shop is open. */
export const useTimeZone = (): string | undefined => useContext(SeatContext)?.shop.timeZone;
