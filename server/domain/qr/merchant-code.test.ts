import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type MerchantCode, decodeMerchantCode, encodeMerchantCode, schemeOf } from "#domain/qr/merchant-code";
import { type AdditionalName, additionalNames } from "#domain/qr/merchant-parts";
import { faultOf, goodOf, sealed } from "#domain/qr/sealed.fixture";

const NGN = currency("NGN");
const stall: MerchantCode = {
  initiation: "dynamic",
  accounts: [{ kind: "scheme", id: "04", value: "MERCHANT00000042" }],
  category: "5812",
  currency: NGN,
  amount: money(750_000, NGN),
  country: "NG",
  name: "MAMA BISI FOODS",
  city: "LAGOS",
  additional: { store: "0001", reference: "K7-00042", terminal: "T9" },
  extensions: [],
};

// The checksums were made with another program's CRC.
const known: readonly (readonly [string, MerchantCode, string])[] = [
  [
    "a Mastercard account with our reference",
    stall,
    "0002010102120416MERCHANT0000004252045812530356654077500.005802NG5915MAMA BISI FOODS6005LAGOS" +
      "6226030400010508K7-000420702T96304A922",
  ],
  [
    "two accounts, a tip the customer chooses, and a name in Japanese",
    {
      initiation: "static",
      accounts: [
        { kind: "scheme", id: "02", value: "VISA-0001" },
        { kind: "template", id: "26", globalId: "com.example.pay", fields: [{ id: "01", value: "SHOP77" }] },
      ],
      category: "5462",
      currency: currency("EUR"),
      tip: { kind: "ask" },
      country: "FR",
      name: "Chez Zoé",
      city: "Nîmes",
      postalCode: "30000",
      translation: { language: "JA", name: "ゾエの店", city: "ニーム" },
      extensions: [],
    },
    "0002010102110209VISA-000126290015com.example.pay0106SHOP775204546253039785502015802FR5908Chez Zoé6005Nîmes" +
      "61053000064210002JA0104ゾエの店0203ニーム6304FA1B",
  ],
  [
    "a currency without decimals, a fee in percent, an owner's template at the end",
    {
      accounts: [{ kind: "scheme", id: "15", value: "UP-1" }],
      category: "0000",
      currency: currency("JPY"),
      amount: money(1_200, currency("JPY")),
      tip: { kind: "percentage", hundredths: 525 },
      country: "JP",
      name: "KISSATEN",
      city: "KYOTO",
      extensions: [{ id: "85", globalId: "com.example.points", fields: [{ id: "03", value: "gold" }] }],
    },
    "0002011504UP-15204000053033925404120055020357045.255802JP5908KISSATEN6005KYOTO" +
      "85300018com.example.points0304gold6304EE12",
  ],
  [
    "a currency of three decimals and a fixed fee",
    {
      accounts: [{ kind: "scheme", id: "06", value: "NPCI-88" }],
      category: "5411",
      currency: currency("BHD"),
      amount: money(1_250, currency("BHD")),
      tip: { kind: "fixed", fee: money(100, currency("BHD")) },
      country: "BH",
      name: "SOUK",
      city: "MANAMA",
      extensions: [],
    },
    "0002010607NPCI-8852045411530304854051.25055020256050.1005802BH5904SOUK6006MANAMA63043427",
  ],
];

