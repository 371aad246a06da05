import { beforeEach, describe, expect, it } from "vitest";
import { hours, minutes } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { checkBusiness } from "../../server/invariants/check.ts";
import { merchants } from "./paper-shop.ts";
import type { Sent } from "./paper-world.ts";
import { openShop } from "./rig.ts";

const { rose } = merchants;
const lea = "33612345678";
const to = (sent: readonly Sent[], phone: string): string =>
  sent
    .filter((one) => one.to.phone === phone)
    .map(
      ({ message }) => `${String(message["kind"])}: ${String(message["body"] ?? "")} ${String(message["url"] ?? "")}`,
    )
    .join("\n");

let shop: Awaited<ReturnType<typeof openShop>>;
/** What the provider was asked, by address. */
let asked: { readonly url: string; readonly body: Record<string, unknown> }[];
const askedAt = (url: string) => asked.filter((one) => one.url === url);
const say = (text: string) => shop.say(text, rose, "Rose");
const line = async (text: string) => {
  await say(text);
  return shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
};
const registrations = () => shop.rows("registration");
const newest = async () => (await registrations()).at(-1)?.registration_id ?? "";
const saved = (reference: string, alias = "tok_of_lea"): PaymentFact => ({
  factId: `card:${reference}:${alias}`,
  reference,
  at: shop.ports.clock.now(),
  kind: "card-saved",
  alias,
  brand: "visa",
  lastFour: "4242",
  expires: { year: 2030, month: 4 },
});
const healthy = () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now());

beforeEach(async () => {
  asked = [];
  shop = await openShop();
  shop.outside((request, behave) => {
    asked.push({ url: request.url, body: JSON.parse(String(request.body)) as Record<string, unknown> });
    return behave(request);
  });
  await shop.say("bonjour", lea);
});

