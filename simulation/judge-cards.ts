import type { Snapshot } from "#invariants/snapshot";
import type { SimulatedShop } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

/** What is kept at a provider and what our books say is kept there are the same: nothing unknown, nothing unforgotten. */
function judgeKept(stage: Stage, provider: string, there: readonly string[], here: readonly string[]): void {
  const [known, kept] = [new Set(here), new Set(there)];
  for (const alias of kept) if (!known.has(alias)) blame(stage, "I09", `${provider} keeps ${alias}, and we do not`);
  for (const alias of known) if (!kept.has(alias)) blame(stage, "I09", `we keep ${alias}, and ${provider} does not`);
}

/** Whether each page for a card came to an end, and is the only one of its registration. */
function judgePages(stage: Stage, { registration, now }: Snapshot): void {
  for (const row of registration) {
    const { registration_id, state, final, expires_at } = row;
    if (state === "requested" || (!final && expires_at + 3_600_000 < now))
      blame(stage, "work ends", `the registration ${registration_id} is ${state}, and nobody knows its end`);
  }
}

/** Compares the cards in our books with those truly kept at Stripe and Lyra. */
export function judgeCards(stage: Stage, shop: SimulatedShop, snapshot: Snapshot): void {
  judgePages(stage, snapshot);
  const live = (railId: string): readonly string[] =>
    snapshot.kept_card.flatMap(({ rail_id, state, alias }) => (rail_id === railId && state === "live" ? [alias] : []));
  const account = stage.stripe.addAccount({ secretKey: shop.secretKey, country: "FR", currency: "eur" });
  const atStripe = stage.stripe
    .truth()
    .cards.flatMap(({ accountId, customerId, paymentMethodId }) =>
      accountId === account && customerId !== null ? [`${customerId}/${paymentMethodId}`] : [],
    );
  judgeKept(stage, "Stripe", atStripe, live(shop.railId));
  const atLyra = stage.lyra
    .truth()
    .cards.flatMap(({ shopId, mode, token, cancelledAtMs }) =>
      shopId === shop.lyra.shopId && mode === "TEST" && cancelledAtMs === null ? [token] : [],
    );
  judgeKept(stage, "Lyra", atLyra, live(shop.lyra.railId));
}
