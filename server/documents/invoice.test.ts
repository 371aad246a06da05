import { describe, expect, it } from "vitest";
import { languages } from "#domain/language";
import { readPaperContent } from "./invoice-content.ts";
import { invoiceTexts } from "./invoice-texts.ts";
import { renderInvoice } from "./invoice.ts";
import { squeezed, textOf } from "./pdf-text.fixture.ts";
import { drawable } from "./printed.ts";

const euros = (minor: number) => ({ minor, currency: "EUR" });
const stored = {
  kind: "invoice",
  language: "fr",
  number: "F2026-00042",
  issuedAt: 1_781_000_000_000,
  suppliedAt: 1_780_900_000_000,
  timeZone: "Europe/Paris",
  orderNumber: 17,
  paidWith: { rail: "Carte bancaire", reference: "0192f0c1" },
  simplified: false,
  code: null,
  seller: {
    tradeName: "Atelier Rose Lyon",
    name: "Atelier Rose SARL",
    address: "12, rue des Tables-Claudiennes, 69001 Lyon",
    ids: ["SIRET 73282932000074", "TVA FR44732829320"],
    mentions: ["Capital 10 000 €"],
  },
  buyer: { name: "Léa Martin SARL", address: "3 rue des Fleurs, 69003 Lyon", taxId: "732829320" },
  corrects: null,
  lines: [
    {
      name: "Bague gravée",
      options: { size: "54" },
      quantity: 2,
      rate: 2_000,
      unitNet: euros(4_158),
      net: euros(8_317),
      unitPrice: euros(4_990),
      total: euros(9_980),
    },
    {
      name: "Livre",
      options: {},
      quantity: 1,
      rate: 550,
      unitNet: euros(1_000),
      net: euros(1_000),
      unitPrice: euros(1_055),
      total: euros(1_055),
    },
  ],
  vat: [
    { rate: 2_000, gross: euros(9_980), net: euros(8_317), vat: euros(1_663) },
    { rate: 550, gross: euros(1_055), net: euros(1_000), vat: euros(55) },
  ],
  net: euros(9_317),
  vatTotal: euros(1_718),
  total: euros(11_035),
};
const content = (change: object = {}) => readPaperContent({ ...stored, ...change });
const shownOf = async (change: object = {}) => textOf(await renderInvoice(content(change)));
const missing = (shown: string, pieces: readonly string[]): readonly string[] =>
  pieces.filter((piece) => !shown.includes(squeezed(piece)));

describe("an invoice", () => {
  it("says all that French law wants: parties, numbers, dates, lines net, rates, sums", async () => {
    const shown = await shownOf();
    const wanted = [
      "FACTURE",
      "F2026-00042",
      "Atelier Rose SARL",
      "12, rue des Tables-Claudiennes, 69001 Lyon",
      "SIRET 73282932000074",
      "TVA FR44732829320",
      "Facturé à",
      "Léa Martin SARL",
      "3 rue des Fleurs, 69003 Lyon",
      "732829320",
      "9 juin 2026",
      "8 juin 2026",
      "#17",
      "2 × 41,58 € HT · TVA 20 %",
      "Taille : 54",
      "99,80 €",
      "83,17 €",
      "16,63 €",
      "93,17 €",
      "17,18 €",
      "110,35 €",
      "Capital 10 000 €",
      "Payé",
      "Page 1 sur 1",
    ];
    expect(missing(shown, wanted), shown).toEqual([]);
  });

  it("is the same file whenever it is made", async () => {
    const [one, two] = [await renderInvoice(content()), await renderInvoice(content())];
    expect(Buffer.compare(one, two)).toBe(0);
  });

  it.each(languages)("speaks %s, with signs the fonts have", async (language) => {
    const { page, each, corrects, creditNote, refundReceipt, credited, refunded, wentBack, simplified, ...words } =
      invoiceTexts[language];
    const shown = (await shownOf({ language })).toLowerCase();
    expect(
      Object.values(words).filter((word) => !shown.includes(squeezed(word.toLowerCase()))),
      shown,
    ).toEqual([]);
    const note = await shownOf({
      language,
      kind: "credit-note",
      lines: [],
      corrects: { number: "F2026-00041", issuedAt: stored.issuedAt },
    });
    const whole = [creditNote, credited, refunded, wentBack].map((word) => word.toLowerCase());
    expect(whole.filter((word) => !note.toLowerCase().includes(squeezed(word)))).toEqual([]);
    expect(note).toContain("F2026-00041");
    const receipt = textOf(
      await renderInvoice(
        readPaperContent({
          kind: "refund-receipt",
          language,
          number: "RR2026-00001",
          issuedAt: stored.issuedAt,
          timeZone: "UTC",
          orderNumber: 1,
          paidWith: stored.paidWith,
          total: euros(500),
          shop: { name: "Atelier", legal: [] },
        }),
      ),
    );
    expect(receipt.toLowerCase()).toContain(squeezed(refundReceipt.toLowerCase()));
    const all = [...Object.values(words), page(1, 2), each(1, "1", "1"), corrects("F", "d"), simplified];
    expect(all.filter((word) => drawable(word) !== word)).toEqual([]);
  });

  it("prints the code of the state's exchange, and whom it is made out to by that alone", async () => {
    const shown = await shownOf({
      language: "it",
      simplified: true,
      code: "TD07",
      buyer: { name: null, address: null, taxId: "RSSMRA85T10A562S" },
    });
    expect(missing(shown, ["FATTURA SEMPLIFICATA", "TD07", "RSSMRA85T10A562S", "IVA 5,5%"])).toEqual([]);
    expect(await shownOf({ buyer: { name: null, address: null, taxId: null } })).not.toContain("Facturéà");
  });

  it("shows names in Arabic and Hebrew as signs in their place, never turns amounts around, and obeys no hidden sign", async () => {
    const [ring] = stored.lines;
    const shown = await shownOf({
      buyer: { name: "محمد علي", address: "שדרות רוטשילד 1, Paris", taxId: null },
      lines: [{ ...ring, name: "خاتم\u202e 45 טבעת \u2067ring" }],
    });
    // Every letter the fonts lack is a question mark; figures and Latin words stand where they were written.
    expect(
      missing(shown, ["???? ???", "?????? ?????? 1, Paris", "???? 45 ???? ring", "2 × 41,58 €", "99,80 €"]),
      shown,
    ).toEqual([]);
    expect(shown.indexOf("????45????ring")).toBeLessThan(shown.indexOf(squeezed("99,80 €")));
    expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  it("is not made of a content with a hole", () => {
    expect(() => content({ vat: [{}] })).toThrow(/"vat.0.rate"/);
    expect(() => readPaperContent({ kind: "bill" })).toThrow(/"kind"/);
  });
});
