import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { makeQrReference } from "#domain/qr/creditor-reference";
import { faultOf, goodOf } from "#domain/qr/sealed.fixture";
import { type SwissBill, type SwissParty, decodeSwissBill, encodeSwissBill } from "#domain/qr/swiss-bill";

const CHF = currency("CHF");
const plainIban = "CH9300762011623852957";
const qrIban = "CH5330808000000000042";
const creditor: SwissParty = {
  name: "Bäckerei Zoé",
  street: "Hauptgasse",
  building: "4b",
  postalCode: "3000",
  town: "Bern",
  country: "CH",
};
const debtor: SwissParty = { name: "Mia Muster", postalCode: "9490", town: "Vaduz", country: "LI" };
const bill: SwissBill = { iban: plainIban, creditor, currency: CHF, reference: { kind: "NON" }, schemes: [] };
const head = ["SPC", "0200", "1"];
const creditorLines = ["S", "Bäckerei Zoé", "Hauptgasse", "4b", "3000", "Bern", "CH"];
const debtorLines = ["S", "Mia Muster", "", "", "9490", "Vaduz", "LI"];
const nobody = ["", "", "", "", "", "", ""];

const known: readonly (readonly [string, SwissBill, readonly string[]])[] = [
  [
    "no amount and no reference, in 31 lines",
    bill,
    [...head, plainIban, ...creditorLines, ...nobody, "", "CHF", ...nobody, "NON", "", "", "EPD"],
  ],
  [
    "a QR reference, an amount and a debtor",
    {
      ...bill,
      iban: qrIban,
      amount: money(4_990, CHF),
      debtor,
      reference: { kind: "QRR", value: "000000000000000000000000420" },
    },
    [
      ...head,
      qrIban,
      ...creditorLines,
      ...nobody,
      "49.90",
      "CHF",
      ...debtorLines,
      "QRR",
      "000000000000000000000000420",
      "",
      "EPD",
    ],
  ],
  [
    "a creditor reference, a message, billing information and two schemes, in 34 lines",
    {
      ...bill,
      currency: currency("EUR"),
      reference: { kind: "SCOR", value: "RF66K700042" },
      message: "Order 42",
      billing: "//S1/10/42",
      schemes: ["eBill/B/mia@example.com", "other"],
    },
    [
      ...head,
      plainIban,
      ...creditorLines,
      ...nobody,
      "",
      "EUR",
      ...nobody,
      "SCOR",
      "RF66K700042",
      "Order 42",
      "EPD",
      "//S1/10/42",
      "eBill/B/mia@example.com",
      "other",
    ],
  ],
  [
    "a scheme without billing information, whose line stays empty",
    { ...bill, amount: money(0, CHF), schemes: ["eBill/B/mia@example.com"] },
    [
      ...head,
      plainIban,
      ...creditorLines,
      ...nobody,
      "0.00",
      "CHF",
      ...nobody,
      "NON",
      "",
      "",
      "EPD",
      "",
      "eBill/B/mia@example.com",
    ],
  ],
];

