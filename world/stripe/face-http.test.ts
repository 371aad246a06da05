import Stripe from "stripe";
import { afterEach, describe, expect, it } from "vitest";
import { type ClientRig, newClientRig, ringSession, shopKey } from "./client-rig.ts";

const open: ClientRig[] = [];

async function rigUnderTest(): Promise<ClientRig> {
  const rig = await newClientRig();
  open.push(rig);
  return rig;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((rig) => rig.close()));
});

describe("the official client over HTTP", () => {
  it("finds the session it never heard of when its answer was lost", async () => {
    const rig = await rigUnderTest();
    rig.world.setChaos({ apiTimeoutAfter: 1 });
    const ask = rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "order-17:2999" });
    await expect(ask).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    rig.world.setChaos({ apiTimeoutAfter: 0 });
    const session = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "order-17:2999" });
    expect(session.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(rig.world.truth().sessions).toHaveLength(1);
  });

  it("leaves nothing behind when the call was lost before the work", async () => {
    const rig = await rigUnderTest();
    rig.world.setChaos({ apiTimeoutBefore: 1 });
    const ask = rig.stripe.checkout.sessions.create(ringSession());
    await expect(ask).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(rig.world.truth().sessions).toEqual([]);
    expect(rig.world.counters().timedOutBefore).toBeGreaterThan(0);
  });

  it("hears the same 500 again under the same key, and succeeds under another", async () => {
    const rig = await rigUnderTest();
    rig.world.setChaos({ apiError500: 1 });
    const ask = (key: string): Promise<Stripe.Checkout.Session> =>
      rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: key });
    await expect(ask("first")).rejects.toMatchObject({ statusCode: 500, type: "StripeAPIError" });
    rig.world.setChaos({ apiError500: 0 });
    await expect(ask("first")).rejects.toMatchObject({ statusCode: 500 });
    expect((await ask("second")).status).toBe("open");
  });

  it("hears 429, which keeps no answer under the key", async () => {
    const rig = await rigUnderTest();
    rig.world.setChaos({ rate429: 1 });
    const ask = (): Promise<Stripe.Checkout.Session> =>
      rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "once" });
    await expect(ask()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    rig.world.setChaos({ rate429: 0 });
    expect((await ask()).status).toBe("open");
  });

  it("is told 409 while a twin under the same key is running", async () => {
    const rig = await rigUnderTest();
    rig.world.setChaos({ latencyMs: 2000 });
    const ask = (): Promise<Stripe.Checkout.Session> =>
      rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "twin" });
    const first = ask();
    while (rig.world.counters().apiCalls === 0) await new Promise((resolve) => setImmediate(resolve));
    await expect(ask()).rejects.toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    await rig.clock.pass(2000);
    expect((await first).status).toBe("open");
    expect(rig.world.truth().sessions).toHaveLength(1);
  });

  it("retries by itself what the connection lost, without a second session", async () => {
    const rig = await rigUnderTest();
    const patient = rig.clientFor(shopKey, 2);
    rig.world.setChaos({ apiTimeoutAfter: 1 });
    const ask = patient.checkout.sessions.create(ringSession());
    while (rig.world.counters().timedOutAfter === 0) await new Promise((resolve) => setImmediate(resolve));
    rig.world.setChaos({ apiTimeoutAfter: 0 });
    expect((await ask).status).toBe("open");
    expect(rig.world.truth().sessions).toHaveLength(1);
  });

  it("breaks the connection over a body nobody sends, and answers the next caller", async () => {
    const rig = await rigUnderTest();
    const url = `${rig.url}/v1/checkout/sessions`;
    await expect(fetch(url, { method: "POST", body: "x".repeat(9_000_000) })).rejects.toThrow("fetch failed");
    expect((await rig.stripe.checkout.sessions.create(ringSession())).status).toBe("open");
  });

  it("registers webhook endpoints, reads events, the account and the balance", async () => {
    const rig = await rigUnderTest();
    const endpoint = await rig.stripe.webhookEndpoints.create({
      url: "http://127.0.0.1:9/second",
      enabled_events: ["checkout.session.completed"],
    });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await rig.stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const session = await rig.stripe.checkout.sessions.create(ringSession());
    rig.world.pay(session.id);
    await rig.clock.pass(1000);
    const second = rig.clock.posted.filter(({ url }) => url.endsWith("/second"));
    expect(second).toHaveLength(1);
    const events = await rig.stripe.events.list({ type: "checkout.session.completed" });
    expect(events.data).toHaveLength(1);
    expect(await rig.stripe.events.retrieve(events.data[0]?.id ?? "")).toMatchObject({ pending_webhooks: 0 });
    expect(await rig.stripe.accounts.retrieveCurrent()).toMatchObject({ country: "FR", default_currency: "eur" });
    await rig.clock.pass(2 * 24 * 3_600_000 + 1000);
    const balance = await rig.stripe.balance.retrieve();
    expect(balance.available).toMatchObject([{ currency: "eur", amount: 2999 - 70 }]);
  });
});
