import { describe, expect, it } from "vitest";
import type { LyraChaos, LyraShopSettings } from "./model-types.ts";
import {
  answerOf,
  at,
  hmacKey,
  ipnUrl,
  listAt,
  newRig,
  noticeOf,
  openOrder,
  password,
  payNew,
  registerCard,
  type Rig,
} from "./shop-rig.ts";
import { hashOf } from "./signature.ts";

const minute = 60_000;
const allRules = { endOfPayment: true, batchAuthorisation: true, batchChange: true, backOffice: true, abandoned: true };

/** What was posted, as the merchant's server reads it. */
function posted({ clock }: Rig) {
  return clock.posted.map(({ request, atMs, url }) => ({ ...noticeOf(request.body), request, atMs, url }));
}

const statusesOf = (rig: Rig): string[] =>
  posted(rig).map(({ answer }) => at(listAt(answer, "transactions")[0] ?? {}, "detailedStatus"));

describe("a notification", () => {
  it("is a form that tells the whole payment, signed with the password over the exact text", async () => {
    const rig = newRig();
    const { uuid, id } = await payNew(rig, { metadata: { payment: "p1" } });
    await rig.clock.pass(1_000);
    const [first] = posted(rig);
    expect(rig.clock.posted).toHaveLength(1);
    expect(first?.url).toBe(ipnUrl);
    expect(first?.request.path).toBe("/webhooks/lyra?shop=1");
    expect(first?.request.headers["content-type"]).toMatch(/^application\/x-www-form-urlencoded/);
    const form = first?.form ?? new URLSearchParams();
    expect(form.get("kr-hash")).toBe(hashOf(form.get("kr-answer") ?? "", password));
    expect(Object.fromEntries(form)).toMatchObject({
      "kr-hash-key": "password",
      "kr-hash-algorithm": "sha256_hmac",
      "kr-answer-type": "V4/Payment",
      "kr-src": "PAY",
    });
    expect(first?.answer).toMatchObject({
      shopId: "12345678",
      orderCycle: "CLOSED",
      orderStatus: "PAID",
      serverDate: "2026-11-24T09:00:00+00:00",
      orderDetails: { orderTotalAmount: 2999, orderEffectiveAmount: 2999, orderCurrency: "EUR", orderId: "order-17" },
      paymentOrderId: id,
      paymentOrderStatus: "PAID",
      transactions: [
        {
          uuid,
          amount: 2999,
          status: "PAID",
          detailedStatus: "AUTHORISED",
          operationType: "DEBIT",
          metadata: { payment: "p1" },
          transactionDetails: {
            liabilityShift: "YES",
            sequenceNumber: 1,
            cardDetails: { pan: "497010XXXXXX0055", captureResponse: { refundAmount: null } },
          },
        },
      ],
      _type: "V4/Payment",
    });
    expect(first?.form.get("kr-answer")).not.toContain("4970100000000055");
  });

  it("of a refusal says that the order is open as long as the buyer may try again", async () => {
    const rig = newRig();
    const { url } = await openOrder(rig, { transactionOptions: { cardOptions: { retry: 1 } } });
    for (const card of ["4970105100000004", "4970106100000002"]) rig.world.pay(url, { card });
    await rig.clock.pass(1_000);
    expect(posted(rig).map(({ answer }) => answer)).toMatchObject([
      { orderCycle: "OPEN", orderStatus: "UNPAID", transactions: [{ errorCode: "ACQ_001", detailedErrorCode: "51" }] },
      { orderCycle: "CLOSED", orderStatus: "UNPAID", transactions: [{ errorCode: "PSP_003" }] },
    ]);
  });

  it("goes where the call says, to nobody when nobody said", async () => {
    const rig = newRig();
    await payNew(rig, { ipnTargetUrl: "http://127.0.0.1:9/own" });
    await rig.clock.pass(1_000);
    expect(rig.clock.posted.map(({ url }) => url)).toEqual(["http://127.0.0.1:9/own"]);
    const deaf = newRig({ rules: { endOfPayment: false } });
    await payNew(deaf);
    await deaf.clock.pass(1_000);
    expect(deaf.clock.posted).toEqual([]);
  });

  it("is also sent of a silent payment and of a registered card", async () => {
    const rig = newRig();
    const paymentMethodToken = await registerCard(rig);
    const body = { amount: 990, currency: "EUR", formAction: "SILENT", paymentMethodToken };
    await answerOf(rig.world, "Charge/CreatePayment", body);
    await rig.clock.pass(1_000);
    expect(statusesOf(rig)).toEqual(["ACCEPTED", "AUTHORISED"]);
  });

  it("is told of money in time, of the Back Office and of who left only when its rule is on", async () => {
    const story = async (rules: LyraShopSettings["rules"]): Promise<Rig> => {
      const rig = newRig({ rules: rules ?? {} });
      const { uuid } = await payNew(rig);
      await rig.clock.pass(24 * 60 * minute);
      rig.world.refundInBackOffice(uuid, 500);
      const left = await openOrder(rig);
      rig.world.leave(left.url);
      await rig.clock.pass(24 * 60 * minute + 1_000);
      return rig;
    };
    expect(statusesOf(await story({}))).toEqual(["AUTHORISED"]);
    const told = await story(allRules);
    const sources = posted(told).map(({ form }) => form.get("kr-src"));
    expect(statusesOf(told).map((status, place) => [status, sources[place]])).toEqual([
      ["AUTHORISED", "PAY"],
      ["CAPTURED", "BATCH"],
      ["AUTHORISED", "MERCH_BO"],
      ["ABANDONED", "PAY"],
      ["CAPTURED", "BATCH"],
      ["ABANDONED", "PAY"],
    ]);
    expect(posted(told)[3]?.answer).toMatchObject({ orderCycle: "OPEN", orderStatus: "ABANDONED" });
    expect(posted(told)[5]?.answer).toMatchObject({ orderCycle: "CLOSED", paymentOrderStatus: "EXPIRED" });
  });
});

