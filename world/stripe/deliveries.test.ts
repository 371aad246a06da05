import { Buffer } from "node:buffer";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { get, newRig, openSession, postForm, type Rig, shopKey, shopSecret, textOf } from "./client-rig.ts";
import type { StripeChaos } from "./model-types.ts";
import type { Posted } from "./virtual-ports.ts";

const stripe = new Stripe(shopKey);
const hour = 3_600_000;

function eventOf({ request, atMs }: Posted, secret = shopSecret): Stripe.Event {
  const header = request.headers["stripe-signature"] ?? "";
  return stripe.webhooks.constructEvent(Buffer.from(request.body), header, secret, 300, undefined, atMs);
}

function typesOf(posted: readonly Posted[]): string[] {
  return posted.map((one) => eventOf(one).type);
}

async function paid(rig: Rig, card = "4242424242424242"): Promise<{ chargeId: string; sessionId: string }> {
  const sessionId = await openSession(rig.world);
  const outcome = rig.world.pay(sessionId, { card });
  if (outcome.kind !== "paid") throw new Error(outcome.kind);
  return { chargeId: outcome.chargeId, sessionId };
}

async function refunded(rig: Rig, charge: string, amount: number): Promise<void> {
  const headers = { authorization: `Bearer ${shopKey}`, "idempotency-key": `refund-${amount}` };
  await postForm(rig.world, "/v1/refunds", { charge, amount: String(amount) }, headers);
}

describe("webhooks", () => {
  it("tell the whole story of a payment, signed over the raw bytes", async () => {
    const rig = newRig();
    const { sessionId } = await paid(rig);
    await rig.clock.pass(1000);
    expect(typesOf(rig.clock.posted)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.completed",
    ]);
    const last = rig.clock.posted.at(-1);
    if (last === undefined) throw new Error("nothing was posted");
    const event = eventOf(last);
    expect(event.data.object).toMatchObject({ id: sessionId, payment_status: "paid", client_reference_id: "17" });
    expect(event.request).toEqual({ id: null, idempotency_key: null });
    expect(last.request.path).toBe("/webhooks/stripe?shop=1");
    const again = { ...last.request, body: Buffer.from(JSON.stringify(event)) };
    expect(() => eventOf({ ...last, request: again })).toThrow(/signature/i);
  });

  it("carry the object as it was at that moment", async () => {
    const rig = newRig();
    const { chargeId } = await paid(rig);
    await refunded(rig, chargeId, 500);
    await rig.clock.pass(1000);
    const charges = rig.clock.posted.map((one) => eventOf(one)).filter(({ type }) => type.startsWith("charge."));
    const amounts = charges.map(({ data }) => (data.object as Stripe.Charge).amount_refunded);
    expect(amounts).toEqual([0, 500]);
    const created = rig.clock.posted.map((one) => eventOf(one)).find(({ type }) => type === "refund.created");
    expect(created?.request?.idempotency_key).toBe("refund-500");
  });

  it("are signed with the old and the new secret while the secret is changed", async () => {
    const rig = newRig();
    rig.world.rotateWebhookSecret(shopKey, "whsec_new", hour);
    await openSession(rig.world).then((id) => rig.world.pay(id));
    await rig.clock.pass(1000);
    const [first] = rig.clock.posted;
    if (first === undefined) throw new Error("nothing was posted");
    expect(eventOf(first, shopSecret).id).toBe(eventOf(first, "whsec_new").id);
    await rig.clock.pass(hour);
    const before = rig.clock.posted.length;
    await openSession(rig.world).then((id) => rig.world.pay(id));
    await rig.clock.pass(1000);
    const later = rig.clock.posted[before];
    if (later === undefined) throw new Error("nothing was posted");
    expect(() => eventOf(later, shopSecret)).toThrow();
    expect(eventOf(later, "whsec_new").object).toBe("event");
  });

  it("are repeated with growing pauses until the merchant answers 2xx", async () => {
    const rig = newRig();
    rig.clock.answerWith(500);
    await paid(rig);
    await rig.clock.pass(10 * 60_000);
    const firstId = eventOf(rig.clock.posted[0] as Posted).id;
    const times = rig.clock.posted.filter((one) => eventOf(one).id === firstId).map(({ atMs }) => atMs);
    const pauses = times.slice(1).map((time, place) => time - (times[place] ?? 0));
    expect(pauses).toEqual([60_000, 120_000, 240_000]);
    rig.clock.answerWith(200);
    await rig.clock.pass(24 * hour);
    expect(rig.world.truth().deliveries.every(({ state }) => state === "delivered")).toBe(true);
  });

  it("are given up after three days and can be sent again by hand", async () => {
    const rig = newRig();
    rig.clock.answerWith(null);
    await paid(rig);
    await rig.clock.pass(4 * 24 * hour);
    const [first] = rig.world.truth().deliveries;
    expect(first?.state).toBe("gave_up");
    const start = rig.clock.posted[0]?.atMs ?? 0;
    const last = rig.clock.posted.at(-1)?.atMs ?? 0;
    expect(last - start).toBeGreaterThan(24 * hour);
    expect(last - start).toBeLessThanOrEqual(72 * hour);
    rig.clock.answerWith(200);
    rig.world.resendEvent(first?.eventId ?? "");
    await rig.clock.pass(1);
    expect(rig.world.truth().deliveries[0]?.state).toBe("delivered");
  });

  it("say when a session ends by itself, and its tried intent is cancelled", async () => {
    const rig = newRig();
    const id = await openSession(rig.world);
    rig.world.pay(id, { card: "4000000000009995" });
    await rig.clock.pass(24 * hour + 1000);
    expect(typesOf(rig.clock.posted)).toEqual([
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
      "payment_intent.canceled",
      "checkout.session.expired",
    ]);
    expect(rig.world.pay(id)).toEqual({ kind: "expired" });
  });

  it("tell of late money, and of late money that never comes", async () => {
    const rig = newRig();
    const good = await openSession(rig.world, "1");
    const bad = await openSession(rig.world, "2");
    expect(rig.world.captureLate(good, { afterMs: hour })).toMatchObject({ kind: "processing" });
    rig.world.captureLate(bad, { afterMs: hour, fails: true });
    await rig.clock.pass(1000);
    expect(rig.world.truth().captures).toEqual([]);
    expect(rig.world.truth().sessions).toMatchObject([
      { status: "complete", paid: false },
      { status: "complete", paid: false },
    ]);
    await rig.clock.pass(hour);
    const types = typesOf(rig.clock.posted);
    expect(types).toContain("checkout.session.async_payment_succeeded");
    expect(types).toContain("checkout.session.async_payment_failed");
    expect(rig.world.truth().captures).toMatchObject([{ sessionId: good, amount: 2999 }]);
  });
});

