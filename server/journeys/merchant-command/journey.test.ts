import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JourneyContext, JourneyEvent } from "#contracts/journey";
import type { Charge, Command, ParsedCommand } from "#domain/command";
import { currency } from "#domain/currency";
import { hours, instant } from "#domain/instant";
import { languages } from "#domain/language";
import { money } from "#domain/money";
import type { CommandReading, CommandRefused, SaleNews } from "#domain/selling";
import { journeyContract } from "../../../tests/contracts/journey.contract.ts";
import { createFormatWording } from "../../ports/format-wording.ts";
import { journey } from "./journey.ts";
import { type State, idle } from "./state.ts";
import { texts } from "./texts.ts";

const eur = (minor: number) => money(minor, currency("EUR"));
const context: JourneyContext = {
  now: instant(1_000_000),
  language: "fr",
  shop: { name: "Atelier", languages: ["fr", "en"], reminderAfter: hours(3) },
  products: [],
  order: undefined,
  channel: { maxButtons: 3, maxRows: 10, catalogue: false },
};
const charge: Charge = {
  kind: "charge",
  saveCard: "never",
  payee: { by: "name", name: "lea" },
  amount: eur(1_000),
  assumedCurrency: false,
  ambiguousAmount: false,
  form: false,
  test: false,
};
const said = (text: string, command?: ParsedCommand): JourneyEvent => ({
  event: "customer-said",
  understood: { content: { kind: "text", body: text }, text, ...(command ? { command } : {}) },
});
const tap = (choiceId: string): JourneyEvent => ({
  event: "customer-said",
  understood: { content: { kind: "choice", choiceId, title: "" }, text: "" },
});
const read = (command: Command, reading: CommandReading): JourneyEvent => ({ event: "command-read", command, reading });
const lea = { personId: "p1", name: "Léa", phone: "+33612345678" };
const charged = read(charge, { read: "charge", payee: lea, railName: "Card" });
const asked: JourneyEvent = {
  event: "command-done",
  result: { done: "asked", number: 1, amount: eur(1_000), undo: { did: "asked", orderId: "o1" } },
};
const refused = (reason: CommandRefused["reason"]): JourneyEvent =>
  read(charge, { read: "refused", refused: { reason, details: "x", money: eur(1) } });
const about = { number: 1, amount: eur(1_000), who: "Léa" };
const news = (sale: SaleNews): JourneyEvent => ({ event: "sale-news", sale });
const everyNews: readonly JourneyEvent[] = [
  news({ ...about, news: "link", url: "https://pay.example/1", why: "echo" }),
  news({ ...about, news: "link", url: "https://pay.example/1", why: "window-closed" }),
  news({ ...about, news: "link", url: "https://pay.example/1", why: "not-sent" }),
  news({ ...about, news: "link-sent", url: "https://pay.example/1" }),
  news({ ...about, news: "failed", reason: "x" }),
  news({ ...about, news: "attempt-failed", reason: "x" }),
  news({ ...about, news: "needs-customer", reason: "x" }),
  news({ ...about, news: "charge-unknown", reason: "x" }),
  news({ ...about, news: "charge-failed", reason: "x" }),
  news({ ...about, news: "paid", receiptId: "d1", receiptNumber: "R1" }),
  news({ ...about, news: "expired" }),
  news({ ...about, news: "cancelled" }),
  news({ ...about, news: "card-kept", card: { brand: "visa", lastFour: "4242" } }),
  news({ ...about, news: "refunded", refund: eur(1), state: "done" }),
  news({ ...about, news: "refunded", refund: eur(1), state: "failed" }),
];
const disturbances: readonly JourneyEvent[] = [
  said("bonjour", { kind: "not-a-command" }),
  said("HELP", { kind: "help" }),
  said("CANCEL", { kind: "cancel" }),
  said("UNDO", { kind: "undo" }),
  said("TODAY", { kind: "today" }),
  said("LINK", { kind: "wizard" }),
  said("10 EUR", { ...charge, payee: { by: "nobody" } }),
  said("lea"),
  said("nonsense", { kind: "faulty", problems: [{ field: "currency", code: "unknown", found: "XYZ" }] }),
  tap("mc:yes:1"),
  tap("mc:yes:2"),
  tap("mc:no:1"),
  tap("mc:change:1"),
  tap("mc:who:1:p1"),
  tap("mc:wizard:2:nobody"),
  tap("mc:wizard:3:ask"),
  tap("so:pay"),
  refused("limit"),
  refused("unknown-person"),
  read(charge, { read: "several", candidates: [lea] }),
  read(
    { kind: "stock", sku: "R", quantity: 3, mode: "set" },
    { read: "stock", sku: "R", name: "Ring", now: undefined },
  ),
  { event: "command-done", result: { done: "refused", refused: { reason: "short-stock", details: "R" } } },
  ...everyNews,
];

