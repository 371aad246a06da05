import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costOf, readMessageRates } from "#domain/message-cost";

const card = readMessageRates({
  currency: "EUR",
  rates: { "33": { utility: 0.03, marketing: 0.0859 }, "336": { utility: 0.02 }, "*": { utility: 0.04 } },
});
const message = (category: string, phone = "33612345678", type = "regular") => ({ pricing: { type, category }, phone });

describe("what messages cost", () => {
  it("is looked up by country and category, the longest prefix first", () => {
    expect(costOf([message("marketing"), message("utility"), message("utility", "34600")], card)).toEqual({
      cost: { minor: 15, currency: "EUR" },
      billed: 3,
      unknown: 0,
    });
  });
  it("is nothing for free ones, and unknown where the card or WhatsApp does not say", () => {
    const messages = [
      message("utility", "33", "free_customer_service"),
      message("service"),
      { pricing: null, phone: "33" },
    ];
    expect(costOf(messages, card)).toEqual({ cost: { minor: 0, currency: "EUR" }, billed: 0, unknown: 2 });
    expect(costOf(messages, readMessageRates(undefined))).toEqual({ billed: 0, unknown: 2 });
  });
  it("is rounded once for all of them, never each", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
        const { cost } = costOf(
          Array.from({ length: count }, () => message("marketing")),
          card,
        );
        expect(cost?.minor).toBe(Math.round((count * 85_900) / 10_000));
      }),
    );
  });
});
