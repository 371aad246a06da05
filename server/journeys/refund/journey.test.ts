import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JourneyContext, JourneyEvent, Understood } from "#contracts/journey";
import { currency } from "#domain/currency";
import type { Effect } from "#domain/effect";
import type { InboundContent } from "#domain/inbound";
import { hours, instant } from "#domain/instant";
import { languages } from "#domain/language";
import { money } from "#domain/money";
import type { RefundableOrder } from "#domain/refund-request";
import { journeyContract } from "../../../tests/contracts/journey.contract.ts";
import { createFormatWording } from "../../ports/format-wording.ts";
import { journey } from "./journey.ts";
import { type State, idle } from "./state.ts";
import { texts } from "./texts.ts";

const eur = (minor: number) => money(minor, currency("EUR"));
const order = (orderId: string, number: number, more: Partial<RefundableOrder> = {}): RefundableOrder => ({
  orderId,
  number,
  left: eur(4_990),
  needsAccount: false,
  ...more,
});
const transfer = order("o1", 12, { needsAccount: true });
const context: JourneyContext = {
  now: instant(1),
  language: "fr",
  shop: { name: "Atelier", languages: ["fr", "en"], reminderAfter: hours(3), refundPhotos: ["damaged"] },
  products: [],
  order: undefined,
  channel: { maxButtons: 3, maxRows: 10, catalogue: false },
};
const said = (content: InboundContent, more: Partial<Understood> = {}): JourneyEvent => ({
  event: "customer-said",
  understood: { content, text: content.kind === "text" ? content.body : "", messageId: "m1", ...more },
});
const text = (body: string, more: Partial<Understood> = {}) => said({ kind: "text", body }, more);
const tap = (choiceId: string) => said({ kind: "choice", choiceId, title: "" });
const photo = said({ kind: "media", media: "image", mediaId: "p", mimeType: "image/png" });
const account = { sealed: "x", shown: "FR…2606" };
const found: JourneyEvent = { event: "refundable-found", orders: [transfer, order("o2", 13)] };
const news = { requestId: "r1", number: 12, amount: eur(500) };

const happyPath: readonly JourneyEvent[] = [
  text("remboursement", { wants: "refund" }),
  found,
  tap("rf:order:o1"),
  tap("rf:part"),
  text("5", { amount: eur(500) }),
  tap("rf:cause:damaged"),
  photo,
  text("FR14…", { account }),
  tap("rf:send"),
  { event: "refund-asked", result: { asked: true, number: 12, amount: eur(500), approved: false } },
];
const disturbances: readonly JourneyEvent[] = [
  text("xyz"),
  text("le prix ?", { answer: "price", wants: "order" }),
  text("annuler", { wants: "cancel" }),
  text("remboursement", { wants: "refund" }),
  text("99999", { amount: eur(9_999_900) }),
  text("0", { amount: eur(0) }),
  text("oui"),
  text("non"),
  text("FR00", { account: { wrong: "FR…00" } }),
  tap("rf:nonsense"),
  tap("rf:start:o9"),
  tap("rf:answer:r1"),
  tap("rf:send"),
  tap("rf:cause:nothing"),
  tap("rf:no-photo"),
  tap("so:pay"),
  tap("other:x"),
  photo,
  said({ kind: "unsupported", type: "poll" }),
  found,
  { event: "refundable-found", orders: [], wanted: "o9" },
  { event: "refundable-found", orders: [order("o3", 14, { open: "asked" })] },
  { event: "refund-asked", result: { asked: false, number: 12, why: "too-much", left: eur(10) } },
  { event: "refund-added", found: false },
  { event: "refund-news", news: { ...news, step: "failed" } },
  { event: "refund-news", news: { ...news, step: "refused", refusal: "own-words", words: "non" } },
  { event: "refund-news", news: { ...news, step: "question", words: "?" } },
  { event: "order-paid", amount: eur(500), receiptId: "d", receiptNumber: "R" },
  { event: "woke-up", name: "unpaid" },
];

journeyContract(journey, { happyPath, disturbances, contextAfter: () => context });

