import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { languages } from "#domain/language";
import { money } from "#domain/money";
import { squeezed, textOf } from "./pdf-text.fixture.ts";
import { drawable, printedMoney, printedRate } from "./printed.ts";
import { readReceiptContent } from "./receipt-content.ts";
import { renderReceipt } from "./receipt.ts";
import { receiptTexts } from "./texts.ts";

const euros = (minor: number) => ({ minor, currency: "EUR" });
const stored = {
  language: "fr",
  receiptNumber: "R2026-00042",
  shop: { name: "Atelier Lyon", legal: ["12 rue de la République, 69002 Lyon", "SIREN 123 456 789"] },
  issuedAt: 1_781_000_000_000,
  timeZone: "Europe/Paris",
  orderNumber: 42,
  lines: [
    {
      name: "Bague gravée",
      options: { size: "54", Métal: "Argent", gravure: "« Léa & Zoë »" },
      quantity: 2,
      unitPrice: euros(4_990),
      total: euros(9_980),
    },
  ],
  vat: [
    { rate: 2_000, gross: euros(8_925), net: euros(7_438), vat: euros(1_487) },
    { rate: 550, gross: euros(1_055), net: euros(1_000), vat: euros(55) },
  ],
  total: euros(123_456_789),
  paidWith: { rail: "Carte bancaire", reference: "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042" },
};
const content = (change: object = {}) => readReceiptContent({ ...stored, ...change });

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString("latin1")
    .match(/\/Type \/Page\b/g)?.length ?? 0;

describe("a receipt", () => {
  it("shows everything it was issued with, accents and euro signs right", async () => {
    const pdf = await renderReceipt(content());
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    expect(pagesOf(pdf)).toBe(1);
    const shown = textOf(pdf);
    const expected = [
      "Atelier Lyon",
      "12 rue de la République, 69002 Lyon",
      "SIREN 123 456 789",
      "REÇU",
      "R2026-00042",
      "Payé",
      "9 juin 2026 à 12:13",
      "#42",
      "Bague gravée",
      "Taille : 54",
      "Métal : Argent",
      "gravure : « Léa & Zoë »",
      "2 × 49,90 €",
      "99,80 €",
      "1 234 567,89 €",
      "5,5 %",
      "74,38 €",
      "14,87 €",
      "89,25 €",
      "Carte bancaire",
      "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042",
      "Merci pour votre achat.",
      "Page 1 sur 1",
    ];
    expect(
      expected.filter((piece) => !shown.includes(squeezed(piece))),
      shown,
    ).toEqual([]);
  });

  it("is the same file whenever it is made", async () => {
    const [one, two] = [await renderReceipt(content()), await renderReceipt(content())];
    expect(Buffer.compare(one, two)).toBe(0);
  });

  it.each(languages)("speaks %s in every word it has of its own", async (language) => {
    const { page, option, options, ...words } = receiptTexts[language];
    const chosen = Object.fromEntries(Object.keys(options).map((key) => [key, `my ${key}`]));
    const lines = stored.lines.map((line) => ({ ...line, options: chosen }));
    const shown = textOf(await renderReceipt(content({ language, lines }))).toLowerCase();
    const named = Object.entries(options).map(([key, name]) => option(name, `my ${key}`));
    const missing = [...Object.values(words), ...named, page(1, 1)].filter(
      (word) => !shown.includes(squeezed(word.toLowerCase())),
    );
    expect(missing).toEqual([]);
    expect([...Object.values(words), ...named].filter((word) => drawable(word) !== word)).toEqual([]);
  });

  it("names a rail that was connected without a name by its product", async () => {
    const paidWith = { ...stored.paidWith, rail: "stripe" };
    expect(textOf(await renderReceipt(content({ paidWith })))).toContain("PayéparStripe");
  });

  it("stands on the shop's wall clock", async () => {
    const shown = textOf(await renderReceipt(content({ language: "en", timeZone: "America/Sao_Paulo" })));
    expect(shown).toContain(squeezed("9 June 2026 at 07:13"));
  });

  it("goes on over as many pages as its lines take, the number on each", async () => {
    const [line] = stored.lines;
    const lines = Array.from({ length: 60 }, (_, n) => ({ ...line, name: `Article no ${n + 1}` }));
    const pdf = await renderReceipt(content({ lines }));
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(3);
    const shown = textOf(pdf);
    for (let n = 1; n <= 60; n++) expect(shown).toContain(`Articleno${n}Taille`);
    for (let n = 1; n <= pages; n++) expect(shown).toContain(`Page${n}sur${pages}`);
  });

  it("keeps long names whole, words longer than a line as well", async () => {
    const [line] = stored.lines;
    const name = `${"Une bague dont le nom raconte toute son histoire ".repeat(4)}${"w".repeat(120)}`;
    const shown = textOf(await renderReceipt(content({ lines: [{ ...line, name }] })));
    expect(shown.match(/Unebaguedont/g)).toHaveLength(4);
    expect(shown.match(/w/g)).toHaveLength(120);
  });

  it("has no table of VAT where none is counted, and needs no order number", async () => {
    const free = [{ rate: 0, gross: euros(9_980), net: euros(9_980), vat: euros(0) }];
    const shown = textOf(await renderReceipt(content({ vat: free, orderNumber: null })));
    expect(shown).not.toContain("TVA");
    expect(shown).not.toContain("Commande");
  });

  it("is not made of a content with a hole", () => {
    expect(() => content({ total: { minor: 1.5, currency: "EUR" } })).toThrow(/"total.minor"/);
    expect(() => content({ total: { minor: 1, currency: "EURO" } })).toThrow(/"total.currency"/);
    expect(() => readReceiptContent({})).toThrow(/"language"/);
  });
});

