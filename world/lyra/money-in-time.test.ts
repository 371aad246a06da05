import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "./json.ts";
import { answerOf, at, codeOf, newRig, openOrder, payNew, type Rig } from "./shop-rig.ts";

const hour = 3_600_000;
const day = 24 * hour;

const look = (rig: Rig, uuid: string): Promise<JsonObject> => answerOf(rig.world, "Transaction/Get", { uuid });

const statusOf = async (rig: Rig, uuid: string): Promise<string> => at(await look(rig, uuid), "detailedStatus");

const options = (cardOptions: JsonObject): JsonObject => ({ transactionOptions: { cardOptions } });

async function captured(rig: Rig, card?: string): Promise<string> {
  const { uuid } = await payNew(rig, {}, card);
  await rig.clock.pass(day);
  return uuid;
}

const refund = (rig: Rig, uuid: string, amount?: number): Promise<JsonObject> =>
  answerOf(rig.world, "Transaction/CancelOrRefund", { uuid, ...(amount === undefined ? {} : { amount }) });

describe("a payment", () => {
  it("is promised when it is accepted, and money at the next remittance", async () => {
    const rig = newRig();
    const { uuid } = await payNew(rig);
    expect(await look(rig, uuid)).toMatchObject({
      status: "PAID",
      detailedStatus: "AUTHORISED",
      transactionDetails: { cardDetails: { expectedCaptureDate: "2026-11-25T02:00:00+00:00" } },
    });
    expect(rig.world.truth().captures).toEqual([]);
    await rig.clock.pass(17 * hour - 1);
    expect(await statusOf(rig, uuid)).toBe("AUTHORISED");
    await rig.clock.pass(1);
    expect(await look(rig, uuid)).toMatchObject({
      status: "PAID",
      detailedStatus: "CAPTURED",
      transactionDetails: { cardDetails: { captureResponse: { captureDate: "2026-11-25T02:00:00+00:00" } } },
    });
    expect(rig.world.truth().captures).toMatchObject([{ uuid, amount: 2999, refunded: 0 }]);
  });

  it("fails at the remittance with the card for it, and with any card when the world is told so", async () => {
    const rig = newRig();
    const bad = await captured(rig, "4970107000000001");
    rig.world.setChaos({ captureFails: 1 });
    const good = await captured(rig);
    for (const uuid of [bad, good]) {
      expect(await look(rig, uuid)).toMatchObject({ status: "UNPAID", detailedStatus: "CAPTURE_FAILED" });
    }
    expect(rig.world.truth().captures).toEqual([]);
  });

  it("waits for its capture delay", async () => {
    const rig = newRig();
    const { uuid } = await payNew(rig, options({ captureDelay: 3 }));
    await rig.clock.pass(3 * day);
    expect(await statusOf(rig, uuid)).toBe("AUTHORISED");
    await rig.clock.pass(day);
    expect(await statusOf(rig, uuid)).toBe("CAPTURED");
  });

  it("is authorised only the day before, when its capture is beyond the authorisation's life", async () => {
    const rig = newRig({ rules: { batchAuthorisation: true } });
    const { uuid } = await payNew(rig, options({ captureDelay: 10 }));
    expect(await look(rig, uuid)).toMatchObject({ status: "RUNNING", detailedStatus: "WAITING_AUTHORISATION" });
    await rig.clock.pass(9 * day);
    expect(await statusOf(rig, uuid)).toBe("WAITING_AUTHORISATION");
    await rig.clock.pass(17 * hour + 1_000);
    expect(await statusOf(rig, uuid)).toBe("AUTHORISED");
    expect(rig.clock.posted).toHaveLength(2);
    await rig.clock.pass(day);
    expect(await statusOf(rig, uuid)).toBe("CAPTURED");
  });

  it("expires when nobody validates it", async () => {
    const rig = newRig();
    const { uuid } = await payNew(rig, options({ manualValidation: "YES" }));
    expect(await look(rig, uuid)).toMatchObject({ status: "RUNNING", detailedStatus: "AUTHORISED_TO_VALIDATE" });
    await rig.clock.pass(7 * day);
    expect(await look(rig, uuid)).toMatchObject({ status: "UNPAID", detailedStatus: "EXPIRED" });
    expect(await codeOf(rig.world, "Transaction/Validate", { uuid })).toBe("PSP_503");
  });

  it("goes to the bank when it is validated, late or early", async () => {
    const rig = newRig();
    const { uuid } = await payNew(rig, options({ manualValidation: "YES" }));
    const early = await payNew(rig, options({ manualValidation: "YES", captureDelay: 4 }));
    const waiting = await payNew(rig, options({ manualValidation: "YES", captureDelay: 10 }));
    await rig.clock.pass(2 * day);
    for (const one of [uuid, early.uuid]) {
      expect(await answerOf(rig.world, "Transaction/Validate", { uuid: one })).toMatchObject({
        detailedStatus: "AUTHORISED",
      });
    }
    expect(await answerOf(rig.world, "Transaction/Validate", { uuid: waiting.uuid })).toMatchObject({
      detailedStatus: "WAITING_AUTHORISATION",
    });
    await rig.clock.pass(17 * hour);
    expect(await statusOf(rig, uuid)).toBe("CAPTURED");
    expect(await statusOf(rig, early.uuid)).toBe("AUTHORISED");
    await rig.clock.pass(9 * day);
    expect(await statusOf(rig, early.uuid)).toBe("CAPTURED");
    expect(await statusOf(rig, waiting.uuid)).toBe("CAPTURED");
  });

  it("can be cancelled before, and is never money then", async () => {
    const rig = newRig();
    const one = await payNew(rig);
    const two = await payNew(rig);
    expect(await answerOf(rig.world, "Transaction/Cancel", { uuid: one.uuid })).toMatchObject({
      status: "UNPAID",
      detailedStatus: "CANCELLED",
    });
    expect(await refund(rig, two.uuid)).toMatchObject({ operationType: "DEBIT", detailedStatus: "CANCELLED" });
    await rig.clock.pass(2 * day);
    expect(rig.world.truth().captures).toEqual([]);
    expect(rig.world.truth().refunds).toEqual([]);
  });

  it("can be lowered before, and the lower amount is the money", async () => {
    const rig = newRig();
    const { uuid } = await payNew(rig);
    const lowered = await answerOf(rig.world, "Transaction/Update", {
      uuid,
      cardUpdate: { amount: 1500, currency: "EUR" },
    });
    expect(lowered).toMatchObject({
      transactionDetails: { cardDetails: { authorizationResponse: { amount: 2999 } } },
      amount: 1500,
      orderDetails: { orderTotalAmount: 2999, orderEffectiveAmount: 1500 },
    });
    await rig.clock.pass(day);
    expect(rig.world.truth().captures).toMatchObject([{ uuid, amount: 1500 }]);
  });

  it("of rupiahs has no decimals: 25,000 are 25,000", async () => {
    const rig = newRig();
    await payNew(rig, { amount: 25_000, currency: "IDR" });
    await rig.clock.pass(day);
    expect(rig.world.truth().captures).toMatchObject([{ amount: 25_000, currency: "IDR" }]);
  });

  it("fails when its holder says no, or nothing for ten minutes, on the bank's page", async () => {
    const rig = newRig();
    const { url } = await openOrder(rig);
    for (const card of ["4970100000000009", "5100010000000049", "375900000000016"]) {
      expect(rig.world.pay(url, { card, challenge: "fail" })).toMatchObject({ kind: "refused", code: "AUTH_149" });
    }
    const another = await openOrder(rig);
    expect(rig.world.pay(another.url, { card: "4970110000000021", challenge: "leave" }).kind).toBe("requires_action");
    await rig.clock.pass(10 * 60_000);
    const uuid = at(rig.clock.posted.length === 0 ? {} : await lastTransaction(rig), "uuid");
    expect(await look(rig, uuid)).toMatchObject({ detailedStatus: "REFUSED", errorCode: "PSP_649" });
    expect(rig.world.pay(another.url, { card: "4970110000000021" }).kind).toBe("accepted");
    expect(rig.world.pay(another.url, { card: "4970110000000401" }).kind).toBe("already_paid");
  });
});

