import { describe, expect, it } from "vitest";
import {
  answerOf,
  at,
  call,
  listAt,
  newRig,
  openOrder,
  order,
  password,
  payNew,
  registerCard,
  shopId,
} from "./shop-rig.ts";

const day = 86_400_000;

describe("the envelope", () => {
  it("surrounds a success", async () => {
    const { world } = newRig();
    const envelope = await call(world, "Charge/SDKTest", { value: "a test" });
    expect(envelope).toEqual({
      webService: "Charge/SDKTest",
      version: "V4",
      applicationVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      serverDate: "2026-11-24T09:00:00+00:00",
      ticket: expect.stringMatching(/^[0-9a-f]{32}$/),
      applicationProvider: "PAYZEN",
      metadata: null,
      status: "SUCCESS",
      mode: "TEST",
      serverUrl: "http://127.0.0.1:4996",
      _type: "V4/WebService/Response",
      answer: { value: "a test", _type: "V4/Type/String" },
    });
  });

  it("names the brand and the mode of the password that was used", async () => {
    const { world } = newRig({ mode: "PRODUCTION" }, { brand: "SOGECOMMERCE" });
    const envelope = await call(world, "Charge/SDKTest", { value: "x" });
    expect(envelope).toMatchObject({ applicationProvider: "SOGECOMMERCE", mode: "PRODUCTION" });
  });
});

