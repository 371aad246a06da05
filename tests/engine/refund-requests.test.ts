import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days, minutes } from "#domain/instant";
import { money } from "#domain/money";
import { paperRail } from "./paper.ts";
import { merchants } from "./paper-shop.ts";
import { lea, openRefundShop, toPhone } from "./refund-shop.ts";

const { rose, anna } = merchants;

describe("a customer asks for her money back", () => {
  it("and is asked how much and why, sees all of it, and only then it is with the shop", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    expect(toPhone(await shop.say("je veux un remboursement"), lea)).toContain("Commande 1 : faut-il rembourser");
    expect(toPhone(await shop.say(shop.tap("rf:part")), lea)).toContain("Au plus 12,00");
    expect(toPhone(await shop.say("5 euros"), lea)).toContain("Quelle est la raison");
    const summary = toPhone(await shop.say("la boîte est ouverte"), lea);
    expect(summary).toContain("Commande 1 : 5,00");
    expect(summary).toContain("la boîte est ouverte");
    expect(await shop.rows("refund_request")).toEqual([]);
    const sent = await shop.say("oui");
    expect(toPhone(sent, lea)).toContain("est chez la boutique");
    expect(toPhone(sent, rose)).toContain("Léa demande le remboursement de 5,00");
    expect(await shop.request()).toMatchObject({ state: "asked", amount_minor: 500, words: "la boîte est ouverte" });
    expect(await shop.rows("refund")).toEqual([]);
    expect(await shop.healthy()).toEqual([]);
  });
  it("and the desk's merchant approves by a tap: it goes back, and each step is told until it is done", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.askWhole();
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "approve")), rose, "Rose");
    expect(toPhone(sent, lea)).toContain("La boutique est d’accord : 12,00");
    expect(toPhone(sent, lea)).toContain("ont été remboursés");
    expect(toPhone(sent, rose)).toContain("Accepté : 12,00");
    expect(await shop.request()).toMatchObject({ state: "done", approved_by: `merchant:${rose}` });
    expect((await shop.rows("order"))[0]).toMatchObject({ refunded_minor: 1_200 });
    expect(toPhone(await shop.say(shop.tap(shop.buttonOf(rose, "approve")), rose, "Rose"), rose)).toContain(
      "n’attend plus cela",
    );
    expect((await shop.rows("refund")).length).toBe(1);
    expect(await shop.healthy()).toEqual([]);
  });
  it("and is refused with a reason in the merchant's own words", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.askWhole();
    await shop.say(shop.tap(shop.buttonOf(rose, "refuse")), rose, "Rose");
    const sent = await shop.say("le délai de 14 jours est passé", rose, "Rose");
    expect(toPhone(sent, lea)).toContain("ne peut pas rembourser 12,00");
    expect(toPhone(sent, lea)).toContain("le délai de 14 jours est passé");
    expect(await shop.request()).toMatchObject({ state: "refused", refusal: "own-words" });
    expect(await shop.rows("refund")).toEqual([]);
  });
  it("and two orders: she is asked which; another's order is none of hers", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.buyBox();
    expect(toPhone(await shop.say("remboursement"), lea)).toContain("De quelle commande");
    expect(toPhone(await shop.say("la 2"), lea)).toContain("Commande 2 : faut-il");
    const stranger = "33687654321";
    const order = (await shop.rows("order"))[0];
    const sent = await shop.say(shop.tap(`rf:order:${order?.order_id ?? ""}`), stranger, "Zoé");
    expect(toPhone(sent, stranger)).toContain("Je ne trouve aucune commande payée");
  });
  it("and may leave any question, shop, and come back to it where she left", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.say("remboursement");
    await shop.say(shop.tap("rf:whole"));
    const answered = toPhone(await shop.say("et la livraison ?"), lea);
    expect(answered).toContain("Livraison en 48 h.");
    expect(answered).toContain("Quelle est la raison");
    expect(toPhone(await shop.say(shop.tap("so:product:CARD")), lea)).toContain("Carte");
    expect(toPhone(await shop.say(shop.tap("so:pay")), lea)).toContain("Payer");
    expect(toPhone(await shop.say("et mon remboursement"), lea)).toContain("Quelle est la raison");
    await shop.say(shop.tap("rf:cause:damaged"));
    expect(toPhone(await shop.say(shop.tap("rf:send")), lea)).toContain("est chez la boutique");
    expect((await shop.rows("thread")).find(({ address }) => address.phone === lea)).toMatchObject({
      journey: "shop-order",
      journey_state: { at: "paying" },
    });
  });
  it("and cannot ask for more than is left, nor twice for the same order", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.say("remboursement");
    await shop.say(shop.tap("rf:part"));
    expect(toPhone(await shop.say("50 EUR"), lea)).toContain("au plus 12,00");
    await shop.say("12");
    await shop.say(shop.tap("rf:cause:damaged"));
    await shop.say(shop.tap("rf:send"));
    expect(toPhone(await shop.say("remboursement"), lea)).toContain("déjà chez la boutique");
    expect((await shop.rows("refund_request")).length).toBe(1);
  });
});

