import type { RowOf, Store } from "#contracts/store";
import type { Weather } from "./weather.ts";

/** A business of the simulated world, with what its providers know it by. */
export type SimulatedShop = {
  readonly businessId: string;
  readonly slug: string;
  readonly name: string;
  readonly channelId: string;
  readonly railId: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly displayPhoneNumber: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly catalogueId: string;
  /** Digits alone: whose lines are commands. */
  readonly merchantPhone: string;
  readonly lyra: LyraAccess;
};

/** What Lyra knows the shop by. */
type LyraAccess = {
  readonly railId: string;
  readonly shopId: string;
  readonly password: string;
  /** Of the mode PRODUCTION: the shop is in the middle of a change, and its rail still takes posts signed with it. */
  readonly otherPassword: string;
  readonly hmacKey: string;
};

/** Addresses of the outside, known to the simulated network alone. */
export const graphUrl = "https://graph.example";
export const stripeUrl = "https://stripe.example";
export const lyraUrl = "https://lyra.example";
/** Where the till is reached. */
export const tillUrl = "https://till.example";

/** The shop number `n`, counted from 0. */
export const shopOf = (n: number): SimulatedShop => ({
  businessId: `01900000-0000-7000-8000-00000000000${n + 1}`,
  slug: `shop-${n + 1}`,
  name: n === 0 ? "Atelier Lyon" : "Salone Milano",
  channelId: `wa${n + 1}`,
  railId: `card${n + 1}`,
  phoneNumberId: `100${n + 1}`,
  wabaId: `200${n + 1}`,
  displayPhoneNumber: `+3370000000${n + 1}`,
  accessToken: `token-of-shop-${n + 1}`,
  appSecret: `app-secret-${n + 1}`,
  verifyToken: `verify-${n + 1}`,
  secretKey: `sk_test_shop${n + 1}`,
  webhookSecret: `whsec_shop${n + 1}`,
  catalogueId: `cat-${n + 1}`,
  merchantPhone: `3369999000${n + 1}`,
  lyra: {
    railId: `payzen${n + 1}`,
    shopId: `1234567${n + 1}`,
    password: `testpassword_of_shop_${n + 1}`,
    otherPassword: `prodpassword_of_shop_${n + 1}`,
    hmacKey: `hmac-key-of-shop-${n + 1}`,
  },
});

const seller = {
  legalName: "Atelier SARL",
  address: "1 rue de la Simulation, 69001 Lyon",
  siret: "73282932000074",
  vatId: "FR44732829320",
  vatRegime: "normal",
  mentions: [],
};

const goods = {
  description: {},
  currency: "EUR",
  vat_class: "standard",
  image: null,
  archived: false,
  changed_at: 0,
} as const;

/** What every shop sells: two things of which there are few, one of which there are some, one without end. */
export const products: readonly RowOf<"product">[] = [
  {
    ...goods,
    sku: "RING",
    name: { fr: "Bague rose", en: "Rose ring" },
    price_minor: 4_990,
    stock: 3,
    position: 0,
    options: [
      { name: "size", kind: "one-of", values: ["52", "54", "56"] },
      { name: "engraving", kind: "text", maxLength: 20 },
    ],
  },
  {
    ...goods,
    sku: "VASE",
    name: { fr: "Vase", en: "Vase" },
    price_minor: 3_100,
    stock: 1,
    position: 1,
    options: [],
    vat_class: "reduced",
  },
  { ...goods, sku: "SOAP", name: { fr: "Savon", en: "Soap" }, price_minor: 700, stock: 8, position: 2, options: [] },
  {
    ...goods,
    sku: "BOX",
    name: { fr: "Coffret", en: "Box" },
    price_minor: 1_201,
    stock: null,
    position: 3,
    options: [],
  },
];

/** Puts a shop into the store as `apply` would. */
export async function openShop(store: Store, shop: SimulatedShop, weather: Weather): Promise<void> {
  const { businessId, slug, channelId, railId } = shop;
  await store.installation.putBusiness({ businessId, slug });
  await store.installation.putDirectory({ plug: "channel", kind: "whatsapp", id: channelId, businessId });
  await store.installation.putDirectory({ plug: "rail", kind: "stripe", id: railId, businessId });
  await store.installation.putDirectory({ plug: "rail", kind: "lyra", id: shop.lyra.railId, businessId });
  const { phoneNumberId, wabaId, displayPhoneNumber, appSecret, verifyToken, accessToken } = shop;
  const { catalogueId } = shop;
  await store.tx(businessId, async (tx) => {
    const settings = {
      linkLifeMs: weather.linkLifeMs,
      reminderAfterMs: weather.reminderAfterMs,
      merchants: [{ name: "Rose", phone: shop.merchantPhone }],
      // One shop invoices every order, the other whoever asks.
      invoicing: { ...seller, always: businessId.endsWith("1") },
    };
    const profile = { slug, name: shop.name, country: "FR", currency: "EUR", time_zone: "Europe/Paris" };
    await tx.insert("profile", [{ ...profile, languages: ["fr", "en"], settings, changed_at: 0 }]);
    const account = { phoneNumberId, wabaId, displayPhoneNumber, appSecret, verifyToken, accessToken };
    // Only every other shop has its catalogue connected: the others show their goods as lists.
    const catalogue = businessId.endsWith("1") ? { catalogueId } : {};
    await tx.insert("channel_account", [
      {
        channel_id: channelId,
        kind: "whatsapp",
        name: "WhatsApp",
        settings: { ...account, ...catalogue, graphUrl, graphVersion: "v25.0" },
        state: "on",
        paused_until: null,
        pause_reason: null,
        changed_at: 0,
      },
    ]);
    await tx.insert("rail", railsOf(shop, weather));
    const body = { fr: "Livraison en 48 h.", en: "Delivery in 48 h." };
    const answer = { answer_id: "delivery", keywords: ["livraison", "delivery"], body, position: 0 };
    await tx.insert("answer", [{ ...answer, archived: false, changed_at: 0 }]);
    await tx.insert("product", products);
  });
}

/** Both rails of a shop. Customers are sent to the first; operators now and then choose. */
function railsOf({ railId, secretKey, webhookSecret, lyra }: SimulatedShop, { lyraFirst }: Weather): RowOf<"rail">[] {
  const on = { state: "on", changed_at: 0 } as const;
  const { shopId, password, otherPassword, hmacKey } = lyra;
  return [
    {
      ...on,
      rail_id: railId,
      kind: "stripe",
      name: "Card",
      position: lyraFirst ? 1 : 0,
      settings: { secretKey, webhookSecret, apiUrl: stripeUrl },
    },
    {
      ...on,
      rail_id: lyra.railId,
      kind: "lyra",
      name: "PayZen",
      position: lyraFirst ? 0 : 1,
      settings: { mode: "TEST", shopId, password: `${password} ${otherPassword}`, hmacKey, apiUrl: lyraUrl },
    },
  ];
}
