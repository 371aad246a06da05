import { describe, expect, it } from "vitest";
import { QrRefused, decodeQr, encodeQr, qrUsage } from "./qr.ts";

type Fields = Readonly<Record<string, string>>;

const shop = { name: "MAMA BISI FOODS", city: "LAGOS", country: "NG", currency: "NGN" };
const swiss = { iban: "CH93 0076 2011 6238 5295 7", name: "Zoé", postal: "3000", town: "Bern" };

const written: readonly (readonly [string, Fields, string])[] = [
  [
    "merchant",
    {
      ...shop,
      category: "5812",
      amount: "7500.00",
      initiation: "dynamic",
      "04": "MERCHANT00000042",
      store: "0001",
      reference: "K7-00042",
      terminal: "T9",
    },
    "0002010102120416MERCHANT0000004252045812530356654077500.005802NG5915MAMA BISI FOODS6005LAGOS" +
      "6226030400010508K7-000420702T96304A922",
  ],
  [
    "merchant",
    {
      name: "Chez Zoé",
      city: "Nîmes",
      country: "FR",
      currency: "EUR",
      category: "5462",
      postal: "30000",
      initiation: "static",
      "26.01": "SHOP77",
      "26.00": "com.example.pay",
      "02": "VISA-0001",
      tip: "ask",
      language: "JA",
      "local-name": "ゾエの店",
      "local-city": "ニーム",
    },
    "0002010102110209VISA-000126290015com.example.pay0106SHOP775204546253039785502015802FR5908Chez Zoé6005Nîmes" +
      "61053000064210002JA0104ゾエの店0203ニーム6304FA1B",
  ],
  [
    "pix",
    {
      name: "Padaria São João",
      city: "Brasília",
      key: "loja@example.com",
      note: "Mesa 4",
      reference: "K700042",
      amount: "23.5",
    },
    "00020126480014br.gov.bcb.pix0116loja@example.com0206Mesa 4520400005303986540523.505802BR" +
      "5916Padaria Sao Joao6008Brasilia62110507K700042630459AC",
  ],
  [
    "pix",
    { name: "Padaria Sao Joao", city: "Brasilia", location: "pix.example.com/qr/v2/7f1c", once: "yes" },
    "00020101021226480014br.gov.bcb.pix2526pix.example.com/qr/v2/7f1c5204000053039865802BR" +
      "5916Padaria Sao Joao6008Brasilia62070503***6304B245",
  ],
  [
    "promptpay",
    { mobile: "+66812345678", amount: "120.50" },
    "00020101021229370016A0000006770101110113006681234567853037645406120.505802TH6304B23A",
  ],
  [
    "promptpay",
    { biller: "012345678901299", reference: "ORDER42", "second-reference": "B7", terminal: "T1" },
    "00020101021130560016A00000067701011201150123456789012990207ORDER420302B753037645802TH62060702T16304014B",
  ],
  [
    "paynow",
    { mobile: "+6591234567", editable: "yes", name: "Mei" },
    "00020101021126380009SG.PAYNOW010100211+6591234567030115204000053037025802SG5903Mei6009Singapore63048B84",
  ],
  [
    "upi",
    { payee: "chai@examplebank", name: "Chai & Co", amount: "149.5", mode: "02" },
    "upi://pay?pa=chai@examplebank&pn=Chai%20%26%20Co&am=149.50&cu=INR&mode=02",
  ],
  [
    "epc",
    { name: "Zoé", iban: "fr38 1001 0000 0100 0000 0000 142", amount: "49.90", number: "k7 00042" },
    "BCD\n002\n1\nSCT\n\nZoé\nFR3810010000010000000000142\nEUR49.90\n\nRF66K700042",
  ],
  [
    "swiss-bill",
    {
      ...swiss,
      iban: "CH5330808000000000042",
      amount: "49.90",
      number: "42",
      "debtor-name": "Mia",
      "debtor-postal": "9490",
      "debtor-town": "Vaduz",
      "debtor-country": "LI",
    },
    "SPC\n0200\n1\nCH5330808000000000042\nS\nZoé\n\n\n3000\nBern\nCH\n\n\n\n\n\n\n\n49.90\nCHF\n" +
      "S\nMia\n\n\n9490\nVaduz\nLI\nQRR\n000000000000000000000000420\n\nEPD",
  ],
];

