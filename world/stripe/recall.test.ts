import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireResponse } from "../wire.ts";
import { get, newRig, openSession, postForm, type Rig, shopKey, shopSecret, textOf } from "./client-rig.ts";
import { createStripeWorld } from "./model.ts";
import { virtualPorts } from "./virtual-ports.ts";

const hour = 3_600_000;
const auth = { authorization: `Bearer ${shopKey}` };

/** What the next start finds of a world: a rig of its own whose world recalls the other's memory. */
async function restarted(rig: Rig, laterMs = 0): Promise<Rig> {
  const memory: unknown = JSON.parse(JSON.stringify(rig.world.memory()));
  const next = newRig(99);
  await next.clock.pass(rig.clock.ports.now() + laterMs - next.clock.ports.now());
  next.clock.posted.length = 0;
  next.world.recall(memory);
  return next;
}

const jsonOf = (response: WireResponse): Record<string, unknown> =>
  JSON.parse(textOf(response)) as Record<string, unknown>;

const look = async ({ world }: Rig, path: string): Promise<Record<string, unknown>> =>
  jsonOf(await get(world, path, auth));

const typesOf = ({ clock }: Rig): readonly unknown[] =>
  clock.posted.map(({ request }) => (JSON.parse(Buffer.from(request.body).toString()) as { type: unknown }).type);

/** Pays a new session and gives the ids. */
async function paid({ world }: Rig, card = "4242424242424242") {
  const sessionId = await openSession(world);
  const outcome = world.pay(sessionId, { card });
  if (outcome.kind !== "paid") throw new Error(outcome.kind);
  return { sessionId, chargeId: outcome.chargeId, intentId: outcome.paymentIntentId };
}

const refund = ({ world }: Rig, charge: string, key: string, amount = "500"): Promise<WireResponse> =>
  postForm(world, "/v1/refunds", { charge, amount }, { ...auth, "idempotency-key": key });

/** An account with a bit of everything in it. */
async function livelyRig() {
  const rig = newRig();
  const one = await paid(rig);
  const refunded = jsonOf(await refund(rig, one.chargeId, "refund-1"));
  const open = await openSession(rig.world, "18");
  const challenged = await openSession(rig.world, "19");
  rig.world.pay(challenged, { card: "4000000000003220", challenge: "leave" });
  const declined = await openSession(rig.world, "20");
  rig.world.pay(declined, { card: "4000000000000002" });
  const other = await paid(rig);
  const dispute = rig.world.openDispute(other.chargeId);
  await rig.clock.pass(1_000);
  return {
    rig,
    paths: [
      `/v1/checkout/sessions/${one.sessionId}?expand[]=line_items&expand[]=payment_intent.latest_charge`,
      `/v1/checkout/sessions/${open}`,
      `/v1/checkout/sessions/${challenged}?expand[]=payment_intent`,
      `/v1/checkout/sessions/${declined}?expand[]=payment_intent`,
      `/v1/payment_intents/${one.intentId}`,
      `/v1/charges/${one.chargeId}?expand[]=balance_transaction&expand[]=refunds`,
      `/v1/refunds/${String(refunded["id"])}`,
      `/v1/disputes/${dispute}`,
      "/v1/events?limit=100",
      "/v1/balance_transactions?limit=100",
      "/v1/balance",
      "/v1/webhook_endpoints",
      "/v1/account",
      "/v1/checkout/sessions?limit=100",
    ],
  };
}