describe("a notification that was not taken", () => {
  it("is never repeated unless the shop asked for it", async () => {
    const rig = newRig();
    rig.clock.answerWith(500);
    await payNew(rig);
    await rig.clock.pass(24 * 60 * minute);
    expect(rig.clock.posted).toHaveLength(1);
    expect(rig.world.truth().deliveries).toMatchObject([{ state: "gave_up", attempts: 1 }]);
  });

  it("is repeated at four quarters of an hour, and then given up", async () => {
    const rig = newRig({ retriesIpn: true });
    rig.clock.answerWith(500);
    await rig.clock.pass(7 * minute);
    await payNew(rig);
    await rig.clock.pass(24 * 60 * minute);
    const times = rig.clock.posted.map(({ atMs }) => new Date(atMs).toISOString().slice(11, 16));
    expect(times).toEqual(["09:07", "09:15", "09:30", "09:45", "10:00"]);
    expect(posted(rig).map(({ form }) => form.get("kr-src"))).toEqual(["PAY", "RETRY", "RETRY", "RETRY", "RETRY"]);
    expect(new Set(posted(rig).map(({ form }) => form.get("kr-answer"))).size).toBe(1);
    expect(rig.world.counters()).toMatchObject({ refused: 5, gaveUp: 1 });
  });

  it("is repeated until it is taken", async () => {
    const rig = newRig({ retriesIpn: true });
    rig.clock.answerWith(null);
    await payNew(rig);
    await rig.clock.pass(20 * minute);
    rig.clock.answerWith(200);
    await rig.clock.pass(60 * minute);
    expect(rig.world.truth().deliveries).toMatchObject([{ state: "delivered", attempts: 3, acknowledged: 1 }]);
  });

  it.each([
    [200, true],
    [206, true],
    [301, true],
    [303, true],
    [308, true],
    [207, false],
    [304, false],
    [404, false],
    [503, false],
  ])("by the answer %i counts as taken: %s", async (status, isTaken) => {
    const rig = newRig();
    rig.clock.answerWith(status);
    await payNew(rig);
    await rig.clock.pass(minute);
    expect(rig.world.truth().deliveries[0]?.state).toBe(isTaken ? "delivered" : "gave_up");
  });

  it("can be sent again by hand, without repeats, signed with the password of now", async () => {
    const rig = newRig({ retriesIpn: true });
    rig.clock.answerWith(500);
    await payNew(rig);
    await rig.clock.pass(120 * minute);
    const [delivery] = rig.world.truth().deliveries;
    rig.world.addShop({ shopId: "12345678", password: "new", hmacKey });
    rig.world.resendNotice(delivery?.noticeId ?? "");
    await rig.clock.pass(120 * minute);
    expect(rig.clock.posted).toHaveLength(6);
    const last = posted(rig).at(-1);
    expect(last?.form.get("kr-hash")).toBe(hashOf(last?.form.get("kr-answer") ?? "", "new"));
    rig.clock.answerWith(200);
    rig.world.resendNotice(delivery?.noticeId ?? "");
    await rig.clock.pass(1);
    expect(rig.world.truth().deliveries[0]?.state).toBe("delivered");
    expect(() => rig.world.resendNotice("x")).toThrow();
  });
});

