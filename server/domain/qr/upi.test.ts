import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type UpiLink, decodeUpi, encodeUpi } from "#domain/qr/upi";
import { faultOf, goodOf } from "#domain/qr/sealed.fixture";

const INR = currency("INR");
const stall: UpiLink = { payee: "chai.stall@examplebank", name: "Chai & Co", others: [] };

const known: readonly (readonly [string, UpiLink, string])[] = [
  ["payee and name alone", stall, "upi://pay?pa=chai.stall@examplebank&pn=Chai%20%26%20Co&cu=INR"],
  [
    "an amount with its two decimals, a note and a reference",
    { ...stall, amount: money(14_950, INR), note: "Table 4 / 2 cups", reference: "K7-00042", category: "5812" },
    "upi://pay?pa=chai.stall@examplebank&pn=Chai%20%26%20Co&mc=5812&tr=K7-00042&tn=Table%204%20%2F%202%20cups" +
      "&am=149.50&cu=INR",
  ],
  [
    "a least amount and a signature with signs that mean something in links",
    {
      ...stall,
      least: money(1_000, INR),
      others: [
        { name: "mode", value: "02" },
        { name: "sign", value: "a+b/c=" },
      ],
    },
    "upi://pay?pa=chai.stall@examplebank&pn=Chai%20%26%20Co&mam=10.00&cu=INR&mode=02&sign=a%2Bb%2Fc%3D",
  ],
];

const words = fc
  .array(fc.constantFrom(..."aB3 &=+%#?/é店🥐@"), { minLength: 1, maxLength: 30 })
  .map((signs) => signs.join(""))
  .filter((value) => value.trim() !== "");
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const rupees = fc.integer({ min: 1, max: 99_999_999 }).map((minor) => money(minor, INR));
const links: fc.Arbitrary<UpiLink> = fc.record({
  payee: fc.constantFrom("a@b", "shop-1.x_y@example.bank"),
  name: words,
  amount: maybe(rupees),
  least: maybe(rupees),
  note: maybe(words),
  reference: maybe(words),
  category: maybe(fc.constantFrom("5812", "621")),
  others: fc.uniqueArray(fc.record({ name: fc.constantFrom("tid", "url", "mode", "sign"), value: words }), {
    selector: ({ name }) => name,
  }),
});

describe("a UPI link", () => {
  it.each(known)("is written and read: %s", (_, link, text) => {
    expect(goodOf(encodeUpi(link))).toBe(text);
    expect(goodOf(decodeUpi(text))).toEqual(link);
  });

  it("is read back as it was written, and never writes a plus sign", () => {
    fc.assert(
      fc.property(links, (link) => {
        const text = goodOf(encodeUpi(link));
        expect(text).not.toMatch(/[+ ]/);
        expect(goodOf(decodeUpi(text))).toEqual(link);
      }),
    );
  });

  it("of another writer is read: a plus sign as it stands, an amount without decimals, Google's scheme", () => {
    const read = goodOf(decodeUpi("gpay://upi/pay?pn=A+B&pa=shop%40bank&am=5000&tr=&tn=x"));
    expect(read).toMatchObject({ payee: "shop@bank", name: "A+B", amount: { minor: 500_000 }, note: "x" });
    expect(read.reference).toBeUndefined();
  });

  it.each<readonly [string, Partial<UpiLink>, string]>([
    ["an address without a bank", { payee: "chai" }, "pa"],
    ["no name", { name: "" }, "pn"],
    ["half a surrogate pair in its name", { name: "\ud83e" }, "pn"],
    ["an amount in euros", { amount: money(100, currency("EUR")) }, "am"],
    ["an amount of zero", { amount: money(0, INR) }, "am"],
    ["a category of letters", { category: "food" }, "mc"],
    ["a second amount among the others", { others: [{ name: "am", value: "1" }] }, "am"],
    ["a parameter without a value", { others: [{ name: "mode", value: "" }] }, "mode"],
    ["a parameter whose name would break the link", { others: [{ name: "a&am", value: "1" }] }, "parameter name"],
    ["one parameter twice", { others: ["1", "2"].map((value) => ({ name: "tid", value })) }, "tid"],
  ])("is not written with %s", (_, change, field) =>
    expect(faultOf(encodeUpi({ ...stall, ...change }))).toMatchObject({ field }),
  );

  it.each([
    ["of another scheme", "https://pay?pa=a@b&pn=A", "link"],
    ["without an address", "upi://pay?pn=A", "pa"],
    ["without a name", "upi://pay?pa=a@b&am=1.00", "pn"],
    ["in dollars", "upi://pay?pa=a@b&pn=A&cu=USD", "cu"],
    ["with a comma in its amount", "upi://pay?pa=a@b&pn=A&am=1,50", "am"],
    ["with three decimals", "upi://pay?pa=a@b&pn=A&am=1.505", "am"],
    ["with an amount below zero", "upi://pay?pa=a@b&pn=A&am=-1.00", "am"],
    ["with two amounts", "upi://pay?pa=a@b&pn=A&am=1.00&am=2.00", "am"],
    ["with a percent sign that stands for nothing", "upi://pay?pa=a@b&pn=100%", "pn"],
    ["with bytes that are no UTF-8", "upi://pay?pa=a@b&pn=%C3%28", "pn"],
  ])("is not read %s", (_, text, field) => expect(faultOf(decodeUpi(text))).toMatchObject({ field }));
});
