import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type PixCode, decodePix, encodePix, pixKeyKind, withoutAccents } from "#domain/qr/pix";
import { faultOf, goodOf, sealed } from "#domain/qr/sealed.fixture";

const BRL = currency("BRL");
const bakery = { name: "Padaria Sao Joao", city: "Brasilia" };
const random = "7b0c9a52-3d1e-4f60-8a94-5c2de1f00a17";

// The checksums were made with another program's CRC.
const known: readonly (readonly [string, PixCode, string])[] = [
  [
    "a static code with amount, note and reference",
    {
      ...bakery,
      kind: "static",
      key: "loja@example.com",
      note: "Mesa 4",
      reference: "K700042",
      amount: money(2_350, BRL),
    },
    "00020126480014br.gov.bcb.pix0116loja@example.com0206Mesa 4520400005303986540523.505802BR" +
      "5916Padaria Sao Joao6008Brasilia62110507K700042630459AC",
  ],
  [
    "a dynamic code for one payment",
    { ...bakery, kind: "dynamic", location: "pix.example.com/qr/v2/7f1c", once: true },
    "00020101021226480014br.gov.bcb.pix2526pix.example.com/qr/v2/7f1c5204000053039865802BR" +
      "5916Padaria Sao Joao6008Brasilia62070503***6304B245",
  ],
];

describe("a Pix code", () => {
  it.each(known)("is written and read: %s", (_, pix, text) => {
    expect(goodOf(encodePix(pix))).toBe(text);
    expect(goodOf(decodePix(text))).toEqual(pix);
  });

  it("that only asks for consent is read, whatever case its owner's id is in", () =>
    expect(
      goodOf(
        decodePix(
          "00020126180014BR.GOV.BCB.PIX5204581253039865802BR5905Clube6006Recife62070503***" +
            "80440014br.gov.bcb.pix2522pix.example.com/rec/9a63049233",
        ),
      ),
    ).toEqual({
      kind: "recurring",
      recurrence: "pix.example.com/rec/9a",
      name: "Clube",
      city: "Recife",
      category: "5812",
    }));

  it("is written without accents", () => {
    const given: PixCode = { kind: "static", key: "+5511912345678", name: "Açaí do Zé", city: "São Luís", note: "Pão" };
    const read = goodOf(decodePix(goodOf(encodePix(given))));
    expect(read).toMatchObject({ name: "Acai do Ze", city: "Sao Luis", note: "Pao" });
    expect(withoutAccents("ÇÃÕéíü")).toBe("CAOeiu");
  });

  const fixed: PixCode = { ...bakery, kind: "static", key: random };
  it.each<readonly [string, PixCode, string]>([
    ["a name of 26 letters", { ...fixed, name: "x".repeat(26) }, "59 name"],
    ["a city of 16 letters", { ...fixed, city: "x".repeat(16) }, "60 city"],
    ["a name in another alphabet", { ...fixed, name: "パン" }, "59 name"],
    ["a key that is none", { ...fixed, key: "the bakery" }, "26.01 key"],
    ["a reference with a blank", { ...fixed, reference: "K7 42" }, "62.05 reference"],
    ["a reference of 26 letters", { ...fixed, reference: "x".repeat(26) }, "62.05 reference"],
    [
      "key and note of more than 99 characters together",
      { ...fixed, note: "x".repeat(42) },
      "26 key and note together",
    ],
    ["a withdrawal agent of four digits", { ...fixed, withdrawalAgent: "1234" }, "26.03 withdrawal agent"],
    ["an amount in euros", { ...fixed, amount: money(100, currency("EUR")) }, "54 amount"],
    ["an amount of zero", { ...fixed, amount: money(0, BRL) }, "54 amount"],
    [
      "a location with https://",
      { ...bakery, kind: "dynamic", location: "https://a.b/c", once: false },
      "26.25 location",
    ],
    [
      "a location of 78 characters",
      { ...bakery, kind: "dynamic", location: `a.b/${"x".repeat(74)}`, once: false },
      "26.25 location",
    ],
    ["a consent without a path", { ...bakery, kind: "recurring", recurrence: "a.b" }, "80.25 recurrence"],
  ])("is not written with %s", (_, pix, field) => expect(faultOf(encodePix(pix))).toMatchObject({ field }));

  it("takes a note of as many characters as key and template leave", () =>
    expect(encodePix({ ...fixed, note: "x".repeat(37) }).ok).toBe(true));

  const key = "0114+5511912345678";
  const owner = "0014br.gov.bcb.pix";
  const account = `2636${owner}${key}`;
  const rest = "52040000";
  const seller = "5901A6001B";
  it.each([
    ["of another owner", `26160012com.example2${rest}53039865802BR${seller}62070503***`, "26 Pix account"],
    ["in euros", `${account}${rest}53039785802BR${seller}62070503***`, "53 currency"],
    ["outside Brazil", `${account}${rest}53039865802PT${seller}62070503***`, "58 country"],
    ["without additional data", `${account}${rest}53039865802BR${seller}`, "62.05 reference"],
    ["with a reference that is none", `${account}${rest}53039865802BR${seller}62080504a-b.`, "62.05 reference"],
    ["with neither key nor location", `2618${owner}${rest}53039865802BR${seller}62070503***`, "26.01 key"],
    [
      "with a key and a location",
      `2645${owner}${key}2505a.b/c${rest}53039865802BR${seller}62070503***`,
      "26.25 location",
    ],
    [
      "with a location and a reference",
      `2627${owner}2505a.b/c${rest}53039865802BR${seller}62050501A`,
      "62.05 reference",
    ],
    ["with a wrong length under a right checksum", `${account}${rest}53039865802BR${seller}62080503***`, "30 length"],
  ])("is not read %s", (_, body, field) => expect(faultOf(decodePix(sealed(body)))).toMatchObject({ field }));
});

