import { useMemo } from "react";
import type { IconName } from "../ui/icons.tsx";
import type { Verb } from "../verbs.ts";
import { type WordKey, useWords } from "../words.tsx";
import type { Where } from "./where.ts";

/** A screen of the shop as the rail, the tabs, the palette and the keyboard know it. */
export type Place = {
  readonly id: "inbox" | "orders" | "payments" | "refunds" | "ledger" | "catalogue" | "notices" | "settings";
  readonly icon: IconName;
  readonly keys: string;
  readonly label: WordKey;
};

/** Every screen, in the order of the rail. */
export const places: readonly Place[] = [
  { id: "inbox", icon: "inbox", keys: "g i", label: "place.inbox" },
  { id: "orders", icon: "orders", keys: "g o", label: "place.orders" },
  { id: "payments", icon: "payments", keys: "g p", label: "place.payments" },
  { id: "refunds", icon: "refund", keys: "g r", label: "place.refunds" },
  { id: "ledger", icon: "ledger", keys: "g l", label: "place.ledger" },
  { id: "catalogue", icon: "catalogue", keys: "g c", label: "place.catalogue" },
  { id: "notices", icon: "bell", keys: "g n", label: "place.notices" },
  { id: "settings", icon: "settings", keys: "g ,", label: "place.settings" },
];

/** What can be done from anywhere in a shop. */
export function useEverywhere(
  where: Where,
  acts: { readonly sheet: () => void; readonly leave: () => void },
): readonly Verb[] {
  const w = useWords();
  const { sheet, leave } = acts;
  return useMemo(
    () => [
      ...places.map(({ id, icon, keys, label }) => ({
        id,
        icon,
        keys,
        label: w("palette.go", { place: w(label) }),
        words: w(`palette.words.${id}`),
        run: () => (id === "settings" ? where.settings() : where[id]()),
      })),
      {
        id: "reconciliation",
        icon: "shield",
        keys: "g b",
        label: w("palette.go", { place: w("place.reconciliation") }),
        words: w("palette.words.reconciliation"),
        run: where.reconciliation,
      },
      {
        id: "welcome",
        icon: "phone",
        keys: "g w",
        label: w("palette.go", { place: w("place.welcome") }),
        run: where.welcome,
      },
      {
        id: "new-product",
        icon: "plus",
        keys: "n p",
        label: w("product.new"),
        words: w("palette.words.new-product"),
        run: () => where.product("new"),
      },
      {
        id: "awaiting",
        icon: "clock",
        label: w("palette.awaiting"),
        words: w("palette.words.awaiting"),
        run: () => where.inbox("awaiting-money"),
      },
      {
        id: "preferences",
        icon: "moon",
        label: w("settings.preferences"),
        words: w("palette.words.preferences"),
        run: () => where.settings("preferences"),
      },
      { id: "keys", icon: "keyboard", keys: "?", label: w("keys.title"), run: sheet },
      { id: "leave", icon: "leave", label: w("sign-out"), words: w("palette.words.leave"), run: leave },
    ],
    [w, where, sheet, leave],
  );
}
