import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  creditorReferenceFault,
  makeCreditorReference,
  makeQrReference,
  qrReferenceFault,
} from "#domain/qr/creditor-reference";
import { faultOf, goodOf } from "#domain/qr/sealed.fixture";

const body = fc
  .array(fc.constantFrom(..."0123456789ABCXYZ"), { minLength: 1, maxLength: 21 })
  .map((signs) => signs.join(""));
const figures = (least: number, most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(..."0123456789"), { minLength: least, maxLength: most }).map((signs) => signs.join(""));

describe("a creditor reference", () => {
  // The first is the example of EPC069-12; the others were worked out with whole numbers by another program.
  it.each([
    ["539007547034", "RF18539007547034"],
    ["K700042", "RF66K700042"],
    ["k700 042", "RF66K700042"],
    ["1", "RF741"],
    ["ABCDEFGHIJKLMNOPQRSTU", "RF95ABCDEFGHIJKLMNOPQRSTU"],
  ])("of %s is %s", (number, reference) => {
    expect(goodOf(makeCreditorReference(number))).toBe(reference);
    expect(creditorReferenceFault("reference", reference)).toBeUndefined();
  });

  it.each(["", "K7-42", "é", "A".repeat(22)])('is not made of "%s"', (number) =>
    expect(faultOf(makeCreditorReference(number))).toMatchObject({ field: "reference number" }),
  );

  it.each(["RF18", "rf18539007547034", "RF18 5390 0754 7034", "18539007547034", `RF00${"A".repeat(22)}`])(
    'is not "%s"',
    (reference) => expect(creditorReferenceFault("reference", reference)).toMatchObject({ kind: "malformed" }),
  );

  it("tells the one that was meant when the check digits do not fit", () =>
    expect(creditorReferenceFault("reference", "RF19539007547034")).toMatchObject({
      kind: "wrong-check",
      computed: "RF18539007547034",
    }));

  it("sees one figure changed and two neighbours swapped", () => {
    fc.assert(
      fc.property(figures(2, 21), fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, by) => {
        const signs = Array.from(goodOf(makeCreditorReference(number)));
        const at = 4 + (place % (signs.length - 5));
        const [one = "", two = ""] = [signs[at], signs[at + 1]];
        const changed = signs.with(at, String((Number(one) + by) % 10)).join("");
        expect(creditorReferenceFault("reference", changed)).toMatchObject({ kind: "wrong-check" });
        const swapped = signs
          .with(at, two)
          .with(at + 1, one)
          .join("");
        if (one !== two) expect(creditorReferenceFault("reference", swapped)).toMatchObject({ kind: "wrong-check" });
      }),
    );
    fc.assert(
      fc.property(body, (number) => creditorReferenceFault("x", goodOf(makeCreditorReference(number))) === undefined),
    );
  });
});

describe("a Swiss QR reference", () => {
  // Worked out by another program with the table of the standard.
  it.each([
    ["42", "000000000000000000000000420"],
    ["9".repeat(26), "999999999999999999999999992"],
    ["0", "000000000000000000000000000"],
    ["2100 0000 0003 1394 7143 0009 01", "210000000003139471430009017"],
  ])("of %s is %s", (number, reference) => {
    expect(goodOf(makeQrReference(number))).toBe(reference);
    expect(qrReferenceFault("reference", reference)).toBeUndefined();
  });

  it.each(["", "K7", "1".repeat(27), "-1"])('is not made of "%s"', (number) =>
    expect(faultOf(makeQrReference(number))).toMatchObject({ field: "reference number" }),
  );

  it("has 27 figures", () =>
    expect(qrReferenceFault("reference", "42")).toMatchObject({ kind: "malformed", want: "27 figures" }));

  it("sees one figure changed", () => {
    fc.assert(
      fc.property(figures(26, 26), fc.nat(26), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const reference = goodOf(makeQrReference(number));
        const changed = Array.from(reference)
          .with(at, String((Number(reference[at]) + by) % 10))
          .join("");
        expect(qrReferenceFault("reference", changed)).toMatchObject({ kind: "wrong-check" });
      }),
    );
  });
});
