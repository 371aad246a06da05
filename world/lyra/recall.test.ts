import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLyraWorld } from "./model.ts";
import { virtualPorts } from "../stripe/virtual-ports.ts";
import {
  answerOf,
  call,
  hmacKey,
  ipnUrl,
  newRig,
  noticeOf,
  openOrder,
  password,
  payNew,
  registerCard,
  type Rig,
  shopId,
} from "./shop-rig.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** What the next start finds of a world: a rig of its own whose world recalls the other's memory. */
async function restarted(rig: Rig, laterMs = 0): Promise<Rig> {
  const memory: unknown = JSON.parse(JSON.stringify(rig.world.memory()));
  const next = newRig({}, {}, 99);
  await next.clock.pass(rig.clock.ports.now() + laterMs - next.clock.ports.now());
  next.clock.posted.length = 0;
  next.world.recall(memory);
  return next;
}

const textsOf = ({ clock }: Rig): readonly string[] =>
  clock.posted.map(({ request }) => noticeOf(request.body).form.get("kr-answer") ?? "");

describe("a Lyra that recalls", () => {
  it("answers the same look-ups with the same words, and holds the same truth", async () => {
    const rig = newRig();
    const paid = await payNew(rig, { metadata: { payment: "p1" } });
    const paymentMethodToken = await registerCard(rig);
    await rig.clock.pass(day);
    await answerOf(rig.world, "Transaction/CancelOrRefund", { uuid: paid.uuid, amount: 500 });
    const open = await openOrder(rig);
    rig.world.pay(open.url, { card: "4970105100000004" });
    const lookUps = [
      ["Charge/PaymentOrder/Get", { paymentOrderId: paid.id }],
      ["Charge/PaymentOrder/Get", { paymentOrderId: open.id }],
      ["Transaction/Get", { uuid: paid.uuid }],
      ["Order/Get", { orderId: "order-17" }],
      ["Token/Get", { paymentMethodToken }],
    ] as const;
    const ask = ({ world }: Rig): Promise<unknown> =>
      Promise.all(lookUps.map(([name, body]) => answerOf(world, name, body)));
    const before = await ask(rig);
    const next = await restarted(rig);
    expect(await ask(next)).toEqual(before);
    expect(next.world.truth()).toEqual(rig.world.truth());
  });

  it("goes on with every page: a link is paid, a challenge answered, a registered card charged", async () => {
    const rig = newRig();
    const token = await registerCard(rig);
    const open = await openOrder(rig);
    const challenged = await openOrder(rig);
    rig.world.pay(challenged.url, { card: "4970110000000021", challenge: "leave" });
    const next = await restarted(rig, minute);
    expect(next.world.pay(open.url).kind).toBe("accepted");
    await next.clock.pass(9 * minute);
    await next.clock.pass(1_000);
    const silence = next.clock.posted.map(({ request }) => noticeOf(request.body).answer);
    expect(silence.at(-1)).toMatchObject({ orderCycle: "OPEN", transactions: [{ errorCode: "PSP_649" }] });
    const body = { amount: 990, currency: "EUR", formAction: "SILENT", paymentMethodToken: token };
    expect(await answerOf(next.world, "Charge/CreatePayment", body)).toMatchObject({ orderStatus: "PAID" });
  });

  it("does what falls due later: money comes, a refund is refused, an order expires", async () => {
    const rig = newRig();
    const paid = await payNew(rig, {}, "4970108000000009");
    await rig.clock.pass(day);
    await answerOf(rig.world, "Transaction/CancelOrRefund", { uuid: paid.uuid });
    await payNew(rig);
    await openOrder(rig);
    const next = await restarted(rig, 2 * day);
    await next.clock.pass(1_000);
    const { captures, refunds, orders } = next.world.truth();
    expect(captures.map(({ refunded }) => refunded)).toEqual([0, 0]);
    expect(refunds).toMatchObject([{ state: "refused" }]);
    expect(orders.map(({ status }) => status)).toEqual(["PAID", "PAID", "EXPIRED"]);
  });

  it("posts again what was under way when it ended, and keeps to the quarters of an hour", async () => {
    const clock = virtualPorts(1);
    const world = createLyraWorld({ ...clock.ports, post: () => new Promise(() => {}) });
    world.addShop({ shopId, password, hmacKey, ipnUrl, retriesIpn: true });
    await payNew({ world, clock });
    await clock.pass(1_000);
    expect(world.counters().deliveryAttempts).toBe(1);
    const next = await restarted({ world, clock });
    next.clock.answerWith(500);
    await next.clock.pass(1);
    expect(next.clock.posted).toHaveLength(1);
    const later = await restarted(next);
    await later.clock.pass(20 * minute);
    expect(later.clock.posted.map(({ atMs }) => new Date(atMs).toISOString().slice(11, 16))).toEqual(["09:15"]);
    expect(later.world.truth().deliveries).toMatchObject([{ state: "delivered" }]);
  });

  it("takes a shop's new keys and address, also for what was still to be told", async () => {
    const rig = newRig({ retriesIpn: true });
    rig.clock.answerWith(null);
    await payNew(rig);
    await payNew(rig, { ipnTargetUrl: "http://127.0.0.1:8/own" });
    await rig.clock.pass(1_000);
    const next = await restarted(rig);
    next.world.addShop({ shopId, password: "new", hmacKey, ipnUrl: "http://127.0.0.1:10/lyra" });
    await next.clock.pass(20 * minute);
    expect(next.clock.posted.map(({ url }) => url).toSorted()).toEqual([
      "http://127.0.0.1:10/lyra",
      "http://127.0.0.1:8/own",
    ]);
    expect((await call(next.world, "Charge/SDKTest", { value: "x" }))["status"]).toBe("ERROR");
  });

  it("begins without the faults of the run before, and refuses what is no memory of its own", async () => {
    const rig = newRig();
    rig.world.setChaos({ loseAll: true });
    const next = await restarted(rig);
    expect(next.world.chaos().loseAll).toBe(false);
    const truth = next.world.truth();
    for (const nothing of [undefined, {}, [], [{ o: { shops: 7 } }]]) {
      expect(() => next.world.recall(nothing)).toThrow();
    }
    expect(next.world.truth()).toEqual(truth);
  });
});

