import { expect, it } from "vitest";
import { openShop } from "./rig.ts";

const bodies = (sent: readonly { message: Record<string, unknown> }[]) =>
  sent.map(({ message }) => `${String(message["kind"])}: ${String(message["body"] ?? message["filename"])}`);

it("sells an engraved ring from the first word to the receipt", async () => {
  const shop = await openShop();
  expect(bodies(await shop.say("Bonjour, je voudrais une bague gravée"))).toEqual([
    "buttons: Bague rose\u00a0: quelle taille\u00a0?",
  ]);
  expect(bodies(await shop.say(shop.tap("so:value:1")))[0]).toContain("écrivez la gravure souhaitée");
  const [cart] = await shop.say("Léa & Tom");
  expect(cart?.message["body"]).toContain("1 × Bague rose (54, Léa & Tom)");
  expect(cart?.message["body"]).toContain("49,90");
  const [link] = await shop.say(shop.tap("so:pay"));
  expect(link?.message["kind"]).toBe("link");
  const [payment] = await shop.rows("payment");
  if (!payment) throw new Error("no payment");
  const thanks = await shop.pay(payment.payment_id, 4990);
  expect(bodies(thanks)).toEqual([expect.stringContaining("La commande 1 est payée"), "document: R2026-00001.pdf"]);
  expect((await shop.rows("order"))[0]).toMatchObject({ state: "paid", paid_minor: 4990 });
  expect((await shop.rows("product")).find(({ sku }) => sku === "RING")?.stock).toBe(2);
  expect((await shop.rows("journal")).reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(4990);
});

it("answers a keyword with exactly one message, also in the middle of a question, which is then put again", async () => {
  const shop = await openShop();
  expect(bodies(await shop.say("La livraison ?"))).toEqual(["text: Livraison en 48 h."]);
  await shop.say("bague");
  const [again] = await shop.say("et la livraison ?");
  expect(again?.message["body"]).toBe("Livraison en 48 h.\n\nBague rose\u00a0: quelle taille\u00a0?");
});

it("hands over after two messages it does not understand, and then stays silent", async () => {
  const shop = await openShop();
  expect((await shop.say("xyzzy"))[0]?.message["kind"]).toBe("buttons");
  expect(bodies(await shop.say("plugh"))).toEqual(["text: Une personne vous répondra ici sous peu."]);
  expect(await shop.say("allo ?")).toEqual([]);
  expect((await shop.rows("thread"))[0]).toMatchObject({ owner: "human", unread: 3 });
});

it("returns a second capture, and the money of a link that an edit made void", async () => {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [first] = await shop.rows("payment");
  if (!first) throw new Error("no payment");
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const payments = await shop.rows("payment");
  expect(payments.map(({ state, amount_minor }) => [state, amount_minor])).toEqual([
    ["void", 1200],
    ["open", 2400],
  ]);
  expect(bodies(await shop.pay(first.payment_id, 1200)).join("\n")).toContain("12,00");
  expect((await shop.rows("order"))[0]).toMatchObject({ state: "placed", paid_minor: 0 });
  const open = payments[1]?.payment_id ?? "";
  await shop.pay(open, 2400);
  await shop.pay(open, 2400, 2);
  expect((await shop.rows("order"))[0]).toMatchObject({ state: "paid", paid_minor: 2400, refunded_minor: 0 });
  const refunds = await shop.rows("refund");
  expect(refunds.map(({ amount_minor, state, reason }) => [amount_minor, state, reason])).toEqual([
    [1200, "done", "surplus"],
    [2400, "done", "surplus"],
  ]);
  expect((await shop.rows("capture")).map(({ verdict, left_minor }) => `${verdict} ${left_minor}`).toSorted()).toEqual([
    "settles 2400",
    "surplus 0",
    "surplus 0",
  ]);
});

it("refunds and tells the one who paid for the last piece a moment too late", async () => {
  const shop = await openShop();
  await shop.say("carte", "33600000001");
  await shop.say(shop.tap("so:pay"), "33600000001");
  await shop.say("carte", "33600000002");
  await shop.say(shop.tap("so:pay"), "33600000002");
  const [one, two] = await shop.rows("payment");
  if (!one || !two) throw new Error("two payments expected");
  await shop.pay(one.payment_id, 500);
  expect(bodies(await shop.pay(two.payment_id, 500)).join("\n")).toContain("la dernière pièce");
  expect((await shop.rows("product")).find(({ sku }) => sku === "CARD")?.stock).toBe(0);
  expect((await shop.rows("refund")).map(({ reason, state }) => [reason, state])).toEqual([["out-of-stock", "done"]]);
});