/** The transaction of the newest notification. */
async function lastTransaction(rig: Rig): Promise<JsonObject> {
  return look(rig, rig.world.truth().deliveries.at(-1)?.uuid ?? "");
}

describe("a refund", () => {
  it("is a credit of its own, money at the next remittance, and counted at once", async () => {
    const rig = newRig();
    const uuid = await captured(rig);
    const credit = await refund(rig, uuid, 1000);
    expect(credit).toMatchObject({
      operationType: "CREDIT",
      amount: 1000,
      detailedStatus: "AUTHORISED",
      transactionDetails: { parentTransactionUuid: uuid, creationContext: "REFUND" },
    });
    expect(await look(rig, uuid)).toMatchObject({
      detailedStatus: "CAPTURED",
      transactionDetails: { cardDetails: { captureResponse: { refundAmount: 1000, refundCurrency: "EUR" } } },
    });
    expect(rig.world.truth().refunds).toMatchObject([{ amount: 1000, state: "sent", paymentUuid: uuid }]);
    await rig.clock.pass(day);
    expect(rig.world.truth().refunds).toMatchObject([{ state: "done" }]);
    expect(await refund(rig, uuid)).toMatchObject({ amount: 1999 });
    expect(await codeOf(rig.world, "Transaction/CancelOrRefund", { uuid })).toBe("PSP_104");
  });

  it("pressed twice is made twice: there is no key that makes it one", async () => {
    const rig = newRig();
    const uuid = await captured(rig);
    await refund(rig, uuid, 1000);
    await refund(rig, uuid, 1000);
    expect(rig.world.truth().captures).toMatchObject([{ refunded: 2000 }]);
  });

  it("is refused later, by the card for it, by chance, or by hand, and can be made again", async () => {
    const rig = newRig({ rules: { batchChange: true } });
    const uuid = await captured(rig, "4970108000000009");
    const credit = await refund(rig, uuid);
    await rig.clock.pass(day);
    expect(await look(rig, at(credit, "uuid"))).toMatchObject({
      status: "UNPAID",
      detailedStatus: "REFUSED",
      errorCode: "PSP_639",
    });
    expect(rig.world.truth().captures).toMatchObject([{ refunded: 0 }]);
    const other = await captured(rig);
    rig.world.setChaos({ refundFails: 1 });
    await refund(rig, other, 500);
    await rig.clock.pass(day);
    rig.world.setChaos({ refundFails: 0 });
    await refund(rig, other, 600);
    await rig.clock.pass(day);
    const done = rig.world.truth().refunds.at(-1);
    expect(done).toMatchObject({ amount: 600, state: "done" });
    rig.world.refuseRefund(done?.uuid ?? "");
    expect(rig.world.truth().refunds.map(({ state }) => state)).toEqual(["refused", "refused", "refused"]);
    expect(() => rig.world.refuseRefund(done?.uuid ?? "")).toThrow();
    expect(() => rig.world.refuseRefund(uuid)).toThrow();
  });

  it("can be cancelled before it goes to the bank", async () => {
    const rig = newRig();
    const uuid = await captured(rig);
    const credit = await refund(rig, uuid, 1000);
    await answerOf(rig.world, "Transaction/Cancel", { uuid: at(credit, "uuid") });
    await rig.clock.pass(day);
    expect(rig.world.truth().refunds).toMatchObject([{ state: "cancelled" }]);
    expect(rig.world.truth().captures).toMatchObject([{ refunded: 0 }]);
  });

  it("by hand in the Back Office keeps to the same rules", async () => {
    const rig = newRig();
    const uuid = await captured(rig);
    rig.world.refundInBackOffice(uuid, 1000);
    expect(() => rig.world.refundInBackOffice(uuid, 2000)).toThrow("PSP_511");
    expect(rig.world.truth().captures).toMatchObject([{ refunded: 1000 }]);
    rig.world.chargeBack(uuid);
    expect(() => rig.world.refundInBackOffice(uuid)).toThrow("PSP_083");
    expect(rig.world.truth().captures).toMatchObject([{ chargedBack: true }]);
    expect(() => rig.world.chargeBack("x")).toThrow();
  });

  it("never passes its payment, whatever is asked for and whatever fails", async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("refund" as const), amount: fc.integer({ min: 1, max: 3_500 }) }),
      fc.record({ kind: fc.constant("pass" as const), amount: fc.integer({ min: 1, max: 48 }) }),
      fc.record({ kind: fc.constant("cancel" as const), amount: fc.nat(3) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.boolean(), async (steps, fails) => {
        const rig = newRig();
        const uuid = await captured(rig);
        rig.world.setChaos({ refundFails: fails ? 0.5 : 0 });
        for (const { kind, amount } of steps) {
          if (kind === "refund") await codeOf(rig.world, "Transaction/CancelOrRefund", { uuid, amount });
          else if (kind === "pass") await rig.clock.pass(amount * hour);
          else {
            const credit = rig.world.truth().refunds[amount]?.uuid ?? uuid;
            await codeOf(rig.world, "Transaction/Cancel", { uuid: credit });
          }
          const { captures, refunds } = rig.world.truth();
          const live = refunds.filter(({ state }) => state === "sent" || state === "done");
          const sum = live.reduce((total, one) => total + one.amount, 0);
          expect(captures[0]?.refunded).toBe(sum);
          expect(sum).toBeLessThanOrEqual(2_999);
        }
      }),
      { numRuns: 60 },
    );
  });
});
