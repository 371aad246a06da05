import { describe, expect, it } from "vitest";
import { days, hours } from "#domain/instant";
import type { Limits } from "#domain/limits";
import { actOnOrder, sendLink } from "#engine/operate";
import { merchants } from "./paper-shop.ts";
import { openShop } from "./rig.ts";
import { openTwoRails } from "./two-rails.ts";

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

describe("limits of one rail", () => {
  it("send what passes them by the next, count there, and hand over with the reason where every way is full", async () => {
    const shop = await openTwoRails({
      limits: { perRail: { card: { perDay: { sum: 2_000 } }, bank: { perDay: { count: 1 } } } },
    });
    await shop.order("33612345671");
    await shop.order("33612345672");
    expect(await shop.states()).toEqual(["card open", "bank open"]);
    const figures = (await shop.rows("counter")).filter(({ name }) => name.startsWith("limit:"));
    expect(Object.fromEntries(figures.map(({ name, value }) => [name, value]))).toEqual({
      "limit:rail:bank:2026-11-24:count": 1,
      "limit:rail:card:2026-11-24:sum": 1_200,
    });
    const choices = await shop.rows("rail_choice");
    expect(
      choices.flatMap(({ verdicts }) => verdicts).find(({ id, verdict }) => id === "card" && verdict === "cannot"),
    ).toEqual({
      id: "card",
      verdict: "cannot",
      reasons: [{ why: "limit", limit: "rail-day-sum", most: "20.00 EUR" }],
    });
    const sent = await shop.order("33612345673");
    expect(shop.said(sent)).toContain("20.00 EUR par jour par ce moyen");
    expect(await shop.payments()).toHaveLength(2);
    const handed = (await shop.rows("thread")).filter(({ owner }) => owner === "human");
    expect(handed.map(({ handover_reason }) => handover_reason)).toEqual([expect.stringContaining("20.00 EUR")]);
    // The next day begins anew.
    shop.later(days(1));
    await shop.order("33612345674");
    expect((await shop.states()).at(-1)).toBe("card open");
  });

  it("say which rail is too small for an amount, and what a month lets in", async () => {
    const shop = await openTwoRails({
      limits: { perRail: { card: { perPayment: 1_000 }, bank: { perMonth: { in: 1_200 } } } },
    });
    await shop.order("33612345671");
    expect(await shop.states()).toEqual(["bank open"]);
    await shop.order("33612345672");
    expect(await shop.payments()).toHaveLength(1);
  });

  it("bound what goes back by them in a month", async () => {
    const shop = await openTwoRails({ limits: { perRail: { card: { perMonth: { out: 500 } } } } });
    await shop.order("33612345671");
    const [payment] = await shop.payments();
    await shop.pay(payment?.payment_id ?? "", 1_200);
    const order = (await shop.rows("order"))[0]?.order_id ?? "";
    const back = (amountMinor: number) =>
      shop.shopNow().then((here) => actOnOrder(shop.ports, here, "ana", order, { act: "refund", amountMinor }));
    expect(await back(400)).toBeUndefined();
    expect(await back(200)).toMatchObject({ refused: "limit" });
    expect((await shop.rows("refund")).map(({ amount_minor }) => amount_minor)).toEqual([400]);
  });
});

describe("limits of one of the staff", () => {
  it("hold each merchant to her own figures and the customers to none of them", async () => {
    const { shop, sell, figures } = await limited({ perStaffPerDay: { count: 2, sum: 3_000, out: 300 } });
    expect(await sell("10 EUR lea")).toContain("Commande 1");
    expect(await sell("25 EUR lea")).toMatch(/30\.00 EUR par jour demandés/);
    expect(await sell("10 EUR lea")).toContain("Commande 2");
    expect(await sell("5 EUR lea")).toMatch(/2 paiements par jour demandés/);
    expect(await figures()).toMatchObject({ [`limit:staff:2026-11-24:${rose}:count`]: 2 });
    await shop.say("coffret");
    await shop.say(shop.tap("so:pay"));
    expect(await shop.rows("payment")).toHaveLength(3);
    // What she takes back no longer counts against her.
    await shop.say("UNDO", rose, "Rose");
    expect(await figures()).toMatchObject({ [`limit:staff:2026-11-24:${rose}:sum`]: 1_000 });
    const [first] = (await shop.rows("payment")).toSorted((a, b) => (a.payment_id < b.payment_id ? -1 : 1));
    await shop.pay(first?.payment_id ?? "", 1_000);
    expect(await sell("REFUND 1 4 EUR")).toMatch(/3\.00 EUR de remboursements par jour/);
    expect(await sell("REFUND 1 3 EUR")).toContain("3,00");
  });

  it("hold an operator who sends links from the console to hers", async () => {
    const { shop } = await limited({ perStaffPerDay: { count: 1 } });
    const threads: string[] = [];
    for (const phone of ["33612345671", "33612345672"]) {
      await shop.say("coffret", phone);
      const order = (await shop.rows("order")).at(-1);
      threads.push(order?.thread_id ?? "");
    }
    const here = await shop.shopNow();
    expect(await sendLink(shop.ports, here, "ana", threads[0] ?? "")).toMatchObject({ asked: "new" });
    expect(await sendLink(shop.ports, here, "ana", threads[1] ?? "")).toMatchObject({
      asked: "refused",
      reason: "limit",
    });
    expect(await sendLink(shop.ports, here, "bob", threads[1] ?? "")).toMatchObject({ asked: "new" });
  });
});
