import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsCardNumber, maskCardNumbers, mayHoldCardNumber, passesLuhn } from "#domain/card-number";

/** Digits that pass the check, by trying the ten last ones. */
const cards = fc
  .tuple(fc.constantFrom("2", "3", "4", "5", "6", "9"), fc.integer({ min: 11, max: 17 }))
  .chain(([first, length]) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((rest) => {
      const body = first + rest.join("");
      return [..."0123456789"].map((last) => body + last).find(passesLuhn) ?? "";
    }),
  );

/** The digits with separators as people put them: none, after each four, or anywhere at all. */
const spelt = fc
  .tuple(
    cards,
    fc.constantFrom("", " ", "-", ".", "  ", " - ", "/", "_", "\u00a0", "\u202f", "–"),
    fc.constantFrom(1, 2, 3, 4, 6),
  )
  .map(([card, mark, every]) => ({
    card,
    text: card.replace(new RegExp(`(.{${every}})(?=.)`, "g"), `$1${mark}`),
  }));

describe("a card number", () => {
  it("is told by its check digit", () => {
    for (const good of ["4242424242424242", "378282246310005", "6011111111111117", "3566002020360505"])
      expect(passesLuhn(good)).toBe(true);
    fc.assert(
      fc.property(cards, fc.nat(), fc.integer({ min: 1, max: 9 }), (card, place, by) => {
        const at = place % card.length;
        const wrong = card.slice(0, at) + ((Number(card[at]) + by) % 10) + card.slice(at + 1);
        expect(passesLuhn(wrong)).toBe(false);
      }),
    );
  });

  it("of 13 to 19 digits is masked in every spelling, all but its last four", () => {
    fc.assert(
      fc.property(spelt, ({ card, text }) => {
        const masked = maskCardNumbers(`my card: ${text}, thanks`);
        expect(masked).toBe(`my card: •••• •••• •••• ${card.slice(-4)}, thanks`);
        expect(holdsCardNumber(text)).toBe(true);
      }),
    );
  });

  it("is no phone: what a plus stands before keeps its figures, however they are grouped", () => {
    const digits = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
    const phones = fc
      .tuple(fc.constantFrom("55", "49", "33", "39"), fc.integer({ min: 7, max: 13 }))
      .chain(([country, length]) => digits(length).map((rest) => country + rest.join("")));
    const grouped = fc.tuple(phones, fc.constantFrom(2, 3, 4, 15)).map(([phone, every]) => ({
      phone: `+${phone.replace(new RegExp(`(.{${every}})(?=.)`, "g"), "$1 ")}`,
    }));
    fc.assert(
      fc.property(grouped, ({ phone }) => {
        expect(maskCardNumbers(`10 EUR ${phone}`)).toBe(`10 EUR ${phone}`);
      }),
      { numRuns: 2_000 },
    );
    expect(maskCardNumbers("10 EUR +5511967019481")).toBe("10 EUR +5511967019481");
  });

  it("is masked beside a phone, and where a plus was put before it", () => {
    expect(maskCardNumbers("+33 6 12 34 56 78 4242 4242 4242 4242")).toContain("4242");
    expect(maskCardNumbers("+33 6 12 34 56 78 4242 4242 4242 4242")).not.toContain("4242 4242");
    expect(maskCardNumbers("+4242424242424242")).toBe("+•••• •••• •••• 4242");
    expect(maskCardNumbers("+4242 4242 4242 4242")).not.toContain("4242 4242");
  });

  it("is suspected in JSON however that writes blanks and slashes", () => {
    const escapes = fc.constantFrom(
      (text: string) => JSON.stringify({ body: text }),
      (text: string) => JSON.stringify({ body: text }).replaceAll("/", "\\/"),
      (text: string) =>
        JSON.stringify({ body: text }).replace(
          /[^ -~]/g,
          (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
        ),
    );
    fc.assert(fc.property(spelt, escapes, ({ text }, escape) => mayHoldCardNumber(escape(text))));
    expect(mayHoldCardNumber('{"timestamp":"1764000000","from":"33612345678"}')).toBe(false);
  });

  it("does not hide behind what stands beside it: an expiry, a code, a count, a second card", () => {
    const beside = fc.constantFrom("", "1", "12", "123", "1 2", "12/27 123", "12 27", "2027-01", "x", "+33 6 12");
    fc.assert(
      fc.property(beside, fc.constantFrom(" ", "-", "."), spelt, beside, (before, mark, { card, text }, after) => {
        const masked = maskCardNumbers(`${before}${mark}${text}${mark}${after}`);
        expect(masked.replace(/\D/g, "")).not.toContain(card);
        expect(masked).toContain("••••");
      }),
    );
    fc.assert(
      fc.property(spelt, spelt, (one, two) => {
        const left = maskCardNumbers(`${one.text} ${two.text}`).replace(/\D/g, "");
        expect(left.includes(one.card) || left.includes(two.card)).toBe(false);
      }),
    );
  });

  it.each([
    ["4242 4242 4242 4242 12/27 123", "•••• •••• •••• 4242 12/27 123"],
    ["CB 4242424242424242 0127", "CB •••• •••• •••• 4242 0127"],
    ["3782 822463 10005", "•••• •••• •••• 0005"],
    ["2 bagues, 5555-5555-5555-4444!", "2 bagues, •••• •••• •••• 4444!"],
  ])("in %s is seen as %s", (given, masked) => expect(maskCardNumbers(given)).toBe(masked));

  it.each([
    "+33 6 12 34 56 78",
    "0033612345678",
    "+55 11 91234-5678",
    "2026-06-12 14:30",
    "12.06.2026",
    "1 234 567,89 €",
    "EUR 49.90 + 5.00",
    "FR76 3000 6000 0112 3456 7890 189",
    "4242 4242 4242 4241",
    "1234567890123456789012345",
    "wamid.HBgLMzM2MTIzNDU2NzgVAgASGBQzQTdE",
    "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042",
    "",
  ])("is not seen in %s", (text) => {
    expect(maskCardNumbers(text)).toBe(text);
    expect(holdsCardNumber(text)).toBe(false);
  });

  it("is never seen in telephone numbers, dates and amounts one at a time", () => {
    const phone = fc.integer({ min: 100_000_000, max: 999_999_999 }).map((n) => `+33 ${n}`);
    const date = fc
      .date({ noInvalidDate: true, min: new Date("2000-01-01"), max: new Date("2099-12-31") })
      .map((d) => d.toISOString().slice(0, 10));
    const amount = fc.nat(999_999_999).map((n) => `${(n / 100).toFixed(2)} EUR`);
    fc.assert(
      fc.property(fc.oneof(phone, date, amount), (text) => {
        expect(maskCardNumbers(text)).toBe(text);
      }),
    );
  });
});
