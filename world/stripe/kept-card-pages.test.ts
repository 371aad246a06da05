import { describe, expect, it } from "vitest";
import { get, newRig, openSession, postForm, type Rig, shopKey, textOf } from "./client-rig.ts";
import { filled, type PageLanguage, pageTexts } from "./page-texts.ts";

const auth = { authorization: `Bearer ${shopKey}` };
const typed = {
  email: "lea@example.com",
  cardNumber: "4242 4242 4242 4242",
  cardExpiry: "12 / 30",
  cardCvc: "123",
  billingName: "Léa Martin",
};
const shop = { shop: "Atelier Lyon" };
/** A text as it stands in HTML. */
const inHtml = (text: string): string => text.replaceAll("'", "&#39;").replaceAll('"', "&quot;");

async function made({ world }: Rig, path: string, form: Readonly<Record<string, string>>): Promise<string> {
  const answer: unknown = JSON.parse(textOf(await postForm(world, path, form, auth)));
  return String((answer as { id: unknown }).id);
}

const newCustomer = (rig: Rig, form = {}) => made(rig, "/v1/customers", { "metadata[person]": "1", ...form });

const setUp = async (rig: Rig, more: Readonly<Record<string, string>> = {}): Promise<string> =>
  made(rig, "/v1/checkout/sessions", {
    mode: "setup",
    currency: "eur",
    customer: await newCustomer(rig),
    success_url: "https://shop.example/kept",
    ...more,
  });

const asking = { "saved_payment_method_options[payment_method_save]": "enabled" };
const always = { "payment_intent_data[setup_future_usage]": "off_session" };
const keptOf = ({ world }: Rig) => world.truth().cards.filter(({ customerId }) => customerId !== null);

