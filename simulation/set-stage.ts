import { createMemoryStore } from "../server/storage/memory/memory-store.ts";
import { createLyraWorld } from "../world/lyra/model.ts";
import { createMetaWorld } from "../world/meta/model.ts";
import { createStripeWorld } from "../world/stripe/model.ts";
import { createChance } from "./chance.ts";
import { createKernel, type Drain } from "./kernel.ts";
import { postToTill } from "./network.ts";
import { graphUrl, lyraUrl, openShop, products, type SimulatedShop, shopOf, tillUrl } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";
import { startTill } from "./till.ts";
import { calm, type Weather } from "./weather.ts";
import { nextWorkOf } from "./waiting-work.ts";

/** Sets the faults of the providers by the weather. */
export function applyWeather(stage: Stage, weather: Weather): void {
  stage.weather = weather;
  const { twice, reorder, error500, tooFast } = weather;
  const shared = { duplicate: twice, reorder, apiError500: error500, rate429: tooFast };
  stage.meta.setChaos({ ...shared, lose: weather.metaLoses });
  stage.stripe.setChaos({ ...shared, lose: weather.banksLose });
  stage.lyra.setChaos({
    duplicate: twice,
    reorder,
    apiError500: error500,
    rateLimited: tooFast,
    lose: weather.banksLose,
    technicalBefore: weather.technical,
    technicalAfter: weather.technical,
    captureFails: weather.remittanceFails,
    tamper: weather.forged,
    escapedSlashes: weather.escapedSlashes,
  });
}

/** Makes a shop known to WhatsApp, Stripe and Lyra. */
function connect(stage: Stage, shop: SimulatedShop): void {
  const { phoneNumberId, wabaId, displayPhoneNumber, accessToken, verifyToken, appSecret, name } = shop;
  stage.meta.addNumber({
    phoneNumberId,
    wabaId,
    displayPhoneNumber,
    accessToken,
    verifyToken,
    appSecret,
    name,
    webhookUrl: `${tillUrl}/webhooks/whatsapp/${shop.channelId}`,
  });
  stage.meta.setCatalogue(phoneNumberId, {
    catalogId: shop.catalogueId,
    products: products.map(({ sku, name: names, price_minor, currency }) => {
      const title = names.fr ?? sku;
      return { retailerId: sku, name: title, priceMinor: price_minor, currency, availability: "in stock" as const };
    }),
  });
  stage.stripe.addAccount({
    secretKey: shop.secretKey,
    webhookUrl: `${tillUrl}/webhooks/stripe/${shop.railId}`,
    webhookSecret: shop.webhookSecret,
    country: "FR",
    currency: "eur",
    name,
  });
  connectLyra(stage, shop);
}

/** The shop in both modes, as Lyra has every shop: the till works in one of them. */
function connectLyra(stage: Stage, { name, lyra }: SimulatedShop): void {
  const { shopId, password, otherPassword, hmacKey, railId } = lyra;
  const batchChange = stage.weather.tellsRemittance;
  const shared = {
    shopId,
    hmacKey,
    name,
    ipnUrl: `${tillUrl}/webhooks/lyra/${railId}`,
    retriesIpn: true,
    rules: { batchAuthorisation: true, batchChange, backOffice: true, abandoned: true },
  };
  stage.lyra.addShop({ ...shared, mode: "TEST", password });
  stage.lyra.addShop({ ...shared, mode: "PRODUCTION", password: otherPassword });
}

/** Builds a world in which nothing has happened yet: the shops are set up, the nodes are not started. */
export async function setStage(seed: number, weather: Weather, drain: Drain): Promise<Stage> {
  const kernel = createKernel(seed, drain);
  const store = createMemoryStore({ owner: "stage" });
  const shops = Array.from({ length: weather.businesses }, (_, n) => shopOf(n));
  const outside = createChance(seed, 2);
  const ports = {
    now: kernel.now,
    after: (milliseconds: number, run: () => void) => void kernel.after(milliseconds, run),
    random: outside.next,
    post: (url: string, request: Parameters<typeof postToTill>[2]) => postToTill(stage, url, request),
  };
  const stage: Stage = {
    kernel,
    store,
    meta: createMetaWorld(ports, { batchWindowMs: outside.pick([0, 50, 400]), publicUrl: graphUrl }),
    stripe: createStripeWorld(ports, { publicUrl: "https://pay.example" }),
    lyra: createLyraWorld(ports, {
      publicUrl: lyraUrl,
      remittanceEveryMs: weather.remittanceMs,
      remittanceAtMs: 0,
    }),
    shops,
    weather: calm(weather),
    tills: [],
    seen: {
      crashes: 0,
      doubtfulSends: 0,
      acknowledged: [],
      heardStatus: new Map(),
      officeRefunds: new Set(),
      violations: [],
    },
  };
  for (const shop of shops) {
    await openShop(store, shop, weather);
    connect(stage, shop);
  }
  kernel.setNextWork(() => nextWorkOf(store, shops));
  return stage;
}

/** Starts a node and replaces it, under a new name, a while after each death. */
export function keepRunning(stage: Stage, place: number, life = 0): void {
  const till = startTill(stage, `node${place}.${life}`);
  stage.tills[place] = till;
  void till.died.then(() => {
    const pause = 200 + stage.kernel.chance.wait(1_500);
    stage.kernel.after(pause, () => keepRunning(stage, place, life + 1));
  });
}