describe("chaos", () => {
  async function storyUnder(chaos: Partial<LyraChaos>): Promise<Rig> {
    const rig = newRig({}, {}, 7);
    rig.world.setChaos(chaos);
    const { url } = await openOrder(rig);
    rig.world.pay(url, { card: "4970105100000004" });
    rig.world.pay(url);
    await rig.clock.pass(10_000);
    return rig;
  }

  it("delivers everything twice", async () => {
    const rig = await storyUnder({ duplicate: 1 });
    expect(statusesOf(rig).toSorted()).toEqual(["AUTHORISED", "AUTHORISED", "REFUSED", "REFUSED"]);
    expect(rig.world.truth().deliveries.map(({ acknowledged }) => acknowledged)).toEqual([2, 2]);
  });

  it("delivers a moment's notifications backwards", async () => {
    expect(statusesOf(await storyUnder({ reorder: 1 }))).toEqual(["AUTHORISED", "REFUSED"]);
  });

  it("delays, loses the next one, loses all, also those that are asked for again", async () => {
    const late = await storyUnder({ delayMs: 9_000 });
    expect(late.clock.posted.map(({ atMs }) => atMs)).toEqual([
      late.clock.ports.now() - 980,
      late.clock.ports.now() - 980,
    ]);
    const one = await storyUnder({ loseNext: 1 });
    expect(statusesOf(one)).toEqual(["AUTHORISED"]);
    expect(one.world.chaos().loseNext).toBe(0);
    const none = await storyUnder({ loseAll: true });
    for (const { noticeId } of none.world.truth().deliveries) none.world.resendNotice(noticeId);
    await none.clock.pass(1);
    expect(none.clock.posted).toEqual([]);
    expect(none.world.counters()).toMatchObject({ lost: 2 });
  });

  it("lets a stranger post first, with another amount and never with the password's signature", async () => {
    const rig = newRig({}, {}, 3);
    rig.world.setChaos({ tamper: 1 });
    for (let count = 0; count < 12; count += 1) await payNew(rig);
    await rig.clock.pass(10_000);
    const forged = posted(rig).filter(
      ({ form }) => form.get("kr-hash") !== hashOf(form.get("kr-answer") ?? "", password),
    );
    expect(forged).toHaveLength(12);
    expect(rig.clock.posted).toHaveLength(24);
    expect(new Set(forged.map(({ form }) => form.get("kr-hash-key")))).toEqual(new Set(["password", "sha256_hmac"]));
    for (const { answer, form } of forged) {
      expect(answer).toMatchObject({ orderDetails: { orderTotalAmount: 12_999 }, transactions: [{ amount: 12_999 }] });
      expect(form.get("kr-hash")).toBe(hashOf(form.get("kr-answer") ?? "", hmacKey));
    }
  });

  it("escapes slashes after signing", async () => {
    const rig = await storyUnder({ escapedSlashes: true });
    for (const { form } of posted(rig)) {
      const text = form.get("kr-answer") ?? "";
      expect(text).toContain(String.raw`"V4\/Payment"`);
      expect(hashOf(text, password)).not.toBe(form.get("kr-hash"));
      expect(hashOf(text.replaceAll(String.raw`\/`, "/"), password)).toBe(form.get("kr-hash"));
    }
  });
});
