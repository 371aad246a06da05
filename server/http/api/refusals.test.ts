import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusalCodes, refusals } from "#api/refusal";
import { languages } from "#domain/language";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { channels, payments } from "../../registry.generated.ts";
import { sentences } from "./refusal-sentences.ts";
import { accepted, refusal, wrongField, wrongFields } from "./refusals.ts";

const own = Object.keys(sentences) as (keyof typeof sentences)[];

describe("a reason of the server's", () => {
  it("names in its sentence no value that does not come with it", () => {
    for (const code of own) {
      const names: readonly string[] = refusals[code];
      const places = [...sentences[code][1].matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
      expect([code, places.filter((name) => !names.includes(name))]).toEqual([code, []]);
    }
  });
  it("is given somewhere: none is known that nobody gives", () => {
    const source = globSync("server/http/**/*.ts")
      .filter((path) => !/\.test\.ts$|refusal-sentences/.test(path))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    expect(refusalCodes.filter((code) => !source.includes(`"${code}"`) && !source.includes(`  ${code}:`))).toEqual([]);
  });
  it("has its values filled in, amounts with their currency", () => {
    const { kind, more } = refusal("refund.too-much", { left: { minor: 1250, currency: "EUR" } });
    expect([kind, more.code, more.detail]).toEqual(["too-much", "refund.too-much", "12.50 EUR is left to go back."]);
    expect(more.values).toEqual({ left: { minor: 1250, currency: "EUR" } });
    expect(refusal("owner.exists").more).not.toHaveProperty("values");
  });
  it("is the whole problem's when it is the only one, and stands beside its field when there are more", () => {
    const one = wrongField("/price/currency", "product.currency", { currency: "EUR" });
    const two = wrongField("/image", "product.image");
    expect(wrongFields(one).more).toMatchObject({
      code: "product.currency",
      values: { currency: "EUR" },
      errors: [one],
    });
    expect(wrongFields(one, two).more).toEqual({ errors: [one, two] });
  });
  it("is the place's own where the engine says no more than that it cannot be done", () => {
    const notDone = { refused: "not-possible" } as const;
    expect(() => accepted(notDone, { "not-possible": "order.not-shippable" })).toThrow(
      expect.objectContaining({ kind: "conflict", more: expect.objectContaining({ code: "order.not-shippable" }) }),
    );
    expect(() => accepted({ refused: "field", details: "body: is too long" })).toThrow(
      expect.objectContaining({ more: expect.objectContaining({ values: { reason: "body: is too long" } }) }),
    );
    expect(accepted({ order: 1 })).toEqual({ order: 1 });
  });
});

describe("what screens say for a plug", () => {
  it.each(languages)("has in %s its product name, and a word for every field of its form", (language) => {
    const texts = JSON.parse(readFileSync(`console/messages/${language}.json`, "utf8")) as Record<string, string>;
    const keys = [...channels, ...payments].flatMap(({ kind, settings }) => [
      `kind.${kind}`,
      ...Object.entries(settings).flatMap(([name, field]) => [
        `field.${kind}.${name}`,
        ...("help" in field ? [`field.${kind}.${name}.help`] : []),
      ]),
    ]);
    expect(keys.filter((key) => texts[key] === undefined)).toEqual([]);
    const said = Object.keys(texts).filter((key) => /^(kind|field)\./.test(key));
    expect(said.filter((key) => !keys.includes(key))).toEqual([]);
  });
});

describe("a request", () => {
  let shops: TwoShops;
  let cookie: string;
  beforeAll(async () => {
    shops = await openTwoShops();
    const person = { name: "Ana", email: "ana@example.com" };
    const { token } = await shops.installation.accounts.seat(person, shops.here.businessId, "owner");
    cookie = `comptoir_session=${token}`;
  });
  afterAll(() => shops.close());

  const ask = (method: string, path: string, body: unknown): Promise<Response> =>
    fetch(`${shops.url}/api/v1${path}`, {
      method,
      headers: { cookie, "content-type": "application/json", "idempotency-key": randomUUID() },
      body: JSON.stringify(body),
    });
  const refused = async (method: string, path: string, body: unknown): Promise<unknown> => {
    const answer = await ask(method, path, body);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    return answer.json();
  };
  const inShop = (method: string, path: string, body: unknown) => refused(method, `/shops/here${path}`, body);

  it("says what is left when more is asked back than that", async () => {
    const { order, payment } = shops.here.objects;
    for (const path of [`/orders/${order}/refunds`, `/payments/${payment}/refunds`])
      expect(await inShop("POST", path, { amount: { minor: 4_901, currency: "EUR" } })).toMatchObject({
        type: expect.stringMatching(/too-much$/),
        code: "refund.too-much",
        values: { left: { minor: 4_900, currency: "EUR" } },
      });
    expect(await inShop("POST", `/orders/${order}/refunds`, { amount: { minor: 0, currency: "EUR" } })).toMatchObject({
      code: "refund.amount",
      values: { currency: "EUR" },
      errors: [{ pointer: "/amount", code: "refund.amount" }],
    });
  });
  it("says of an order what cannot be done with it", async () => {
    const path = `/orders/${shops.here.objects.order}`;
    expect(await inShop("POST", `${path}/cancel`, { expected: "cart" })).toMatchObject({ code: "order.changed" });
    const thread = `/threads/${shops.here.objects.thread}`;
    expect(await inShop("POST", `${thread}/payment-link`, { revision: 99 })).toMatchObject({ code: "cart.changed" });
    const edit = { edit: "clear" };
    expect(await inShop("POST", `${thread}/cart`, { revision: 99, edit })).toMatchObject({ code: "cart.changed" });
  });
  it("says of a product what does not fit, and never writes over a stock on the way", async () => {
    const { sku } = shops.here.objects;
    expect(await inShop("PATCH", `/products/${sku}`, { stock: 7 })).toMatchObject({
      code: "field.unknown",
      errors: [{ pointer: "/stock" }],
    });
    expect(await inShop("POST", `/products/${sku}/stock`, { set: 9, expected: 77 })).toMatchObject({
      code: "stock.changed",
    });
    expect(await inShop("POST", `/products/${sku}/stock`, { add: -999 })).toMatchObject({ code: "stock.too-little" });
    const price = { minor: -1, currency: "USD" };
    expect(await inShop("PATCH", `/products/${sku}`, { price, name: {}, image: "ftp://x" })).toMatchObject({
      code: "validation",
      errors: [
        { code: "product.unnamed" },
        { code: "product.currency", values: { currency: "EUR" } },
        { code: "product.price" },
        { code: "product.image" },
      ],
    });
    const metal = { name: "metal", kind: "one-of", values: ["silver"], valueLabels: { gold: { en: "Gold" } } };
    expect(await inShop("PATCH", `/products/${sku}`, { options: [metal, metal] })).toMatchObject({
      errors: [
        { pointer: "/options/0/valueLabels", code: "product.value-unknown", values: { value: "gold" } },
        { pointer: "/options/1/name", code: "product.option-twice", values: { name: "metal" } },
        { pointer: "/options/1/valueLabels" },
      ],
    });
  });
  it("says of every field what a schema found wrong", async () => {
    const answer = await inShop("POST", "/products", { sku: "A B", name: 1, vatClass: "half", options: [], more: 1 });
    expect(answer).toMatchObject({
      code: "validation",
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: "/more", code: "field.unknown" }),
        expect.objectContaining({ pointer: "/sku", code: "field.format" }),
        expect.objectContaining({ pointer: "/name", code: "field.kind" }),
        expect.objectContaining({ pointer: "/price", code: "field.required" }),
        expect.objectContaining({
          pointer: "/vatClass",
          code: "field.choice",
          values: { choices: "standard, reduced, zero" },
        }),
      ]),
    });
  });
  it("says of a connection and a sign-in why", async () => {
    const body = { kind: "whatsapp", name: "Number", values: { graphUrl: "ftp://x", appSecret: "env:HOME" } };
    expect(await inShop("PUT", "/settings/connections/channel/wa-here", body)).toMatchObject({
      code: "validation",
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: "/values/appSecret", code: "field.secret-itself" }),
        expect.objectContaining({ pointer: "/values/accessToken", code: "field.required" }),
        expect.objectContaining({ pointer: "/values/graphUrl", code: "field.url" }),
      ]),
    });
    expect(await inShop("PUT", "/settings/connections/channel/x", { ...body, kind: "pigeon" })).toMatchObject({
      code: "connection.kind",
      values: { kind: "pigeon" },
    });
    const entry = { email: "ana@example.com", password: "not this one" };
    expect(await refused("POST", "/session/sign-in", entry)).toMatchObject({ code: "sign-in.wrong" });
  });
  it("keeps the texts of a product's options, and none that say nothing", async () => {
    const metal = { name: "metal", kind: "one-of", values: ["silver", "gold"], label: { en: "Metal", fr: "Métal" } };
    const options = [
      { ...metal, valueLabels: { silver: { en: "Silver" }, gold: { en: " " } } },
      { name: "engraving", kind: "text", maxLength: 12, label: {} },
    ];
    const answer = await ask("PATCH", `/shops/here/products/${shops.here.objects.sku}`, { options });
    expect(await answer.json()).toMatchObject({
      options: [
        { ...metal, valueLabels: { silver: { en: "Silver" } } },
        { name: "engraving", kind: "text", maxLength: 12 },
      ],
    });
  });
});
