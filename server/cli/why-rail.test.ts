import { describe, expect, it } from "vitest";
import { plugForms } from "../plugs.ts";
import { readShopFile } from "./shop-file/read-shop-file.ts";
import { BadAmount, explainRail } from "./why-rail.ts";

const text = `shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr], timeZone: Europe/Paris }
limits: { perPayment: "900", perRail: { card: { perPayment: "300" } } }
routing:
  rules:
    - { when: { from: "100", channels: [whatsapp] }, prefer: [lyra] }
    - { when: { countries: [IT] }, never: [lyra] }
rails:
  - { id: card, kind: stripe, secretKey: env:A, webhookSecret: env:B }
  - { id: lyra, kind: lyra, shopId: "69876357", mode: TEST, password: env:C, hmacKey: env:D }
`;
const file = () => readShopFile(text, "shop.yaml", plugForms);
const ask = (amount: string, question = {}, code = "EUR") =>
  JSON.parse(explainRail(file(), amount, code, question)) as { readonly rail: string | null; readonly rails: unknown };

describe("why a rail", () => {
  it("follows the shop's order, then its rules, and says why of each", () => {
    expect(ask("20")).toEqual({
      amount: { minor: 2_000, currency: "EUR" },
      rail: "card",
      rails: [
        { id: "card", verdict: "taken", reasons: [{ why: "in-order" }] },
        { id: "lyra", verdict: "stands-by", reasons: [{ why: "in-order" }] },
      ],
    });
    expect(ask("120,50", { channel: "whatsapp" })).toMatchObject({
      rail: "lyra",
      rails: [
        { id: "lyra", reasons: [{ why: "preferred", rule: 1 }] },
        { id: "card", verdict: "stands-by" },
      ],
    });
  });

  it("passes over what its limit or a rule bars, and takes none over the shop's own limit", () => {
    expect(ask("400")).toMatchObject({
      rail: "lyra",
      rails: [
        { id: "lyra", verdict: "taken" },
        { id: "card", verdict: "cannot", reasons: [{ why: "limit", limit: "rail-payment", most: "300.00 EUR" }] },
      ],
    });
    expect(ask("400", { country: "it" })).toMatchObject({ rail: null });
    expect(ask("901")).toMatchObject({ rail: null, limit: { rule: "per-payment", most: "900.00 EUR" } });
    expect(ask("0.10").rail).toBe("lyra");
  });

  it("says what is no amount", () => {
    for (const [amount, code] of [
      ["x", "EUR"],
      ["0", "EUR"],
      ["1.234", "EUR"],
      ["5", "EURO"],
    ] as const)
      expect(() => explainRail(file(), amount, code, {})).toThrow(BadAmount);
  });
});
