import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type PromptPayCode, decodePromptPay, encodePromptPay } from "#domain/qr/promptpay";
import { faultOf, goodOf, sealed } from "#domain/qr/sealed.fixture";

const THB = currency("THB");

// The checksums were made with another program's CRC.
const known: readonly (readonly [string, PromptPayCode, string])[] = [
  [
    "a transfer to a mobile number",
    { to: { kind: "mobile", number: "+66812345678" }, amount: money(12_050, THB) },
    "00020101021229370016A0000006770101110113006681234567853037645406120.505802TH6304B23A",
  ],
  [
    "a bill with two references and a terminal",
    {
      to: { kind: "bill", biller: "012345678901299", reference: "ORDER42", secondReference: "B7", terminal: "T1" },
    },
    "00020101021130560016A00000067701011201150123456789012990207ORDER420302B753037645802TH62060702T16304014B",
  ],
  [
    "a transfer to a national id with a message",
    { to: { kind: "national-id", number: "1234567890123" }, message: "hi" },
    "00020101021129370016A0000006770101110213123456789012353037645802TH81080068006963045789",
  ],
];

const digits = (count: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(..."0123456789"), { minLength: count, maxLength: count }).map((all) => all.join(""));
const word = (most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(..."AZ09"), { minLength: 1, maxLength: most }).map((all) => all.join(""));
const codes: fc.Arbitrary<PromptPayCode> = fc.record({
  to: fc.oneof(
    digits(9).map((rest) => ({ kind: "mobile", number: `+66${rest}` }) as const),
    digits(13).map((number) => ({ kind: "national-id", number }) as const),
    digits(15).map((number) => ({ kind: "e-wallet", number }) as const),
    fc.record({
      kind: fc.constant("bill"),
      biller: fc.oneof(digits(13), digits(15)),
      reference: word(20),
      secondReference: fc.option(word(20), { nil: undefined }),
      terminal: fc.option(word(25), { nil: undefined }),
    }),
  ),
  amount: fc.option(
    fc.integer({ min: 1, max: 999_999_999 }).map((minor) => money(minor, THB)),
    { nil: undefined },
  ),
  message: fc.option(
    fc.array(fc.constantFrom(..."aข ๑🥐"), { minLength: 0, maxLength: 11 }).map((all) => `x${all.join("")}`),
    { nil: undefined },
  ),
});

describe("a PromptPay code", () => {
  it.each(known)("is written and read: %s", (_, code, text) => {
    expect(goodOf(encodePromptPay(code))).toBe(text);
    expect(goodOf(decodePromptPay(text))).toEqual(code);
  });

  it("is read back as it was written", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(goodOf(decodePromptPay(goodOf(encodePromptPay(code))))).toEqual(code);
      }),
    );
  });

  it.each<readonly [string, PromptPayCode, string]>([
    ["a mobile number as Thais write it", { to: { kind: "mobile", number: "0812345678" } }, "29.01 mobile"],
    ["a mobile number of another country", { to: { kind: "mobile", number: "+33612345678" } }, "29.01 mobile"],
    ["a national id of 12 digits", { to: { kind: "national-id", number: "123456789012" } }, "29.02 national id"],
    ["an e-wallet of 16 digits", { to: { kind: "e-wallet", number: "1".repeat(16) } }, "29.03 e-wallet"],
    ["a biller of letters", { to: { kind: "bill", biller: "SHOPSHOPSHOP1", reference: "A" } }, "30.01 biller"],
    ["a bill without reference", { to: { kind: "bill", biller: "1".repeat(13), reference: "" } }, "30.02 reference"],
    [
      "a reference of small letters",
      { to: { kind: "bill", biller: "1".repeat(13), reference: "a" } },
      "30.02 reference",
    ],
    [
      "an amount of another currency",
      { to: { kind: "mobile", number: "+66812345678" }, amount: money(1, currency("EUR")) },
      "54 amount",
    ],
    [
      "a message of 13 signs that take two units each",
      { to: { kind: "mobile", number: "+66812345678" }, message: "🥐".repeat(13) },
      "81 message in UTF-16",
    ],
  ])("is not written with %s", (_, code, field) => expect(faultOf(encodePromptPay(code))).toMatchObject({ field }));

  const account = "29370016A00000067701011101130066812345678";
  it.each([
    ["in another currency", `${account}53039785802TH`, "53 currency"],
    ["without a country", `${account}5303764`, "58 country"],
    ["outside Thailand", `${account}53037645802SG`, "58 country"],
    ["of another application", "29370016A00000067701099901130066812345678" + "53037645802TH", "29.00 application"],
    ["without any account", "53037645802TH", "30.00 application"],
    ["to nobody", "29200016A00000067701011153037645802TH", "29.01 mobile"],
    [
      "to a mobile number without its zeros",
      "29350016A000000677010111011166812345678" + "53037645802TH",
      "29.01 mobile",
    ],
    ["of more than two decimals", `${account}530376454051.2345802TH`, "54 amount"],
    ["with a message that is no hexadecimal", `${account}53037645802TH8104wxyz`, "81 message"],
    ["with half a sign in its message", `${account}53037645802TH8104D83E`, "81 message"],
  ])("is not read %s", (_, body, field) => expect(faultOf(decodePromptPay(sealed(body)))).toMatchObject({ field }));
});
