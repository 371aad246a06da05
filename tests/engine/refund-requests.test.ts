import { describe, expect, it } from "vitest";
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
    expect(both.filter(({ refused }) => refused === "moved-on").length).toBe(1);
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
