import { describe, expect, it } from "vitest";
import { get, newRig, openSession, postForm, textOf } from "./client-rig.ts";
import { pageTexts } from "./page-texts.ts";

const card = {
  email: "lea@example.com",
  cardNumber: "4242 4242 4242 4242",
  cardExpiry: "12 / 30",
  cardCvc: "123",
  billingName: "Léa Martin",
};

function thanks(id: string): string {
  return `https://shop.example/thanks?session=${id}`;
}

describe("the pay page", () => {
  it("shows the lines, the total and the way back, with the merchant's words made safe", async () => {
    const { world } = newRig();
    const page = await get(world, `/c/pay/${await openSession(world)}`);
    const text = textOf(page);
    expect(page.status).toBe(200);
    expect(text).toContain("Ring &lt;b&gt;&amp; box&lt;/b&gt;");
    expect(text).not.toContain("<b>");
    expect(text).toContain("€29.99");
    expect(text).toContain('href="https://shop.example/cart"');
    expect(text).not.toContain("<script");
    for (const id of Object.keys(card)) expect(text).toContain(`<label for="${id}">`);
  });

  it("takes the money and sends the payer to the shop with the session's id", async () => {
    const { world } = newRig();
    const id = await openSession(world);
    const answer = await postForm(world, `/c/pay/${id}`, card);
    expect(answer.status).toBe(303);
    expect(answer.headers["location"]).toBe(thanks(id));
    expect(world.truth().captures).toMatchObject([{ sessionId: id, amount: 2999 }]);
    expect(textOf(await get(world, `/c/pay/${id}`))).toContain(pageTexts.en.paidTitle);
    const [capture] = world.truth().captures;
    expect(textOf(await get(world, `/receipts/${capture?.chargeId}`))).toContain("€29.99");
  });

  it("takes the money once when the button is pressed twice at once", async () => {
    const { world } = newRig();
    const id = await openSession(world);
    const answers = await Promise.all([postForm(world, `/c/pay/${id}`, card), postForm(world, `/c/pay/${id}`, card)]);
    expect(answers.map(({ headers }) => headers["location"])).toEqual([thanks(id), thanks(id)]);
    expect(world.truth().captures).toHaveLength(1);
    const again = await openSession(world, "18");
    const outcomes = world.payTwice(again);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["paid", "already_paid"]);
  });

  it.each([
    ["4000000000000002", pageTexts.en.declined],
    ["4000000000009995", pageTexts.en.insufficient],
    ["4000000000000069", pageTexts.en.expiredCard],
    ["4000000000000127", pageTexts.en.wrongCvc],
    ["4111111111111111", pageTexts.en.realCard],
  ])("explains why card %s was refused, and lets another card pay", async (cardNumber, words) => {
    const { world } = newRig();
    const id = await openSession(world);
    const refused = await postForm(world, `/c/pay/${id}`, { ...card, cardNumber });
    const text = textOf(refused);
    expect(refused.status).toBe(402);
    expect(text).toContain(words);
    expect(text).toContain('value="lea@example.com"');
    expect(text).not.toContain(cardNumber);
    expect(world.truth().captures).toEqual([]);
    expect((await postForm(world, `/c/pay/${id}`, card)).headers["location"]).toBe(thanks(id));
  });

  it.each([
    ["cardNumber", "4242424242424241", pageTexts.en.badNumber],
    ["cardExpiry", "10/26", pageTexts.en.badExpiry],
    ["cardExpiry", "13/30", pageTexts.en.badExpiry],
    ["cardCvc", "12", pageTexts.en.badCvc],
    ["email", "lea", pageTexts.en.badEmail],
    ["billingName", " ", pageTexts.en.badName],
  ])("marks a wrong %s", async (name, value, words) => {
    const { world } = newRig();
    const refused = await postForm(world, `/c/pay/${await openSession(world)}`, { ...card, [name]: value });
    expect(refused.status).toBe(422);
    expect(textOf(refused)).toContain(`<a href="#${name}">${words}</a>`);
    expect(textOf(refused).match(/aria-invalid="true"/g)).toHaveLength(1);
  });

  it("accepts a card in the last month of its life", async () => {
    const { world } = newRig();
    const id = await openSession(world);
    expect((await postForm(world, `/c/pay/${id}`, { ...card, cardExpiry: "11/2026" })).status).toBe(303);
  });

  it("asks the bank: confirmed pays, pressed twice pays once", async () => {
    const { world } = newRig();
    const id = await openSession(world);
    const sent = await postForm(world, `/c/pay/${id}`, { ...card, cardNumber: "4000000000003220" });
    const bank = sent.headers["location"] ?? "";
    expect(bank).toMatch(/^\/c\/challenge\//);
    expect(textOf(await get(world, bank))).toContain("Atelier Lyon");
    expect(world.truth().captures).toEqual([]);
    const answers = [
      await postForm(world, bank, { outcome: "complete" }),
      await postForm(world, bank, { outcome: "complete" }),
    ];
    expect(answers.map(({ headers }) => headers["location"])).toEqual([thanks(id), thanks(id)]);
    expect(world.truth().captures).toHaveLength(1);
  });

  it("asks the bank: refused goes back to the form, and another card can pay", async () => {
    const { world } = newRig();
    const id = await openSession(world);
    const sent = await postForm(world, `/c/pay/${id}`, { ...card, cardNumber: "4000002760003184" });
    const answer = await postForm(world, sent.headers["location"] ?? "", { outcome: "fail" });
    expect(textOf(await get(world, answer.headers["location"] ?? ""))).toContain(pageTexts.en.notAuthenticated);
    expect((await postForm(world, `/c/pay/${id}`, card)).headers["location"]).toBe(thanks(id));
  });

  it("takes no money on the bank's page after the session ended", async () => {
    const { world, clock } = newRig();
    const id = await openSession(world);
    const sent = await postForm(world, `/c/pay/${id}`, { ...card, cardNumber: "4000000000003220" });
    await clock.pass(24 * 3_600_000 + 1000);
    const answer = await postForm(world, sent.headers["location"] ?? "", { outcome: "complete" });
    expect(answer.headers["location"]).toBe(`/c/pay/${id}`);
    expect(textOf(await get(world, `/c/pay/${id}`))).toContain(pageTexts.en.expiredTitle);
    expect(world.truth().captures).toEqual([]);
  });

  it("speaks the session's language, else the browser's, else English", async () => {
    const { world } = newRig();
    const italian = await openSession(world, "1", { locale: "it" });
    const open = await openSession(world, "2", { locale: "auto" });
    const brazilian = await openSession(world, "3", { locale: "pt-BR" });
    const read = async (id: string, accept: string): Promise<string> =>
      textOf(await get(world, `/c/pay/${id}`, { "accept-language": accept }));
    expect(await read(italian, "fr")).toContain('<html lang="it">');
    expect(await read(open, "de;q=0.9, fr-CA;q=0.8, en;q=0.1")).toContain('<html lang="fr">');
    expect(await read(open, "de")).toContain('<html lang="en">');
    expect(await read(brazilian, "")).toContain(pageTexts.pt.payShop.replace("{shop}", "Atelier Lyon"));
  });

  it("answers 404 for a link that leads nowhere", async () => {
    const { world } = newRig();
    for (const path of ["/c/pay/cs_test_none", "/c/challenge/x", "/receipts/x", "/", "/c/pay/../v1"]) {
      expect((await get(world, path)).status).toBe(404);
    }
    expect((await postForm(world, "/c/pay/cs_test_none", card)).status).toBe(404);
  });
});