journeyContract<State>(journey, {
  happyPath: [said("10 EUR lea", charge), charged, tap("mc:yes:1"), asked, said("UNDO", { kind: "undo" })],
  disturbances,
  contextAfter: () => context,
});

const play = (...events: readonly JourneyEvent[]) => {
  let state: State = idle;
  return events.map((event) => {
    const decision = journey.decide(state, event, context);
    state = decision.state;
    return decision;
  });
};

describe("the merchant's journey", () => {
  it("does nothing that was not shown back and confirmed just before", () => {
    const events = fc.array(fc.constantFrom(said("10 EUR lea", charge), charged, ...disturbances), { maxLength: 40 });
    fc.assert(
      fc.property(events, (all) => {
        let state: State = idle;
        for (const event of all) {
          const before: State = state;
          const { state: next, effects } = journey.decide(before, event, context);
          for (const effect of effects)
            if (effect.do === "run-command" && !["today", "undo"].includes(effect.settled.command.kind)) {
              expect(before.at).toBe("confirming");
              expect(next.at).toBe("idle");
            }
          state = next;
        }
      }),
    );
  });

  it("takes no older button for the newest line", () => {
    const steps = play(said("10 EUR lea", charge), charged, said("10 EUR lea", charge), charged, tap("mc:yes:1"));
    expect(steps.at(-1)?.effects.map((effect) => effect.do)).toEqual(["say"]);
    expect(steps.at(-1)?.state.at).toBe("confirming");
  });

  it("runs once what is confirmed twice", () => {
    const steps = play(said("10 EUR lea", charge), charged, tap("mc:yes:1"), tap("mc:yes:1"), said("oui"));
    const runs = steps.flatMap(({ effects }) => effects.filter((effect) => effect.do === "run-command"));
    expect(runs).toHaveLength(1);
  });

  it("is confirmed by a yes in any of our languages", () => {
    for (const yes of ["Yes", "oui", "sì", "Sí", "sim!", "OK"]) {
      const [, , third] = play(said("10 EUR lea", charge), charged, said(yes));
      expect(third?.effects.map((effect) => effect.do)).toEqual(["run-command"]);
    }
  });

  it("says everything in every language without a place left empty", () => {
    const format = createFormatWording([journey]);
    const names =
      "field found amount who rail card reference number sku name now next stock paid refunded open url reason receipt details by account cause words news left from to beneficiary";
    const counts = { count: 2, payments: 2, refunds: 1, openCount: 3, number: 7 };
    const values = { ...Object.fromEntries(names.split(" ").map((name) => [name, name])), ...counts };
    for (const language of languages)
      for (const text of Object.keys(texts))
        expect(format({ text, values }, { language, shop: languages }, journey.name)).not.toMatch(/[{}]|undefined|^$/);
  });

  it("keeps titles of buttons within what WhatsApp shows", () => {
    for (const language of languages)
      for (const name of Object.keys(texts).filter((one) =>
        /^button\.|^wizard\.(nobody|never|ask|always)|\.button$/.test(one),
      ))
        expect([name, (texts[name]?.[language] ?? "").length <= 20]).toEqual([name, true]);
  });
});
