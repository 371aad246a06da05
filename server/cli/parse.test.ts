import { describe, expect, it } from "vitest";
import { UnknownCountry, printParsed } from "./parse.ts";

describe("a line read on the command line", () => {
  it("is shown as the command it is, and as it would be written outright in the country's language", () => {
    expect(printParsed("20,50 Léa", "fr")).toBe(`{
  "country": "FR",
  "currency": "EUR",
  "kind": "charge",
  "saveCard": "never",
  "payee": {
    "by": "name",
    "name": "Léa"
  },
  "amount": {
    "minor": 2050,
    "currency": "EUR"
  },
  "assumedCurrency": true,
  "ambiguousAmount": false,
  "form": false,
  "test": false,
  "written": "20.50 EUR \\"Léa\\""
}`);
    expect(JSON.parse(printParsed("refund ord_12 5", "BR"))).toMatchObject({
      kind: "refund",
      amount: { minor: 500, currency: "BRL" },
      written: "REEMBOLSAR ord_12 BRL 5.00",
    });
  });

  it("is shown with its problems where it is wrong, and never with a card's number", () => {
    expect(JSON.parse(printParsed("10 EUR DELAY=99", "FR"))).toEqual({
      country: "FR",
      currency: "EUR",
      kind: "faulty",
      problems: [{ field: "delay", code: "out-of-range", found: "99" }],
    });
    expect(printParsed("10 EUR 4242 4242 4242 4242", "FR")).not.toContain("4242");
    expect(JSON.parse(printParsed("see you at 10", "GB"))).toEqual({
      country: "GB",
      currency: "GBP",
      kind: "not-a-command",
    });
  });

  it.each([
    ["FR", "EUR"],
    ["bg", "EUR"],
    ["GB", "GBP"],
    ["SN", "XOF"],
    ["BR", "BRL"],
    ["CH", "CHF"],
    ["KW", "KWD"],
    ["PR", "USD"],
  ])("in %s counts in %s", (country, currency) => {
    expect(JSON.parse(printParsed("QR 12", country))).toMatchObject({ amount: { currency } });
  });

  it("speaks the language of the country, or English", () => {
    const written = (country: string): unknown =>
      (JSON.parse(printParsed("today", country)) as { readonly written: unknown }).written;
    expect(["FR", "IT", "ES", "BR", "DE", "CA", "CH"].map(written)).toEqual([
      "AUJOURD'HUI",
      "OGGI",
      "HOY",
      "HOJE",
      "TODAY",
      "TODAY",
      "AUJOURD'HUI",
    ]);
  });

  it.each(["", "France", "ZZ", "__proto__", "EU"])("needs a country that there is: not %j", (country) => {
    expect(() => printParsed("10 EUR", country)).toThrow(UnknownCountry);
  });
});
