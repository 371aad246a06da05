import { expect, it } from "vitest";
import { currency } from "#domain/currency";
import { languages } from "#domain/language";
import { money } from "#domain/money";
import type { Wording } from "#domain/wording";
import { journey } from "../journeys/shop-order/journey.ts";
import { engineTexts } from "./engine-texts.ts";
import { createFormatWording, formatMoney } from "./format-wording.ts";
import { noticeTexts } from "./notice-texts.ts";

const format = createFormatWording([journey]);
/** A value for every placeholder any text has. */
const counted = ["quantity", "left", "number", "length", "count"];
const values = Object.fromEntries(
  "most card promised shop product option length count quantity name price options total left amount reason number receipt carrier tracking address rail reference channel lane kind change text from to date desk account news beneficiary url buyer invoice by cause details due email exchange field found next now open openCount paid paper payments refunded refunds shown sku stock who why words"
    .split(" ")
    .map((name) => [name, counted.includes(name) ? 2 : name]),
);

it.each(languages)("words every text in %s with nothing missing", (language) => {
  const reader = { language, shop: languages };
  for (const [texts, name] of [
    [journey.texts, journey.name],
    [engineTexts, undefined],
    [noticeTexts, undefined],
  ] as const)
    for (const text of Object.keys(texts)) {
      const said = format({ text, values }, reader, name);
      expect([text, said.trim()]).not.toEqual([text, ""]);
      expect(said).not.toMatch(/[{}]|undefined|\[object/);
    }
});

it("prints money with the currency's own decimals, not the custom of the place", () => {
  expect(formatMoney(money(4990, currency("EUR")), "fr").replace(/\s/g, " ")).toBe("49,90 €");
  expect(formatMoney(money(500, currency("JPY")), "en")).toBe("JP¥500");
  expect(formatMoney(money(1250, currency("KWD")), "en").replace(/\s/g, " ")).toBe("KWD 1.250");
  expect(formatMoney(money(100_000, currency("HUF")), "en").replace(/\s/g, " ")).toBe("HUF 1,000.00");
});

it("joins wordings and puts one into another", () => {
  const wording: Wording = {
    join: [
      { literal: "A" },
      {
        text: "option.one-of",
        values: { product: { local: { fr: "Bague" } }, option: { wording: { text: "option.name.size" } } },
      },
    ],
    by: " / ",
  };
  const said = format(wording, { language: "fr", shop: ["fr"] }, "shop-order");
  expect(said.replace(/\s/g, " ")).toBe("A / Bague : quelle taille ?");
});
