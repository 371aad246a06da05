import { describe, expect, it } from "vitest";
import type { LyraTruth, TruePayment } from "../lyra/model-types.ts";
import type { AcceptedSend } from "../meta/model-types.ts";
import type { StripeTruth, TrueCapture, TrueDelivery, TrueSession } from "../stripe/model-types.ts";
import { createScore, patienceMs, type ScoreSources } from "./score.ts";

const link = "http://127.0.0.1:4998/c/pay/cs_test_one";

function send(wamid: string, change: Partial<AcceptedSend> = {}): AcceptedSend {
  const at = change.at ?? 1_000;
  return { wamid, phoneNumberId: "1", to: "+33", userId: "lea", type: "text", body: {}, answered: true, ...change, at };
}

const payLink = send("link", { type: "interactive.cta_url", body: { url: link } });
const receipt = send("receipt", { type: "document", at: 6_000 });

function capture(change: Partial<TrueCapture> = {}): TrueCapture {
  return {
    chargeId: "ch_1",
    accountId: "acct",
    sessionId: "cs_test_one",
    paymentIntentId: "pi_1",
    amount: 4_990,
    refunded: 0,
    disputed: false,
    currency: "eur",
    metadata: {},
    atMs: 5_000,
    ...change,
  };
}

function delivery(change: Partial<TrueDelivery>): TrueDelivery {
  return {
    eventId: "evt",
    accountId: "acct",
    type: "checkout.session.completed",
    subjectId: "cs_test_one",
    url: "http://127.0.0.1:1/",
    state: "lost",
    attempts: 0,
    acknowledged: 0,
    ...change,
  };
}

/** Sources of which only what matters here is told. */
function sources(
  accepted: readonly AcceptedSend[],
  truth: Partial<StripeTruth>,
  now = 10_000,
  lyra: Partial<LyraTruth> = {},
): ScoreSources {
  const posts = { events: 0, posts: 3, delivered: 3, duplicated: 1, reordered: 0, lost: 1, retried: 2, gaveUp: 0 };
  const calls = {
    apiCalls: 0,
    duplicated: 0,
    reordered: 0,
    lost: 4,
    timedOutAfter: 0,
    timedOutBefore: 0,
    errors500: 0,
  };
  return {
    meta: {
      accepted: () => accepted,
      counters: () => ({ ...posts, requests: 0, accepted: 0, refused: 0, unanswered: 0 }),
      losses: () => [],
    },
    stripe: {
      truth: () => ({ sessions: [], cards: [], captures: [], refunds: [], deliveries: [], ...truth }),
      counters: () => ({
        ...calls,
        rateLimited: 0,
        replayed: 0,
        deliveryAttempts: 5,
        delivered: 5,
        refused: 0,
        gaveUp: 0,
      }),
    },
    lyra: {
      truth: () => ({
        orders: [],
        payments: [],
        captures: [],
        refunds: [],
        cards: [],
        deliveries: [],
        messages: [],
        ...lyra,
      }),
      counters: () => ({
        ...calls,
        lost: 0,
        tampered: 0,
        technical: 0,
        rateLimited: 0,
        deliveryAttempts: 7,
        delivered: 7,
        refused: 0,
        gaveUp: 0,
      }),
    },
    now: () => now,
  };
}

function lyraPayment(change: Partial<TruePayment> = {}): TruePayment {
  return {
    uuid: "f1",
    shopId: "12345678",
    mode: "TEST",
    orderId: "o",
    paymentOrderId: "p",
    pageKey: "a1b2c3d4",
    wayBack: null,
    atMs: 5_000,
    amount: 4_990,
    asked: 4_990,
    currency: "EUR",
    detailedStatus: "AUTHORISED",
    capturedAtMs: null,
    refunded: 0,
    chargedBack: false,
    metadata: null,
    ...change,
  };
}