describe("refunds and disputes by themselves", () => {
  it("a refund to the failing test card fails later", async () => {
    const rig = newRig();
    const { chargeId } = await paid(rig, "4000000000005126");
    await refunded(rig, chargeId, 1000);
    expect(rig.world.truth().refunds).toMatchObject([{ status: "succeeded", amount: 1000 }]);
    await rig.clock.pass(10_000);
    expect(rig.world.truth().refunds).toMatchObject([{ status: "failed" }]);
    expect(typesOf(rig.clock.posted).slice(-3)).toEqual(["refund.updated", "refund.failed", "charge.refund.updated"]);
    expect(rig.world.truth().captures[0]?.refunded).toBe(0);
  });

  it("a disputed charge cannot be refunded, and won money comes back", async () => {
    const rig = newRig();
    const { chargeId } = await paid(rig, "4000000000000259");
    await rig.clock.pass(10_000);
    expect(typesOf(rig.clock.posted).slice(-2)).toEqual(["charge.dispute.created", "charge.dispute.funds_withdrawn"]);
    const headers = { authorization: `Bearer ${shopKey}` };
    const refusal = await postForm(rig.world, "/v1/refunds", { charge: chargeId }, headers);
    expect(JSON.parse(textOf(refusal))).toMatchObject({ error: { code: "charge_disputed" } });
    const dispute = eventOf(rig.clock.posted.at(-1) as Posted).data.object as Stripe.Dispute;
    const evidence = { "evidence[uncategorized_text]": "winning_evidence" };
    await postForm(rig.world, `/v1/disputes/${dispute.id}`, evidence, headers);
    await rig.clock.pass(10_000);
    expect(typesOf(rig.clock.posted).slice(-3)).toEqual([
      "charge.dispute.updated",
      "charge.dispute.closed",
      "charge.dispute.funds_reinstated",
    ]);
    const balance: unknown = JSON.parse(textOf(await get(rig.world, "/v1/balance", headers)));
    // 29.99 less its fee of 0.45 + 0.25, less the dispute's fee of 20.00.
    expect(balance).toMatchObject({ pending: [{ amount: 2999 - 70 }], available: [{ amount: -2000 }] });
  });

  it("a dispute left unanswered is lost when its time is over", async () => {
    const rig = newRig();
    const { chargeId } = await paid(rig);
    const id = rig.world.openDispute(chargeId, { reason: "product_not_received" });
    await rig.clock.pass(14 * 24 * hour + 1000);
    const closed = rig.clock.posted.map((one) => eventOf(one)).find(({ type }) => type === "charge.dispute.closed");
    expect(closed?.data.object).toMatchObject({ id, status: "lost" });
  });
});

