import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days, minutes } from "#domain/instant";
import { money } from "#domain/money";
import { paperRail } from "./paper.ts";
import { merchants } from "./paper-shop.ts";
import { lea, openRefundShop, toPhone } from "./refund-shop.ts";

const { rose } = merchants;

describe("a refund that fails days later", () => {
  it("opens the request again, tells both, and goes a second time when somebody approves again", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.askWhole();
    await shop.decide("anna", { decide: "approve" });
    expect(await shop.request()).toMatchObject({ state: "done" });
    shop.later(days(3));
    await shop.say("coucou");
    await shop.say("TODAY", rose, "Rose");
    const sent = await shop.refundFact("failed");
    expect(toPhone(sent, lea)).toContain("La banque a renvoyé votre remboursement");
    expect(toPhone(sent, rose)).toContain("account closed");
    expect(await shop.request()).toMatchObject({ state: "failed", problem: "account closed" });
    await shop.say(shop.tap(shop.buttonOf(rose, "approve")), rose, "Rose");
    expect(await shop.request()).toMatchObject({ state: "done" });
    expect((await shop.rows("order"))[0]).toMatchObject({ refunded_minor: 1_200 });
    expect(await shop.healthy()).toEqual([]);
  });
  it("is told to the merchant where the customer's window is closed, and by the template where one is named", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.askWhole();
    shop.later(days(2));
    const silent = await shop.decide("anna", { decide: "approve" });
    expect(toPhone(silent.sent, lea)).toBe("");
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("refund-untold");
    await shop.ports.store.tx(shop.businessId, async (tx) => {
      const [profile] = await tx.select("profile", {});
      await tx.updateIf("profile", {}, { settings: { ...profile?.settings, templates: { refund: "refund_news" } } });
    });
    await shop.ports.store.installation.putBusiness({ businessId: shop.businessId, slug: "atelier" });
    shop.later(5_000);
    const told = toPhone(await shop.refundFact("failed"), lea);
    expect(told).toContain("refund_news");
    expect(told).toContain("La banque a renvoyé votre remboursement");
  });
});

describe("a rail that returns nothing by itself", () => {
  const right = "FR14 2004 1010 0505 0001 3M02 606";
  const ask = async (shop: Awaited<ReturnType<typeof openRefundShop>>) => {
    await shop.buyBox();
    await shop.say("remboursement");
    await shop.say(shop.tap("rf:whole"));
    return toPhone(await shop.say(shop.tap("rf:cause:damaged")), lea);
  };
  it("asks for her account: a wrong one is said to be wrong, a right one is kept sealed and shown masked", async () => {
    const shop = await openRefundShop({}, "paper-hand");
    expect(await ask(shop)).toContain("l’IBAN de votre compte");
    expect(toPhone(await shop.say("FR14 2004 1010 0505 0001 3M02 607"), lea)).toContain("FR…2607 n’est pas un IBAN");
    expect(toPhone(await shop.say(`c’est le ${right} merci`), lea)).toContain("FR…2606");
    await shop.say(shop.tap("rf:send"));
    expect(await shop.request()).toMatchObject({ account: right.replaceAll(" ", ""), account_shown: "FR…2606" });
    const bodies = JSON.stringify((await shop.rows("message")).map(({ content }) => content));
    expect(bodies).not.toMatch(/2004 ?1010/);
    expect(bodies).toContain("c’est le FR…2606 merci");
  });
  it("is refunded by a person's transfer: approved, then sent with a second look, booked once", async () => {
    const shop = await openRefundShop({}, "paper-hand");
    await ask(shop);
    await shop.say(right);
    await shop.say(shop.tap("rf:send"));
    const approved = await shop.say(shop.tap(shop.buttonOf(rose, "approve")), rose, "Rose");
    expect(toPhone(approved, rose)).toContain("Virez 12,00");
    expect(await shop.request()).toMatchObject({ state: "refunding" });
    expect((await shop.rows("refund"))[0]).toMatchObject({ state: "requested" });
    expect((await shop.rows("task")).filter(({ kind }) => kind === "refund")).toEqual([]);
    const look = await shop.say(shop.tap(shop.buttonOf(rose, "sent")), rose, "Rose");
    expect(toPhone(look, rose)).toContain("comptabilisé définitivement");
    expect((await shop.rows("refund"))[0]).toMatchObject({ state: "requested" });
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "sent-sure")), rose, "Rose");
    expect(toPhone(sent, lea)).toContain("ont été virés sur FR…2606");
    await shop.say(shop.tap(shop.buttonOf(rose, "sent-sure")), rose, "Rose");
    expect((await shop.rows("journal")).filter(({ kind }) => kind === "refund").length).toBeGreaterThan(0);
    expect((await shop.rows("payment_fact")).filter(({ via }) => via === "by-hand").length).toBe(1);
    expect(await shop.request()).toMatchObject({ state: "done" });
    expect(await shop.healthy()).toEqual([]);
  });
});