describe("a Stripe that recalls", () => {
  it("answers the same look-ups with the same words, and holds the same truth", async () => {
    const { rig, paths } = await livelyRig();
    const truth = rig.world.truth();
    const before = await Promise.all(paths.map((path) => look(rig, path)));
    expect(before.filter((answer) => "error" in answer)).toEqual([]);
    const next = await restarted(rig);
    expect(await Promise.all(paths.map((path) => look(next, path)))).toEqual(before);
    expect(next.world.truth()).toEqual(truth);
  });

  it("goes on with every object: a link is paid, a challenge answered, a dispute closed, the rest refunded", async () => {
    const { rig } = await livelyRig();
    const next = await restarted(rig);
    const { sessions, captures } = next.world.truth();
    const open = sessions.filter(({ status }) => status === "open");
    expect(open).toHaveLength(3);
    for (const { id } of open) expect(next.world.pay(id)).toMatchObject({ kind: "paid" });
    const [first, second] = captures;
    expect((await refund(next, first?.chargeId ?? "", "refund-2", "2499")).status).toBe(200);
    expect((await refund(next, first?.chargeId ?? "", "refund-3", "1")).status).toBe(400);
    const disputes = (await look(next, "/v1/disputes"))["data"] as { id: string; charge: string }[];
    expect(disputes.map(({ charge }) => charge)).toEqual([second?.chargeId]);
    next.world.closeDispute(disputes[0]?.id ?? "", "won");
    await next.clock.pass(10_000);
    expect(next.world.truth().deliveries.every(({ state }) => state === "delivered")).toBe(true);
  });

  it("gives the kept answer to a repeated call, and lets a call that never ended be made anew", async () => {
    const rig = newRig();
    const { chargeId } = await paid(rig);
    const first = await refund(rig, chargeId, "once");
    rig.world.setChaos({ latencyMs: 60_000 });
    const unheard = refund(rig, chargeId, "unheard");
    await rig.clock.pass(1_000);
    const next = await restarted(rig);
    const again = await refund(next, chargeId, "once");
    expect(textOf(again)).toBe(textOf(first));
    expect(again.headers["idempotent-replayed"]).toBe("true");
    expect(next.world.truth().refunds).toHaveLength(1);
    expect((await refund(next, chargeId, "unheard")).status).toBe(200);
    expect(next.world.truth().refunds).toHaveLength(2);
    await rig.clock.pass(60_000);
    await unheard;
  });

  it("goes on delivering what no receiver took, at the pauses that are left, with a signature of that moment", async () => {
    const rig = newRig(1);
    rig.clock.answerWith(500);
    await paid(rig);
    await rig.clock.pass(61_000);
    expect(rig.clock.posted).toHaveLength(8);
    const next = await restarted(rig);
    const began = next.clock.ports.now();
    await next.clock.pass(118_000);
    expect(next.clock.posted).toEqual([]);
    await next.clock.pass(2_000);
    expect(typesOf(next)).toEqual(typesOf(rig).slice(0, 4));
    for (const { request, url } of next.clock.posted) {
      const stamp = Number(/t=(\d+)/.exec(request.headers["stripe-signature"] ?? "")?.[1]);
      expect(stamp).toBeGreaterThanOrEqual(Math.floor(began / 1_000) + 118);
      expect(url).toBe("http://127.0.0.1:9/webhooks/stripe?shop=1");
    }
    expect(next.world.truth().deliveries.map(({ state, attempts }) => [state, attempts])).toEqual(
      Array.from({ length: 4 }, () => ["delivered", 3]),
    );
  });

  it("posts again what was under way when it ended", async () => {
    const clock = virtualPorts(1);
    const world = createStripeWorld({ ...clock.ports, post: () => new Promise(() => {}) });
    world.addAccount({
      secretKey: shopKey,
      webhookUrl: "http://127.0.0.1:9/",
      webhookSecret: "w",
      country: "FR",
      currency: "eur",
    });
    await paid({ world, clock });
    await clock.pass(1_000);
    expect(world.counters().deliveryAttempts).toBe(4);
    const next = await restarted({ world, clock });
    await next.clock.pass(1);
    expect(typesOf(next)).toHaveLength(4);
    expect(next.world.truth().deliveries.every(({ state }) => state === "delivered")).toBe(true);
  });

  it("does not take the time it stood still off an event's three days", async () => {
    const rig = newRig();
    rig.clock.answerWith(500);
    await paid(rig);
    await rig.clock.pass(1_000);
    const next = await restarted(rig, 30 * 24 * hour);
    next.clock.answerWith(500);
    await next.clock.pass(1_000);
    expect(next.world.counters().gaveUp).toBe(0);
    next.clock.answerWith(200);
    await next.clock.pass(hour);
    expect(next.world.truth().deliveries.every(({ state }) => state === "delivered")).toBe(true);
  });

  it("does what falls due later: a session ends, a refund settles, a debit arrives, a dispute opens and is lost", async () => {
    const rig = newRig();
    const ends = await openSession(rig.world);
    const waits = await paid(rig, "4000000000007726");
    const refunded = jsonOf(await refund(rig, waits.chargeId, "late"));
    expect(refunded["status"]).toBe("pending");
    const debit = await openSession(rig.world);
    rig.world.captureLate(debit, { afterMs: 2 * hour });
    const disputed = await paid(rig, "4000000000000259");
    await rig.clock.pass(1_000);
    const next = await restarted(rig, hour);
    await next.clock.pass(1_000);
    expect(await look(next, `/v1/refunds/${String(refunded["id"])}`)).toMatchObject({ status: "succeeded" });
    expect(await look(next, `/v1/charges/${disputed.chargeId}`)).toMatchObject({ disputed: true });
    expect(await look(next, `/v1/checkout/sessions/${debit}`)).toMatchObject({ payment_status: "unpaid" });
    await next.clock.pass(24 * hour);
    expect(await look(next, `/v1/checkout/sessions/${debit}`)).toMatchObject({ payment_status: "paid" });
    expect(typesOf(next)).toContain("checkout.session.expired");
    expect(next.world.truth().sessions.find(({ id }) => id === ends)?.status).toBe("expired");
    await next.clock.pass(14 * 24 * hour);
    expect((await look(next, "/v1/disputes"))["data"]).toMatchObject([{ status: "lost" }]);
  });

  it("takes a shop's new name and address; endpoints registered through the API stay", async () => {
    const rig = newRig();
    rig.clock.answerWith(null);
    const form = { url: "http://other.test/hook", "enabled_events[]": "checkout.session.completed" };
    await postForm(rig.world, "/v1/webhook_endpoints", form, auth);
    await paid(rig);
    await rig.clock.pass(1_000);
    const next = await restarted(rig);
    const id = next.world.addAccount({
      secretKey: shopKey,
      webhookUrl: "http://127.0.0.1:10/webhooks/stripe?shop=1",
      webhookSecret: shopSecret,
      country: "FR",
      currency: "eur",
      name: "Atelier de Lyon",
    });
    expect(await look(next, "/v1/account")).toMatchObject({ id });
    await next.clock.pass(hour);
    expect(next.clock.posted.map(({ url }) => new URL(url).host).toSorted()).toEqual([
      "127.0.0.1:10",
      "127.0.0.1:10",
      "127.0.0.1:10",
      "127.0.0.1:10",
      "other.test",
    ]);
    expect(next.world.counters().gaveUp).toBe(0);
  });

  it("begins without the faults of the run before, and refuses what is no memory of its own", async () => {
    const rig = newRig();
    rig.world.setChaos({ loseAll: true });
    const next = await restarted(rig);
    expect(next.world.chaos().loseAll).toBe(false);
    const truth = next.world.truth();
    for (const nothing of [undefined, {}, [], [{ o: [["accounts", 7]] }]]) {
      expect(() => next.world.recall(nothing)).toThrow();
    }
    expect(next.world.truth()).toEqual(truth);
  });
});

