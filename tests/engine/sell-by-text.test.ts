import { beforeEach, describe, expect, it } from "vitest";
import { hours } from "#domain/instant";
import { checkBusiness } from "../../server/invariants/check.ts";
import { merchants } from "./paper-shop.ts";
import type { Sent } from "./paper-world.ts";
import { openShop } from "./rig.ts";

const { rose, anna } = merchants;
const lea = "33612345678";
const bodyOf = ({ message }: Sent): string => String(message["body"] ?? message["url"] ?? message["filename"] ?? "");
const to = (sent: readonly Sent[], phone: string): readonly string[] =>
  sent.filter((one) => one.to.phone === phone).map(bodyOf);
const kinds = (sent: readonly Sent[], phone: string): readonly unknown[] =>
  sent.filter((one) => one.to.phone === phone).map(({ message }) => message["kind"]);

let shop: Awaited<ReturnType<typeof openShop>>;
const fromRose = (line: string) => shop.say(line, rose, "Rose");
const tapRose = (choice: string) => shop.say(shop.tap(choice), rose, "Rose");
const lastButton = (word: string) => shop.buttonOf(rose, word);
const payments = () => shop.rows("payment");
beforeEach(async () => {
  shop = await openShop();
});

describe("a merchant's line", () => {
  it("is shown back with amount, name and rail, and one tap sends the link to the customer", async () => {
    await shop.say("bonjour", lea);
    const [echo] = await fromRose("10 EUR +33 6 12 34 56 78");
    expect(echo?.message["kind"]).toBe("buttons");
    expect(bodyOf(echo as Sent)).toMatch(/10,00.*Léa.*Card/);
    expect(await payments()).toEqual([]);
    const sent = await tapRose(lastButton("yes"));
    expect(kinds(sent, lea)).toEqual(["link"]);
    expect(to(sent, rose).join("\n")).toMatch(/Commande 1.*Léa.*10,00/);
    const [payment] = await payments();
    const told = await shop.pay(payment?.payment_id ?? "", 1_000);
    expect(to(told, rose).join("\n")).toContain("La commande 1 est payée");
    expect(to(told, lea).join("\n")).toContain("R2026-00001.pdf");
    expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
  });

  it("is done once, however often the button is tapped or the message arrives", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    await tapRose(lastButton("yes"));
    const again = await tapRose(lastButton("yes"));
    expect(to(again, rose)).toEqual([expect.stringContaining("rien n’a été fait")]);
    expect(await payments()).toHaveLength(1);
  });

  it("is done as it was shown: a tap on an older button does not do the newest line", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    const older = lastButton("yes");
    await fromRose("500 EUR lea");
    expect(to(await tapRose(older), rose)).toEqual([expect.stringContaining("rien n’a été fait")]);
    expect(await shop.rows("order")).toEqual([]);
    await tapRose(lastButton("yes"));
    expect(await shop.rows("order")).toMatchObject([{ total_minor: 50_000 }]);
  });

  it("leaves the customer's own cart alone", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    await tapRose(lastButton("yes"));
    await shop.say("coffret", lea);
    expect((await shop.rows("order")).map(({ state, total_minor }) => [state, total_minor])).toEqual([
      ["placed", 1_000],
      ["cart", 1_200],
    ]);
  });

  it("means nothing from a number that is not on the list", async () => {
    const sent = await shop.say("10 EUR +33698765432 REGISTER lea@example.com", "33655555555");
    expect(sent.every(({ to: { phone } }) => phone === "33655555555")).toBe(true);
    expect(await shop.rows("order")).toEqual([]);
    expect(to(sent, "33655555555").join()).not.toMatch(/10,00/);
  });

  it("gives the link to the merchant when nobody is named", async () => {
    await fromRose("12,50 EUR ORDER=A-7");
    const sent = await tapRose(lastButton("yes"));
    expect(to(sent, rose).join("\n")).toMatch(/à transmettre/);
    expect(to(sent, rose).at(-1)).toMatch(/^https:/);
    const [payment] = await payments();
    const told = await shop.pay(payment?.payment_id ?? "", 1_250);
    expect(kinds(told, rose)).toContain("document");
    expect(to(told, rose).join("\n")).toContain("A-7");
  });

  it("gives the link to the merchant, and says why, when the customer's window is closed", async () => {
    await shop.say("bonjour", lea);
    shop.later(hours(30));
    await fromRose("10 EUR lea");
    const sent = await tapRose(lastButton("yes"));
    expect(kinds(sent, lea)).toEqual([]);
    expect(to(sent, rose).join("\n")).toMatch(/24 heures[\s\S]*https:/);
  });

  it("asks back when two people have the name, and takes the one she chooses", async () => {
    await shop.say("bonjour", lea);
    await shop.say("bonjour", "33611111111");
    const [list] = await fromRose("10 EUR lea");
    expect(list?.message["kind"]).toBe("list");
    const sections = (list?.message["sections"] ?? []) as { rows: { id: string; description?: string }[] }[];
    const rows = sections[0]?.rows ?? [];
    expect(rows).toHaveLength(2);
    const chosen = rows.find(({ description }) => description?.includes("611111111"));
    await tapRose(chosen?.id ?? "");
    const sent = await tapRose(lastButton("yes"));
    expect(kinds(sent, "33611111111")).toEqual(["link"]);
    expect(kinds(sent, lea)).toEqual([]);
  });

  it("is refused with a reason: unknown people, faulty lines, amounts over her ceiling", async () => {
    expect(to(await fromRose("10 EUR zoe"), rose).join()).toContain("zoe");
    expect(to(await fromRose("10 XYZ +33612345678"), rose).join()).toMatch(/Rien n’a été fait/);
    const sent = await shop.say("60 EUR +33612345678", anna, "Anna");
    expect(to(sent, anna).join()).toMatch(/50,00/);
    expect(await shop.rows("order")).toEqual([]);
  });

  it("leaves a merchant a customer like any other when it is no command", async () => {
    const sent = await fromRose("Bonjour, je voudrais une bague gravée");
    expect(to(sent, rose).join()).toContain("quelle taille");
    expect(to(await fromRose("20 roses"), rose).join()).not.toContain("20,00");
  });

  it("is dropped by a no, and by the button", async () => {
    await fromRose("10 EUR +33612345678");
    expect(to(await fromRose("non"), rose)).toEqual([expect.stringContaining("rien n’a été fait")]);
    await fromRose("10 EUR +33612345678");
    await tapRose(lastButton("no"));
    expect(await shop.rows("order")).toEqual([]);
  });
});

