import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import {
  type Limits,
  boundsOfPayment,
  boundsOfRefund,
  isOfRail,
  limitOfAmount,
  limitOfRefund,
  limitRules,
  mostOf,
} from "#domain/limits";
import { money } from "#domain/money";

const eur = currency("EUR");
const all: Limits = {
  perPayment: 50_000,
  perDay: { count: 10, sum: 100_000 },
  perMonth: { in: 900_000, out: 90_000 },
  perPersonPerDay: { count: 3, sum: 60_000 },
};
const place = { date: "2026-11-24", personId: "p1" };

describe("limits of a shop", () => {
  it("hold a payment against every figure that is limited, and against no other", () => {
    expect(
      boundsOfPayment(all, money(1_200, eur), place).map(({ counter, add, most }) => [counter, add, most]),
    ).toEqual([
      ["limit:day:2026-11-24:count", 1, 10],
      ["limit:day:2026-11-24:sum", 1_200, 100_000],
      ["limit:month:2026-11:in", 1_200, 900_000],
      ["limit:person:2026-11-24:p1:count", 1, 3],
      ["limit:person:2026-11-24:p1:sum", 1_200, 60_000],
    ]);
    expect(boundsOfPayment({}, money(1, eur), place)).toEqual([]);
    expect(boundsOfRefund(all, money(5, eur), place)).toMatchObject([{ counter: "limit:month:2026-11:out", add: 5 }]);
  });

  it("refuse an amount by itself: over the most, or in a currency no sum can be held against", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (minor) => {
        expect(limitOfAmount(all, money(minor, eur), eur)).toBe(minor > 50_000 ? "per-payment" : undefined);
      }),
    );
    expect(limitOfAmount(all, money(1, currency("USD")), eur)).toBe("currency");
    expect(limitOfAmount({ perDay: { count: 1 } }, money(1, currency("USD")), eur)).toBeUndefined();
  });

  it("are worded with the figure they allow", () => {
    expect(mostOf(all, "day-sum", eur)).toBe("1000.00 EUR");
    expect(mostOf(all, "person-count", eur)).toBe("3");
    expect(mostOf(all, "currency", eur)).toBe("EUR");
  });

  it("hold one rail and one of the staff to figures of their own", () => {
    const limits: Limits = {
      perRail: { card: { perPayment: 300, perDay: { count: 2, sum: 500 }, perMonth: { in: 900, out: 90 } } },
      perStaffPerDay: { count: 4, sum: 700, out: 70 },
    };
    const by = { ...place, railId: "card", staff: "rose" };
    const counted = boundsOfPayment(limits, money(100, eur), by).map(({ counter, add, most, rule }) => [
      counter,
      add,
      most,
      rule,
    ]);
    expect(counted).toEqual([
      ["limit:staff:2026-11-24:rose:count", 1, 4, "staff-count"],
      ["limit:staff:2026-11-24:rose:sum", 100, 700, "staff-sum"],
      ["limit:rail:card:2026-11-24:count", 1, 2, "rail-day-count"],
      ["limit:rail:card:2026-11-24:sum", 100, 500, "rail-day-sum"],
      ["limit:rail:card:2026-11:in", 100, 900, "rail-month-in"],
    ]);
    expect(boundsOfRefund(limits, money(9, eur), by).map(({ rule, most }) => [rule, most])).toEqual([
      ["staff-out", 70],
      ["rail-month-out", 90],
    ]);
    expect(boundsOfPayment(limits, money(100, eur), { ...place, railId: "bank" })).toEqual([]);
    expect(limitOfAmount(limits, money(301, eur), eur, { railId: "card" })).toBe("rail-payment");
    expect(limitOfAmount(limits, money(301, eur), eur, { railId: "bank" })).toBeUndefined();
    expect(limitOfAmount(limits, money(1, currency("USD")), eur, { railId: "card" })).toBe("rail-payment");
    expect(limitOfAmount(limits, money(1, currency("USD")), eur, { staff: "rose" })).toBe("currency");
    expect(limitOfRefund(limits, money(1, currency("USD")), eur, { staff: "rose" })).toBe("currency");
    expect(limitOfRefund({}, money(1, currency("USD")), eur, { staff: "rose" })).toBeUndefined();
    expect(limitRules.filter(isOfRail)).toHaveLength(5);
    expect(mostOf(limits, "rail-day-count", eur, "card")).toBe("2");
    expect(mostOf(limits, "staff-out", eur)).toBe("0.70 EUR");
  });
});
