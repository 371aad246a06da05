import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { type EpcTransfer, decodeEpc, encodeEpc } from "#domain/qr/epc";
import { faultOf, goodOf } from "#domain/qr/sealed.fixture";

const EUR = currency("EUR");
const iban = "FR3810010000010000000000142";
const shop: EpcTransfer = { version: "002", charset: "1", name: "Boulangerie Zoé", iban };

const known: readonly (readonly [string, EpcTransfer, readonly string[]])[] = [
  [
    "an amount and a creditor reference",
    { ...shop, amount: money(4_990, EUR), reference: "RF66K700042" },
    ["BCD", "002", "1", "SCT", "", "Boulangerie Zoé", iban, "EUR49.90", "", "RF66K700042"],
  ],
  [
    "a text, a purpose and a hint",
    { ...shop, bic: "TESTFRPPXXX", amount: money(5, EUR), purpose: "GDDS", text: "Order 42", hint: "Thank you" },
    ["BCD", "002", "1", "SCT", "TESTFRPPXXX", "Boulangerie Zoé", iban, "EUR0.05", "GDDS", "", "Order 42", "Thank you"],
  ],
  [
    "neither amount nor reference, in version 001",
    { ...shop, version: "001", bic: "TESTFRPP" },
    ["BCD", "001", "1", "SCT", "TESTFRPP", "Boulangerie Zoé", iban],
  ],
  [
    "the greatest amount, in ISO 8859-1",
    { ...shop, charset: "2", amount: money(99_999_999_999, EUR), text: "ÀÿÑ" },
    ["BCD", "002", "2", "SCT", "", "Boulangerie Zoé", iban, "EUR999999999.99", "", "", "ÀÿÑ"],
  ],
];