describe("a merchant code", () => {
  it.each(known)("is written and read: %s", (_, code, text) => {
    expect(goodOf(encodeMerchantCode(code))).toBe(text);
    expect(goodOf(decodeMerchantCode(text))).toEqual(code);
  });

  it("is read in any order of its objects, and with an amount that ends in its mark", () => {
    const body = "5912Corner Shop.6005Paris5802FR530397854025.0401A52045411";
    expect(goodOf(decodeMerchantCode(sealed(body)))).toMatchObject({
      name: "Corner Shop.",
      amount: { minor: 500, currency: "EUR" },
    });
  });

  it.each<readonly [string, Partial<MerchantCode>, string]>([
    ["no account", { accounts: [] }, "02 to 51 merchant account"],
    ["an account of no scheme", { accounts: [{ kind: "scheme", id: "17", value: "A" }] }, "17"],
    ["an account without its value", { accounts: [{ kind: "scheme", id: "04", value: "" }] }, "04 mastercard account"],
    ["a template outside 26 to 51", { accounts: [{ kind: "template", id: "52", globalId: "x", fields: [] }] }, "52"],
    [
      "a template of nobody",
      { accounts: [{ kind: "template", id: "26", globalId: "", fields: [] }] },
      "26.00 globally unique id",
    ],
    ["one id twice", { accounts: ["A", "B"].map((value) => ({ kind: "scheme", id: "04", value }) as const) }, "04"],
    ["a category of letters", { category: "food" }, "52 category"],
    ["an amount of another currency", { amount: money(1, currency("EUR")) }, "54 amount"],
    ["an amount of nothing", { amount: money(0, NGN) }, "54 amount"],
    ["an amount of 14 characters", { amount: money(1_234_567_890_123, NGN) }, "54 amount"],
    ["a fee of nothing", { tip: { kind: "fixed", fee: money(0, NGN) } }, "56 fixed fee"],
    ["a fee of 100 %", { tip: { kind: "percentage", hundredths: 10_000 } }, "57 percentage fee"],
    ["a country of small letters", { country: "ng" }, "58 country"],
    ["a name of 26 characters", { name: "x".repeat(26) }, "59 name"],
    ["no city", { city: " " }, "60 city"],
    ["a city of 16 characters", { city: "x".repeat(16) }, "60 city"],
    ["a postal code of 11 characters", { postalCode: "x".repeat(11) }, "61 postal code"],
    ["a reference of 26 characters", { additional: { reference: "x".repeat(26) } }, "62.05 reference"],
    ["a request for what is not asked for", { additional: { request: "XYZ" } }, "62.09 request"],
    ["a reserved additional field", { additional: { others: [{ id: "12", value: "A" }] } }, "62.12"],
    [
      "more than 99 characters of additional data",
      { additional: Object.fromEntries(additionalNames.slice(0, 4).map((name) => [name, "x".repeat(25)])) },
      "62",
    ],
    ["a translation without a name", { translation: { language: "JA", name: "" } }, "64.01 name"],
    ["a language of three letters", { translation: { language: "jpn", name: "A" } }, "64.00 language"],
    ["an extension outside 80 to 99", { extensions: [{ id: "70", globalId: "x", fields: [] }] }, "70"],
  ])("is not written with %s", (_, change, field) =>
    expect(faultOf(encodeMerchantCode({ ...stall, ...change }))).toMatchObject({ field }),
  );

  const body = "0401A520454115303978";
  const end = "5802FR5901S6001P";
  it.each([
    ["without a category", `0401A53039785802FR5901S6001P`, "52 category"],
    ["without a currency", `0401A520454115802FR5901S6001P`, "53 currency"],
    ["in a currency nobody knows", `0401A520454115303999${end}`, "53 currency"],
    ["without an account", `520454115303978${end}`, "02 to 51 merchant account"],
    ["without a country", `${body}5901S6001P`, "58 country"],
    ["without a name", `${body}5802FR6001P`, "59 name"],
    ["without a city", `${body}5802FR5901S`, "60 city"],
    ["with an initiation of 13", `010213${body}${end}`, "01 initiation"],
    ["with a comma in its amount", `${body}54041,50${end}`, "54 amount"],
    ["with three decimals in euros", `${body}54051.505${end}`, "54 amount"],
    ["with an amount below zero", `${body}5402-5${end}`, "54 amount"],
    ["with an amount of zero", `${body}54040.00${end}`, "54 amount"],
    ["with a fixed fee nobody announced", `${body}56015${end}`, "56 fee"],
    ["with a percentage where a fixed fee is announced", `${body}55020257015${end}`, "57 fee"],
    ["with a fee announced and missing", `${body}550202${end}`, "56 fixed fee"],
    ["with a percentage announced and missing", `${body}550203${end}`, "57 percentage fee"],
    ["with a percentage of zero", `${body}55020357040.00${end}`, "57 percentage fee"],
    ["with a tip indicator of 04", `${body}550204${end}`, "55 tip indicator"],
    ["with a template that is no objects", `2603xyz${body}${end}`, "id at character 1 of 26"],
    ["with a template of nobody", `26050101A${body}${end}`, "26.00"],
    ["with an additional field past its template", `${body}${end}62050509A`, "62.05 length"],
    ["with one additional field twice", `${body}${end}62100501A0501B`, "62.05"],
    ["with a translation without its language", `${body}${end}64050101A`, "64.00 language"],
    ["with an unreserved template of nobody", `${body}${end}80050101A`, "80.00"],
  ])("is not read %s", (_, text, field) => expect(faultOf(decodeMerchantCode(sealed(text)))).toMatchObject({ field }));
});