describe("a payment order", () => {
  it("is answered with its link, and looked up again", async () => {
    const rig = newRig();
    const change = { metadata: { payment: "p1" }, dataCollectionForm: "true", locale: "fr_FR" };
    const answer = await answerOf(rig.world, "Charge/CreatePaymentOrder", order(change));
    expect(answer).toMatchObject({
      paymentOrderId: expect.stringMatching(/^[0-9a-f]{32}$/),
      paymentURL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:4996\/t\/[0-9a-z]{8}$/),
      paymentOrderStatus: "RUNNING",
      amount: 2999,
      currency: "EUR",
      orderId: "order-17",
      formAction: "PAYMENT",
      dataCollectionForm: true,
      metadata: { payment: "p1" },
      channelDetails: { channelType: "URL" },
      creationDate: "2026-11-24T09:00:00+00:00",
      expirationDate: "2026-11-25T09:00:00+00:00",
      _type: "V4/PaymentOrder",
    });
    const body = { paymentOrderId: at(answer, "paymentOrderId") };
    expect(await answerOf(rig.world, "Charge/PaymentOrder/Get", body)).toEqual(answer);
  });

  it("is made twice when it is asked for twice: nothing tells two calls apart", async () => {
    const rig = newRig();
    const [one, two] = [await openOrder(rig), await openOrder(rig)];
    expect(one.id).not.toBe(two.id);
    expect(rig.world.pay(one.url).kind).toBe("accepted");
    expect(rig.world.pay(two.url).kind).toBe("accepted");
    expect(rig.world.truth().payments).toHaveLength(2);
  });

  it("is sent by the gateway on the other channels", async () => {
    const rig = newRig();
    const channels = [
      { channelType: "MAIL", mailOptions: { recipient: "lea@example.com", subject: "Your order" } },
      { channelType: "SMS", smsOptions: { phoneNumber: "+33612345678", message: "Pay here:" } },
      { channelType: "WHATSAPP", whatsAppOptions: { phoneNumber: "+33612345678" } },
    ];
    for (const channelOptions of channels) await openOrder(rig, { channelOptions });
    const { messages } = rig.world.truth();
    expect(messages.map(({ channel, to }) => [channel, to])).toEqual([
      ["MAIL", "lea@example.com"],
      ["SMS", "+33612345678"],
      ["WHATSAPP", "+33612345678"],
    ]);
    expect(messages[1]?.text).toMatch(/^Pay here: http:\/\/.*\/t\/[0-9a-z]{8}$/);
    expect(messages[2]?.text).toContain("€29.99");
  });

  it("changes its amount and expiry while it runs, and keeps what the call leaves out", async () => {
    const rig = newRig();
    const { id, url } = await openOrder(rig, { metadata: { payment: "p1" }, ipnTargetUrl: "http://127.0.0.1:9/own" });
    const change = { paymentOrderId: id, ...order({ amount: 1500, expirationDate: "2026-11-24T10:30:00+01:00" }) };
    const answer = await answerOf(rig.world, "Charge/PaymentOrder/Update", change);
    expect(answer).toMatchObject({
      amount: 1500,
      metadata: { payment: "p1" },
      expirationDate: "2026-11-24T09:30:00+00:00",
    });
    await rig.clock.pass(29 * 60_000);
    expect(rig.world.pay(url)).toMatchObject({ kind: "accepted" });
    await rig.clock.pass(1_000);
    expect(rig.clock.posted[0]?.url).toBe("http://127.0.0.1:9/own");
    expect(rig.world.truth().payments).toMatchObject([{ amount: 1500 }]);
  });

  it("expires by itself, is cancelled, is paid", async () => {
    const rig = newRig();
    const expires = await openOrder(rig);
    const cancelled = await openOrder(rig);
    const paid = await payNew(rig);
    await answerOf(rig.world, "Charge/PaymentOrder/Cancel", { paymentOrderId: cancelled.id });
    await rig.clock.pass(day);
    expect(rig.world.truth().orders.map(({ status }) => status)).toEqual(["EXPIRED", "CANCELLED", "PAID"]);
    expect(rig.world.pay(expires.url)).toEqual({ kind: "over", status: "EXPIRED" });
    expect(rig.world.pay(cancelled.id)).toEqual({ kind: "over", status: "CANCELLED" });
    expect(rig.world.pay(paid.url)).toEqual({ kind: "already_paid", uuid: paid.uuid });
    expect(rig.world.pay("http://127.0.0.1:4996/t/00000000")).toEqual({ kind: "unknown_link" });
  });

  it("lives as long as its expiration date says", async () => {
    const rig = newRig();
    const { url } = await openOrder(rig, { expirationDate: "2027-02-22T09:00:00Z" });
    await rig.clock.pass(90 * day - 1_000);
    expect(rig.world.pay(url).kind).toBe("accepted");
  });

  it("can be tried again after a refusal, four times in all", async () => {
    const rig = newRig();
    const { url } = await openOrder(rig);
    const outcomes = Array.from({ length: 4 }, () => rig.world.pay(url, { card: "4970105100000004" }));
    expect(outcomes.map((outcome) => "again" in outcome && outcome.again)).toEqual([true, true, true, false]);
    expect(outcomes[0]).toMatchObject({ kind: "refused", code: "ACQ_001", detailedCode: "51" });
    expect(rig.world.pay(url)).toEqual({ kind: "over", status: "REFUSED" });
    const once = await openOrder(rig, { transactionOptions: { cardOptions: { retry: 0 } } });
    expect(rig.world.pay(once.url, { card: "4970106100000002" })).toMatchObject({ code: "PSP_003", again: false });
  });

  it("is paid once, however often the button is pressed", async () => {
    const rig = newRig();
    const { url } = await openOrder(rig);
    expect(rig.world.payTwice(url).map(({ kind }) => kind)).toEqual(["accepted", "already_paid"]);
    expect(rig.world.truth().payments).toHaveLength(1);
  });

  it("keeps the card always, never, or as the buyer ticks", async () => {
    const rig = newRig();
    const customer = { email: "lea@example.com" };
    expect((await payNew(rig)).token).toBe("");
    expect((await payNew(rig, { formAction: "REGISTER_PAY", customer })).token).toMatch(/^[0-9a-f]{32}$/);
    expect((await payNew(rig, { formAction: "ASK_REGISTER_PAY", customer })).token).toMatch(/^[0-9a-f]{32}$/);
    const { url } = await openOrder(rig, { formAction: "ASK_REGISTER_PAY", customer });
    expect(rig.world.pay(url, { consent: false })).toMatchObject({ kind: "accepted", token: null });
  });

  it("registers a card without a payment, after asking its holder's bank", async () => {
    const rig = newRig();
    const { url } = await openOrder(rig, { amount: 0, formAction: "REGISTER", customer: { email: "lea@example.com" } });
    const asked = rig.world.pay(url, { challenge: "leave" });
    expect(asked.kind).toBe("requires_action");
    const outcome = rig.world.pay(url);
    if (outcome.kind !== "accepted") throw new Error(outcome.kind);
    const transaction = await answerOf(rig.world, "Transaction/Get", { uuid: outcome.uuid });
    expect(transaction).toMatchObject({
      operationType: "VERIFICATION",
      detailedStatus: "ACCEPTED",
      status: "PAID",
      amount: 0,
      paymentMethodToken: outcome.token,
    });
    expect(rig.world.truth().payments).toEqual([]);
  });
});

