import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { instant, later } from "#domain/instant";
import type { Money } from "#domain/money";
import { readCode } from "#domain/qr/read-code";
import { amountOf, byHandContract } from "../../../tests/contracts/payment-by-hand.contract.ts";
import { provider } from "./provider.ts";
import type { TransferField, TransferSettings } from "./settings.ts";

const shops: Readonly<Record<string, { settings: TransferSettings; takes: readonly Money[]; refuses: Money }>> = {
  epc: {
    settings: { scheme: "epc", beneficiary: "Atelier Rose", iban: "FR76 3000 6000 0112 3456 7890 189" },
    takes: [amountOf(4_990, "EUR"), amountOf(1, "EUR"), amountOf(99_999_999_999, "EUR")],
    refuses: amountOf(4_990, "USD"),
  },
  "swiss with a QR-IBAN": {
    settings: {
      scheme: "swiss",
      beneficiary: "Robert Schneider AG",
      iban: "CH44 3199 9123 0008 8901 2",
      street: "Rue du Lac",
      building: "1268",
      postalCode: "2501",
      city: "Biel",
      country: "CH",
    },
    takes: [amountOf(194_975, "CHF")],
    refuses: amountOf(4_990, "USD"),
  },
  "swiss with another IBAN, in EUR": {
    settings: {
      scheme: "swiss",
      beneficiary: "Robert Schneider AG",
      iban: "CH9300762011623852957",
      postalCode: "2501",
      city: "Biel",
      country: "CH",
      currency: "EUR",
    },
    takes: [amountOf(4_990, "EUR")],
    refuses: amountOf(4_990, "CHF"),
  },
  pix: {
    settings: { scheme: "pix", beneficiary: "Ateliê São João", key: "loja@example.com", city: "São Paulo" },
    takes: [amountOf(4_990, "BRL")],
    refuses: amountOf(4_990, "EUR"),
  },
  upi: {
    settings: { scheme: "upi", beneficiary: "Asha Rings", key: "asha@examplebank" },
    takes: [amountOf(49_900, "INR")],
    refuses: amountOf(4_990, "EUR"),
  },
  "paynow with a mobile": {
    settings: { scheme: "paynow", beneficiary: "Rings Pte Ltd", key: "+65 9123 4567" },
    takes: [amountOf(4_990, "SGD")],
    refuses: amountOf(4_990, "EUR"),
  },
  "paynow with a UEN": {
    settings: { scheme: "paynow", beneficiary: "Rings Pte Ltd", key: "201403121W" },
    takes: [amountOf(4_990, "SGD")],
    refuses: amountOf(4_990, "EUR"),
  },
  "promptpay with a mobile": {
    settings: { scheme: "promptpay", beneficiary: "Ring Shop", key: "+66 81 234 5678", keyKind: "mobile" },
    takes: [amountOf(4_990, "THB")],
    refuses: amountOf(4_990, "EUR"),
  },
  "promptpay with a biller": {
    settings: { scheme: "promptpay", beneficiary: "Ring Shop", key: "099400016550100", keyKind: "bill" },
    takes: [amountOf(4_990, "THB")],
    refuses: amountOf(4_990, "EUR"),
  },
  emv: {
    settings: {
      scheme: "emv",
      beneficiary: "Lagos Rings",
      accounts: "04=5413330089600010; 26=com.example.pay/01=4711",
      category: "5944",
      currency: "NGN",
      city: "Lagos",
      country: "NG",
    },
    takes: [amountOf(4_990, "NGN")],
    refuses: amountOf(4_990, "EUR"),
  },
};

describe.each(Object.entries(shops))("a transfer by %s", (name, shop) => byHandContract({ name, provider, ...shop }));

const fieldsOf = (settings: TransferSettings): readonly string[] =>
  (provider.settingsProblems?.(settings) ?? []).map(({ field }) => field);

describe("the settings of a transfer", () => {
  const cases: readonly (readonly [string, TransferSettings, readonly TransferField[]])[] = [
    ["no scheme", {}, ["scheme"]],
    ["a scheme alone", { scheme: "epc" }, ["beneficiary", "iban"]],
    ["a wrong figure in the IBAN", { ...shops["epc"]?.settings, iban: "FR7630006000011234567890188" }, ["iban"]],
    ["a name that is too long", { ...shops["epc"]?.settings, beneficiary: "x".repeat(71) }, ["beneficiary"]],
    ["a wrong BIC", { ...shops["epc"]?.settings, bic: "nope" }, ["bic"]],
    [
      "a French account for a QR-bill",
      { ...shops["swiss with a QR-IBAN"]?.settings, iban: "FR7630006000011234567890189" },
      ["iban"],
    ],
    ["a country that is none", { ...shops["swiss with a QR-IBAN"]?.settings, country: "Suisse" }, ["country"]],
    ["a key that is no Pix key", { ...shops["pix"]?.settings, key: "loja" }, ["key"]],
    ["a city that is too long", { ...shops["pix"]?.settings, city: "São José do Rio Preto" }, ["city"]],
    ["an address without its bank", { ...shops["upi"]?.settings, key: "asha" }, ["key"]],
    ["a UEN that is none", { ...shops["paynow with a UEN"]?.settings, key: "12" }, ["key"]],
    [
      "a Thai number without its country",
      { ...shops["promptpay with a mobile"]?.settings, key: "0812345678" },
      ["key"],
    ],
    ["accounts that are none", { ...shops["emv"]?.settings, accounts: "04:5413330089600010" }, ["accounts"]],
    ["an id that is no account's", { ...shops["emv"]?.settings, accounts: "17=5413330089600010" }, ["accounts"]],
    ["a category of three digits", { ...shops["emv"]?.settings, category: "594" }, ["category"]],
    ["a currency that is none", { ...shops["emv"]?.settings, currency: "XYZ" }, ["currency"]],
  ];

  it.each(cases)("name the field of %s", (_, settings, fields) => {
    expect(fieldsOf(settings)).toEqual(fields);
    for (const { problem } of provider.settingsProblems?.(settings) ?? []) expect(problem).not.toBe("");
  });

  it("never show an account whole in what is wrong with it", () => {
    const iban = "FR7630006000011234567890188";
    expect(JSON.stringify(provider.settingsProblems?.({ ...shops["epc"]?.settings, iban }))).not.toContain(iban);
  });
});

describe("the codes of a transfer", () => {
  it("are those on record, to the letter: what was printed once stays payable", async () => {
    const at = instant(Date.UTC(2026, 10, 24, 9));
    const page = { description: "Atelier", language: "fr", returnUrl: "https://shop.example", lines: [] } as const;
    for (const [name, { settings, takes }] of Object.entries(shops)) {
      const [amount = amountOf(1, "EUR")] = takes;
      const reference = "019ab3c1-7a00-7c3e-9b1a-4d2f6a1e0042";
      const request = { ...page, reference, idempotencyKey: "k", amount, now: at, expiresAt: later(at, 1) };
      const link = await provider.createLink(request, settings, () => Promise.reject(new Error("called")));
      if (!link.ok || link.shows === undefined) throw new Error(name);
      const file = join(import.meta.dirname, "fixtures", `${name.replaceAll(/[ ,]+/g, "-")}.txt`);
      expect(link.shows.code?.text).toBe(readFileSync(file, "utf8"));
      expect(readCode(readFileSync(file, "utf8")).ok).toBe(true);
    }
  });
});
