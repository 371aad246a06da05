import { describe, expect, it } from "vitest";
import type { JsonObject } from "./json.ts";
import { pageTexts } from "./page-texts.ts";
import {
  answerOf,
  get,
  newRig,
  openOrder,
  parsed,
  pathOf,
  postForm,
  press,
  registerCard,
  type Rig,
  textOf,
} from "./shop-rig.ts";

const card = { cardNumber: "4970 1000 0000 0055", cardExpiry: "12 / 30", cardCvv: "123" };
const details = {
  firstName: "Léa",
  lastName: "Martin",
  email: "lea@example.com",
  address: "12 rue des Lilas",
  zipCode: "69001",
  city: "Lyon",
};

async function orderPage(rig: Rig, change: JsonObject = {}): Promise<string> {
  return pathOf((await openOrder(rig, change)).url);
}

describe("the pay page", () => {
  it("shows what is to be paid, with the merchant's words made safe and without script", async () => {
    const rig = newRig();
    const page = await get(rig.world, await orderPage(rig));
    const text = textOf(page);
    expect(page.status).toBe(200);
    expect(text).toContain("Pay Atelier &lt;Lyon&gt;");
    expect(text).not.toContain("<Lyon>");
    expect(text).toContain("Order order-17");
    expect(text).toContain('<strong data-amount="2999">€29.99</strong>');
    expect(text).toContain(pageTexts.en.testMode);
    expect(text).not.toContain("<script");
    for (const id of Object.keys(card)) expect(text).toContain(`<label for="${id}">`);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
  });

  it("takes the payment and shows that it did, with the way back", async () => {
    const rig = newRig();
    const path = await orderPage(rig, { successUrl: "https://shop.example/thanks?o=1" });
    const answer = await press(rig, path, card);
    expect([answer.status, answer.headers["location"]]).toEqual([303, path]);
    expect(rig.world.truth().payments).toMatchObject([{ amount: 2999, detailedStatus: "AUTHORISED" }]);
    const text = textOf(await get(rig.world, path));
    expect(text).toContain(pageTexts.en.paidTitle);
    expect(text).toContain('<a class="button" href="https://shop.example/thanks?o=1">');
  });

  it("takes the payment once when the button is pressed twice at once", async () => {
    const rig = newRig();
    const path = await orderPage(rig);
    const answers = Promise.all([postForm(rig.world, path, card), postForm(rig.world, path, card)]);
    await rig.clock.pass(1_000);
    expect((await answers).map(({ headers }) => headers["location"])).toEqual([path, path]);
    expect(rig.world.truth().payments).toHaveLength(1);
  });

  it.each([
    ["4970105100000004", pageTexts.en.insufficient],
    ["4970101000001002", pageTexts.en.insufficient],
    ["4970106100000002", pageTexts.en.refused],
    ["4970110000000401", pageTexts.en.notAuthenticated],
    ["4111111111111111", pageTexts.en.realCard],
  ])("explains why card %s was refused, and lets another card pay", async (cardNumber, words) => {
    const rig = newRig();
    const path = await orderPage(rig);
    const refused = await press(rig, path, { ...card, cardNumber });
    expect(refused.status).toBe(402);
    expect(textOf(refused)).toContain(words);
    expect(textOf(refused)).not.toContain(cardNumber);
    expect(rig.world.truth().payments).toEqual([]);
    expect((await press(rig, path, card)).headers["location"]).toBe(path);
    expect(rig.world.truth().payments).toHaveLength(1);
  });

  it.each([
    ["cardNumber", "4970100000000056", pageTexts.en.badNumber],
    ["cardExpiry", "10/26", pageTexts.en.badExpiry],
    ["cardExpiry", "13/30", pageTexts.en.badExpiry],
    ["cardCvv", "12", pageTexts.en.badCvv],
    ["email", "lea", pageTexts.en.badEmail],
    ["firstName", " ", pageTexts.en.badName],
    ["city", "", pageTexts.en.badAddress],
  ])("marks a wrong %s (%s) and keeps what else was typed, never the card", async (name, value, words) => {
    const rig = newRig();
    const path = await orderPage(rig, { dataCollectionForm: "true" });
    const refused = await press(rig, path, { ...card, ...details, [name]: value });
    const text = textOf(refused);
    expect(refused.status).toBe(422);
    expect(text).toContain(`<a href="#${name}">${words}</a>`);
    expect(text.match(/aria-invalid="true"/g)).toHaveLength(1);
    expect(text).toContain('value="12 rue des Lilas"');
    expect(text).not.toMatch(/value="(4970|12 \/|123")/);
  });

  it("accepts a card in the last month of its life, and four digits from American Express only", async () => {
    const rig = newRig();
    const path = await orderPage(rig);
    expect((await press(rig, path, { ...card, cardCvv: "1234" })).status).toBe(422);
    const amex = { cardNumber: "375900000000016", cardExpiry: "11/2026", cardCvv: "1234" };
    expect((await press(rig, path, amex)).headers["location"]).toMatch(/^\/acs\//);
  });

  it("hands on what its form collected", async () => {
    const rig = newRig();
    const path = await orderPage(rig, { dataCollectionForm: "true" });
    await press(rig, path, { ...card, ...details });
    const form = new URLSearchParams(new TextDecoder().decode(rig.clock.posted[0]?.request.body));
    expect(parsed(form.get("kr-answer") ?? "")).toMatchObject({
      customer: { email: "lea@example.com", billingDetails: { firstName: "Léa", city: "Lyon", state: null } },
    });
  });

  it("keeps the card only when the box is ticked", async () => {
    const rig = newRig();
    const ask = { formAction: "ASK_REGISTER_PAY", customer: { email: "lea@example.com" } };
    const [no, yes] = [await orderPage(rig, ask), await orderPage(rig, ask)];
    expect(textOf(await get(rig.world, no))).toContain('<input type="checkbox" name="consent" value="yes">');
    await press(rig, no, card);
    await press(rig, yes, { ...card, consent: "yes" });
    const tokens = rig.clock.posted.map(({ request }) => {
      const form = new URLSearchParams(new TextDecoder().decode(request.body));
      return /"paymentMethodToken":("?\w+)/.exec(form.get("kr-answer") ?? "")?.[1];
    });
    expect(tokens).toEqual(["null", expect.stringMatching(/^"[0-9a-f]{32}$/)]);
    const always = await orderPage(rig, { ...ask, formAction: "REGISTER_PAY" });
    expect(textOf(await get(rig.world, always))).toContain("keeps this card");
  });

  it("of a registration asks the bank always, charges nothing, and has no sum", async () => {
    const rig = newRig();
    const body = { currency: "EUR", customer: { email: "lea@example.com" } };
    const { formToken } = await answerOf(rig.world, "Charge/CreateToken", body);
    const path = `/form/${String(formToken)}`;
    const text = textOf(await get(rig.world, path));
    expect(text).toContain(pageTexts.en.register);
    expect(text).not.toContain("data-amount");
    const sent = await press(rig, path, card);
    const bank = sent.headers["location"] ?? "";
    expect(textOf(await get(rig.world, bank))).toContain("497010XXXXXX0055");
    const done = await press(rig, bank, { outcome: "complete" });
    expect(textOf(await get(rig.world, done.headers["location"] ?? ""))).toContain(pageTexts.en.registeredTitle);
    expect(rig.world.truth().payments).toEqual([]);
  });

  it("of one click asks for the code of the known card only", async () => {
    const rig = newRig();
    const paymentMethodToken = await registerCard(rig);
    const body = { amount: 990, currency: "EUR", paymentMethodToken };
    const { formToken } = await answerOf(rig.world, "Charge/CreatePayment", body);
    const path = `/form/${String(formToken)}`;
    const text = textOf(await get(rig.world, path));
    expect(text).toContain("497010XXXXXX0055");
    expect(text).not.toContain("cardNumber");
    expect((await press(rig, path, { cardCvv: "1" })).status).toBe(422);
    expect((await press(rig, path, { cardCvv: "123" })).headers["location"]).toBe(path);
    expect(rig.world.truth().payments).toMatchObject([{ amount: 990 }]);
  });

  it("speaks the order's language, else that of its phone number, else the browser's, else English", async () => {
    const rig = newRig();
    const sms = { channelType: "SMS", smsOptions: { phoneNumber: "+34612345678" } };
    const read = async (change: JsonObject, accept: string): Promise<string> =>
      textOf(await get(rig.world, await orderPage(rig, change), accept));
    expect(await read({ locale: "it_IT", channelOptions: sms }, "fr")).toContain('<html lang="it">');
    expect(await read({ channelOptions: sms }, "fr")).toContain('<html lang="es">');
    expect(await read({}, "de;q=0.9, fr-CA;q=0.8, en;q=0.1")).toContain('<html lang="fr">');
    expect(await read({ locale: "de_DE" }, "de")).toContain('<html lang="en">');
    expect(await read({ locale: "pt_BR" }, "")).toContain("Pagar a Atelier");
  });

  it.each(Object.entries(pageTexts))("has every text filled in in %s", async (language, texts) => {
    expect(Object.keys(texts).toSorted()).toEqual(Object.keys(pageTexts.en).toSorted());
    const rig = newRig();
    const text = textOf(await get(rig.world, await orderPage(rig), language));
    expect(text).toContain(`<html lang="${language}">`);
    expect(text.replace(/<style>.*<\/style>/s, "")).not.toMatch(/\{\w+\}/);
  });

  it("of an order that is over says so, with Lyra's code, and takes no press", async () => {
    const rig = newRig();
    const [expired, cancelled, refused] = [await openOrder(rig), await openOrder(rig), await openOrder(rig)];
    for (let count = 0; count < 4; count += 1) rig.world.pay(refused.url, { card: "4970105100000004" });
    await answerOf(rig.world, "Charge/PaymentOrder/Cancel", { paymentOrderId: cancelled.id });
    await rig.clock.pass(24 * 3_600_000);
    const read = async (url: string): Promise<string> => textOf(await get(rig.world, pathOf(url)));
    expect(await read(expired.url)).toContain('data-code="PSP_108"');
    expect(await read(expired.url)).toContain(pageTexts.en.expiredTitle);
    expect(await read(cancelled.url)).toContain(pageTexts.en.cancelledTitle);
    expect(await read(refused.url)).toContain('data-code="PSP_099"');
    for (const { url } of [expired, cancelled, refused]) {
      expect((await press(rig, pathOf(url), card)).headers["location"]).toBe(pathOf(url));
    }
    expect(rig.world.truth().payments).toEqual([]);
  });

  it("answers 404 for a link that leads nowhere", async () => {
    const rig = newRig();
    const path = await orderPage(rig);
    const wrong = ["/", "/t/00000000", path.replace("/t/", "/form/"), `/acs/${"0".repeat(32)}`, "/t/../api-payment"];
    for (const one of wrong) expect((await get(rig.world, one)).status).toBe(404);
    expect((await postForm(rig.world, "/t/00000000", card)).status).toBe(404);
  });
});
