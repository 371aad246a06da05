import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type PayNowCode, decodePayNow, encodePayNow } from "#domain/qr/paynow";
import { faultOf, goodOf, sealed } from "#domain/qr/sealed.fixture";

const SGD = currency("SGD");
const kopi: PayNowCode = {
  to: { kind: "uen", number: "201900001A" },
  amount: money(1_890, SGD),
  editable: false,
  lastDay: "20271231",
  reference: "K7-00042",
  name: "Kopi Corner",
  city: "Singapore",
};

// The checksums were made with another program's CRC.
const known: readonly (readonly [string, PayNowCode, string])[] = [
  [
    "a company, an amount, a last day and a reference",
    kopi,
    "00020101021226490009SG.PAYNOW010120210201900001A03010040820271231520400005303702540518.905802SG" +
      "5911Kopi Corner6009Singapore62120108K7-00042630463BF",
  ],
  [
    "a mobile number whose payer types the amount",
    { to: { kind: "mobile", number: "+6591234567" }, editable: true, name: "Mei", city: "Singapore" },
    "00020101021126380009SG.PAYNOW010100211+6591234567030115204000053037025802SG5903Mei6009Singapore63048B84",
  ],
];

const word = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(..."AZ09"), { minLength: least, maxLength: most }).map((all) => all.join(""));
const codes: fc.Arbitrary<PayNowCode> = fc.record({
  to: fc.oneof(
    fc.integer({ min: 10_000_000, max: 99_999_999 }).map((n) => ({ kind: "mobile", number: `+65${n}` }) as const),
    word(9, 13).map((number) => ({ kind: "uen", number }) as const),
  ),
  amount: fc.option(
    fc.integer({ min: 1, max: 99_999_999 }).map((minor) => money(minor, SGD)),
    { nil: undefined },
  ),
  editable: fc.boolean(),
  lastDay: fc.constantFrom("20260101", "20281130", undefined),
  reference: fc.option(word(1, 25), { nil: undefined }),
  name: word(1, 25),
  city: word(1, 15),
});

describe("a PayNow code", () => {
  it.each(known)("is written and read: %s", (_, code, text) => {
    expect(goodOf(encodePayNow(code))).toBe(text);
    expect(goodOf(decodePayNow(text))).toEqual(code);
  });

  it("is read back as it was written", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(goodOf(decodePayNow(goodOf(encodePayNow(code))))).toEqual(code);
      }),
    );
  });

  it.each<readonly [string, Partial<PayNowCode>, string]>([
    ["a mobile number without its country", { to: { kind: "mobile", number: "91234567" } }, "26.02 mobile"],
    ["a UEN of eight figures", { to: { kind: "uen", number: "20190000" } }, "26.02 UEN"],
    ["a UEN of small letters", { to: { kind: "uen", number: "201900001a" } }, "26.02 UEN"],
    ["a last day with dashes", { lastDay: "2027-12-31" }, "26.04 last day"],
    ["a 13th month", { lastDay: "20271301" }, "26.04 last day"],
    ["a reference of 26 letters", { reference: "x".repeat(26) }, "62.01 reference"],
    ["an amount of another currency", { amount: money(1, currency("EUR")) }, "54 amount"],
    ["a name of 26 letters", { name: "x".repeat(26) }, "59 name"],
  ])("is not written with %s", (_, change, field) =>
    expect(faultOf(encodePayNow({ ...kopi, ...change }))).toMatchObject({ field }),
  );

  const owner = "0009SG.PAYNOW";
  const uen = "0210201900001A";
  const end = "52040000530370258" + "02SG5903Mei6009Singapore";
  it.each([
    ["of another owner", `26160012com.example1${end}`, "26 PayNow account"],
    ["of a kind of number there is none of", `2637${owner}01019${uen}03010${end}`, "26.01 kind of number"],
    ["without a number", `2623${owner}0101203010${end}`, "26.02 UEN"],
    ["without saying whether the amount may change", `2632${owner}01012${uen}${end}`, "26.03 editable"],
    ["in another currency", `2637${owner}01012${uen}03010${end.replace("702", "978")}`, "53 currency"],
    ["outside Singapore", `2637${owner}01012${uen}03010${end.replace("SG", "MY")}`, "58 country"],
    ["without a city", `2637${owner}01012${uen}03010${end.replace("6009Singapore", "")}`, "60 city"],
    ["with a last day that is none", `2643${owner}01012${uen}03010040299${end}`, "26.04 last day"],
  ])("is not read %s", (_, body, field) => expect(faultOf(decodePayNow(sealed(body)))).toMatchObject({ field }));
});
