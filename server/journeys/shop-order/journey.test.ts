import { describe, expect, it } from "vitest";
import type { JourneyContext, JourneyEvent, OrderView, Understood } from "#contracts/journey";
import { currency } from "#domain/currency";
import type { InboundContent } from "#domain/inbound";
import { hours, instant } from "#domain/instant";
import { money } from "#domain/money";
import { type Basket, type OrderState, basketTotal, editBasket } from "#domain/order";
import type { Product } from "#domain/product";
import { journeyContract } from "../../../tests/contracts/journey.contract.ts";
import { findProducts } from "./find-products.ts";
import { journey } from "./journey.ts";
import type { State } from "./state.ts";

const eur = (minor: number) => money(minor, currency("EUR"));
const product = (
  sku: string,
  fr: string,
  en: string,
  price: number,
  stock: number | undefined,
  options: Product["options"] = [],
): Product => ({
  sku,
  name: { fr, en },
  description: {},
  price: eur(price),
  vatClass: "standard",
  stock,
  options,
  image: undefined,
  archived: false,
});
const size = { name: "size", kind: "one-of", values: ["52", "54"] } as const;
const engraving = { name: "engraving", kind: "text", maxLength: 20 } as const;
const metal = {
  name: "metal",
  kind: "one-of",
  values: ["silver", "gold"],
  label: { fr: "Métal", en: "Metal" },
  valueLabels: { silver: { fr: "Argent", en: "Silver" } },
} as const;
const dedication = { name: "dedication", kind: "text", maxLength: 8, label: { fr: "Dédicace" } } as const;
const products = [
  product("RING-ROSE", "Bague rose", "Rose ring", 4990, 2, [size, engraving]),
  product("RING-GOLD", "Bague dorée", "Gold ring", 8900, 1, [size]),
  product("CARD", "Carte", "Card", 500, undefined),
  product("GONE", "Coffret", "Box", 1200, 0),
  product("MEDAL", "Médaille", "Medal", 3000, 5, [metal, dedication]),
];
const bySku = new Map(products.map((one) => [one.sku, one]));

const said = (content: InboundContent, more: Partial<Understood> = {}): JourneyEvent => ({
  event: "customer-said",
  understood: { content, text: content.kind === "text" ? content.body : "", ...more },
});
const text = (body: string, more: Partial<Understood> = {}) => said({ kind: "text", body }, more);
const tap = (choiceId: string) => said({ kind: "choice", choiceId, title: "" });
const cart = said({
  kind: "cart",
  catalogueId: "1",
  lines: [
    { sku: "CARD", quantity: 2, seenPrice: "4.00", seenCurrency: "EUR" },
    { sku: "RING-GOLD", quantity: 1, seenPrice: "89", seenCurrency: "EUR" },
  ],
});

/** Follows what the engine would do to the order, so that the journey sees a true one. */
function orderAfter(events: readonly JourneyEvent[]): OrderView | undefined {
  let basket: Basket = { currency: currency("EUR"), country: "FR", lines: [] };
  let state: OrderState = "cart";
  let at: unknown = journey.initial;
  const view = (): OrderView => ({
    orderId: "o",
    number: 1,
    state,
    revision: 1,
    lines: basket.lines,
    total: basketTotal(basket),
  });
  for (const event of events) {
    const decision = journey.decide(at as State, event, contextWith(view()));
    at = decision.state;
    for (const effect of decision.effects) {
      if (effect.do === "edit-basket") basket = editBasket(basket, effect.edit, bySku).basket;
      if (effect.do === "request-payment" && basket.lines.length > 0 && state === "cart") state = "placed";
      if (effect.do === "cancel-order") state = "cancelled";
    }
    if (event.event === "order-paid" && state === "placed") state = "paid";
  }
  return view();
}

const contextWith = (order: OrderView | undefined): JourneyContext => ({
  now: instant(1_000_000),
  language: "fr",
  shop: { name: "Atelier", languages: ["fr", "en"], reminderAfter: hours(3) },
  products,
  order,
  channel: { maxButtons: 3, maxRows: 10, catalogue: false },
});

const link: JourneyEvent = {
  event: "link-ready",
  url: "https://pay.example/1",
  amount: eur(4990),
  expiresAt: instant(90_000_000),
};
const paid: JourneyEvent = { event: "order-paid", amount: eur(4990), receiptId: "d1", receiptNumber: "R2026-00001" };
const changed: JourneyEvent = { event: "basket-changed", problems: [], by: "customer" };

