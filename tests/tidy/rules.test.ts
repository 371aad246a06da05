import { expect, it } from "vitest";
import { catalogueGaps, isKebab, namedPaths, namedScripts, notesToSelf, saysNothing, textGaps } from "./rules.ts";

it.each([
  "server/utils/money.ts",
  "server/domain/money-helper.ts",
  "server/engine/index.ts",
  "console/lib/x.ts",
  "api/order.service.ts",
])("%s says nothing", (path) => expect(saysNothing(path)).toBe(true));

it.each([
  "server/domain/money.ts",
  "tests/databases.ts",
  "server/domain/database-name.ts",
  "world/libra/model.ts",
  "console/index.html",
])("%s says something", (path) => expect(saysNothing(path)).toBe(false));

it("tells the house's way of writing names", () => {
  expect(["money.ts", "shop-order.test.ts", "2-cards.json"].every(isKebab)).toBe(true);
  expect(["Money.ts", "shop_order.ts", "shopOrder.ts", "-a.ts"].some(isKebab)).toBe(false);
});

it("finds notes to oneself, not words that contain them", () => {
  expect(notesToSelf("// TODO: later")).toEqual(["TODO"]);
  expect(notesToSelf("METODOLOGIA, to do")).toEqual([]);
});

it("finds the paths and scripts a document names", () => {
  const text =
    "See `server/domain/money.ts`, [the tests](tests/e2e/run.ts), `server/{a,b}/x.ts`; run `npm run -s bench`.";
  expect(namedPaths(text)).toEqual(["server/domain/money.ts", "tests/e2e/run.ts"]);
  expect(namedScripts(`${text} Then npm test.`)).toEqual(["bench", "test"]);
});

it("finds a language and a key that are missing from catalogues", () => {
  const full = { hello: "…", bye: "…" };
  expect(catalogueGaps({ en: full, fr: full, it: full, es: { hello: "…" } })).toEqual(["es: bye", "pt: missing"]);
  expect(catalogueGaps({ en: full, fr: full, it: full, es: full, pt: full })).toEqual([]);
});

it("reads a journey's texts by language or by key", () => {
  const wordings = { en: "Hi", fr: "Salut", it: "Ciao", es: "Hola", pt: "Oi" };
  expect(textGaps({ hello: wordings, bye: { ...wordings, it: "" } })).toEqual(["it: bye"]);
  expect(textGaps({ en: { a: "1" }, fr: { a: "1" }, it: { a: "1" }, es: { a: "1" } })).toEqual(["pt: missing"]);
  expect(textGaps({})).toEqual(["no texts"]);
});
