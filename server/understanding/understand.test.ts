import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAnswer, findWant, guessLanguage, understand } from "./understand.ts";

const answers = [
  { id: "price", keywords: ["prix", "price"], body: {} },
  { id: "delivery-price", keywords: ["prix de la livraison"], body: {} },
  { id: "hours", keywords: ["horaires", "ouvert", "price"], body: {} },
];

describe("keywords", () => {
  it("match whole words, whatever the case, accents and marks around them", () => {
    expect(findAnswer("Quel est le PRÎX ?", answers)).toBe("price");
    expect(findAnswer("(Horaires!)", answers)).toBe("hours");
    expect(findAnswer("priceless surprix", answers)).toBeUndefined();
  });
  it("let the longest win, then the first in the shop's order", () => {
    expect(findAnswer("le prix de la livraison svp", answers)).toBe("delivery-price");
    expect(findAnswer("price?", answers)).toBe("price");
  });
  it("find a keyword anywhere in a text", () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(findAnswer(`${before} horaires ${after}`, [{ id: "hours", keywords: ["horaires"], body: {} }])).toBe(
          "hours",
        );
      }),
    ));
  it("never throw and never match an empty keyword", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(findAnswer(text, [{ id: "x", keywords: ["", "  ", "?!"], body: {} }])).toBeUndefined();
      }),
    ));
});

describe("wants", () => {
  it.each([
    ["I would like to order a ring", "order"],
    ["Je voudrais commander", "order"],
    ["vorrei ordinare", "order"],
    ["quiero comprar", "order"],
    ["quero comprar um anel", "order"],
    ["can I talk to a real person?", "human"],
    ["Parler à quelqu’un", "human"],
    ["annule ma commande", "cancel"],
    ["STOP", "stop"],
    ["hola!", "greeting"],
  ])("%s → %s", (text, want) => expect(findWant(text)).toBe(want));
  it("hear STOP only alone", () => expect(findWant("please don't stop making these")).toBeUndefined());
});

it("reads a tap by its structure, never by the words on the button", () => {
  const understood = understand({ kind: "choice", choiceId: "so:pay", title: "stop price" }, answers, "en");
  expect(understood).not.toHaveProperty("wants");
  expect(understood).not.toHaveProperty("answer");
});

it.each([
  ["Bonjour, avez-vous une bague gravée ?", "fr"],
  ["Hello, do you have an engraved ring?", "en"],
  ["Ciao, vorrei un anello", "it"],
  ["12345", undefined],
])("hears the language of %s", (text, language) => expect(guessLanguage(text, ["en", "fr", "it"])).toBe(language));
