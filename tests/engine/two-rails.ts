import type { Limits } from "#domain/limits";
import type { Routing } from "#domain/routing";
import { hours } from "#domain/instant";
import { openShop } from "./rig.ts";

/** What a shop with two rails is opened with. */
export type TwoRails = {
  readonly limits?: Limits;
  readonly routing?: Partial<Routing>;
};

/**
 * The paper shop with a second rail, "bank", after its first, "card". `break` makes a rail's provider answer 503 to
 * every link, or well again.
 */
export async function openTwoRails({ limits, routing }: TwoRails = {}) {
  const shop = await openShop();
  const { store } = shop.ports;
  await store.installation.putDirectory({
    plug: "rail",
    kind: "paper-rail",
    id: "bank",
    businessId: shop.businessId,
  });
  await store.tx(shop.businessId, async (tx) => {
    const [profile] = await tx.select("profile", {});
    const more = { ...(limits ? { limits } : {}), ...(routing ? { routing } : {}) };
    if (profile) await tx.update("profile", [{ slug: profile.slug, settings: { ...profile.settings, ...more } }]);
    await tx.update("rail", [{ rail_id: "card", settings: { tag: "card" } }]);
    await tx.insert("rail", [
      {
        rail_id: "bank",
        kind: "paper-rail",
        name: "Virement",
        settings: { tag: "bank" },
        state: "on",
        position: 1,
        changed_at: 0,
      },
    ]);
  });
  await store.installation.putBusiness({ businessId: shop.businessId, slug: "atelier" });
  shop.later(hours(1));
  const broken = new Set<string>();
  /** Calls of the outside in their order: `link card`, `expire`. */
  const calls: string[] = [];
  shop.outside((request, behave) => {
    if (request.url === "paper:expire") calls.push("expire");
    if (request.url !== "paper:link") return behave(request);
    const { tag } = JSON.parse(String(request.body)) as { readonly tag: string };
    calls.push(`link ${tag}`);
    return broken.has(tag) ? shop.json({}, 503) : behave(request);
  });
  const said = (sent: readonly { readonly message: Record<string, unknown> }[]) =>
    sent.map(({ message }) => String(message["body"])).join("\n");
  return {
    ...shop,
    calls,
    said,
    break: (tag: string) => void broken.add(tag),
    mend: (tag: string) => void broken.delete(tag),
    /** A customer fills her cart with a box of 12.00 and asks to pay. */
    async order(from = "33612345678") {
      await shop.say("coffret", from);
      return shop.say(shop.tap("so:pay"), from);
    },
    /** The provider says that an attempt to pay failed. */
    decline: async (paymentId: string, n: number) =>
      shop.facts({
        factId: `${paymentId}:failed:${n}`,
        reference: paymentId,
        kind: "attempt-failed",
        reason: "card_declined",
        at: shop.ports.clock.now(),
      }),
    /** Payments of the shop, the oldest first, as `rail state`. */
    async payments() {
      const rows = await shop.rows("payment");
      return rows.toSorted((a, b) => (a.payment_id < b.payment_id ? -1 : 1));
    },
    async states() {
      const rows = await shop.rows("payment");
      return rows
        .toSorted((a, b) => (a.payment_id < b.payment_id ? -1 : 1))
        .map(({ rail_id, state }) => `${rail_id} ${state}`);
    },
  };
}
