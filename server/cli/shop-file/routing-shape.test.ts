import { describe, expect, it } from "vitest";
import { plugForms } from "../../plugs.ts";
import { desiredRows } from "./desired-rows.ts";
import { exportShop } from "./export-shop.ts";
import { planShop } from "./plan-shop.ts";
import { BadShopFile, readShopFile } from "./read-shop-file.ts";

const bench = `shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr, en], timeZone: Europe/Paris }
rails:
  - { id: card, kind: stripe, secretKey: env:S, webhookSecret: env:W }
`;
const read = (text: string) => readShopFile(text, "shop.yaml", plugForms);
const problemsOf = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof BadShopFile) return error.message;
    throw error;
  }
  return "";
};
/** What is on record after a file was applied. */
const onRecord = (text: string) => {
  const { profile, rails } = desiredRows(read(text));
  const rows = rails.map((rail) => ({ ...rail, state: "on" as const, changed_at: 1 }));
  return { profile: { ...profile, changed_at: 1 }, channels: [], rails: rows, products: [], answers: [] };
};

describe("limits and rules about rails", () => {
  const more = `limits:
  perDay: { count: 40, sum: "900" }
  perStaffPerDay: { count: 10, sum: "500", out: "50" }
  perRail: { card: { perPayment: "300", perDay: { sum: "800" }, perMonth: { in: "9000", out: "100" } } }
routing:
  otherWayAfter: 2
  rules:
    - { when: { from: "50", below: "80.50", currencies: [EUR], countries: [FR, IT], channels: [whatsapp] }, prefer: [card] }
    - { never: [card], when: { channels: [web] } }
`;

  it("are kept in minor units, come back as they were written, and change nothing when applied again", () => {
    const rows = onRecord(`${bench}${more}`);
    const { profile } = rows;
    expect(profile.settings["limits"]).toEqual({
      perDay: { count: 40, sum: 90_000 },
      perStaffPerDay: { count: 10, sum: 50_000, out: 5_000 },
      perRail: { card: { perPayment: 30_000, perDay: { sum: 80_000 }, perMonth: { in: 900_000, out: 10_000 } } },
    });
    expect(profile.settings["routing"]).toEqual({
      otherWayAfter: 2,
      rules: [
        {
          when: { from: 5_000, below: 8_050, currencies: ["EUR"], countries: ["FR", "IT"], channels: ["whatsapp"] },
          prefer: ["card"],
        },
        { when: { channels: ["web"] }, never: ["card"] },
      ],
    });
    const written = exportShop(rows) ?? "";
    expect(written).toContain('below: "80.50"');
    const again = planShop(desiredRows(read(written)), rows, {
      setStock: false,
      prune: false,
      reveal: (secret) => secret,
    });
    expect(again.changes.map(({ change }) => change)).toEqual(["unchanged", "unchanged"]);
  });

  it("name the place and the rail where they are wrong", () => {
    const wrong = (part: string) => problemsOf(`${bench}${part}\n`);
    expect(wrong("routing: { rules: [{ prefer: [crad] }] }")).toContain(
      "routing.rules[0].prefer[0] names crad, which is no rail of this file; did you mean card?",
    );
    expect(wrong("limits: { perRail: { bank: { perPayment: '5' } } }")).toContain("limits.perRail.bank names bank");
    expect(wrong("routing: { rules: [{ prefer: [card], avoid: [card] }] }")).toContain("names card twice in one rule");
    expect(wrong("routing: { rules: [{ when: { from: '5' } }] }")).toContain("needs one of prefer, avoid or never");
    expect(wrong("routing: { rules: [{ when: { from: 'x' }, prefer: [card] }] }")).toContain(
      "routing.rules[0].when.from must be a decimal in EUR",
    );
    expect(wrong("routing: { otherWayAfter: 0 }")).toContain("routing.otherWayAfter");
  });
});
