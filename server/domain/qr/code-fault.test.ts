import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CodeFault, allGood, bad, firstFault, good, sentenceOf } from "#domain/qr/code-fault";

const missing: CodeFault = { kind: "missing", field: "59 name", want: "1 to 25 characters" };

describe("a fault of a code", () => {
  it.each<readonly [CodeFault, string]>([
    [missing, "59 name is missing: give 1 to 25 characters."],
    [
      { kind: "malformed", field: "54 amount", given: "1,50", want: 'digits and a "."' },
      '54 amount is "1,50": it must be digits and a ".".',
    ],
    [
      { kind: "too-long", field: "60 city", length: 20, most: 15, unit: "characters" },
      "60 city has 20 characters: at most 15 fit, shorten it.",
    ],
    [{ kind: "repeated", field: "54" }, "54 stands there twice: keep one."],
    [
      { kind: "forbidden", field: "65", why: "EMVCo reserves 65 to 79" },
      "65 must be left out: EMVCo reserves 65 to 79.",
    ],
    [
      { kind: "wrong-check", field: "63 checksum", given: "0000", computed: "A922" },
      '63 checksum is "0000" where "A922" is due: a character was changed or lost, read or type it again.',
    ],
    [{ kind: "unknown-grammar", isNot: ["no A", "no B"] }, "The text is no payment code: no A, no B."],
  ])("of the kind $kind is one sentence with its field and what to do", (fault, sentence) =>
    expect(sentenceOf(fault)).toBe(sentence),
  );

  it("stays one short line whatever was given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
        const sentence = sentenceOf({ kind: "malformed", field: "x", given, want: "y" });
        expect(sentence).not.toMatch(/[\n\r\0]/);
        expect(Array.from(sentence).length).toBeLessThan(100);
        expect(sentence.isWellFormed()).toBe(true);
      }),
    );
  });

  it("is the first of several, and one is enough to spoil a list", () => {
    const second: CodeFault = { kind: "repeated", field: "54" };
    expect(firstFault(undefined, second, missing)).toBe(second);
    expect(firstFault(undefined, undefined)).toBeUndefined();
    expect(allGood([good(1), good(2)])).toEqual(good([1, 2]));
    expect(allGood([good(1), bad(missing), bad(second)])).toEqual(bad(missing));
  });
});
