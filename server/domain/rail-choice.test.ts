import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { minutes, instant } from "#domain/instant";
import { money } from "#domain/money";
import { type RailFacts, type RailWants, rankRails, reasonOfNone, takenOf } from "#domain/rail-choice";
import { healthOf } from "#domain/rail-health";
import type { RoutingRule } from "#domain/routing";

const eur = currency("EUR");
const plain: RailWants = {
  amount: money(5_000, eur),
  shopCurrency: "EUR",
  country: "FR",
  channel: "whatsapp",
  keepsCards: false,
  byCode: false,
  untried: false,
};
const rail = (id: string, more: Partial<RailFacts> = {}): RailFacts => ({
  id,
  archived: false,
  keepsCards: true,
  hasCode: true,
  health: "well",
  tried: false,
  ...more,
});

const ids = ["card", "bank", "cash", "code"];
const someIds = fc.option(fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 3 }), { nil: undefined });
const anyRail = (id: string) =>
  fc
    .record({
      archived: fc.boolean(),
      keepsCards: fc.boolean(),
      hasCode: fc.boolean(),
      tried: fc.boolean(),
      health: fc.constantFrom("well", "failing", "down"),
      amountProblem: fc.option(fc.constant("too small"), { nil: undefined }),
      overLimit: fc.option(fc.constant({ rule: "rail-day-sum", most: "100.00 EUR" }), { nil: undefined }),
    })
    .map((facts) => {
      const { amountProblem, overLimit, ...rest } = facts;
      return {
        id,
        ...rest,
        ...(amountProblem === undefined ? {} : { amountProblem }),
        ...(overLimit === undefined ? {} : { overLimit }),
      } as RailFacts;
    });
const anyRails = fc
  .shuffledSubarray(ids)
  .chain((chosen) => fc.tuple(...chosen.map(anyRail)) as fc.Arbitrary<readonly RailFacts[]>);
const anyRule = fc
  .record({
    from: fc.option(fc.nat(10_000), { nil: undefined }),
    channels: fc.option(fc.constantFrom(["whatsapp"], ["web"]), { nil: undefined }),
    prefer: someIds,
    avoid: someIds,
    never: someIds,
  })
  .map(({ from, channels, ...lists }) => {
    const when = { ...(from === undefined ? {} : { from }), ...(channels === undefined ? {} : { channels }) };
    const said = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
    return { when, ...said } as RoutingRule;
  });
const anyRules = fc.array(anyRule, { maxLength: 4 });
const anyWants = fc
  .record({
    minor: fc.nat(20_000),
    keepsCards: fc.boolean(),
    byCode: fc.boolean(),
    untried: fc.boolean(),
    only: fc.option(fc.constantFrom(...ids), { nil: undefined }),
  })
  .map(({ minor, only, ...rest }) => ({
    ...plain,
    ...rest,
    amount: money(minor, eur),
    ...(only === undefined ? {} : { only }),
  }));

const cannot = new Set(["archived", "not-chosen", "amount", "keeps-no-cards", "no-code", "limit", "barred", "tried"]);

describe("the choice of a rail", () => {
  it("speaks of every rail once, with a reason, and says the same whenever it is asked", () => {
    fc.assert(
      fc.property(anyRails, anyRules, anyWants, (rails, rules, wants) => {
        const verdicts = rankRails(rails, rules, wants);
        expect(verdicts.map(({ id }) => id).toSorted()).toEqual(rails.map(({ id }) => id).toSorted());
        expect(verdicts.every(({ reasons }) => reasons.length > 0)).toBe(true);
        expect(rankRails(structuredClone(rails), structuredClone(rules), wants)).toEqual(verdicts);
      }),
    );
  });

  it("takes one where any can be taken, never one that cannot, and says why of those", () => {
    fc.assert(
      fc.property(anyRails, anyRules, anyWants, (rails, rules, wants) => {
        const verdicts = rankRails(rails, rules, wants);
        const able = verdicts.filter(({ verdict }) => verdict !== "cannot");
        expect(verdicts.filter(({ verdict }) => verdict === "taken")).toHaveLength(able.length > 0 ? 1 : 0);
        for (const { verdict, reasons } of verdicts)
          expect(reasons.some(({ why }) => cannot.has(why))).toBe(verdict === "cannot");
        const taken = rails.find(({ id }) => id === takenOf(verdicts));
        if (!taken) return;
        expect([taken.archived, taken.amountProblem, taken.overLimit]).toEqual([false, undefined, undefined]);
        expect(wants.keepsCards && !taken.keepsCards).toBe(false);
        expect(wants.byCode && !taken.hasCode).toBe(false);
        expect(wants.untried && taken.tried).toBe(false);
        expect([undefined, taken.id]).toContain(wants.only);
      }),
    );
  });

  it("takes none that is down while another can, and any rather than none", () => {
    fc.assert(
      fc.property(anyRails, anyRules, anyWants, (rails, rules, wants) => {
        const verdicts = rankRails(rails, rules, wants);
        const taken = rails.find(({ id }) => id === takenOf(verdicts));
        if (taken?.health !== "down") return;
        const able = verdicts.filter(({ verdict }) => verdict !== "cannot").map(({ id }) => id);
        expect(rails.filter(({ id }) => able.includes(id)).every(({ health }) => health === "down")).toBe(true);
      }),
    );
  });

  it("is not moved by rails that cannot be taken", () => {
    fc.assert(
      fc.property(anyRails, anyRules, anyWants, (rails, rules, wants) => {
        const verdicts = rankRails(rails, rules, wants);
        const able = rails.filter(({ id }) => verdicts.some((one) => one.id === id && one.verdict !== "cannot"));
        expect(takenOf(rankRails(able, rules, wants))).toBe(takenOf(verdicts));
      }),
    );
  });

  it("ends when each that was taken is not offered again, after every able rail had its turn", () => {
    fc.assert(
      fc.property(anyRails, anyRules, anyWants, (rails, rules, wants) => {
        const fresh = rails.map((one) => ({ ...one, tried: false }));
        const able = rankRails(fresh, rules, wants).filter(({ verdict }) => verdict !== "cannot").length;
        let left: readonly RailFacts[] = fresh;
        const taken: string[] = [];
        for (let turn = 0; turn <= rails.length; turn++) {
          const next = takenOf(rankRails(left, rules, { ...wants, untried: true }));
          if (next === undefined) break;
          taken.push(next);
          left = left.map((one) => (one.id === next ? { ...one, tried: true } : one));
        }
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken).toHaveLength(able);
      }),
    );
  });
});