describe("a photo", () => {
  it("is asked for where the shop wants one, kept with the request, and a question of the desk is answered by another", async () => {
    const shop = await openRefundShop({ photoFor: ["damaged"] });
    await shop.buyBox();
    await shop.say("remboursement");
    await shop.say(shop.tap("rf:whole"));
    expect(toPhone(await shop.say(shop.tap("rf:cause:damaged")), lea)).toContain("Une photo aide");
    const photo = { kind: "media", media: "image", mediaId: "p1", mimeType: "image/png" } as const;
    expect(toPhone(await shop.say(photo), lea)).toContain("Avec une photo");
    await shop.say(shop.tap("rf:send"));
    const { photos } = await shop.request();
    expect((await shop.rows("file")).map(({ file_id }) => file_id)).toEqual(photos);
    const { sent } = await shop.decide("anna", { decide: "ask", words: "De quel côté ?" });
    expect(toPhone(sent, lea)).toContain("De quel côté ?");
    await shop.say(shop.tap(shop.buttonOf(lea, "answer")));
    expect(toPhone(await shop.say({ ...photo, mediaId: "p2" }), lea)).toContain("la boutique l’a reçu");
    expect((await shop.request()).photos.length).toBe(2);
  });
});

describe("two people", () => {
  const rules = { secondPersonAboveMinor: 1_000 };
  it("must agree above the bound: the approver cannot confirm, another one can", async () => {
    const shop = await openRefundShop(rules);
    await shop.buyBox();
    await shop.askWhole();
    const first = await shop.say(shop.tap(shop.buttonOf(rose, "approve")), rose, "Rose");
    expect(toPhone(first, rose)).toContain("Une deuxième personne doit être d’accord");
    expect(toPhone(first, lea)).toBe("");
    expect(toPhone(first, anna)).toContain("Rose a accepté un remboursement de 12,00");
    expect(await shop.rows("refund")).toEqual([]);
    expect((await shop.decide(`merchant:${rose}`, { decide: "confirm" })).refused).toBe("same-person");
    const second = await shop.say(shop.tap(shop.buttonOf(anna, "confirm")), anna, "Anna");
    expect(toPhone(second, lea)).toContain("ont été remboursés");
    expect(await shop.request()).toMatchObject({ approved_by: `merchant:${rose}`, confirmed_by: `merchant:${anna}` });
    expect(await shop.healthy()).toEqual([]);
  });
  it("are needed for many small refunds as for a large one, and for a line of the merchant", async () => {
    const shop = await openRefundShop(rules);
    await shop.buyBox();
    const line = async (text: string) => {
      await shop.say(text, rose, "Rose");
      return toPhone(await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose"), rose);
    };
    expect(await line("REFUND 1 8")).not.toContain("deuxième personne");
    expect(await line("REFUND 1 4")).toContain("deuxième personne");
    expect((await shop.rows("refund")).map(({ amount_minor }) => amount_minor)).toEqual([800]);
    expect(await shop.request()).toMatchObject({ cause: "shop", state: "approved", amount_minor: 400 });
    expect((await shop.decide("owner", { decide: "confirm" })).refused).toBeUndefined();
    expect((await shop.rows("refund")).length).toBe(2);
    expect(await shop.healthy()).toEqual([]);
  });
  it("who both press at once send it back once", async () => {
    const shop = await openRefundShop();
    await shop.buyBox();
    await shop.askWhole();
    const both = await Promise.all([shop.decide("a", { decide: "approve" }), shop.decide("b", { decide: "approve" })]);
    expect(both.map(({ refused }) => refused).toSorted()).toEqual(["moved-on", undefined]);
    expect((await shop.rows("refund")).length).toBe(1);
  });
});

describe("the till", () => {
  it("agrees by itself up to the shop's own bound, and to nothing where none is set", async () => {
    const shop = await openRefundShop({ autoApproveUpToMinor: 1_200 });
    await shop.buyBox();
    const sent = await shop.askWhole();
    expect(toPhone(sent, lea)).toContain("ont été remboursés");
    expect(await shop.request()).toMatchObject({ state: "done" });
    expect(await shop.healthy()).toEqual([]);
  });
  it("sends the request to the desk its rule names", async () => {
    const shop = await openRefundShop({
      desks: [
        { name: "Colis", causes: ["not-arrived"], phone: rose },
        { name: "Atelier", phone: anna },
      ],
    });
    await shop.buyBox();
    const sent = await shop.askWhole();
    expect(toPhone(sent, anna)).toContain("demande le remboursement");
    expect(toPhone(sent, rose)).toBe("");
    expect(await shop.request()).toMatchObject({ desk: "Atelier", desk_phone: anna });
  });
});

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