describe("her payments", () => {
  it("are listed when she asks, a receipt comes again by a tap, and a refund begins from it", async () => {
    const shop = await openRefundShop();
    const orderId = await shop.buyBox();
    const list = toPhone(await shop.say("mes paiements"), lea);
    expect(list).toContain("N° 1 · 12,00");
    expect(list).toContain("payé");
    const again = toPhone(await shop.say(shop.tap(`paid:${orderId}`)), lea);
    expect(again).toContain("document");
    expect(again).toContain(`rf:start:${orderId}`);
    expect(toPhone(await shop.say(shop.tap(`rf:start:${orderId}`)), lea)).toContain("faut-il rembourser");
    const stranger = toPhone(await shop.say(shop.tap(`paid:${orderId}`), "33687654321", "Zoé"), "33687654321");
    expect(stranger).toContain("Je ne trouve pas de reçu");
  });
});

describe("a refund made at the provider's own desk", () => {
  it("that passed what was left is taken up when ours, which held the money, fails", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.askWhole();
    // The provider takes ours, and has not done it yet.
    shop.outside((request, behave) => (request.url === "paper:refund" ? shop.json([]) : behave(request)));
    await shop.decide("anna", { decide: "approve" });
    const [ours] = await shop.rows("refund");
    if (!ours) throw new Error("nothing is refunded");
    const desk = {
      factId: "re_desk:done",
      reference: ours.payment_id,
      kind: "refund-changed",
      refundRef: "re_desk",
      captureId: ours.capture_id,
      amount: money(900, currency("EUR")),
      state: "done",
      at: shop.ports.clock.now(),
    } as const;
    await shop.facts(desk);
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("refund-unknown");
    expect((await shop.rows("refund")).length).toBe(1);
    await shop.refundFact("failed");
    const refunds = await shop.rows("refund");
    expect(refunds.map(({ state, amount_minor, requested_by }) => [state, amount_minor, requested_by])).toEqual([
      ["failed", 1_200, "anna"],
      ["done", 900, "provider"],
    ]);
    expect((await shop.rows("capture"))[0]).toMatchObject({ left_minor: 300 });
    expect((await shop.rows("order"))[0]).toMatchObject({ refunded_minor: 900 });
    expect(await shop.request()).toMatchObject({ state: "failed" });
    expect((await shop.decide("anna", { decide: "approve" })).refused).toBe("too-much");
    expect(await shop.healthy()).toEqual([]);
  });
});

describe("a refund whose answer was lost", () => {
  it.each([
    [undefined, 1],
    [false, 0],
  ])(
    "is looked up before it is tried again only where the rail names our refunds (%s)",
    async (namesRefunds, looks) => {
      let looked = 0;
      const shop = await openRefundShop({}, "paper-counted");
      const counted = {
        ...paperRail,
        kind: "paper-counted",
        capabilities: { ...paperRail.capabilities, ...(namesRefunds === undefined ? {} : { namesRefunds }) },
        lookUpRefunds: async () => {
          looked += 1;
          return { ok: true, facts: [], final: false } as const;
        },
      };
      (shop.ports.rails as (typeof paperRail)[]).push(counted);
      await shop.ports.store.installation.putBusiness({ businessId: shop.businessId, slug: "atelier" });
      shop.later(3_000);
      await shop.buyBox();
      await shop.askWhole();
      let tries = 0;
      shop.outside((request, behave) => {
        if (request.url !== "paper:refund") return behave(request);
        tries += 1;
        if (tries === 1) throw new Error("connection reset");
        return behave(request);
      });
      await shop.decide("anna", { decide: "approve" });
      await shop.pass(minutes(2));
      expect([tries, looked]).toEqual([2, looks]);
      expect(await shop.request()).toMatchObject({ state: "done" });
    },
  );
});
