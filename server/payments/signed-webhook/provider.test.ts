import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Instant } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { paymentProviderContract } from "../../../tests/contracts/payment-provider.contract.ts";
import { done, euros, requestOf } from "../../../tests/contracts/payment-opponent.ts";
import { webhookRail, webhookRailOpponent } from "../../../tests/contracts/webhook-rail-opponent.ts";
import { signedHeaders } from "../../../world/webhook-rail/model.ts";
import { provider } from "./provider.ts";

const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";
const fixture = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`));

const kindsByName: Readonly<Record<string, readonly PaymentFact["kind"][]>> = {
  captured: ["captured"],
  failed: ["attempt-failed"],
  expired: ["link-expired"],
  "refund-pending": ["refund-changed"],
  "refund-failed": ["refund-changed"],
  "type-unknown": [],
};

const sign = (body: Uint8Array, at: Instant, secret: string = webhookRail.secret) => ({
  method: "POST" as const,
  query: {},
  headers: signedHeaders(secret, "msg_1", at, new TextDecoder().decode(body)),
  body,
});

const another = `whsec_${Buffer.from("quite another signing secret").toString("base64")}`;

paymentProviderContract({
  provider,
  settings: webhookRail,
  otherSecret: { ...webhookRail, secret: another },
  noSecret: { ...webhookRail, secret: " " },
  secrets: [webhookRail.secret, webhookRail.secret.slice("whsec_".length)],
  recordings: Object.entries(kindsByName).map(([name, kinds]) => ({ name, body: fixture(name), kinds })),
  kinds: ["attempt-failed", "captured", "link-expired", "refund-changed"],
  tolerance: 300_000,
  sign,
  opponent: webhookRailOpponent,
});

describe("secrets of a signed webhook rail", () => {
  const body = fixture("captured");
  const { now } = webhookRailOpponent();
  it("are all good while one is changed, and the newest alone signs what is sent", async () => {
    const settings = { ...webhookRail, secret: `${another} ${webhookRail.secret}` };
    expect(provider.verify(sign(body, now(), another), settings, now())).toEqual({ ok: true });
    expect(provider.verify(sign(body, now()), settings, now())).toEqual({ ok: true });
    const opponent = webhookRailOpponent();
    const asked = requestOf(opponent, euros(100));
    expect(await provider.createLink(asked, settings, opponent.http)).toMatchObject({ ok: false, retry: "never" });
  });
  it("that are no secrets of the standard's length count for nothing", () => {
    for (const secret of ["whsec_c2hvcnQ=", "plain-text", "whsec_"])
      expect(provider.verify(sign(body, now()), { ...webhookRail, secret }, now())).toMatchObject({
        why: "unconfigured",
      });
  });
  it("sign a list of which one signature must fit", () => {
    const request = sign(body, now());
    const good = request.headers["webhook-signature"] ?? "";
    const listed = { ...request.headers, "webhook-signature": `v1a,abc v1,${"A".repeat(43)}= ${good}` };
    expect(provider.verify({ ...request, headers: listed }, webhookRail, now())).toEqual({ ok: true });
  });
});

describe("the template mode", () => {
  const settings = {
    mode: "template",
    template: "https://bank.example/pay?ref={reference}&sum={amount}&in={currency}&until={expires}",
    secret: webhookRail.secret,
  };
  const silent = () => Promise.reject(new Error("nobody may be asked"));
  it("fills an address in, and asks nobody", async () => {
    const opponent = webhookRailOpponent();
    const link = done(await provider.createLink(requestOf(opponent, euros(4_990)), settings, silent));
    expect(link.url).toMatch(new RegExp(`ref=${reference}&sum=49\\.90&in=EUR&until=2026-`));
    const seen = await provider.lookUp(link.providerRef, settings, silent);
    expect(seen).toEqual({ ok: true, facts: [], final: false, endsAt: link.expiresAt });
    expect(await provider.expireLink(link.providerRef, settings, silent)).toMatchObject({ ok: true, facts: [] });
  });
  it("sends no money back by itself, and says so", async () => {
    const asked = { refundId: "r", idempotencyKey: "k", captureId: "c", amount: euros(1), reason: "operator" };
    expect(await provider.refund(asked, settings, silent)).toMatchObject({ ok: false, retry: "never" });
  });
  it("refuses a template that leads nowhere, or names no payment", async () => {
    const opponent = webhookRailOpponent();
    for (const template of ["", "javascript:{reference}", "https://bank.example/pay"]) {
      const refused = await provider.createLink(requestOf(opponent, euros(1)), { ...settings, template }, silent);
      expect(refused).toMatchObject({ ok: false, retry: "never" });
    }
  });
});
