import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentenceOf } from "#domain/qr/code-fault";
import { ibanFault, isQrIban, maskIban, readIban } from "#domain/qr/iban";
import { ibanForm } from "#domain/qr/iban-countries";
import { checkDigits97 } from "#domain/qr/mod-97";
import { faultOf, goodOf } from "#domain/qr/sealed.fixture";

// Accounts made up here; their check digits were worked out with whole numbers by another program.
const right = [
  "FR3810010000010000000000142",
  "DE77500000000000000042",
  "GB02TEST12345600000042",
  "CH5330808000000000042",
  "LI21088100002324013AA",
  "NO9386011117947",
  "MT84MALT011000012345MTLCAST001S",
  "SN41SN0000000000000000000042",
];

describe("an IBAN", () => {
  it.each(right)("%s is right", (iban) => expect(goodOf(readIban(iban))).toBe(iban));

  it("is read with blanks and small letters, and given without", () =>
    expect(goodOf(readIban(" fr38 1001 0000 0100 0000 0000 142\n"))).toBe("FR3810010000010000000000142"));

  it.each([
    ["", "give an account number"],
    ["ZZ12345678901234", "begins with the country's"],
    ["hello", "begins with the country's"],
    ["DE7750000000000000004", "22 characters long in DE, not 21"],
    ["NO938601111794X", "of the form that NO gives"],
    ["GB02123412345600000042", "of the form that GB gives"],
    ["FR3910010000010000000000142", "check digits fit"],
    ["FR3801010000010000000000142", "check digits fit"],
    ["FRX810010000010000000000142", "check digits fit"],
    // 01 leaves the same remainder as 98, but is never given out.
    ["DE01500000000000000052", "check digits fit"],
  ])('"%s" is wrong: %s', (iban, why) => expect(sentenceOf(faultOf(readIban(iban)))).toContain(why));

  it("in a code stands without blanks", () =>
    expect(ibanFault("line 7", "FR38 1001")).toMatchObject({ field: "line 7" }));

  it("sees one character changed and two neighbours swapped, and is never shown whole when it is wrong", () => {
    fc.assert(
      fc.property(fc.constantFrom(...right), fc.nat(), fc.constantFrom(..."0123456789A"), (iban, place, other) => {
        const signs = Array.from(iban);
        const at = 2 + (place % (signs.length - 3));
        const [one = "", two = ""] = [signs[at], signs[at + 1]];
        for (const wrong of [
          signs.with(at, other).join(""),
          signs
            .with(at, two)
            .with(at + 1, one)
            .join(""),
        ]) {
          if (wrong === iban) continue;
          const fault = faultOf(readIban(wrong));
          expect(sentenceOf(fault)).not.toContain(wrong.slice(4));
        }
      }),
    );
  });

  it("is masked to its country and its last four characters", () => {
    expect(maskIban("FR3810010000010000000000142")).toBe("FR…0142");
    expect(maskIban("FR38")).toBe("…");
  });

  it.each([
    ["CH5330808000000000042", true],
    ["CH9300762011623852957", false],
    ["LI21088100002324013AA", false],
    ["DE77310000000000000042", false],
  ])("%s is a QR-IBAN: %s", (iban, answer) => expect(isQrIban(iban)).toBe(answer));
});

describe("the form of a country's IBAN", () => {
  it.each([
    ["NO", 15],
    ["BE", 16],
    ["DE", 22],
    ["FR", 27],
    ["MT", 31],
    ["RU", 33],
    ["SN", 28],
  ])("%s has %i characters", (country, length) => expect(ibanForm(country)?.length).toBe(length));

  it.each(["US", "XX", "fr", "", "__proto__"])('is unknown for "%s"', (country) =>
    expect(ibanForm(country)).toBeUndefined(),
  );
});

it("check digits bring the remainder to one, and are not to be had for other signs than capitals and figures", () => {
  expect(checkDigits97("GB", "WEST12345698765432")).toBe("82");
  expect(checkDigits97("GB", "west")).toBeUndefined();
});
