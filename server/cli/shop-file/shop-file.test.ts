import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { instant } from "#domain/instant";
import { createMemoryStore } from "#storage/memory/memory-store";
import { plugForms as plugs } from "../../plugs.ts";
import { createUuidIds } from "../../ports/uuid-ids.ts";
import { type ApplyOptions, type ApplyPorts, ShopRefused, applyShop, readShopRows } from "./apply-shop.ts";
import { exportShop } from "./export-shop.ts";
import { BadShopFile, readShopFile } from "./read-shop-file.ts";

const bench = `shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr, en], timeZone: Europe/Paris }
settings: { linkLife: 2h, legal: [RCS Lyon 1] }
channels:
  - { id: wa, kind: whatsapp, phoneNumberId: "1001", wabaId: "2002", displayPhoneNumber: "+33700000001", appSecret: env:S, verifyToken: env:V, accessToken: env:T, graphUrl: "http://127.0.0.1:4999", graphVersion: v25.0 }
rails:
  - { id: card, kind: stripe, secretKey: sk_test_plain, webhookSecret: env:W, apiUrl: "http://127.0.0.1:4998" }
catalogue:
  - { sku: RING-54, name: { fr: Bague, en: Ring }, price: "49.90", stock: 3, options: { size: [52, 54, 56], engraving: text } }
answers:
  - { keywords: [prix, price], text: { fr: "…", en: "…" } }
`;
const read = (text: string) => readShopFile(text, "shop.yaml", plugs);
const problemsOf = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    if (error instanceof BadShopFile) return error.message;
    throw error;
  }
  return "";
};

const installation = () => {
  const store = createMemoryStore();
  let at = 1_000;
  const ports: ApplyPorts = {
    store,
    clock: { now: () => instant((at += 1_000)) },
    ids: createUuidIds(),
    seal: (plain) => `enc:v1:${Buffer.from(plain).toString("base64")}`,
    reveal: (written) => (written.startsWith("enc:v1:") ? Buffer.from(written.slice(7), "base64").toString() : written),
    plugs,
  };
  const apply = (text: string, options: Partial<ApplyOptions> = {}) =>
    applyShop(ports, read(text), { setStock: false, prune: false, planOnly: false, ...options });
  const rows = async (businessId: string | undefined) => store.tx(businessId ?? "", readShopRows);
  return { store, apply, rows };
};
const changesOf = ({ plan }: Awaited<ReturnType<typeof applyShop>>): Record<string, string> =>
  Object.fromEntries(plan.changes.map(({ part, id, change }) => [`${part} ${id}`, change]));

describe("a rail whose fields do not fit each other", () => {
  const withRail = (rail: string): string =>
    bench.replace("rails:\n", `rails:\n  - { id: own, kind: transfer, scheme: epc, ${rail} }\n`);
  it("is refused at the field to mend, with what to write", () => {
    expect(problemsOf(withRail('beneficiary: Rose, iban: "FR76 3000 6000 0112 3456 7890 189"'))).toBe("");
    const wrong = problemsOf(withRail('beneficiary: Rose, iban: "FR76 3000 6000 0112 3456 7890 188"'));
    expect(wrong).toMatch(/^shop.yaml:6:\d+: rails\[0\].iban must be a whole IBAN/);
    expect(problemsOf(withRail("beneficiary: Rose"))).toMatch(/rails\[0\].iban is needed for epc/);
  });
  it("is taken at its word where a field is kept elsewhere", () => {
    expect(problemsOf(withRail("beneficiary: Rose, iban: env:SHOP_IBAN"))).toBe("");
  });
});