it("an account's id tells its scheme", () => {
  const told = ["02", "03", "04", "05", "06", "08", "09", "12", "13", "14", "15", "16"].map(schemeOf).join(" ");
  expect(told).toBe("visa visa mastercard mastercard npci npci discover amex jcb jcb unionpay unionpay");
  expect(["01", "17", "25", "26", "80"].map(schemeOf).filter((scheme) => scheme !== undefined)).toEqual([]);
});

const text = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."aB3 -é店🥐&"), { minLength: 1, maxLength: most })
    .map((signs) => signs.join(""))
    .filter((value) => value.trim() !== "");
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const two = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((id) => String(id).padStart(2, "0"));
const template = (min: number, max: number) =>
  fc.record({
    id: two(min, max),
    globalId: text(32),
    fields: fc.uniqueArray(fc.record({ id: two(1, 99), value: text(20) }), { selector: ({ id }) => id, maxLength: 2 }),
  });
const additional = fc
  .uniqueArray(fc.constantFrom<AdditionalName>("bill", "mobile", "store", "reference", "terminal", "purpose"), {
    minLength: 1,
    maxLength: 3,
  })
  .chain((names) => fc.tuple(...names.map((name) => text(25).map((value) => [name, value] as const))))
  .map((entries) => Object.fromEntries(entries));

const codes: fc.Arbitrary<MerchantCode> = fc.constantFrom("EUR", "JPY", "KWD", "NGN", "INR").chain((name) => {
  const code = currency(name);
  const amount = fc.integer({ min: 1, max: 999_999_999 }).map((minor) => money(minor, code));
  return fc.record({
    initiation: fc.constantFrom("static", "dynamic", undefined),
    accounts: fc.uniqueArray(
      fc.oneof(
        fc.record({ kind: fc.constant("scheme"), id: two(2, 16), value: text(99) }),
        template(26, 51).map((one) => ({ kind: "template", ...one }) as const),
      ),
      { selector: ({ id }) => id, minLength: 1, maxLength: 3 },
    ),
    category: fc.integer({ min: 0, max: 9999 }).map((n) => String(n).padStart(4, "0")),
    currency: fc.constant(code),
    amount: maybe(amount),
    tip: maybe(
      fc.oneof(
        fc.constant({ kind: "ask" } as const),
        amount.map((fee) => ({ kind: "fixed", fee }) as const),
        fc.integer({ min: 1, max: 9999 }).map((hundredths) => ({ kind: "percentage", hundredths }) as const),
      ),
    ),
    country: fc.constantFrom("FR", "NG", "JP"),
    name: text(25),
    city: text(15),
    postalCode: maybe(text(10)),
    additional: maybe(additional),
    translation: maybe(fc.record({ language: fc.constantFrom("JA", "zh"), name: text(25), city: maybe(text(15)) })),
    extensions: fc.uniqueArray(template(80, 99), { selector: ({ id }) => id, maxLength: 2 }),
  });
});

describe("any merchant code", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(goodOf(decodeMerchantCode(goodOf(encodeMerchantCode(code))))).toEqual(code);
      }),
    );
  });

  const ascii = fc.oneof(
    fc.constantFrom(..."0123456789."),
    fc.integer({ min: 0x20, max: 0x7e }).map((sign) => String.fromCharCode(sign)),
  );

  it("is refused with one character of ASCII changed: the checksum sees every run of up to 16 bits", () => {
    fc.assert(
      fc.property(codes, fc.nat(), ascii, (code, place, other) => {
        const signs = Array.from(goodOf(encodeMerchantCode(code)));
        const at = place % signs.length;
        const was = signs[at] ?? "";
        if (was === other || was > "~") return;
        expect(decodeMerchantCode(signs.with(at, other).join("")).ok).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it("with any one character changed never passes for a code of another amount", () => {
    fc.assert(
      fc.property(codes, fc.nat(), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), (code, place, other) => {
        const signs = Array.from(goodOf(encodeMerchantCode(code)));
        const read = decodeMerchantCode(signs.with(place % signs.length, other).join(""));
        if (read.ok) expect(read.value.amount).toEqual(code.amount);
      }),
      { numRuns: 300 },
    );
  });
});