journeyContract(journey, {
  happyPath: [
    text("une bague rose gravée"),
    tap("so:value:1"),
    text("Léa"),
    tap("so:pay"),
    link,
    paid,
    tap("so:address"),
    text("3 rue des Fleurs"),
  ],
  disturbances: [
    text("xyz"),
    text("le prix ?", { answer: "price", wants: "order" }),
    text("annuler", { wants: "cancel" }),
    tap("so:product:GONE"),
    tap("so:line:7"),
    tap("so:more-of"),
    tap("so:nonsense"),
    tap("other:x"),
    cart,
    said({ kind: "unsupported", type: "poll" }),
    said({ kind: "location", latitude: 1, longitude: 2 }),
    link,
    paid,
    changed,
    { event: "basket-changed", problems: [{ problem: "out-of-stock", sku: "CARD", left: 0 }], by: "operator" },
    { event: "link-failed", reason: "no rail" },
    { event: "link-expired" },
    { event: "payment-failed", reason: "card_declined", url: "https://pay.example/1" },
    { event: "order-shipped", carrier: "Colissimo", tracking: "1Z" },
    { event: "order-cancelled", by: "operator", refund: eur(4990) },
    { event: "refund-changed", amount: eur(500), state: "failed" },
    { event: "surplus-returned", amount: eur(500) },
    { event: "order-unfulfillable", amount: eur(500) },
    { event: "woke-up", name: "unpaid" },
  ],
  contextAfter: (events) => contextWith(orderAfter(events.slice(0, -1))),
});

const decide = (state: State, event: JourneyEvent, order?: OrderView) =>
  journey.decide(state, event, contextWith(order));
const texts = (effects: readonly unknown[]): string => JSON.stringify(effects);