describe("reading a shop file", () => {
  it("accepts the file of the bench, of both demo shops and of the one that is paid in the chat", () => {
    expect(read(bench).shop.id).toBe("bench");
    for (const name of ["atelier-lyon", "salon-milano"])
      expect(read(readFileSync(`examples/${name}.shop.yaml`, "utf8")).shop.id).toBe(name);
    const mumbai = readShopFile(readFileSync("examples/mumbai.shop.yaml", "utf8"), "mumbai.shop.yaml", plugs);
    expect(mumbai.rails?.[0]).toMatchObject({ kind: "whatsapp-pay", gateway: "razorpay" });
  });
  it.each([
    [
      "an unknown key",
      bench.replace("timeZone:", "timezone:"),
      "shop.yaml:1:82: timezone is not known in shop; did you mean timeZone?",
    ],
    ["an unknown part", `${bench}catalog: []\n`, "shop.yaml:11:1: catalog is not known here; did you mean catalogue?"],
    [
      "an unknown setting of a channel",
      bench.replace("verifyToken", "verifyTokken"),
      "shop.yaml:4:124: verifyTokken is not known in channels[0]; did you mean verifyToken?",
    ],
    ["an unknown kind of channel", bench.replace("kind: whatsapp", "kind: telegram"), "must be one of whatsapp"],
    ["a price without quotes", bench.replace('"49.90"', "49.90"), "catalogue[0].price must be a decimal in quotes"],
    [
      "too many decimals",
      bench.replace('"49.90"', '"49.905"'),
      "shop.yaml:8:59: catalogue[0].price must be a decimal in EUR",
    ],
    [
      "a number that should be a text",
      bench.replace('"1001"', "1001"),
      "phoneNumberId must be a text: put it in quotes",
    ],
    ["a missing secret", bench.replace(" appSecret: env:S,", ""), "shop.yaml:4:5: channels[0].appSecret is missing"],
    [
      "an unknown currency",
      bench.replace("currency: EUR", "currency: EURO"),
      "shop.currency must be a currency's code",
    ],
    ["an unknown time zone", bench.replace("Europe/Paris", "Europe/Lyon"), "shop.timeZone must be a time zone's name"],
    ["a life that is no time", bench.replace("2h", "soon"), "shop.yaml:2:23: settings.linkLife must be a time such as"],
    ["an address that is none", bench.replace("http://127.0.0.1:4998", "127.0.0.1:4998"), "apiUrl must be an http"],
    [
      "a sku twice",
      bench.replace("answers:", '  - { sku: RING-54, name: Ring, price: "1" }\nanswers:'),
      "shop.yaml:9:5: catalogue[1] RING-54 is there twice",
    ],
    ["a key twice", bench.replace("name: Bench,", "name: Bench, name: Bank,"), "shop.yaml:1:"],
    ["no YAML at all", "shop: [", "shop.yaml:1:8: Flow sequence"],
    ["nothing at all", "", "shop.yaml:1:1: the file is empty"],
    ["a list", "- shop", "shop.yaml:1:1: the file must hold names with their values"],
    ["a file without its shop", "catalogue: []", "shop.yaml:1:1: shop is missing"],
    ["a setting without a value", bench.replace("env:V", ""), "channels[0].verifyToken is empty"],
    ["a channel without its kind", bench.replace(" kind: whatsapp,", ""), "4:5: channels[0].kind is missing"],
    ["half a piece", bench.replace("stock: 3", "stock: 1.5"), "catalogue[0].stock must be a whole number"],
    ["less than nothing", bench.replace("stock: 3", "stock: -3"), "catalogue[0].stock must be at least 0"],
    ["an unknown VAT class", bench.replace("stock: 3", "vat: luxury"), "vat must be one of standard, reduced, zero"],
    ["a name too long", bench.replace("name: Bench", `name: ${"x".repeat(121)}`), "must have at most 120 letters"],
    ["no keyword", bench.replace("[prix, price]", "[]"), "answers[0].keywords must not be empty"],
    [
      "an unknown key of an option",
      bench.replace("engraving: text", "metal: { nme: { fr: Métal }, values: { silver: { fr: Argent } } }"),
      "shop.yaml:8:118: nme is not known in catalogue[0].options.metal; did you mean name?",
    ],
    [
      "a language the till does not speak in an option's texts",
      bench.replace("engraving: text", "metal: { values: { silver: { fr: Argent, de: Silber } } }"),
      "shop.yaml:8:150: de is not known in catalogue[0].options.metal.values.silver; known: en, fr, it, es, pt",
    ],
    [
      "an option with values and text at once",
      bench.replace("engraving: text", "metal: { values: [silver], text: 12 }"),
      "catalogue[0].options.metal needs either values or text",
    ],
    [
      "an option with a name alone",
      bench.replace("engraving: text", "metal: { name: Métal }"),
      "catalogue[0].options.metal needs either values or text",
    ],
    [
      "an option with neither list nor text",
      bench.replace("engraving: text", "engraving: yes"),
      "catalogue[0].options.engraving",
    ],
  ])("refuses %s with its place and what to do", (_, text, problem) => {
    expect(problemsOf(text)).toContain(problem);
    expect(problemsOf(text)).not.toMatch(/[Ee]xpected|received|[Ii]nvalid/);
  });
  it.each([
    ["verifyToken", "verifyTokn", "shop.yaml:4:124: verifyTokn is not known in channels[0]; did you mean verifyToken?"],
    ["timeZone", "timezone", "shop.yaml:1:82: timezone is not known in shop; did you mean timeZone?"],
    ["kind", "knd", "shop.yaml:4:15: knd is not known in channels[0]; did you mean kind?"],
  ])("says nothing of a missing %s where %s stands in its stead", (right, wrong, problem) => {
    expect(problemsOf(bench.replace(`${right}:`, `${wrong}:`))).toBe(problem);
  });
  it("is not unfolded into gigabytes by aliases", () => {
    const bomb = `a: &a [${"x,".repeat(99)}x]\nb: &b [${"*a,".repeat(99)}*a]\nc: &c [${"*b,".repeat(99)}*b]\nshop: *c\n`;
    expect(problemsOf(bomb)).toContain("alias");
  });
  it("reads options with texts by language", () => {
    const metal = "metal: { name: { fr: Métal, en: Metal }, values: { silver: { fr: Argent }, gold: Or } }";
    const { catalogue } = read(bench.replace("engraving: text", metal));
    expect(catalogue?.[0]?.options?.["metal"]).toEqual({
      name: { fr: "Métal", en: "Metal" },
      values: { silver: { fr: "Argent" }, gold: "Or" },
    });
  });
  it("reads options in both ways", () => {
    const { catalogue } = read(bench.replace("engraving: text", "engraving: { text: 24 }"));
    expect(catalogue?.[0]?.options).toEqual({ size: [52, 54, 56], engraving: { text: 24 } });
  });
});

