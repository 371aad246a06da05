import { describe, expect, it } from "vitest";
import { days, hours } from "#domain/instant";
import type { Limits } from "#domain/limits";
import { merchants } from "./paper-shop.ts";
import { openShop } from "./rig.ts";

const { rose } = merchants;

async function limited(limits: Limits) {
  const shop = await openShop();
  await shop.ports.store.tx(shop.businessId, async (tx) => {
    const [profile] = await tx.select("profile", {});
    if (profile) await tx.update("profile", [{ slug: profile.slug, settings: { ...profile.settings, limits } }]);
  });
  await shop.ports.store.installation.putBusiness({ businessId: shop.businessId, slug: "atelier" });
  shop.later(hours(1));
  await shop.say("bonjour");
  const sell = async (line: string) => {
    await shop.say(line, rose, "Rose");
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
    return sent
      .filter(({ to }) => to.phone === rose)
      .map(({ message }) => String(message["body"]))
      .join("\n");
  };
  const figures = async () =>
    Object.fromEntries(
      (await shop.rows("counter"))
        .filter(({ name }) => name.startsWith("limit:"))
        .map(({ name, value }) => [name, value]),
    );
  return { shop, sell, figures };
}

describe("limits", () => {
  it("refuse what passes them, in words, and count nothing of it", async () => {
    const { shop, sell, figures } = await limited({ perPayment: 5_000, perDay: { sum: 8_000 } });
    expect(await sell("60 EUR lea")).toContain("50.00 EUR");
    expect(await sell("50 EUR lea")).toContain("Commande 1");
    expect(await sell("40 EUR lea")).toMatch(/80\.00 EUR par jour/);
    expect(Object.values(await figures())).toEqual([5_000]);
    expect(await shop.rows("order")).toHaveLength(1);
  });

  it("give back what was never paid, and begin anew with the day", async () => {
    const { shop, sell, figures } = await limited({ perDay: { count: 1 } });
    expect(await sell("10 EUR lea")).toContain("Commande 1");
    expect(await sell("10 EUR lea")).toContain("1 paiements par jour");
    await shop.say("UNDO", rose, "Rose");
    expect(Object.values(await figures())).toEqual([0]);
    expect(await sell("10 EUR lea")).toContain("Commande 2");
    shop.later(days(1));
    await shop.say("bonjour");
    expect(await sell("10 EUR lea")).toContain("Commande 3");
  });

  it("put a customer's cart before a person with the reason", async () => {
    const { shop } = await limited({ perPayment: 1_000 });
    await shop.say("coffret");
    const sent = await shop.say(shop.tap("so:pay"));
    expect(sent.map(({ message }) => String(message["body"])).join("\n")).toContain("10.00 EUR");
    expect((await shop.rows("thread")).find(({ owner }) => owner === "human")?.handover_reason).toContain("10.00 EUR");
  });

  it("hold up refunds a person makes, never what the till owes by itself", async () => {
    const { shop, sell } = await limited({ perMonth: { out: 500 } });
    await sell("10 EUR lea");
    const [payment] = await shop.rows("payment");
    await shop.pay(payment?.payment_id ?? "", 1_000);
    expect(await sell("REFUND 1 4 EUR")).toContain("4,00");
    expect(await sell("REFUND 1 2 EUR")).toMatch(/5\.00 EUR de remboursements/);
    await shop.pay(payment?.payment_id ?? "", 1_000, 2);
    expect((await shop.rows("refund")).map(({ amount_minor }) => amount_minor).toSorted((a, b) => a - b)).toEqual([
      400, 1_000,
    ]);
  });
});
