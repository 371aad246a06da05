import type { Store, Tx } from "#contracts/store";

/** The business of the paper shop. */
export const businessId = "01900000-0000-7000-8000-000000000001";

/** Rails that are confirmed by a statement or by hand, behind the one that confirms itself. */
const ownAccount = [
  {
    rail_id: "transfer",
    kind: "transfer",
    name: "Transfer",
    settings: { scheme: "epc", beneficiary: "Atelier Rose", iban: "FR76 3000 6000 0112 3456 7890 189" },
  },
  { rail_id: "cash", kind: "cash", name: "At the shop", settings: {} },
] as const;

/** Registers the paper shop with its settings, answers and products; `takes` its own account and its till as well. */
export async function stockShop(store: Store, takes?: "own-account"): Promise<void> {
  await store.installation.putBusiness({ businessId, slug: "atelier" });
  const plugs = [
    ["channel", "paper", "wa"],
    ["rail", "paper-rail", "card"],
  ] as const;
  for (const [plug, kind, id] of plugs) await store.installation.putDirectory({ plug, kind, id, businessId });
  await store.tx(businessId, async (tx) => {
    await putSettings(tx);
    await putProducts(tx);
    if (takes !== undefined)
      await tx.insert(
        "rail",
        ownAccount.map((rail, n) => ({ ...rail, state: "on" as const, position: n + 1, changed_at: 0 })),
      );
  });
}

/** Whose lines sell: Rose without a ceiling, Anna up to 50.00. */
export const merchants = { rose: "33600000001", anna: "33600000002" } as const;

async function putSettings(tx: Tx): Promise<void> {
  const settings = {
    merchants: [
      { name: "Rose", phone: merchants.rose },
      { name: "Anna", phone: merchants.anna, ceilingMinor: 5_000 },
    ],
  };
  const about = { country: "FR", currency: "EUR", languages: ["fr", "en"], time_zone: "Europe/Paris", settings };
  await tx.insert("profile", [{ slug: "atelier", name: "Atelier", ...about, changed_at: 0 }]);
  const account = { channel_id: "wa", kind: "paper", name: "WhatsApp", settings: { secret: "s" } };
  await tx.insert("channel_account", [
    { ...account, state: "on", paused_until: null, pause_reason: null, changed_at: 0 },
  ]);
  await tx.insert("rail", [
    { rail_id: "card", kind: "paper-rail", name: "Card", settings: {}, state: "on", position: 0, changed_at: 0 },
  ]);
  const body = { fr: "Livraison en 48 h.", en: "Delivery in 48 h." };
  await tx.insert("answer", [
    { answer_id: "delivery", keywords: ["livraison", "delivery"], body, position: 0, archived: false, changed_at: 0 },
  ]);
}

async function putProducts(tx: Tx): Promise<void> {
  const shared = { description: {}, currency: "EUR", vat_class: "standard", image: null, archived: false } as const;
  const product = (
    sku: string,
    fr: string,
    en: string,
    price_minor: number,
    stock: number | null,
    position: number,
  ) => ({
    ...shared,
    sku,
    name: { fr, en },
    price_minor,
    stock,
    position,
    changed_at: 0,
  });
  await tx.insert("product", [
    {
      ...product("RING", "Bague rose", "Rose ring", 4990, 3, 0),
      options: [
        { name: "size", kind: "one-of", values: ["52", "54", "56"] },
        { name: "engraving", kind: "text", maxLength: 20 },
      ],
    },
    { ...product("CARD", "Carte", "Card", 500, 1, 1), options: [] },
    { ...product("BOX", "Coffret", "Box", 1200, null, 2), options: [] },
  ]);
}
