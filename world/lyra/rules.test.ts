import { describe, expect, it } from "vitest";
import { type ApiCall, apiCalls } from "./calls.ts";
import { errorMessages } from "./error-codes.ts";
import { type Json, type JsonObject, textAt } from "./json.ts";
import type { Field, Fields } from "./parameters.ts";
import { brokenCalls } from "./broken-calls.ts";
import { basic, call, callRaw, codeOf, jsonOf, newRig, password, shopId } from "./shop-rig.ts";

const rows = apiCalls.flatMap((one) => one.rules.map((rule) => ({ key: `${one.name}: ${rule.name}`, one, rule })));

describe("the table of rules", () => {
  it.each(rows)("$key", async ({ key, one, rule }) => {
    const breaking = brokenCalls[key];
    if (breaking === undefined) throw new Error("this row has no example");
    const rig = newRig();
    const body = await breaking(rig);
    const envelope = await call(rig.world, one.name, body);
    expect(envelope).toMatchObject({
      status: "ERROR",
      answer: {
        errorCode: rule.code,
        errorMessage: errorMessages[rule.code],
        detailedErrorCode: null,
        detailedErrorMessage: expect.any(String),
        _type: "V4/WebService/WebServiceError",
      },
    });
  });

  it("has no example without a row, and no name twice", () => {
    const keys = rows.map(({ key }) => key);
    expect(Object.keys(brokenCalls).toSorted()).toEqual(keys.toSorted());
    expect(new Set(keys).size).toBe(keys.length);
  });
});

/** A value no field of this kind takes. */
function wrongFor(field: Field): Json {
  switch (field.is) {
    case "text":
    case "word":
    case "address":
    case "moment":
      return 7;
    case "whole":
    case "rate":
      return "7.5";
    case "group":
    case "open":
      return ["a list"];
    case "unplayed":
      return "anything";
  }
}

type Spot = { readonly call: ApiCall; readonly path: readonly string[]; readonly field: Field };

function spotsIn(one: ApiCall, fields: Fields, path: readonly string[]): Spot[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const here: Spot = { call: one, path: [...path, name], field };
    return field.is === "group" ? [here, ...spotsIn(one, field.fields, here.path)] : [here];
  });
}

const spots = apiCalls.flatMap((one) => spotsIn(one, one.fields, []));

/** A body that has all a call requires, and one value more. */
function bodyWith(fields: Fields, [name = "", ...rest]: readonly string[], value: Json): JsonObject {
  const needed: [string, Json][] = Object.entries(fields)
    .filter(([, field]) => field.required !== undefined)
    .map(([key, field]) => [key, needful(field)]);
  const field = fields[name];
  const inner = rest.length > 0 && field?.is === "group" ? bodyWith(field.fields, rest, value) : value;
  return { ...Object.fromEntries(needed), [name]: inner };
}

function needful(field: Field): Json {
  if (field.is === "whole") return 990;
  if (field.is === "group") return bodyWith(field.fields, ["currency"], "EUR");
  return field.is === "text" && field.like?.test("EUR") === true ? "EUR" : "0123456789abcdef0123456789abcdef";
}

describe("the fields", () => {
  it.each(spots.map((spot) => ({ ...spot, name: `${spot.call.name} ${spot.path.join(".")}` })))(
    "$name refuses what it is not",
    async ({ call: one, path, field }) => {
      const { world } = newRig();
      const code = field.is === "unplayed" ? "INT_902" : field.code;
      expect(await codeOf(world, one.name, bodyWith(one.fields, path, wrongFor(field)))).toBe(code);
    },
  );

  it.each(spots.filter(({ field, path }) => field.required !== undefined && path.length === 1))(
    "$call.name asks for $path.0",
    async ({ call: one, path, field }) => {
      const { world } = newRig();
      expect(await codeOf(world, one.name, bodyWith(one.fields, path, null))).toBe(field.required);
    },
  );

  it.each([
    ["Charge/CreatePaymentOrder", { amount: 29.99 }, "INT_009"],
    ["Charge/CreatePaymentOrder", { amount: -1 }, "INT_009"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "eur" }, "INT_010"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "EUR", orderId: "a".repeat(65) }, "INT_013"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "EUR", dataCollectionForm: true }, "INT_853"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "EUR", expirationDate: "2026-11-30" }, "INT_855"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "EUR", successUrl: "javascript:alert(1)" }, "INT_922"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "EUR", customer: { email: "fake-email" } }, "INT_015"],
    ["Charge/CreatePaymentOrder", { amount: 100, currency: "EUR", colour: "red" }, "INT_900"],
    ["Token/Get", { paymentMethodToken: "short" }, "INT_030"],
  ])("%s refuses %j with %s", async (name, body, code) => {
    expect(await codeOf(newRig().world, name, body)).toBe(code);
  });

  it("name the value that is wrong", async () => {
    const body = { amount: 100, currency: "EUR", customer: { email: "fake-email" } };
    const envelope = await call(newRig().world, "Charge/CreatePaymentOrder", body);
    expect(envelope["answer"]).toMatchObject({
      errorMessage: "invalid customer email",
      detailedErrorMessage: "Invalid input value [name=customer.email, value=fake-email]",
    });
  });

  it("may be null, which is the same as nothing", async () => {
    const body = { amount: 100, currency: "EUR", orderId: null, customer: null, metadata: null };
    expect(await codeOf(newRig().world, "Charge/CreatePaymentOrder", body)).toBeNull();
  });
});