type Step = (rig: Rig) => unknown;

const steps: Readonly<Record<string, Step>> = {
  open: (rig) => openOrder(rig),
  pay: (rig) => payNew(rig),
  "pay by a card that fails": (rig) => payNew(rig, {}, "4970107000000001"),
  "leave the bank": async (rig) =>
    rig.world.pay((await openOrder(rig)).url, { card: "4970110000000021", challenge: "leave" }),
  refund: async (rig) => {
    const capture = rig.world.truth().captures.find(({ refunded }) => refunded === 0);
    if (capture) await answerOf(rig.world, "Transaction/CancelOrRefund", { uuid: capture.uuid, amount: 700 });
  },
  validate: async (rig) => {
    const { uuid } = await payNew(rig, { transactionOptions: { cardOptions: { manualValidation: "YES" } } });
    await answerOf(rig.world, "Transaction/Validate", { uuid });
  },
  refuse: ({ clock }) => clock.answerWith(500),
  take: ({ clock }) => clock.answerWith(200),
  moment: ({ clock }) => clock.pass(150),
  while: ({ clock }) => clock.pass(11 * minute),
  night: ({ clock }) => clock.pass(day),
};

describe("a Lyra written down and taken up again", () => {
  it("goes on as if nothing had been, whatever was to come", async () => {
    const plan = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(10), async (names, place) => {
        const rules = { batchChange: true, abandoned: true };
        const rigs = [newRig({ retriesIpn: true, rules }), newRig({ retriesIpn: true, rules })] as const;
        for (const [index, name] of [...names, "take"].entries()) {
          const { world } = rigs[1];
          if (index === place) world.recall(JSON.parse(JSON.stringify(world.memory())));
          for (const rig of rigs) await steps[name]?.(rig);
        }
        for (const { clock } of rigs) await clock.pass(20 * day);
        expect(rigs[1].world.truth()).toEqual(rigs[0].world.truth());
        expect(textsOf(rigs[1])).toEqual(textsOf(rigs[0]));
      }),
      { numRuns: 60 },
    );
  });
});