describe("a card registered without a payment", () => {
  it("is shown back, asked for by a page of its own, kept with her consent, and told to both", async () => {
    const [echo] = await say("+33 6 12 34 56 78 REGISTER lea@example.com");
    expect(String(echo?.message["body"])).toMatch(/Léa.*Card.*rien n’est payé.*lea@example\.com/);
    expect(await registrations()).toEqual([]);
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
    expect(to(sent, lea)).toMatch(
      /link: Atelier vous demande.*Rien n’est payé.*oubliez ma carte.*https:\/\/pay\.example/,
    );
    expect(to(sent, rose)).toMatch(/Léa a reçu la page/);
    expect(askedAt("paper:register")).toMatchObject([{ body: { payer: { email: "lea@example.com" } } }]);
    const told = await shop.facts(saved(await newest()));
    expect(to(told, lea)).toContain("visa •••• 4242");
    expect(to(told, rose)).toContain("visa •••• 4242");
    const [card] = await shop.rows("kept_card");
    expect(card).toMatchObject({
      state: "live",
      consent: {
        given: "registered-on-page",
        text: expect.stringContaining("Rien n’est payé"),
        source: expect.any(String),
      },
    });
    expect(await registrations()).toMatchObject([{ state: "done", card_id: card?.card_id, open_for: null }]);
    expect([await shop.rows("order"), await shop.rows("payment"), await shop.rows("journal")]).toEqual([[], [], []]);
    expect(await healthy()).toEqual([]);
  });

  it("is asked for once, however often the button is tapped", async () => {
    await line("lea REGISTER lea@example.com");
    expect(to(await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose"), rose)).toContain("rien n’a été fait");
    expect(await registrations()).toHaveLength(1);
    expect(askedAt("paper:register")).toHaveLength(1);
  });

  it("has one page for each person: the same again is brought to her again, another closes it", async () => {
    await line("lea REGISTER lea@example.com");
    const again = await line("lea REGISTER lea@example.com");
    expect(to(again, lea)).toMatch(/link:/);
    expect(await registrations()).toMatchObject([{ state: "open" }]);
    await line("lea REGISTER other@example.com");
    expect((await registrations()).map(({ state }) => state).toSorted()).toEqual(["open", "void"]);
    expect(await healthy()).toEqual([]);
  });

  it("can be charged by her name afterwards", async () => {
    await line("lea REGISTER lea@example.com");
    await shop.facts(saved(await newest()));
    const [echo] = await say("20 EUR lea");
    expect(String(echo?.message["body"])).toMatch(/20,00.*visa •••• 4242/);
  });

  it("is found by a look-up alone, when every webhook is lost", async () => {
    await line("lea REGISTER lea@example.com");
    shop.looks.push(saved(await newest()));
    const told = await shop.pass(minutes(2));
    expect(to(told, rose)).toContain("visa •••• 4242");
    expect(await registrations()).toMatchObject([{ state: "done" }]);
    expect(await shop.pass(minutes(5))).toEqual([]);
    expect(await healthy()).toEqual([]);
  });

  it("ends unused when nobody leaves a card in time, and the merchant hears of it", async () => {
    await line("lea REGISTER lea@example.com");
    const told = await shop.facts({
      factId: "x",
      reference: await newest(),
      at: shop.ports.clock.now(),
      kind: "link-expired",
    });
    expect(to(told, rose)).toContain("a expiré");
    expect(to(told, lea)).toBe("");
    expect(await registrations()).toMatchObject([{ state: "expired", open_for: null }]);
  });

  it("goes to the merchant, who is told why, when her window is closed", async () => {
    shop.later(hours(30));
    const sent = await line("lea REGISTER lea@example.com");
    expect(to(sent, lea)).toBe("");
    expect(to(sent, rose)).toMatch(/24 heures[\s\S]*https:/);
  });

  it("goes to her by the approved template when her window is closed and the shop has named one", async () => {
    const { store, businessId } = { ...shop.ports, businessId: shop.businessId };
    await store.tx(businessId, async (tx) => {
      const [profile] = await tx.select("profile", {});
      const settings = { ...profile?.settings, templates: { cardRegistration: "carte" } };
      if (profile) await tx.update("profile", [{ slug: profile.slug, settings }]);
    });
    await store.installation.putBusiness({ businessId, slug: "atelier" });
    shop.later(hours(30));
    const sent = await line("lea REGISTER lea@example.com");
    const [template] = sent.filter((one) => one.to.phone === lea).map(({ message }) => message);
    expect(template).toMatchObject({ kind: "template", name: "carte", language: "fr" });
    expect(JSON.stringify(template?.["body"])).toMatch(/Atelier.*https:/);
  });

  it("belongs to whoever has the e-mail address where nobody is named, and else is refused", async () => {
    expect(to(await say("REGISTER lea@example.com"), rose)).toMatch(/appartient à quelqu’un/);
    await line("lea REGISTER lea@example.com");
    await shop.facts(saved(await newest()));
    const sent = await line("REGISTER lea@example.com");
    expect(to(sent, rose)).toMatch(/à transmettre[\s\S]*https:/);
    expect(to(sent, lea)).toBe("");
  });
});

describe("a registration that is taken back", () => {
  it("by UNDO closes the page on both sides; she is told, and a card left late is forgotten again", async () => {
    await line("lea REGISTER lea@example.com");
    const sent = await say("UNDO");
    expect(to(sent, rose)).toContain("fermée");
    expect(to(sent, lea)).toContain("ne vous demande plus");
    await shop.facts(saved(await newest(), "tok_late"));
    expect(await shop.rows("kept_card")).toMatchObject([{ state: "revoked", alias: "" }]);
    expect(askedAt("paper:forget")).toMatchObject([{ body: { alias: "tok_late" } }]);
    expect(await registrations()).toMatchObject([{ state: "void", card_id: null }]);
    expect(await healthy()).toEqual([]);
  });

  it("by UNDO after she left her card forgets that card, and tells her so", async () => {
    await line("lea REGISTER lea@example.com");
    await shop.facts(saved(await newest()));
    const sent = await say("UNDO");
    expect(to(sent, rose)).toContain("de nouveau oubliée");
    expect(to(sent, lea)).toContain("oubliée");
    expect(await shop.rows("kept_card")).toMatchObject([{ state: "revoked", alias: "" }]);
  });

  it("by herself: “oubliez ma carte” closes the page too, so that a card heard of later is not kept", async () => {
    await line("lea REGISTER lea@example.com");
    const sent = await shop.say("Oubliez ma carte svp", lea);
    expect(to(sent, lea)).toContain("cette page est fermée");
    expect(to(sent, rose)).toContain("ne veut pas");
    await shop.facts(saved(await newest(), "tok_late"));
    expect(await shop.rows("kept_card")).toMatchObject([{ state: "revoked" }]);
    expect(await healthy()).toEqual([]);
  });

  it("before the provider answered is closed there once its page has a name", async () => {
    shop.outside((request, behave) => {
      asked.push({ url: request.url, body: JSON.parse(String(request.body)) as Record<string, unknown> });
      return request.url === "paper:register" ? shop.json({}, 503) : behave(request);
    });
    await line("lea REGISTER lea@example.com");
    await say("UNDO");
    expect(await registrations()).toMatchObject([{ state: "void", provider_ref: null }]);
    expect(await healthy()).toEqual([]);
  });
});

describe("a card that is not hers", () => {
  it("stays another person's, and the merchant hears of it", async () => {
    await line("lea REGISTER lea@example.com");
    await shop.facts(saved(await newest()));
    await shop.say("bonjour", "33699999999", "Zoé");
    await line("zoe REGISTER zoe@example.com");
    const told = await shop.facts({ ...saved(await newest()), factId: "card:zoe" });
    expect(to(told, rose)).toContain("autre personne");
    expect(await shop.rows("kept_card")).toHaveLength(1);
    expect((await registrations()).at(-1)).toMatchObject({ state: "void" });
    expect(await healthy()).toEqual([]);
  });
});
