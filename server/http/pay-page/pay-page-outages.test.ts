import { randomBytes } from "node:crypto";
import Fastify from "fastify";
import { describe, expect, it } from "vitest";
import { StoreFailure } from "#contracts/store";
import { createPageTokens } from "../../ports/page-tokens.ts";
import type { Till } from "../till.ts";
import { payPageRoutes } from "./pay-page-routes.ts";
import { idOf, now, recordsWith } from "./ring-order.fixture.ts";
import { parsePage } from "./well-formed.fixture.ts";

const businessId = idOf(99);
const pageTokens = createPageTokens(new Uint8Array(32).fill(9));
const path = `/pay/${pageTokens.write({ businessId, paymentId: idOf(1) })}`;
const settings = { displayPhoneNumber: "+33 7 00 00 00 01" };
const shop = {
  businessId,
  name: "Atelier",
  languages: ["fr"],
  rails: [],
  timeZone: "Europe/Paris",
  channels: new Map([["wa-1", { id: "wa-1", kind: "whatsapp", settings }]]),
};

/** The routes on a till of paper; `read` stands for the database. */
function routesOn(read: () => Promise<unknown>, more: object = {}) {
  let asked = 0;
  const ask = <Result>(work: () => Promise<Result>): Promise<Result> => {
    asked += 1;
    return work();
  };
  const till = {
    ports: { clock: { now: () => now }, metrics: { count: () => undefined } },
    node: { shops: { get: () => ask(async () => shop) }, wake: () => undefined },
    reader: { read: () => ask(read) },
    pageTokens,
    demo: undefined,
    ...more,
  };
  const app = Fastify();
  app.addHook("onRequest", async (_, reply) => void reply.header("x-frame-options", "DENY"));
  payPageRoutes(app, till as unknown as Till);
  return { get: (url: string) => app.inject({ url }), asked: () => asked };
}

describe("the routes of the pay page", () => {
  it("ask nothing of the store for a token nobody wrote", async () => {
    const { get, asked } = routesOn(async () => recordsWith());
    for (let n = 0; n < 20; n += 1)
      expect((await get(`/pay/${randomBytes(48).toString("base64url")}`)).statusCode).toBe(404);
    expect(asked()).toBe(0);
    expect((await get(path)).statusCode).toBe(200);
    expect(asked()).toBe(2);
  });
  it("answer with a page, and never with a call to pay again, while the store is out of reach", async () => {
    const { get } = routesOn(() => Promise.reject(new StoreFailure("gone", false)));
    for (const rest of ["", "?back=1", "/go", "/receipt"]) {
      const { statusCode, headers, body } = await get(path + rest);
      expect([statusCode, headers["retry-after"]]).toEqual([503, "5"]);
      expect(parsePage(body).text).toContain("do not pay again");
    }
  });
  it("let a bug be a bug", async () => {
    const { get } = routesOn(() => Promise.reject(new TypeError("a bug")));
    expect((await get(path)).statusCode).toBe(500);
  });
  it("thank whoever comes back from a link that was made before there was a page", async () => {
    const { get } = routesOn(async () => undefined);
    expect((await get("/paid")).body).toContain("Thank you");
  });
});

describe("the chat on the page", () => {
  const page = async (more: object = {}, parts: Parameters<typeof recordsWith>[0] = {}) =>
    routesOn(async () => recordsWith(parts), more).get(path);

  it("is opened by the digits of the number she writes to", async () => {
    const { headers, body } = await page();
    expect(parsePage(body).values("href")).toContain("https://wa.me/33700000001");
    expect(headers["x-frame-options"]).toBe("DENY");
  });
  it("has no address on a channel that is not WhatsApp's", async () => {
    const thread = { ...recordsWith().thread, channel_id: "web" };
    expect((await page({}, { thread })).body).not.toContain("wa.me");
  });
  it("has none in the demo, whose phone alone may show the page in its frame", async () => {
    const demo = { phoneUrl: "http://127.0.0.1:4997/", worldUrl: "", metaUrl: "", stripeUrl: "" };
    const { headers, body } = await page({ demo });
    expect(body).not.toContain("wa.me");
    expect(headers["x-frame-options"]).toBeUndefined();
    expect(headers["content-security-policy"]).toMatch(/frame-ancestors 'self' http:\/\/127\.0\.0\.1:4997$/);
  });
});