describe("the shop's rules", () => {
  const rails = [rail("card"), rail("bank"), rail("cash")];
  const order = (rules: readonly RoutingRule[], wants: RailWants = plain, of = rails) =>
    rankRails(of, rules, wants).map(({ id, verdict }) => `${id}:${verdict}`);

  it("come before the shop's own order, the first that names a rail deciding about it", () => {
    expect(order([])).toEqual(["card:taken", "bank:stands-by", "cash:stands-by"]);
    const large: RoutingRule = { when: { from: 5_000 }, prefer: ["bank"], avoid: ["card"] };
    expect(order([large])).toEqual(["bank:taken", "cash:stands-by", "card:stands-by"]);
    expect(order([{ when: {}, prefer: ["card"] }, large])).toEqual(["card:taken", "bank:stands-by", "cash:stands-by"]);
    expect(order([{ when: { channels: ["web"] }, never: ["card"] }])[0]).toBe("card:taken");
    expect(order([{ when: { countries: ["FR"] }, never: ["card"] }])).toEqual([
      "bank:taken",
      "cash:stands-by",
      "card:cannot",
    ]);
  });

  it("hold no amount of another currency against a bound of the shop's", () => {
    const rule: RoutingRule = { when: { from: 1 }, prefer: ["bank"] };
    expect(order([rule], { ...plain, amount: money(9_000, currency("USD")) })[0]).toBe("card:taken");
    const dollars: RoutingRule = { when: { currencies: ["USD"] }, prefer: ["cash"] };
    expect(order([dollars], { ...plain, amount: money(9_000, currency("USD")) })[0]).toBe("cash:taken");
  });

  it("are followed while a preferred rail only fails now and then, not while it is down", () => {
    const rule: RoutingRule = { when: {}, prefer: ["card"] };
    const with_ = (health: RailFacts["health"]) => [rail("bank"), rail("card", { health })];
    expect(order([rule], plain, with_("failing"))[0]).toBe("card:taken");
    expect(order([rule], plain, with_("down"))[0]).toBe("bank:taken");
    expect(order([], plain, [rail("card", { health: "failing" }), rail("bank")])[0]).toBe("bank:taken");
  });
});

it("says why none can be taken by what a person could mend", () => {
  const none = rankRails(
    [
      rail("card", { archived: true }),
      rail("bank", { amountProblem: "at least 0.50" }),
      rail("cash", { overLimit: { rule: "rail-payment", most: "10.00 EUR" } }),
    ],
    [],
    plain,
  );
  expect(takenOf(none)).toBeUndefined();
  expect(reasonOfNone(none)).toEqual({ why: "limit", limit: "rail-payment", most: "10.00 EUR" });
  expect(reasonOfNone([])).toBeUndefined();
});

it("leaves a rail in peace that failed three times in a row, for five minutes, and forgets after thirty", () => {
  const at = (ms: number) => instant(1_000_000_000_000 + ms);
  const failed = (failures: number) => ({ failures, failedAt: at(0) });
  expect(healthOf(undefined, at(0))).toBe("well");
  expect(healthOf(failed(0), at(0))).toBe("well");
  expect(healthOf(failed(2), at(0))).toBe("failing");
  expect(healthOf(failed(3), at(minutes(5) - 1))).toBe("down");
  expect(healthOf(failed(3), at(minutes(5)))).toBe("failing");
  expect(healthOf(failed(3), at(minutes(30)))).toBe("well");
});