describe("shop-order", () => {
  it("finds products by any of their names' words, whatever the accents and the plural", () => {
    expect(findProducts("des bagues dorees", products, 10).map(({ sku }) => sku)).toEqual(["RING-GOLD"]);
    expect(findProducts("an engraved ring please", products, 10).map(({ sku }) => sku)).toEqual([
      "RING-ROSE",
      "RING-GOLD",
    ]);
    expect(findProducts("bonjour", products, 10)).toEqual([]);
  });
  it("shows both rings when a text names both", () => {
    const { effects, state } = decide({ at: "idle" }, text("une bague"));
    expect(state).toEqual({ at: "browsing", skus: ["RING-ROSE", "RING-GOLD"] });
    expect(texts(effects)).toContain("so:product:RING-GOLD");
  });
  it("leaves a question that is no answer to understanding, and stays where it is", () => {
    const asking: State = {
      at: "option",
      sku: "RING-ROSE",
      quantity: 1,
      chosen: { size: "54" },
      option: "engraving",
      pending: [],
    };
    expect(decide(asking, text("le prix ?", { answer: "price" }))).toEqual({
      state: asking,
      effects: [],
      consumed: false,
    });
    expect(texts(decide(asking, text("« le prix ? »", { answer: "price" })).effects)).toContain("le prix ?");
  });
  const engraves: State = {
    at: "option",
    sku: "RING-ROSE",
    quantity: 1,
    chosen: { size: "54" },
    option: "engraving",
    pending: [],
  };
  it("says that her words are too long and asks again; her other choices stay", () => {
    const { state, effects, consumed } = decide(engraves, text("Pour toujours à toi, mon amour"));
    expect([state, consumed]).toEqual([engraves, true]);
    expect(effects).toMatchObject([
      {
        message: {
          kind: "buttons",
          body: { text: "option.too-long", values: { count: 30, length: 20 } },
          buttons: [{ id: "so:skip" }, { id: "want:human" }],
        },
      },
    ]);
    const shorter = decide(state, text("Pour  toi,\u00a0Léa\u200b"));
    expect(shorter.effects).toEqual([
      {
        do: "edit-basket",
        edit: { edit: "add", sku: "RING-ROSE", options: { size: "54", engraving: "Pour toi, Léa" }, quantity: 1 },
      },
    ]);
  });
  it("counts long words in quotes as words, and leaves a long question or another wish to those who understand it", () => {
    expect(texts(decide(engraves, text("« Quand reviendras-tu, dis ? »")).effects)).toContain("option.too-long");
    expect(decide(engraves, text("Est-ce que l’or se grave aussi ?")).consumed).toBe(false);
    expect(texts(decide(engraves, text("je préfère voir les bagues dorées", { wants: "order" })).effects)).toContain(
      "browse.body",
    );
    expect(texts(decide(engraves, text("je voudrais graver : à mon amour", { wants: "order" })).effects)).toContain(
      "option.too-long",
    );
  });
  it("asks in the shop's own words for an option, and keeps the key of what was chosen", () => {
    const asked = decide({ at: "idle" }, tap("so:product:MEDAL"));
    expect(asked.effects).toMatchObject([
      {
        message: {
          body: { text: "option.choose", values: { option: { wording: { local: metal.label } } } },
          buttons: [{ title: { local: metal.valueLabels.silver } }, { title: { literal: "gold" } }],
        },
      },
    ]);
    for (const answer of [tap("so:value:0"), text("ARGENT"), text("silver")]) {
      const next = decide(asked.state, answer);
      expect(next.state).toMatchObject({ option: "dedication", chosen: { metal: "silver" } });
      expect(next.effects).toMatchObject([{ message: { body: { text: "option.write", values: { length: 8 } } } }]);
    }
  });
  it("shows a line with the words its choices read by", () => {
    const add = { edit: "add", sku: "MEDAL", quantity: 1, options: { metal: "silver", dedication: "Léa" } } as const;
    const { basket } = editBasket({ currency: currency("EUR"), country: "FR", lines: [] }, add, bySku);
    const order: OrderView = { orderId: "o", state: "cart", revision: 1, lines: basket.lines, total: eur(3000) };
    const chosen = { join: [{ local: metal.valueLabels.silver }, { literal: "Léa" }], by: ", " };
    expect(texts(decide({ at: "idle" }, changed, order).effects)).toContain(JSON.stringify(chosen));
    expect(texts(decide({ at: "cart" }, tap("so:change"), order).effects)).toContain(JSON.stringify(chosen));
  });
  it("finds a product by the shop's word for one of its options", () =>
    expect(findProducts("avec une dédicace", products, 10).map(({ sku }) => sku)).toEqual(["MEDAL"]));
  it("asks for the choices a catalogue cart leaves open, after taking the rest at our prices", () => {
    const { effects, state } = decide({ at: "idle" }, cart);
    expect(effects).toEqual([
      {
        do: "edit-basket",
        edit: { edit: "replace", lines: [{ sku: "CARD", quantity: 2, options: {}, seenPrice: eur(400) }] },
      },
    ]);
    const next = decide(state, {
      event: "basket-changed",
      problems: [{ problem: "price-changed", sku: "CARD", seen: eur(400), now: eur(500) }],
      by: "customer",
    });
    expect(next.state).toMatchObject({ at: "option", sku: "RING-GOLD", option: "size" });
    expect(texts(next.effects)).toContain("problem.price");
  });
  it("offers no product that is sold out", () =>
    expect(texts(decide({ at: "idle" }, tap("so:product:GONE")).effects)).toContain("browse.none-left"));
  it("recalls an unpaid link once, and only while it is unpaid", () => {
    const order: OrderView = { orderId: "o", state: "placed", revision: 1, lines: [], total: eur(500) };
    const paying: State = { at: "paying", url: "https://pay.example/1", reminded: false };
    const first = decide(paying, { event: "woke-up", name: "unpaid" }, order);
    expect(texts(first.effects)).toContain("pay.reminder");
    expect(decide(first.state, { event: "woke-up", name: "unpaid" }, order).effects).toEqual([]);
    expect(decide(paying, { event: "woke-up", name: "unpaid" }, { ...order, state: "paid" }).effects).toEqual([]);
  });
  it("says that an order is still to be paid when its payment was of another amount, with the way to pay", () => {
    const order: OrderView = { orderId: "o", state: "placed", revision: 1, lines: [], total: eur(500) };
    const { effects } = decide({ at: "idle" }, { event: "surplus-returned", amount: eur(1) }, order);
    expect(texts(effects)).toMatch(/order\.wrong-amount.*so:pay/);
    const settled = decide({ at: "idle" }, { event: "surplus-returned", amount: eur(1) }, { ...order, state: "paid" });
    expect(texts(settled.effects)).toContain("order.surplus");
  });
  it("sends money news as notices, so that they also go out while a person has the thread", () => {
    for (const event of [
      paid,
      { event: "order-cancelled", by: "operator" },
      { event: "surplus-returned", amount: eur(1) },
    ] as const)
      for (const effect of decide({ at: "idle" }, event).effects)
        if (effect.do === "say") expect(effect.notice).toBe(true);
  });
});