describe("the door", () => {
  it("answers 401 and INT_905 to a wrong login, in the envelope", async () => {
    const { world } = newRig();
    for (const login of ["", "Bearer x", basic(shopId, "wrong"), basic("87654321", password)]) {
      const answer = await callRaw(world, "Charge/SDKTest", '{"value":"x"}', login);
      expect(answer.status).toBe(401);
      expect(jsonOf(answer)).toMatchObject({ status: "ERROR", mode: null, answer: { errorCode: "INT_905" } });
    }
  });

  it("answers 200 to a wrong login where the brand does", async () => {
    const { world } = newRig({}, { badLoginStatus: 200 });
    const answer = await callRaw(world, "Charge/SDKTest", '{"value":"x"}', basic(shopId, "wrong"));
    expect([answer.status, textAt(jsonOf(answer), "answer", "errorCode")]).toEqual([200, "INT_905"]);
  });

  it.each([
    ["INT_902", "Charge/SDKTest", "{value:1}"],
    ["INT_902", "Charge/SDKTest", "[]"],
    ["INT_902", "Charge/SDKTest", ""],
    ["INT_901", "Charge/Nothing", "{}"],
  ])("answers 200 and %s to %s %s", async (code, name, body) => {
    const answer = await callRaw(newRig().world, name, body);
    expect([answer.status, textAt(jsonOf(answer), "answer", "errorCode")]).toEqual([200, code]);
  });

  it("answers PSP_100 to a shop without the REST API", async () => {
    const { world } = newRig({ hasRestApi: false });
    expect(await codeOf(world, "Charge/SDKTest", { value: "x" })).toBe("PSP_100");
  });

  it("takes POST only", async () => {
    const { world } = newRig();
    const path = "/api-payment/V4/Charge/SDKTest";
    const answer = await world.handle({ method: "GET", path, headers: {}, body: new Uint8Array() });
    expect(answer.status).toBe(405);
  });

  it("has its troubles: HTTP 500, PSP_999 before and after the work, PSP_106, silence before and after", async () => {
    const { world } = newRig();
    const body = { amount: 100, currency: "EUR" };
    const ask = (): Promise<string | null> => codeOf(world, "Charge/CreatePaymentOrder", body);
    world.setChaos({ apiError500: 1 });
    const failed = await callRaw(world, "Charge/CreatePaymentOrder", JSON.stringify(body));
    expect(failed.status).toBe(500);
    world.setChaos({ apiError500: 0, technicalBefore: 1 });
    expect(await ask()).toBe("PSP_999");
    world.setChaos({ technicalBefore: 0, rateLimited: 1 });
    expect(await ask()).toBe("PSP_106");
    world.setChaos({ rateLimited: 0, apiTimeoutBefore: 1 });
    await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(world.truth().orders).toEqual([]);
    world.setChaos({ apiTimeoutBefore: 0, technicalAfter: 1 });
    expect(await ask()).toBe("PSP_999");
    world.setChaos({ technicalAfter: 0, apiTimeoutAfter: 1 });
    await expect(ask()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(world.truth().orders).toHaveLength(2);
    expect(world.counters()).toMatchObject({
      errors500: 1,
      technical: 2,
      rateLimited: 1,
      timedOutBefore: 1,
      timedOutAfter: 1,
    });
  });

  it("takes its time when told", async () => {
    const { world, clock } = newRig();
    world.setChaos({ latencyMs: 5_000 });
    let isAnswered = false;
    const asked = codeOf(world, "Charge/SDKTest", { value: "x" }).finally(() => {
      isAnswered = true;
    });
    await clock.pass(4_999);
    expect(isAnswered).toBe(false);
    await clock.pass(1);
    expect(await asked).toBeNull();
  });
});

it("every code of the list is answered by something", () => {
  const byFields = spots.flatMap(({ field }) => [field.required, field.is === "unplayed" ? undefined : field.code]);
  const byRules = rows.map(({ rule }) => rule.code);
  const onPages = ["PSP_099", "PSP_108"];
  const elsewhere = ["INT_900", "INT_901", "INT_902", "INT_905", "PSP_100", "PSP_106", "PSP_999"];
  const ofTransactions = ["ACQ_001", "AUTH_149", "PSP_003", "PSP_639", "PSP_649"];
  const answered = new Set<unknown>([...byFields, ...byRules, ...elsewhere, ...onPages, ...ofTransactions]);
  expect(Object.keys(errorMessages).filter((code) => !answered.has(code))).toEqual([]);
});
