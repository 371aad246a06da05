import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sentenceOf } from "#domain/qr/code-fault";
import { readCode } from "#domain/qr/read-code";
import { faultOf, goodOf, sealed } from "#domain/qr/sealed.fixture";

const swiss =
  "SPC\n0200\n1\nCH9300762011623852957\nS\nZoé\n\n\n3000\nBern\nCH\n\n\n\n\n\n\n\n\nCHF\n\n\n\n\n\n\n\nNON\n\n\nEPD";
const texts = [
  ["merchant", "0002010607NPCI-8852045411530304854051.25055020256050.1005802BH5904SOUK6006MANAMA63043427"],
  [
    "pix",
    "00020101021226480014br.gov.bcb.pix2526pix.example.com/qr/v2/7f1c5204000053039865802BR" +
      "5916Padaria Sao Joao6008Brasilia62070503***6304B245",
  ],
  ["promptpay", "00020101021229370016A0000006770101110113006681234567853037645406120.505802TH6304B23A"],
  [
    "promptpay",
    "00020101021130560016A00000067701011201150123456789012990207ORDER420302B753037645802TH62060702T16304014B",
  ],
  ["paynow", "00020101021126380009SG.PAYNOW010100211+6591234567030115204000053037025802SG5903Mei6009Singapore63048B84"],
  ["upi", "upi://pay?pa=a@b&pn=Chai%20%26%20Co&cu=INR"],
  ["epc", "BCD\r\n002\r\n1\r\nSCT\r\n\r\nZoé\r\nFR3810010000010000000000142"],
  ["swiss-bill", swiss],
] as const;

describe("a text", () => {
  it.each(texts)("is known as %s by how it begins: %s", (grammar, text) =>
    expect(goodOf(readCode(text))).toMatchObject({ grammar }),
  );

  it.each(["", "hello", "https://pay.example.com/42", "FR3810010000010000000000142", "BCD", "00020"])(
    '"%s" is told what it is not',
    (text) => {
      const sentence = sentenceOf(faultOf(readCode(text)));
      for (const word of ["000201", "upi://pay?", "BCD", "SPC"]) expect(sentence).toContain(word);
    },
  );

  it.each([
    ["a merchant code with another amount", texts[0][1].replace("1.250", "9.250"), "63 checksum"],
    ["a Pix in euros", resealed(texts[1][1].replace("5303986", "5303978")), "53 currency"],
    ["a PromptPay of Singapore", sealed("29370016A0000006770101110113006681234567853037645802SG"), "58 country"],
    [
      "a PayNow without a number",
      sealed("26230009SG.PAYNOW0101003011520400005303702" + "5802SG5903Mei6009Singapore"),
      "26.02 mobile",
    ],
    ["a UPI link in dollars", "upi://pay?pa=a@b&pn=A&cu=USD", "cu"],
    ["a SEPA code of version 003", "BCD\n003\n1\nSCT", "line 2 version"],
    ["a Swiss bill of dollars", swiss.replace("CHF", "USD"), "line 20 currency"],
  ])("that begins as a grammar and breaks its rules is told by that: %s", (_, text, field) =>
    expect(faultOf(readCode(text))).toMatchObject({ field }),
  );

  it("of any kind is read or refused, and never throws", () => {
    const noise = fc.string({ unit: "binary", maxLength: 150 });
    const starts = fc.constantFrom(
      "",
      "000201",
      "upi://pay?",
      "upi://pay?pa=a@b&",
      "BCD\n002\n1\nSCT\n",
      "SPC\n0200\n1\n",
    );
    fc.assert(
      fc.property(starts, noise, (start, rest) => {
        for (const text of [start + rest, sealed(rest)]) {
          const read = readCode(text);
          if (!read.ok) expect(sentenceOf(read.fault)).toMatch(/\.$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("of a good code with pieces lost, doubled or swapped is read or refused, and never throws", () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(), fc.nat(), ([, text], a, b, c) => {
        const [from = 0, to = 0, other = 0] = [a, b, c].map((n) => n % text.length).toSorted((x, y) => x - y);
        const piece = text.slice(from, to);
        for (const torn of [text.slice(0, from) + text.slice(to), text.slice(0, other) + piece + text.slice(other)]) {
          const read = readCode(torn);
          if (!read.ok) expect(sentenceOf(read.fault)).toMatch(/\.$/);
          readCode(resealed(torn));
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** The text with a checksum that fits what stands before it now. */
function resealed(text: string): string {
  return sealed(text.slice(6, -8));
}