describe("a SEPA code", () => {
  it.each(known)("is written and read: %s", (_, transfer, lines) => {
    expect(goodOf(encodeEpc(transfer))).toBe(lines.join("\n"));
    expect(goodOf(decodeEpc(lines.join("\n")))).toEqual(transfer);
    expect(goodOf(decodeEpc(lines.join("\r\n")))).toEqual(transfer);
  });

  it("of another writer is read with one decimal or none, and with a reference that is no RF", () => {
    const read = (amount: string) =>
      goodOf(decodeEpc(["BCD", "002", "1", "SCT", "", "A", iban, amount, "abc", "123"].join("\n")));
    expect(read("EUR12.3").amount).toEqual(money(1_230, EUR));
    expect(read("EUR20").amount).toEqual(money(2_000, EUR));
    expect(read("").reference).toBe("123");
  });

  it.each<readonly [string, Partial<EpcTransfer>, string]>([
    ["no BIC in version 001", { version: "001" }, "line 5 BIC"],
    ["a BIC of ten characters", { bic: "TESTFRPPXX" }, "line 5 BIC"],
    ["no name", { name: "" }, "line 6 name"],
    ["a name of 71 characters", { name: "x".repeat(71) }, "line 6 name"],
    ["a line break in its name", { name: "A\nB" }, "line 6 name"],
    ["an account with a figure changed", { iban: "FR3810010000010000000000143" }, "line 7 IBAN"],
    ["an amount in francs", { amount: money(100, currency("CHF")) }, "line 8 amount"],
    ["an amount of zero", { amount: money(0, EUR) }, "line 8 amount"],
    ["an amount beyond 999999999.99", { amount: money(100_000_000_000, EUR) }, "line 8 amount"],
    ["a purpose of five letters", { purpose: "GOODS" }, "line 9 purpose"],
    ["a reference of 36 characters", { reference: "1".repeat(36) }, "line 10 reference"],
    ["a creditor reference with a figure changed", { reference: "RF66K700043" }, "line 10 reference"],
    ["a text of 141 characters", { text: "x".repeat(141) }, "line 11 text"],
    ["a reference and a text", { reference: "1", text: "x" }, "line 11 text"],
    ["a hint of 71 characters", { hint: "x".repeat(71) }, "line 12 hint"],
    ["letters that ISO 8859-1 lacks", { charset: "2", text: "łódź" }, "line 3 charset"],
    ["more than 331 bytes, two for each é", { name: "é".repeat(70), text: "é".repeat(90) }, "the whole code"],
  ])("is not written with %s", (_, change, field) =>
    expect(faultOf(encodeEpc({ ...shop, ...change }))).toMatchObject({ field }),
  );

  it("fits with 331 bytes to the last", () => {
    // 48 bytes are in the other lines, separators included.
    const full: EpcTransfer = { ...shop, name: "x".repeat(70), text: "é".repeat(73), hint: "x".repeat(67) };
    const text = goodOf(encodeEpc(full));
    expect(new TextEncoder().encode(text).length).toBe(331);
    expect(encodeEpc({ ...full, hint: "x".repeat(68) }).ok).toBe(false);
    expect(faultOf(decodeEpc(text.replaceAll("\n", "\r\n")))).toMatchObject({ kind: "too-long", unit: "bytes" });
  });

  const lines = ["BCD", "002", "1", "SCT", "", "A", iban, "EUR1.00"];
  it.each([
    ["of another service", ["BCX", ...lines.slice(1)], "line 1 service"],
    ["of version 003", lines.with(1, "003"), "line 2 version"],
    ["of a ninth character set", lines.with(2, "9"), "line 3 charset"],
    ["of another kind", lines.with(3, "INST"), "line 4 kind"],
    ["without a name", lines.with(5, ""), "line 6 name"],
    ["that ends before the account", lines.slice(0, 6), "line 7 IBAN"],
    ["with a comma in its amount", lines.with(7, "EUR1,00"), "line 8 amount"],
    ["with three decimals", lines.with(7, "EUR0.004"), "line 8 amount"],
    ["with an amount of zero", lines.with(7, "EUR0.00"), "line 8 amount"],
    ["with an amount in francs", lines.with(7, "CHF1.00"), "line 8 amount"],
    ["with ten figures before the mark", lines.with(7, "EUR1000000000.00"), "line 8 amount"],
    ["with an empty last line", [...lines, ""], "line 9"],
    ["with a 13th line", [...lines, "", "", "x", "y", "z"], "the code"],
    ["with a lone carriage return", lines.with(5, "A\rB"), "line 6 name"],
  ])("is not read %s", (_, all, field) => expect(faultOf(decodeEpc(all.join("\n")))).toMatchObject({ field }));
});

const text = (most: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."aB3 -éß€店🥐"), { minLength: 1, maxLength: most })
    .map((signs) => signs.join(""))
    .filter((value) => value.trim() !== "");
const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
const remittances = fc.oneof(
  fc.constantFrom("RF66K700042", "42").map((reference) => ({ reference })),
  text(40).map((one) => ({ text: one })),
  fc.constant({}),
);
const transfers = fc.record({
  version: fc.constant("002" as const),
  charset: fc.constant("1" as const),
  bic: fc.constantFrom("TESTFRPP", "TESTFRPPXXX", undefined),
  name: text(20),
  iban: fc.constantFrom(iban, "DE77500000000000000042", "NO9386011117947"),
  amount: maybe(fc.integer({ min: 1, max: 99_999_999_999 }).map((minor) => money(minor, EUR))),
  purpose: fc.constantFrom("GDDS", "abc", undefined),
  hint: maybe(text(20)),
});

it("any SEPA code is read back as it was written, with nothing after its last filled line", () => {
  fc.assert(
    fc.property(transfers, remittances, (transfer, remittance) => {
      const whole: EpcTransfer = { ...transfer, ...remittance };
      const written = goodOf(encodeEpc(whole));
      expect(written).not.toMatch(/\n$/);
      expect(goodOf(decodeEpc(written))).toEqual(whole);
    }),
  );
});