describe("the score", () => {
  it("counts what left, copies and retries included, and what was dropped on the way", () => {
    expect(createScore(sources([], {}))()).toMatchObject({ sent: 17, twice: 1, dropped: 5, retried: 2 });
  });

  it("holds a payment for receipted once a document reached its customer after it", () => {
    const score = createScore(sources([payLink, receipt], { captures: [capture()] }))();
    expect(score).toMatchObject({ paid: 1, receipted: 1, waiting: 0, lost: 0, doubled: 0 });
  });

  it("knows a payment of a link to the shop's own page by where the payer is sent back to", () => {
    const shopPage = "http://127.0.0.1:4242/pay/abc-DEF_9";
    const sent = send("link", { type: "interactive.cta_url", body: { url: shopPage } });
    const wayBack = `${shopPage}?back=1`;
    const session = { id: "cs_test_one", wayBack } as TrueSession;
    const stripe = { captures: [capture()], sessions: [session] };
    expect(createScore(sources([sent, receipt], stripe))()).toMatchObject({ paid: 1, receipted: 1, lost: 0 });
    const lyra = { payments: [lyraPayment({ wayBack })] };
    expect(createScore(sources([sent, receipt], {}, 10_000, lyra))()).toMatchObject({ paid: 1, receipted: 1 });
    const other = send("link", { body: { url: "http://127.0.0.1:4242/pay/other" } });
    expect(createScore(sources([other, receipt], stripe))()).toMatchObject({ paid: 0, receipted: 0 });
  });

  it("does not take a document sent before the payment for its receipt", () => {
    const early = send("early", { type: "document", at: 2_000 });
    expect(createScore(sources([payLink, early], { captures: [capture()] }))()).toMatchObject({
      receipted: 0,
      waiting: 1,
    });
  });

  it("lets a payment wait for a while and then calls it lost", () => {
    const truth = { captures: [capture()] };
    expect(createScore(sources([payLink], truth))()).toMatchObject({ waiting: 1, lost: 0 });
    expect(createScore(sources([payLink], truth, 5_000 + patienceMs))()).toMatchObject({ waiting: 0, lost: 1 });
  });

  it("does not let a payment age while nothing ran", () => {
    const restarted = { ...sources([payLink], { captures: [capture()] }, 5_000 + patienceMs), openedAt: 100_000 };
    expect(createScore(restarted)()).toMatchObject({ waiting: 1, lost: 0 });
    expect(createScore({ ...restarted, now: () => 100_000 + patienceMs })()).toMatchObject({ waiting: 0, lost: 1 });
  });

  it("owes no receipt for money that was given back", () => {
    const truth = { captures: [capture({ refunded: 4_990 })] };
    expect(createScore(sources([payLink], truth, 5_000 + patienceMs))()).toMatchObject({ lost: 0 });
  });

  it("calls a payment recovered when it was receipted though no webhook about it was ever taken", () => {
    const truth = { captures: [capture()], deliveries: [delivery({})] };
    expect(createScore(sources([payLink, receipt], truth))().recovered).toBe(1);
    const told = {
      ...truth,
      deliveries: [delivery({}), delivery({ type: "charge.succeeded", subjectId: "ch_1", acknowledged: 1 })],
    };
    expect(createScore(sources([payLink, receipt], told))().recovered).toBe(0);
  });

  it("owes a receipt for what a bank promised to Lyra, and none for what was cancelled or never came", () => {
    const lyraLink = send("link", { type: "interactive.cta_url", body: { url: "http://127.0.0.1:4996/t/a1b2c3d4" } });
    const scored = (payment: TruePayment, now: number) =>
      createScore(sources([lyraLink], {}, now, { payments: [payment] }))();
    expect(scored(lyraPayment(), 10_000)).toMatchObject({ paid: 1, waiting: 1, lost: 0 });
    expect(scored(lyraPayment(), 5_000 + patienceMs)).toMatchObject({ waiting: 0, lost: 1 });
    for (const detailedStatus of ["CANCELLED", "CAPTURE_FAILED"])
      expect(scored(lyraPayment({ detailedStatus }), 5_000 + patienceMs)).toMatchObject({ paid: 1, lost: 0 });
  });

  it("calls a payment at Lyra recovered when it was receipted though its end was never told", () => {
    const lyraLink = send("link", { type: "interactive.cta_url", body: { url: "http://127.0.0.1:4996/t/a1b2c3d4" } });
    const news = { noticeId: "n", shopId: "12345678", uuid: "f1", url: "http://127.0.0.1:1/", attempts: 1 };
    const lost = { ...news, source: "PAY", state: "lost", acknowledged: 0 } as const;
    // The remittance a day later is told, but by then the look-up has found the money.
    const remitted = { ...news, source: "BATCH", state: "delivered", acknowledged: 1 } as const;
    const scored = (deliveries: LyraTruth["deliveries"]) =>
      createScore(sources([lyraLink, receipt], {}, 10_000, { payments: [lyraPayment()], deliveries }))();
    expect(scored([lost, remitted])).toMatchObject({ receipted: 1, recovered: 1 });
    expect(scored([{ ...lost, acknowledged: 1 }, remitted])).toMatchObject({ receipted: 1, recovered: 0 });
  });

  it("counts a second charge of one link until it is given back, and a message sent twice under one reference", () => {
    const twice = [capture(), capture({ chargeId: "ch_2", paymentIntentId: "pi_2" })];
    const second = send("again", { type: "document", at: 7_000 });
    expect(createScore(sources([payLink, receipt, second], { captures: twice }))().doubled).toBe(1);
    const back = [capture(), capture({ chargeId: "ch_2", paymentIntentId: "pi_2", refunded: 4_990 })];
    expect(createScore(sources([payLink, receipt], { captures: back }))().doubled).toBe(0);
    const same = [send("a", { biz_opaque_callback_data: "m1" }), send("b", { biz_opaque_callback_data: "m1" })];
    expect(createScore(sources(same, {}))().doubled).toBe(1);
  });
});
