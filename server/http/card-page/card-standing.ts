import type { RowOf } from "#contracts/store";
import { type Visit, mostTurns } from "../pay-page/payment-standing.ts";

/** What is on record of a registration, as far as its page needs it. */
export type CardRecords = {
  readonly registration: RowOf<"registration">;
  readonly thread: Pick<RowOf<"thread">, "language" | "channel_id">;
  readonly card: Pick<RowOf<"kept_card">, "brand" | "last_four" | "state"> | undefined;
};

/**
 * What a registration's page says:
 * - ready: she can leave a card at `url`
 * - preparing: the provider has not made its page yet
 * - checking: she came back and nothing is known yet
 * - kept: which card
 * - forgotten: it was kept, and is no more
 * - withdrawn: taken back by the shop, or she wanted none
 * - expired: nobody left a card in time
 */
export type CardStanding =
  | { readonly is: "ready"; readonly url: string }
  | { readonly is: "preparing" | "checking" | "forgotten" | "withdrawn" | "expired" }
  | { readonly is: "kept"; readonly card: { readonly brand: string; readonly lastFour: string } };

/** Says where a registration stands, from records and our clock alone. */
export function cardStandingOf({ registration, card }: CardRecords, visit: Visit): CardStanding {
  const { state, url, final, expires_at } = registration;
  if (state === "done")
    return card?.state === "live"
      ? { is: "kept", card: { brand: card.brand, lastFour: card.last_four } }
      : { is: "forgotten" };
  if (state === "void") return { is: "withdrawn" };
  if (visit.backAt !== undefined && !final && visit.turn < mostTurns) return { is: "checking" };
  if (state === "expired" || expires_at <= visit.now) return { is: "expired" };
  return url === null || state === "requested" ? { is: "preparing" } : { is: "ready", url };
}