it.each([
  ["loja@example.com", "email"],
  ["+5511912345678", "phone"],
  ["12345678909", "person"],
  ["12345678000195", "company"],
  ["12ABC34501DE35", "company"],
  [random, "random"],
  ["5511912345678x", undefined],
  ["123", undefined],
  ["", undefined],
])('the Pix key "%s" is of the kind %s', (key, kind) => expect(pixKeyKind(key)).toBe(kind));

const plain = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."aB3 -.&'"), { minLength: 1, maxLength: most })
    .map((signs) => signs.join(""))
    .filter((value) => value.trim() !== "");
const word = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(..."aZ9"), { minLength: 1, maxLength: most }).map((signs) => signs.join(""));
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const address = word(40).map((path) => `pix.example.com/qr/${path}`);
const keys = fc.oneof(
  fc.uuid(),
  word(20).map((name) => `${name}@example.com`),
  fc.integer({ min: 10_000_000_000, max: 99_999_999_999 }).map(String),
  fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map((n) => `+551${n}`),
);
const ways = fc.oneof(
  fc.record({
    kind: fc.constant("static"),
    key: keys,
    note: maybe(plain(20)),
    withdrawalAgent: maybe(fc.integer({ min: 10_000_000, max: 99_999_999 }).map(String)),
    reference: maybe(word(25)),
    recurrence: maybe(address),
  }),
  fc.record({ kind: fc.constant("dynamic"), location: address, once: fc.boolean(), recurrence: maybe(address) }),
  fc.record({ kind: fc.constant("recurring"), recurrence: address }),
);
const receivers = fc.record({
  name: plain(25),
  city: plain(15),
  postalCode: maybe(word(10)),
  amount: maybe(fc.integer({ min: 1, max: 999_999_999_999 }).map((minor) => money(minor, BRL))),
  category: maybe(fc.constantFrom("5812", "5462")),
});

it("any Pix code is read back as it was written", () => {
  fc.assert(
    fc.property(receivers, ways, (receiver, way) => {
      const pix: PixCode = { ...receiver, ...way };
      const written = encodePix(pix);
      // The longest keys, notes and agents do not fit one template.
      if (!written.ok) return expect(written.fault).toMatchObject({ field: "26 key and note together" });
      expect(goodOf(decodePix(written.value))).toEqual(pix);
    }),
  );
});