describe("chaos", () => {
  async function storyUnder(chaos: Partial<StripeChaos>): Promise<Rig> {
    const rig = newRig(7);
    rig.world.setChaos(chaos);
    await paid(rig);
    await rig.clock.pass(10_000);
    return rig;
  }

  it("delivers everything twice", async () => {
    const rig = await storyUnder({ duplicate: 1 });
    expect(rig.clock.posted).toHaveLength(8);
    expect(rig.world.truth().deliveries.map(({ acknowledged }) => acknowledged)).toEqual([2, 2, 2, 2]);
    expect(rig.world.counters()).toMatchObject({ duplicated: 4, delivered: 4 });
  });

  it("delivers a moment's events backwards", async () => {
    const rig = await storyUnder({ reorder: 1 });
    expect(typesOf(rig.clock.posted)).toEqual([
      "checkout.session.completed",
      "payment_intent.succeeded",
      "charge.succeeded",
      "payment_intent.created",
    ]);
  });

  it("loses exactly the next event, which stays findable through the API", async () => {
    const rig = await storyUnder({ loseNext: 1 });
    expect(rig.clock.posted).toHaveLength(3);
    expect(rig.world.chaos().loseNext).toBe(0);
    const lost = rig.world.truth().deliveries.filter(({ state }) => state === "lost");
    expect(lost).toMatchObject([{ type: "payment_intent.created", attempts: 0 }]);
    const headers = { authorization: `Bearer ${shopKey}` };
    const listed = textOf(await get(rig.world, "/v1/events?delivery_success=false", headers));
    expect(JSON.parse(listed)).toMatchObject({ data: [{ id: lost[0]?.eventId }] });
  });

  it("loses all while told to, repeats included, and recovers when told to stop", async () => {
    const rig = await storyUnder({ loseAll: true });
    expect(rig.clock.posted).toEqual([]);
    expect(rig.world.counters().lost).toBe(4);
    rig.world.setChaos({ loseAll: false });
    await paid(rig);
    await rig.clock.pass(1000);
    expect(rig.clock.posted).toHaveLength(4);
  });

  it("holds deliveries back", async () => {
    const rig = newRig();
    rig.world.setChaos({ delayMs: 5 * 60_000 });
    await paid(rig);
    await rig.clock.pass(5 * 60_000);
    expect(rig.clock.posted).toEqual([]);
    await rig.clock.pass(1000);
    expect(rig.clock.posted).toHaveLength(4);
  });

  it("happens the same way again under the same seed, and another way under another", async () => {
    const run = async (seed: number): Promise<string> => {
      const rig = newRig(seed);
      rig.world.setChaos({ duplicate: 0.5, reorder: 0.5, lose: 0.2 });
      for (const order of ["1", "2", "3"]) rig.world.pay(await openSession(rig.world, order));
      await rig.clock.pass(hour);
      const posts = rig.clock.posted.map(({ atMs, request }) => [atMs, textOf({ ...request, status: 0 })]);
      return JSON.stringify([posts, rig.world.truth(), rig.world.counters()]);
    };
    expect(await run(3)).toBe(await run(3));
    expect(await run(3)).not.toBe(await run(4));
  });
});