describe("the qr command", () => {
  it.each(written)("writes a %s code of %o", (kind, fields, text) => expect(encodeQr(kind, fields)).toBe(text));

  it.each(written)("reads a %s code of %o", (kind, _, text) => {
    const read = JSON.parse(decodeQr(text)) as { readonly grammar: string; readonly code: object };
    expect(read.grammar).toBe(kind);
    expect(decodeQr(text)).toMatch(/^\{\n {2}"grammar"/);
  });

  it("says which scheme an account is of, and gives amounts in minor units", () => {
    const [, , text] = written[0] ?? ["", {}, ""];
    expect(JSON.parse(decodeQr(text))).toMatchObject({
      code: {
        accounts: [{ id: "04", value: "MERCHANT00000042", scheme: "mastercard" }],
        amount: { minor: 750_000, currency: "NGN" },
      },
    });
  });

  it.each([
    [{ "tip-fee": "50.00" }, "55020256" + "0550.00"],
    [{ "tip-percent": "5.25" }, "55020357" + "045.25"],
  ])("writes the fee %o", (tip, object) =>
    expect(encodeQr("merchant", { ...shop, "04": "A", ...tip })).toContain(object),
  );

  it.each<readonly [string, Fields, string]>([
    ["bitcoin", {}, 'no code of the kind "bitcoin": use merchant, pix'],
    ["constructor", {}, 'no code of the kind "constructor"'],
    ["pix", { nmae: "A" }, 'no field "nmae": it has name'],
    ["upi", { "04": "A" }, 'no field "04"'],
    ["merchant", { ...shop, "04": "A", currency: "NAIRA" }, 'currency is "NAIRA"'],
    ["merchant", { ...shop, "04": "A", amount: "1,50" }, 'amount is "1,50": it must be an amount in NGN'],
    ["merchant", { ...shop, "04": "A", amount: "1.505" }, 'amount is "1.505"'],
    ["merchant", { ...shop, "04": "A", amount: "0" }, "54 amount"],
    ["merchant", { ...shop, "04": "A", tip: "yes" }, 'tip is "yes": it must be ask'],
    ["merchant", { ...shop, "04": "A", tip: "ask", "tip-fee": "1" }, "tip and tip-fee exclude each other"],
    ["merchant", { ...shop, "04": "A", "tip-percent": "a lot" }, "57 percentage fee"],
    ["merchant", { ...shop, "04": "A", "26.01": "B" }, "26.00 is missing"],
    ["merchant", { ...shop, "04": "A", language: "JA" }, "local-name is missing"],
    ["merchant", shop, "02 to 51 merchant account is missing"],
    ["pix", { name: "A", city: "B" }, "key or location is missing"],
    ["pix", { name: "A", city: "B", key: "a@b.co", location: "a.b/c" }, "key and location exclude each other"],
    ["pix", { city: "B", key: "a@b.co" }, "name is missing: give name="],
    ["paynow", { mobile: "+6591234567", name: "Mei", editable: "maybe" }, 'editable is "maybe": it must be no or yes'],
    ["epc", { name: "A", iban: "FR3910010000010000000000142" }, "IBAN is "],
    ["epc", { name: "A", iban: "FR3810010000010000000000142", number: "1", reference: "2" }, "exclude each other"],
    ["epc", { name: "A", iban: "FR3810010000010000000000142", version: "003" }, 'version is "003"'],
    ["swiss-bill", { ...swiss, reference: "000000000000000000000000420" }, "line 28 reference type"],
    ["swiss-bill", { ...swiss, "debtor-name": "Mia" }, "debtor-postal is missing"],
  ])("refuses a %s code of %o: %s", (kind, fields, sentence) => {
    expect(() => encodeQr(kind, fields)).toThrow(QrRefused);
    expect(() => encodeQr(kind, fields)).toThrow(sentence);
  });

  it("refuses to read what is no code, and what is a broken one", () => {
    expect(() => decodeQr("hello")).toThrow(QrRefused);
    expect(() => decodeQr("0002010401A63040000")).toThrow("63 checksum");
  });

  it("lists every kind with its fields for the help", () =>
    expect(
      qrUsage()
        .split("\n")
        .map((line) => line.trim().split(":")[0]),
    ).toEqual([...new Set(written.map(([kind]) => kind))]));
});