describe("a Swiss QR-bill", () => {
  it.each(known)("is written and read: %s", (_, given, lines) => {
    expect(goodOf(encodeSwissBill(given))).toBe(lines.join("\n"));
    expect(goodOf(decodeSwissBill(lines.join("\n")))).toEqual(given);
    expect(goodOf(decodeSwissBill(lines.join("\r\n")))).toEqual(given);
  });

  it.each<readonly [string, Partial<SwissBill>, string]>([
    ["an account of another country", { iban: "FR3810010000010000000000142" }, "line 4 IBAN"],
    ["an account with a figure changed", { iban: "CH9300762011623852958" }, "line 4 IBAN"],
    ["dollars", { currency: currency("USD") }, "line 20 currency"],
    ["an amount of another currency", { amount: money(1, currency("EUR")) }, "line 19 amount"],
    ["an amount below zero", { amount: money(-1, CHF) }, "line 19 amount"],
    ["an amount beyond 999999999.99", { amount: money(100_000_000_000, CHF) }, "line 19 amount"],
    ["a QR reference at an ordinary account", { reference: { kind: "QRR", value: "0" } }, "line 28 reference type"],
    ["no reference at a QR-IBAN", { iban: qrIban }, "line 28 reference type"],
    [
      "a QR reference whose check digit is wrong",
      { iban: qrIban, reference: { kind: "QRR", value: "000000000000000000000000421" } },
      "line 29 reference",
    ],
    [
      "a creditor reference whose check digits are wrong",
      { reference: { kind: "SCOR", value: "RF67K700042" } },
      "line 29 reference",
    ],
    ["a creditor without a town", { creditor: { ...creditor, town: "" } }, "line 10 creditor town"],
    ["a creditor of 71 letters", { creditor: { ...creditor, name: "x".repeat(71) } }, "line 6 creditor name"],
    ["a building of 17 letters", { creditor: { ...creditor, building: "x".repeat(17) } }, "line 8 creditor building"],
    ["letters SIX does not take", { creditor: { ...creditor, name: "パン" } }, "line 6 creditor name"],
    ["a debtor without a postal code", { debtor: { ...debtor, postalCode: "" } }, "line 25 debtor postal code"],
    ["a debtor in a country of three letters", { debtor: { ...debtor, country: "LIE" } }, "line 27 debtor country"],
    ["a message of 141 letters", { message: "x".repeat(141) }, "line 30 message"],
    [
      "message and billing information of more than 140 letters",
      { message: "x".repeat(100), billing: "y".repeat(41) },
      "lines 30 and 32 together",
    ],
    ["a scheme of 101 letters", { schemes: ["x".repeat(101)] }, "line 33 alternative scheme"],
    ["three schemes", { schemes: ["a", "b", "c"] }, "line 35"],
  ])("is not written with %s", (_, change, field) =>
    expect(faultOf(encodeSwissBill({ ...bill, ...change }))).toMatchObject({ field }),
  );

  const lines = known[0]?.[2] ?? [];
  const at = (number: number, text: string): readonly string[] => lines.with(number - 1, text);
  it.each([
    ["of another kind", at(1, "SPX"), "line 1"],
    ["of version 0100", at(2, "0100"), "line 2"],
    ["of another character set", at(3, "2"), "line 3"],
    ["with a combined address", at(5, "K"), "line 5 creditor address"],
    ["without its creditor", lines.toSpliced(4, 7, ...nobody), "line 5 creditor"],
    ["with a final creditor", at(13, "Somebody"), "line 13"],
    ["with one decimal", at(19, "1.5"), "line 19 amount"],
    ["with a comma in its amount", at(19, "1,50"), "line 19 amount"],
    ["with a zero in front of its amount", at(19, "01.50"), "line 19 amount"],
    ["in no currency", at(20, ""), "line 20 currency"],
    ["in dollars", at(20, "USD"), "line 20 currency"],
    ["with half a debtor", at(22, "Mia"), "line 21 debtor address"],
    ["with another type of reference", at(28, "RFF"), "line 28 reference type"],
    ["with a reference where there is none", at(29, "RF66K700042"), "line 29 reference"],
    ["that is cut before its end", lines.slice(0, 30), "line 31"],
    ["with a 35th line", [...lines, "a", "b", "c", "d"], "the bill"],
    ["with an empty scheme before another", [...lines, "", "", "b"], "line 33 alternative scheme"],
  ])("is not read %s", (_, all, field) => expect(faultOf(decodeSwissBill(all.join("\n")))).toMatchObject({ field }));
});

const text = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."aB3 -éžȘ€/"), { minLength: 1, maxLength: most })
    .map((signs) => signs.join(""))
    .filter((value) => value.trim() !== "");
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const parties = fc.record({
  name: text(70),
  street: maybe(text(70)),
  building: maybe(text(16)),
  postalCode: text(16),
  town: text(35),
  country: fc.constantFrom("CH", "LI", "DE"),
});
const references = fc.oneof(
  fc
    .nat()
    .map((n) => ({ iban: qrIban, reference: { kind: "QRR", value: goodOf(makeQrReference(String(n))) } }) as const),
  fc.constant({ iban: plainIban, reference: { kind: "SCOR", value: "RF66K700042" } } as const),
  fc.constantFrom(plainIban, "LI21088100002324013AA").map((iban) => ({ iban, reference: { kind: "NON" } }) as const),
);
const bills: fc.Arbitrary<SwissBill> = fc.constantFrom(CHF, currency("EUR")).chain((code) =>
  fc
    .tuple(
      references,
      fc.record({
        creditor: parties,
        currency: fc.constant(code),
        amount: maybe(fc.integer({ min: 0, max: 99_999_999_999 }).map((minor) => money(minor, code))),
        debtor: maybe(parties),
        message: maybe(text(70)),
        billing: maybe(text(70)),
        schemes: fc.array(text(100), { maxLength: 2 }),
      }),
    )
    .map(([reference, rest]) => ({ ...rest, ...reference })),
);

it("any Swiss QR-bill is read back as it was written, in 31 to 34 lines", () => {
  fc.assert(
    fc.property(bills, (given) => {
      const written = goodOf(encodeSwissBill(given));
      const count = written.split("\n").length;
      expect(count >= 31 && count <= 34).toBe(true);
      expect(goodOf(decodeSwissBill(written))).toEqual(given);
    }),
  );
});
