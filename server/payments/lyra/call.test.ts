import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Http, HttpFailure, type HttpRequest } from "#contracts/http-port";
import { lyraShop } from "../../../tests/contracts/lyra-opponent.ts";
import { type Effect, callLyra } from "./call.ts";

const alias = "c0ffee00c0ffee00c0ffee00c0ffee01";
const shape = z.object({ value: z.string() });
const ask = (http: Http, effect: Effect = "moves", settings = {}) =>
  callLyra({ ...lyraShop, ...settings }, http, {
    service: "Charge/SDKTest",
    effect,
    body: { value: "x", paymentMethodToken: alias },
    shape,
  });

const answering =
  (status: number, body: unknown, headers = {}): Http =>
  async () => ({ status, headers, body: new TextEncoder().encode(JSON.stringify(body)) });
const success = (answer: unknown, change = {}) => ({
  status: "SUCCESS",
  mode: "TEST",
  serverDate: "2026-06-09T10:13:20+00:00",
  answer,
  ...change,
});
const error = (errorCode: string, change = {}) => ({
  status: "ERROR",
  mode: "TEST",
  answer: { errorCode, errorMessage: "no", detailedErrorCode: null, detailedErrorMessage: null, ...change },
});
const failing =
  (reached: "no" | "maybe"): Http =>
  async () => {
    throw new HttpFailure("it broke", reached);
  };

describe("a call of Lyra's", () => {
  it("logs in by shop and password, and says what it wants as JSON", async () => {
    const requests: HttpRequest[] = [];
    const http: Http = async (request) => {
      requests.push(request);
      return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(success({ value: "x" }))) };
    };
    const outcome = await ask(http, "moves", { password: "testpassword_new testpassword_old", brand: "systempay" });
    expect(outcome).toEqual({ ok: true, value: { value: "x" }, at: 1_781_000_000_000 });
    expect(requests).toMatchObject([
      { method: "POST", url: "https://api.systempay.fr/api-payment/V4/Charge/SDKTest", body: expect.any(String) },
    ]);
    const [, login = ""] = (requests[0]?.headers["authorization"] ?? "").split(" ");
    expect(Buffer.from(login, "base64").toString()).toBe(`${lyraShop.shopId}:testpassword_new`);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({ value: "x", paymentMethodToken: alias });
  });

  it("takes less than a task's claim together with the two looks before it", async () => {
    const deadlines: number[] = [];
    const http: Http = async ({ deadlineMs = 0 }) => {
      deadlines.push(deadlineMs);
      throw new HttpFailure("too slow", "maybe");
    };
    for (const effect of ["reads", "moves", "makes"] as const) await ask(http, effect);
    const [reads = 0, moves = 0, makes = 0] = deadlines;
    expect(2 * reads + Math.max(moves, makes)).toBeLessThan(60_000);
  });

  it.each([
    ["reads", "later"],
    ["repeats", "later"],
    ["makes", "unknown"],
    ["moves", "unknown"],
  ] as const)("that %s and is not answered is tried again as: %s", async (effect, retry) => {
    for (const http of [failing("maybe"), answering(500, {}), answering(200, {}), answering(200, success({}))])
      expect(await ask(http, effect)).toMatchObject({ ok: false, retry });
    expect(await ask(answering(200, error("PSP_999")), effect)).toMatchObject({ ok: false, retry, code: "PSP_999" });
    expect(await ask(failing("no"), effect)).toMatchObject({ ok: false, retry: "later" });
  });

  it("that moved money, perhaps, is looked for only when Lyra has surely finished it", async () => {
    for (const http of [failing("maybe"), answering(503, {}, { "retry-after": "5" }), answering(200, error("ACQ_999"))])
      expect(await ask(http, "moves")).toMatchObject({ retry: "unknown", afterMs: 60_000 });
    expect(await ask(failing("maybe"), "makes")).not.toHaveProperty("afterMs");
  });

  it.each([
    ["a wrong login", 401, {}, "never", /shop identifier and password/],
    ["a wrong login, told in the answer", 200, error("INT_905"), "never", /INT_905.*shop identifier and password/],
    ["a contract without REST", 200, error("PSP_100"), "never", /REST services/],
    ["a chargeback", 200, error("PSP_083"), "never", /charged back/],
    ["a wrong field", 200, error("INT_902"), "never", /INT_902: no/],
    ["a code that is new", 200, error("PSP_4711"), "never", /PSP_4711/],
    ["a layer that is new", 200, error("NEW_001"), "unknown", /NEW_001/],
    ["too many calls", 200, error("PSP_106"), "later", /PSP_106/],
    ["a capture just now", 200, error("PSP_075"), "later", /PSP_075/],
    ["a session that ran out", 200, error("PSP_108"), "later", /PSP_108/],
    ["a pause asked for", 429, {}, "later", /pause/],
    ["a page of something in front of it", 404, {}, "never", /404/],
    ["keys of the other mode", 200, success({ value: "x" }, { mode: "PRODUCTION" }), "never", /PRODUCTION, not TEST/],
  ])("that meets %s is obeyed", async (_, status, body, retry, reason) => {
    const outcome = await ask(answering(status, body));
    expect(outcome).toMatchObject({ ok: false, retry });
    expect(outcome.ok ? "" : outcome.reason).toMatch(reason);
  });

  it("names no key, no alias and nothing that a buyer typed", async () => {
    const detailedErrorMessage = "Invalid input value [name=customer.email, value=lea@example]";
    const errorMessage = `${lyraShop.password} ${lyraShop.hmacKey} ${alias} prodpassword_other1`;
    const outcome = await ask(answering(200, error("INT_015", { errorMessage, detailedErrorMessage })));
    expect(outcome).toMatchObject({
      reason: "Lyra answered INT_015: … … … …, Invalid input value [name=customer.email, value=…]",
    });
  });

  it("is not made while the shop is not set up", async () => {
    const http: Http = () => Promise.reject(new Error("nothing may be called"));
    expect(await ask(http, "reads", { password: undefined })).toMatchObject({ ok: false, retry: "never" });
    expect(await ask(http, "reads", { mode: "PRODUCTION" })).toMatchObject({ ok: false, retry: "never" });
  });
});