describe("a form token", () => {
  it("is paid within 15 minutes", async () => {
    const { world, clock } = newRig();
    const body = { amount: 990, currency: "EUR", orderId: "o1", customer: { email: "lea@example.com" } };
    const one = await answerOf(world, "Charge/CreatePayment", body);
    const two = await answerOf(world, "Charge/CreatePayment", body);
    expect(one).toEqual({ formToken: expect.any(String), _type: "V4/Charge/PaymentForm" });
    expect(world.pay(at(one, "formToken"))).toMatchObject({ kind: "accepted" });
    await clock.pass(15 * 60_000);
    expect(world.pay(at(two, "formToken"))).toEqual({ kind: "over", status: "EXPIRED" });
  });

  it("pays with a registered card in one click, without a new token", async () => {
    const rig = newRig();
    const paymentMethodToken = await registerCard(rig);
    const body = { amount: 990, currency: "EUR", orderId: "o1", paymentMethodToken };
    const { formToken } = await answerOf(rig.world, "Charge/CreatePayment", body);
    const outcome = rig.world.pay(String(formToken));
    expect(outcome).toMatchObject({ kind: "accepted", token: paymentMethodToken });
    const { transactionDetails } = await answerOf(rig.world, "Transaction/Get", {
      uuid: "uuid" in outcome ? outcome.uuid : "",
    });
    expect(transactionDetails).toMatchObject({
      cardDetails: { paymentMethodSource: "TOKEN", pan: "497010XXXXXX0055" },
    });
  });

  it("of a silent payment does not exist: the answer is the payment", async () => {
    const rig = newRig();
    const paymentMethodToken = await registerCard(rig);
    const body = { amount: 990, currency: "EUR", orderId: "renewal-1", formAction: "SILENT", paymentMethodToken };
    const answer = await answerOf(rig.world, "Charge/CreatePayment", body);
    expect(answer).toMatchObject({
      _type: "V4/Payment",
      orderCycle: "CLOSED",
      orderStatus: "PAID",
      orderDetails: { orderTotalAmount: 990, orderCurrency: "EUR", orderId: "renewal-1", mode: "TEST" },
      transactions: [{ detailedStatus: "AUTHORISED", paymentMethodToken, amount: 990 }],
    });
    const over = await registerCard(rig, "4970101000001002");
    const refused = await answerOf(rig.world, "Charge/CreatePayment", { ...body, paymentMethodToken: over });
    expect(refused).toMatchObject({
      orderStatus: "UNPAID",
      orderCycle: "CLOSED",
      transactions: [{ detailedStatus: "REFUSED", errorCode: "ACQ_001", detailedErrorCode: "61" }],
    });
  });
});

describe("a token", () => {
  it("is looked up, cancelled, and then dead", async () => {
    const rig = newRig();
    const paymentMethodToken = await registerCard(rig);
    const before = await answerOf(rig.world, "Token/Get", { paymentMethodToken });
    expect(before).toMatchObject({ paymentMethodToken, cancellationDate: null, customer: { reference: "lea" } });
    expect(await answerOf(rig.world, "Token/Cancel", { paymentMethodToken })).toMatchObject({ responseCode: 0 });
    const after = await answerOf(rig.world, "Token/Get", { paymentMethodToken });
    expect(after["cancellationDate"]).toBe("2026-11-24T09:00:00+00:00");
  });
});

describe("an order", () => {
  it("lists its transactions, those of one operation when asked", async () => {
    const rig = newRig({}, { remittanceEveryMs: 60_000, remittanceAtMs: 0 });
    const { url } = await openOrder(rig);
    rig.world.pay(url, { card: "4970105100000004" });
    const open = await answerOf(rig.world, "Order/Get", { orderId: "order-17" });
    expect(open).toMatchObject({ orderCycle: "OPEN", orderStatus: "UNPAID", _type: "V4/OrderTransactions" });
    const paid = rig.world.pay(url);
    await rig.clock.pass(60_000);
    const uuid = "uuid" in paid ? paid.uuid : "";
    await answerOf(rig.world, "Transaction/CancelOrRefund", { uuid, amount: 500, currency: "EUR" });
    const all = await answerOf(rig.world, "Order/Get", { orderId: "order-17" });
    expect(listAt(all, "transactions").map((one) => [one["operationType"], one["detailedStatus"]])).toEqual([
      ["DEBIT", "REFUSED"],
      ["DEBIT", "CAPTURED"],
      ["CREDIT", "AUTHORISED"],
    ]);
    expect(all).toMatchObject({ orderCycle: "CLOSED", orderStatus: "PAID" });
    const credits = await answerOf(rig.world, "Order/Get", { orderId: "order-17", operationType: "CREDIT" });
    expect(listAt(credits, "transactions")).toHaveLength(1);
  });

  it("of one mode is invisible to the other", async () => {
    const rig = newRig();
    rig.world.addShop({ shopId, password: "prodpassword_of_the_tests", hmacKey: "other", mode: "PRODUCTION" });
    const { id } = await openOrder(rig);
    rig.world.addShop({ shopId, password: "changed", hmacKey: "other" });
    rig.world.addShop({ shopId, password, hmacKey: "other", mode: "PRODUCTION" });
    const answer = await call(rig.world, "Charge/PaymentOrder/Get", { paymentOrderId: id });
    expect(answer).toMatchObject({ mode: "PRODUCTION", status: "ERROR", answer: { errorCode: "PSP_1000" } });
  });
});