type Step = (rig: Rig) => unknown;

const steps: Readonly<Record<string, Step>> = {
  open: ({ world }) => openSession(world),
  pay: (rig) => paid(rig),
  "pay and take back": async (rig) =>
    refund(rig, (await paid(rig, "4000000000007726")).chargeId, `k${rig.clock.ports.now()}`),
  "pay late": async ({ world }) => world.captureLate(await openSession(world), { afterMs: 5_000 }),
  complain: (rig) => paid(rig, "4000000000000259"),
  refuse: ({ clock }) => clock.answerWith(500),
  take: ({ clock }) => clock.answerWith(200),
  moment: ({ clock }) => clock.pass(150),
  while: ({ clock }) => clock.pass(90_000),
};

describe("a Stripe written down and taken up again", () => {
  it("goes on as if nothing had been, whatever was to come", async () => {
    const plan = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(10), async (names, place) => {
        const rigs = [newRig(5), newRig(5)] as const;
        for (const [index, name] of [...names, "take"].entries()) {
          const { world } = rigs[1];
          if (index === place) world.recall(JSON.parse(JSON.stringify(world.memory())));
          for (const rig of rigs) await steps[name]?.(rig);
        }
        for (const { clock } of rigs) await clock.pass(20 * 24 * hour);
        expect(rigs[1].world.truth()).toEqual(rigs[0].world.truth());
        expect(typesOf(rigs[1])).toEqual(typesOf(rigs[0]));
      }),
      { numRuns: 60 },
    );
  });
});