describe("what a receipt prints", () => {
  const of = (minor: number, code: string) => money(minor, currency(code));

  it.each([
    [of(1_250, "EUR"), "fr", "12,50 €"],
    [of(1_250, "EUR"), "en", "€12.50"],
    [of(123_456, "EUR"), "it", "1234,56 €"],
    [of(500, "JPY"), "en", "JP¥500"],
    [of(5_120, "KWD"), "en", "KWD 5.120"],
    [of(1_999, "BRL"), "pt", "R$ 19,99"],
    [of(10_045, "HUF"), "en", "HUF 100.45"],
    [of(-990, "EUR"), "es", "-9,90 €"],
    [of(12_000, "PLN"), "fr", "120,00 PLN"],
    [of(9_000, "KRW"), "fr", "9 000 KRW"],
  ] as const)("%o in %s as %s", (amount, language, written) => {
    expect(printedMoney(amount, language).replace(/\u00a0/g, " ")).toBe(written);
  });

  it("keeps every digit of amounts a float would lose", () => {
    expect(printedMoney(of(9_007_199_254_740_991, "EUR"), "en")).toBe("€90,071,992,547,409.91");
  });

  it("is a rate with its decimals", () => {
    expect(printedRate(550, "en")).toBe("5.5%");
    expect(printedRate(0, "en")).toBe("0%");
  });

  it.each([
    ["Łódź – “Zoë” œuvre 5 €", "Lódz – “Zoë” œuvre 5 €"],
    ["Bague ❤️ 👩‍🎨 or", "Bague or"],
    ["e\u0301te\u0301", "été"],
    ["東京", "??"],
    ["a\tb\u202fc", "a b\u00a0c"],
  ])("is %s as far as the fonts can draw it: %s", (given, shown) => expect(drawable(given)).toBe(shown));

  it("is never a sign the fonts lack, and stays as it is when drawn twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (given) => {
        const shown = drawable(given);
        expect(drawable(shown)).toBe(shown);
        expect(shown).toMatch(/^[\u0020-\u007e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/);
      }),
    );
  });
});