describe("UNDO, REFUND, STOCK, TODAY and LINK", () => {
  it("takes an unpaid sale back: its link can no longer be paid, and the customer is told", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    await tapRose(lastButton("yes"));
    const sent = await fromRose("UNDO");
    expect(to(sent, rose).join()).toContain("commande 1 est annulée");
    expect(to(sent, lea).join()).toContain("annulée");
    expect(await payments()).toMatchObject([{ state: "void" }]);
    expect(to(await fromRose("UNDO"), rose).join()).toContain("rien à annuler");
  });

  it("sends money back to the cent, never more than came, with a line in the audit trail", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    await tapRose(lastButton("yes"));
    const [payment] = await payments();
    await shop.pay(payment?.payment_id ?? "", 1_000);
    expect(to(await fromRose("UNDO"), rose).join()).toContain("REMBOURSER 1");
    expect(to(await fromRose("REFUND ord_1 11 EUR"), rose).join()).toContain("10,00");
    await fromRose("REMBOURSER 1 4 EUR");
    const sent = await tapRose(lastButton("yes"));
    expect(to(sent, rose).join()).toMatch(/4,00/);
    expect(await shop.rows("order")).toMatchObject([{ refunded_minor: 400 }]);
    expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
  });

  it("sets and moves the stock, never below zero, and takes that back", async () => {
    const stock = async () => (await shop.rows("product")).find(({ sku }) => sku === "RING")?.stock;
    expect(to(await fromRose("STOCK ring 7"), rose).join()).toMatch(/3 → 7/);
    await tapRose(lastButton("yes"));
    expect(await stock()).toBe(7);
    await fromRose("UNDO");
    expect(await stock()).toBe(3);
    await fromRose("STOCK RING -5");
    expect(to(await tapRose(lastButton("yes")), rose).join()).toContain("RING");
    expect(await stock()).toBe(3);
  });

  it("sums up the day in the shop's own time", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    await tapRose(lastButton("yes"));
    const [payment] = await payments();
    await shop.pay(payment?.payment_id ?? "", 1_000);
    expect(to(await fromRose("TODAY"), rose).join()).toMatch(/10,00.*1 paiement/);
  });

  it("asks step by step", async () => {
    await shop.say("bonjour", lea);
    await fromRose("LINK");
    await fromRose("10 EUR");
    await fromRose("Léa");
    await tapRose(lastButton("never"));
    const sent = await tapRose(lastButton("yes"));
    expect(kinds(sent, lea)).toEqual(["link"]);
  });
});