describe("applying a shop file", () => {
  it("creates everything once; again it changes nothing", async () => {
    const { store, apply, rows } = installation();
    const first = await apply(bench);
    expect(new Set(Object.values(changesOf(first)))).toEqual(new Set(["created"]));
    const [business] = await store.installation.businesses();
    const second = await apply(bench);
    expect(new Set(Object.values(changesOf(second)))).toEqual(new Set(["unchanged"]));
    expect(await store.installation.businesses()).toEqual([business]);
    expect(second.businessId).toBe(first.businessId);
    const { products, rails, profile } = await rows(first.businessId);
    expect(products[0]).toMatchObject({ sku: "RING-54", price_minor: 4990, stock: 3, vat_class: "standard" });
    expect(products[0]?.options[0]).toEqual({ name: "size", kind: "one-of", values: ["52", "54", "56"] });
    expect(profile?.settings).toEqual({ linkLifeMs: 7_200_000, legal: ["RCS Lyon 1"] });
    expect(rails[0]?.settings["secretKey"]).toMatch(/^enc:v1:/);
    expect(rails[0]?.settings["webhookSecret"]).toBe("env:W");
  });
  it("keeps the texts of options beside their keys, and gives them back", async () => {
    const { apply, rows } = installation();
    const options = `{ metal: { name: Métal, values: { silver: { fr: Argent, en: Silver }, gold: {} } },
      size: { name: { fr: Taille }, values: [54, 52] }, engraving: { name: { en: Engraving }, text: 24 } }`;
    const file = bench.replace("{ size: [52, 54, 56], engraving: text }", options);
    const { businessId } = await apply(file);
    const kept = (await rows(businessId)).products[0]?.options;
    expect(kept).toEqual([
      {
        name: "metal",
        kind: "one-of",
        values: ["silver", "gold"],
        label: { fr: "Métal" },
        valueLabels: { silver: { fr: "Argent", en: "Silver" } },
      },
      { name: "size", kind: "one-of", values: ["54", "52"], label: { fr: "Taille" } },
      { name: "engraving", kind: "text", maxLength: 24, label: { en: "Engraving" } },
    ]);
    const again = await apply(exportShop(await rows(businessId)) ?? "");
    expect(new Set(Object.values(changesOf(again)))).toEqual(new Set(["unchanged"]));
  });
  it("plans without writing", async () => {
    const { store, apply } = installation();
    const { plan } = await apply(bench, { planOnly: true });
    expect(plan.changes.map(({ change }) => change)).toContain("created");
    expect(await store.installation.businesses()).toEqual([]);
  });
  it("changes what the file changes and bumps the version", async () => {
    const { store, apply } = installation();
    await apply(bench);
    const [before] = await store.installation.businesses();
    const changed = await apply(bench.replace("49.90", "45.00"));
    expect(changesOf(changed)).toMatchObject({ "product RING-54": "changed", "channel wa": "unchanged" });
    expect(changed.plan.changes.find(({ part }) => part === "product")?.fields).toEqual(["price_minor"]);
    const [after] = await store.installation.businesses();
    expect(after?.version).toBeGreaterThan(before?.version ?? 0);
  });
  it("never puts sold goods back on the shelf unless told so", async () => {
    const { store, apply, rows } = installation();
    const { businessId = "" } = await apply(bench);
    await store.tx(businessId, (tx) => tx.updateIf("product", { sku: { eq: "RING-54" } }, { stock: 1 }));
    const again = await apply(bench);
    expect(again.plan.changes.find(({ part }) => part === "product")?.note).toContain("stock stays 1; the file says 3");
    expect((await rows(businessId)).products[0]?.stock).toBe(1);
    await apply(bench, { setStock: true });
    expect((await rows(businessId)).products[0]?.stock).toBe(3);
  });
  it("leaves alone what the file does not name, or archives it when asked, and brings it back when named", async () => {
    const { apply, rows } = installation();
    const { businessId } = await apply(bench);
    const without = bench.slice(0, bench.indexOf("answers:"));
    expect(changesOf(await apply(without))).toMatchObject({ "answer prix": "left alone" });
    expect((await rows(businessId)).answers[0]?.archived).toBe(false);
    expect(changesOf(await apply(without, { prune: true }))).toMatchObject({ "answer prix": "archived" });
    expect((await rows(businessId)).answers[0]?.archived).toBe(true);
    await apply(bench);
    expect((await rows(businessId)).answers[0]?.archived).toBe(false);
  });
  it("refuses an id of another shop by name, and writes nothing", async () => {
    const { store, apply } = installation();
    await apply(bench);
    const other = apply(bench.replace("id: bench", "id: other"));
    await expect(other).rejects.toThrow(ShopRefused);
    await expect(other).rejects.toThrow(/"wa" belongs to the shop bench/);
    expect(await store.installation.businesses()).toHaveLength(1);
  });
  it("refuses another currency", async () => {
    const { apply } = installation();
    await apply(bench);
    await expect(apply(bench.replace("currency: EUR", "currency: USD"))).rejects.toThrow(/counts in EUR/);
  });
  it("gives a shop back as a file that changes nothing where it came from", async () => {
    const { apply, rows } = installation();
    const { businessId } = await apply(bench);
    const text = exportShop(await rows(businessId)) ?? "";
    const again = await apply(text);
    expect(new Set(Object.values(changesOf(again)))).toEqual(new Set(["unchanged"]));
    expect(text).not.toContain("sk_test_plain");
  });
});
