import { describe, expect, it } from "vitest";
import { worldSetup } from "../../world/setup.ts";
import { readDemoShops, secretNames, worldShops } from "./demo-shops.ts";

const shops = readDemoShops(process.cwd());

describe("the demo shops", () => {
  it("name every secret by its environment variable, and write none down", () => {
    expect(secretNames(shops).toSorted()).toEqual(
      ["ATELIER", "SALON"].flatMap((shop) => [
        `${shop}_LYRA_HMAC_KEY`,
        `${shop}_LYRA_PASSWORD`,
        `${shop}_STRIPE_SECRET_KEY`,
        `${shop}_STRIPE_WEBHOOK_SECRET`,
        `${shop}_WA_APP_SECRET`,
        `${shop}_WA_TOKEN`,
        `${shop}_WA_VERIFY_TOKEN`,
      ]),
    );
  });

  it("become what the world is told: secrets filled in, prices in minor units, sold-out products marked", () => {
    const secrets = Object.fromEntries(secretNames(shops).map((name) => [name, `value of ${name}`]));
    const told = worldSetup.parse({
      ports: { phone: 0, meta: 0, stripe: 0, lyra: 0 },
      tillUrl: "http://127.0.0.1:4242",
      offsetMs: 0,
      shops: worldShops(shops, secrets, "http://127.0.0.1:4242"),
    });
    const atelier = told.shops.find(({ id }) => id === "atelier-lyon");
    expect(atelier?.whatsapp).toMatchObject({
      accessToken: "value of ATELIER_WA_TOKEN",
      webhookUrl: "http://127.0.0.1:4242/webhooks/whatsapp/atelier-wa",
    });
    expect(atelier?.stripe?.webhookUrl).toBe("http://127.0.0.1:4242/webhooks/stripe/atelier-card");
    expect(atelier?.lyra).toMatchObject({
      shopId: "51084301",
      password: "value of ATELIER_LYRA_PASSWORD",
      ipnUrl: "http://127.0.0.1:4242/webhooks/lyra/atelier-payzen",
    });
    const product = (sku: string) => atelier?.products.find((one) => one.sku === sku);
    expect(product("RING-ROSE")).toMatchObject({ priceMinor: 4_990, inStock: true, names: { fr: "Bague Rose" } });
    expect(product("RING-SAPPHIRE")?.inStock).toBe(false);
  });

  it("are paid by Stripe first: Lyra is the second rail, in Lyon the shop's own account and its till come after", () => {
    for (const { content } of shops)
      expect(content.rails.map(({ kind }) => kind).slice(0, 2)).toEqual(["stripe", "lyra"]);
    const lyon = shops.find(({ content }) => content.shop.id === "atelier-lyon");
    expect(lyon?.content.rails.slice(2).map(({ kind }) => kind)).toEqual(["transfer", "cash"]);
  });

  it("sell eight to twelve things, one of them the last and one sold out, and answer in five languages", () => {
    for (const { content } of shops) {
      expect(content.catalogue.length).toBeGreaterThanOrEqual(8);
      expect(content.catalogue.length).toBeLessThanOrEqual(12);
      const stocks = content.catalogue.map(({ stock }) => stock);
      expect(stocks).toContain(0);
      expect(stocks).toContain(1);
      for (const { name } of content.catalogue)
        expect(Object.keys(name).toSorted()).toEqual(["en", "es", "fr", "it", "pt"]);
      expect(new Set(content.channels.map(({ id }) => id)).size).toBe(1);
    }
  });
});