const play = (events: readonly JourneyEvent[]) => {
  let state: State = idle;
  const effects: Effect[] = [];
  for (const event of events) {
    const decided = journey.decide(state, event, context);
    state = decided.state;
    effects.push(...decided.effects);
  }
  return { state, effects };
};
const asks = (effects: readonly Effect[]) => effects.filter((effect) => effect.do === "ask-refund");

describe("the talk about a refund", () => {
  it("sends what was said, once, at the end of the way", () => {
    const { effects, state } = play(happyPath);
    expect(state).toEqual(idle);
    expect(asks(effects)).toEqual([
      {
        do: "ask-refund",
        draft: { order: transfer, amount: eur(500), cause: "damaged", photos: ["m1"], account },
      },
    ]);
  });
  it("never sends anything that was not shown in the summary just before, nor more than is left", () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...happyPath, ...disturbances), { maxLength: 40 }), (events) => {
        let state: State = idle;
        for (const event of events) {
          const decided = journey.decide(state, event, context);
          for (const effect of decided.effects) {
            if (effect.do !== "ask-refund") continue;
            expect(state).toMatchObject({ at: "summary", draft: effect.draft });
            expect(effect.draft.amount?.minor).toBeGreaterThan(0);
            expect(effect.draft.amount?.minor).toBeLessThanOrEqual(effect.draft.order.left.minor);
            expect(effect.draft.account === undefined).toBe(!effect.draft.order.needsAccount);
          }
          ({ state } = decided);
        }
      }),
    ));
  it("answers every message it takes, and puts the same question again only when she asks for it or was wrong", () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...happyPath, ...disturbances), { maxLength: 40 }), (events) => {
        let state: State = idle;
        for (const event of events) {
          const { consumed, effects, state: next } = journey.decide(state, event, context);
          if (event.event === "customer-said" && consumed) expect(effects.length).toBeGreaterThan(0);
          if (event.event === "customer-said" && !consumed) expect([next, effects]).toEqual([state, []]);
          state = next;
        }
      }),
    ));
  it("leaves a question to whoever can answer it, but takes anything as her own words", () => {
    const asking = play([...happyPath.slice(0, 5)]).state;
    expect(asking).toMatchObject({ at: "cause" });
    expect(journey.decide(asking, text("c’est remboursé quand ?", { answer: "terms" }), context).consumed).toBe(false);
    const words = play([...happyPath.slice(0, 5), tap("rf:cause:other")]).state;
    const taken = journey.decide(words, text("la livraison était en retard", { answer: "delivery" }), context);
    expect(taken.state).toMatchObject({ draft: { words: "la livraison était en retard" } });
  });
  it("asks for an account only where the rail returns nothing by itself, and for a photo only where the shop wants one", () => {
    const way = (one: RefundableOrder, cause: string) =>
      play([
        text("remboursement", { wants: "refund" }),
        { event: "refundable-found", orders: [one] },
        tap("rf:whole"),
        tap(`rf:cause:${cause}`),
      ]).state.at;
    expect(way(order("o2", 13), "changed-mind")).toBe("summary");
    expect(way(order("o2", 13), "damaged")).toBe("photo");
    expect(way(transfer, "changed-mind")).toBe("account");
  });
  it("takes a yes or a no for the buttons of the summary", () => {
    const summary = play(happyPath.slice(0, 8)).state;
    expect(summary).toMatchObject({ at: "summary" });
    expect(asks(journey.decide(summary, text("Oui."), context).effects).length).toBe(1);
    expect(journey.decide(summary, text("non"), context).state).toEqual(idle);
  });
  it("says everything in every language, and keeps titles within what WhatsApp shows", () => {
    const format = createFormatWording([journey]);
    const values = Object.fromEntries("number amount reason words shown why account".split(" ").map((n) => [n, n]));
    for (const language of languages)
      for (const [name, all] of Object.entries(texts)) {
        const worded = format({ text: name, values: { ...values, count: 2 } }, { language, shop: languages }, "refund");
        expect(worded).not.toMatch(/[{}]|undefined|^$/);
        const most = /^(button\.|extent\.|photo\.none|.*\.button$)/.test(name)
          ? 20
          : name.startsWith("cause.")
            ? 24
            : 900;
        expect([name, all[language].length <= most]).toEqual([name, true]);
      }
  });
});