describe("the page that keeps a card", () => {
  it.each(Object.keys(pageTexts) as PageLanguage[])(
    "says in %s what is kept, and what is not paid",
    async (language) => {
      const rig = newRig();
      const texts = pageTexts[language];
      const page = async (id: string) => textOf(await get(rig.world, `/c/pay/${id}`));
      const customer = await newCustomer(rig);
      const said = (text: string) => inHtml(filled(text, shop));
      const registration = await page(await setUp(rig, { locale: language }));
      for (const text of [texts.setUpShop, texts.setUpText, texts.setUp, texts.keptBySetUp, texts.cardFailsLater])
        expect(registration).toContain(said(text));
      expect(registration).not.toContain("data-total");
      const kept = await page(await openSession(rig.world, "1", { ...always, customer, locale: language }));
      expect(kept).toContain(said(texts.keptAlways));
      expect(kept).not.toContain("checkbox");
      const asked = await page(await openSession(rig.world, "2", { ...asking, customer, locale: language }));
      expect(asked).toContain(`<label for="saveCard">${said(texts.keepAsked)}</label>`);
      const plain = await page(await openSession(rig.world, "3", { locale: language }));
      for (const text of [texts.keptAlways, texts.keepAsked, texts.keptBySetUp, texts.cardFailsLater])
        expect(plain).not.toContain(said(text));
    },
  );

  it("keeps the card when the box is ticked, also after a refusal, and never when it is not", async () => {
    const rig = newRig();
    const customer = await newCustomer(rig);
    const pay = async (order: string, ...tries: readonly object[]) => {
      const id = await openSession(rig.world, order, { ...asking, customer });
      const pages: string[] = [];
      for (const form of tries) pages.push(textOf(await postForm(rig.world, `/c/pay/${id}`, { ...typed, ...form })));
      return pages;
    };
    await pay("1", {});
    expect(keptOf(rig)).toEqual([]);
    const ticked = { saveCard: "yes" };
    const [refused] = await pay("2", { ...ticked, cardNumber: "4000000000000002" }, ticked);
    expect(refused).toContain('value="yes" checked');
    expect(keptOf(rig)).toMatchObject([{ customerId: customer, lastFour: "4242" }]);
    // A box that the page does not show counts for nothing.
    const boxless = await openSession(rig.world, "3", { customer });
    await postForm(rig.world, `/c/pay/${boxless}`, { ...typed, ...ticked });
    expect(keptOf(rig)).toHaveLength(1);
  });

  it("registers a card, by way of the bank's page, pressed twice and once kept", async () => {
    const rig = newRig();
    const id = await setUp(rig);
    const sent = await postForm(rig.world, `/c/pay/${id}`, { ...typed, cardNumber: "4000002500003155" });
    const bank = sent.headers["location"] ?? "";
    expect(textOf(await get(rig.world, bank))).toContain(filled(pageTexts.en.bankSetUpText, shop));
    for (let n = 0; n < 2; n++) {
      const answer = await postForm(rig.world, bank, { outcome: "complete" });
      expect(answer.headers["location"]).toBe("https://shop.example/kept");
    }
    expect(keptOf(rig)).toMatchObject([{ lastFour: "3155" }]);
    expect(textOf(await get(rig.world, `/c/pay/${id}`))).toContain(pageTexts.en.savedTitle);
    expect(rig.world.truth().captures).toEqual([]);
  });

  it("explains a refused registration, at the form and after the bank", async () => {
    const rig = newRig();
    const id = await setUp(rig);
    const refused = await postForm(rig.world, `/c/pay/${id}`, { ...typed, cardNumber: "4000000000009995" });
    expect(refused.status).toBe(402);
    expect(textOf(refused)).toContain(pageTexts.en.insufficient);
    const sent = await postForm(rig.world, `/c/pay/${id}`, { ...typed, cardNumber: "4000000000003220" });
    const back = await postForm(rig.world, sent.headers["location"] ?? "", { outcome: "fail" });
    expect(textOf(await get(rig.world, back.headers["location"] ?? ""))).toContain(pageTexts.en.notAuthenticated);
    expect(keptOf(rig)).toEqual([]);
  });

  it("shows the customer's address and keeps to it; an unknown one is learnt from the page", async () => {
    const rig = newRig();
    const customer = await newCustomer(rig, { email: "known@example.com" });
    const id = await setUp(rig, { customer });
    expect(textOf(await get(rig.world, `/c/pay/${id}`))).toContain('value="known@example.com" readonly');
    await postForm(rig.world, `/c/pay/${id}`, { ...typed, email: "other@example.com" });
    const nameless = await newCustomer(rig);
    await postForm(rig.world, `/c/pay/${await setUp(rig, { customer: nameless })}`, typed);
    const emails = [customer, nameless].map(async (one) => {
      const answer: unknown = JSON.parse(textOf(await get(rig.world, `/v1/customers/${one}`, auth)));
      return (answer as { email: unknown }).email;
    });
    expect(await Promise.all(emails)).toEqual(["known@example.com", "lea@example.com"]);
  });
});

describe("a Stripe that recalls kept cards", () => {
  it("charges them, answers the bank's page that waited, and knows of none in a memory older than they are", async () => {
    const rig = newRig();
    const customer = await newCustomer(rig);
    const kept = await setUp(rig, { customer });
    rig.world.pay(kept);
    const waiting = await setUp(rig, { customer });
    const left = rig.world.pay(waiting, { card: "4000000000003220", challenge: "leave" });
    const next = newRig(9);
    next.world.recall(JSON.parse(JSON.stringify(rig.world.memory())));
    expect(next.world.truth()).toEqual(rig.world.truth());
    const [card] = keptOf(next);
    const charge = {
      amount: "990",
      currency: "eur",
      customer,
      payment_method: card?.paymentMethodId ?? "",
      confirm: "true",
      off_session: "true",
    };
    const answer = await postForm(next.world, "/v1/payment_intents", charge, auth);
    expect(JSON.parse(textOf(answer))).toMatchObject({ status: "succeeded" });
    const bank = left.kind === "requires_action" ? `/c/challenge/${left.challengeId}` : "";
    await postForm(next.world, bank, { outcome: "complete" });
    expect(keptOf(next)).toHaveLength(2);

    const old: unknown = JSON.parse(JSON.stringify(newRig().world.memory()));
    for (const node of old as { o?: Record<string, unknown> }[])
      for (const name of ["customers", "methods", "setups"]) if (node.o && "endpoints" in node.o) delete node.o[name];
    const grown = newRig(10);
    grown.world.recall(old);
    expect(await newCustomer(grown)).toMatch(/^cus_/);
  });
});
