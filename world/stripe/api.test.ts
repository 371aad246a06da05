import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientRig, line, newClientRig, ringSession, shopKey } from "./client-rig.ts";

let rig: ClientRig;

beforeAll(async () => {
  rig = await newClientRig();
});

afterAll(async () => rig.close());

async function refusal(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (failure instanceof Stripe.errors.StripeError) return failure;
  throw new Error(`the call was not refused: ${String(failure)}`);
}

async function paidSession(amount = 1000): Promise<{ charge: string; intent: string; session: string }> {
  const session = await rig.stripe.checkout.sessions.create(ringSession({ line_items: [line("eur", amount)] }));
  const outcome = rig.world.pay(session.id);
  if (outcome.kind !== "paid") throw new Error(outcome.kind);
  return { charge: outcome.chargeId, intent: outcome.paymentIntentId, session: session.id };
}

describe("checkout sessions", () => {
  it("sums the lines, stays open for a day and has no intent before the payer tries", async () => {
    const session = await rig.stripe.checkout.sessions.create(ringSession());
    expect(session).toMatchObject({ amount_total: 2999, currency: "eur", status: "open", payment_status: "unpaid" });
    expect(session.payment_intent).toBeNull();
    expect(session.expires_at - session.created).toBe(86_400);
    expect(session.id).toMatch(/^cs_test_/);
    expect(session.url).toBe(`${rig.url}/c/pay/${session.id}`);
    expect(session.lastResponse.requestId).toMatch(/^req_/);
  });

  it("shows the paid intent and its charge when asked to expand", async () => {
    const { session, charge } = await paidSession();
    const paid = await rig.stripe.checkout.sessions.retrieve(session, {
      expand: ["payment_intent.latest_charge.balance_transaction", "line_items"],
    });
    expect(paid).toMatchObject({ status: "complete", payment_status: "paid", url: null });
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    const paidCharge = intent.latest_charge as Stripe.Charge;
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 1000, metadata: { order: "17" } });
    expect(paidCharge).toMatchObject({ id: charge, paid: true, captured: true, amount_captured: 1000 });
    expect(paidCharge.balance_transaction).toMatchObject({ amount: 1000, fee: 15 + 25, net: 960, status: "pending" });
    expect(paid.line_items?.data).toMatchObject([{ quantity: 1, amount_total: 1000, description: "Ring" }]);
  });

  it("is ended by the merchant once, and not after it was paid", async () => {
    const session = await rig.stripe.checkout.sessions.create(ringSession());
    expect(await rig.stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: "expired", url: null });
    expect(rig.world.pay(session.id)).toEqual({ kind: "expired" });
    expect((await refusal(rig.stripe.checkout.sessions.expire(session.id))).message).toContain("status of `expired`");
    const paid = await paidSession();
    expect((await refusal(rig.stripe.checkout.sessions.expire(paid.session))).message).toContain("`complete`");
  });

  it("is found by its intent and lists the newest first, page by page", async () => {
    const paid = await paidSession();
    const later = await rig.stripe.checkout.sessions.create(ringSession());
    const found = await rig.stripe.checkout.sessions.list({ payment_intent: paid.intent });
    expect(found.data.map((session) => session.id)).toEqual([paid.session]);
    const first = await rig.stripe.checkout.sessions.list({ limit: 1 });
    expect(first).toMatchObject({ has_more: true, data: [{ id: later.id }] });
    const second = await rig.stripe.checkout.sessions.list({ limit: 1, starting_after: later.id });
    expect(second.data[0]?.id).toBe(paid.session);
  });

  const day = 86_400;
  it.each([
    ["an end too soon", { expires_at: -1 + 1800 }, "at least 30 minutes"],
    ["an end too late", { expires_at: day + 1 }, "less than 24 hours"],
  ])("refuses %s", async (_name, { expires_at }, words) => {
    const created = Math.floor(rig.clock.ports.now() / 1000);
    const session = ringSession({ expires_at: created + expires_at });
    expect((await refusal(rig.stripe.checkout.sessions.create(session))).message).toContain(words);
  });

  it.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, string | undefined, string]>([
    ["less than the smallest charge", { line_items: [line("eur", 49)] }, "amount_too_small", "line_items"],
    ["more than eight digits", { line_items: [line("eur", 50_000_000, 2)] }, "amount_too_large", "line_items"],
    ["an unknown currency", { line_items: [line("zzz", 500)] }, undefined, "line_items[0][price_data][currency]"],
    ["two currencies", { line_items: [line("eur", 500), line("usd", 500)] }, undefined, "line_items"],
    ["no lines", { line_items: [] }, "parameter_missing", "line_items"],
    ["a reference of 201 characters", { client_reference_id: "x".repeat(201) }, undefined, "client_reference_id"],
    ["a metadata key of 41 characters", { metadata: { ["k".repeat(41)]: "v" } }, undefined, "metadata"],
    ["a metadata value of 501 characters", { metadata: { k: "v".repeat(501) } }, undefined, "metadata[k]"],
    ["a script address", { success_url: "javascript:alert(1)" }, "url_invalid", "success_url"],
    ["a broken e-mail", { customer_email: "lea" }, "email_invalid", "customer_email"],
    ["fractional ISK", { line_items: [line("isk", 50_050)] }, "invalid_charge_amount_no_decimal_compatible", ""],
    ["fractional UGX", { line_items: [line("ugx", 50_050)] }, "invalid_charge_amount_no_decimal_compatible", ""],
    ["a third decimal of KWD", { line_items: [line("kwd", 5124)] }, "parameter_invalid_integer", ""],
  ])("refuses %s", async (_name, change, code, param) => {
    const failure = await refusal(rig.stripe.checkout.sessions.create(ringSession(change)));
    expect(failure).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(failure.statusCode).toBe(400);
    expect(failure.code).toBe(code);
    if (param !== "") expect(failure.param).toBe(param);
  });

  it.each([
    ["jpy", 500],
    ["isk", 50_000],
    ["ugx", 500_000],
    ["kwd", 5120],
    ["huf", 20_045],
    ["mga", 1000],
  ])("takes amounts Stripe can express in %s", async (currency, amount) => {
    const session = await rig.stripe.checkout.sessions.create(ringSession({ line_items: [line(currency, amount)] }));
    expect(session.amount_total).toBe(amount);
    expect(rig.world.pay(session.id)).toMatchObject({ kind: "paid" });
  });

  it("names unknown parameters, and refuses rather than ignores what it does not play", async () => {
    const unknown = { ...ringSession(), paymentmode: "x" } as Stripe.Checkout.SessionCreateParams;
    expect(await refusal(rig.stripe.checkout.sessions.create(unknown))).toMatchObject({
      code: "parameter_unknown",
      param: "paymentmode",
    });
    const withTypes = { ...ringSession(), payment_method_types: ["card"] } as Stripe.Checkout.SessionCreateParams;
    expect((await refusal(rig.stripe.checkout.sessions.create(withTypes))).code).toBe("parameter_unknown");
    const unplayed = ringSession({ automatic_tax: { enabled: true } });
    expect((await refusal(rig.stripe.checkout.sessions.create(unplayed))).message).toContain("does not play");
  });
});

describe("keys", () => {
  it("refuses a wrong, a missing, a publishable and a revoked key", async () => {
    const wrong = await refusal(rig.clientFor("sk_test_wrong_0123456789").balance.retrieve());
    expect(wrong).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(wrong.message).toMatch(/^Invalid API Key provided: sk_test_\*+6789$/);
    expect((await refusal(rig.clientFor("pk_test_1").balance.retrieve())).code).toBe("secret_key_required");
    expect((await fetch(`${rig.url}/v1/balance`)).status).toBe(401);
    rig.world.addAccount({ secretKey: "sk_test_leaves", country: "FR", currency: "eur" });
    rig.world.revokeKey("sk_test_leaves");
    expect((await refusal(rig.clientFor("sk_test_leaves").balance.retrieve())).code).toBe("api_key_expired");
  });

  it("accepts the key by HTTP Basic", async () => {
    const authorization = `Basic ${Buffer.from(`${shopKey}:`).toString("base64")}`;
    expect((await fetch(`${rig.url}/v1/account`, { headers: { authorization } })).status).toBe(200);
  });

  it("does not show one merchant's objects to another", async () => {
    rig.world.addAccount({ secretKey: "sk_test_neighbour", country: "IT", currency: "eur" });
    const { session } = await paidSession();
    const failure = await refusal(rig.clientFor("sk_test_neighbour").checkout.sessions.retrieve(session));
    expect(failure).toMatchObject({ statusCode: 404, code: "resource_missing" });
  });

  it("answers an unknown route with Stripe's envelope", async () => {
    const answer = await fetch(`${rig.url}/v1/moon`, { headers: { authorization: `Bearer ${shopKey}` } });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  });
});

describe("idempotency keys", () => {
  it("give the first answer again, marked as a replay", async () => {
    const first = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-1" });
    const again = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-1" });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers).toMatchObject({
      "idempotent-replayed": "true",
      "original-request": first.lastResponse.requestId,
    });
  });

  it("refuse other parameters and other routes", async () => {
    await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-2" });
    const other = ringSession({ client_reference_id: "order-18" });
    const failure = await refusal(rig.stripe.checkout.sessions.create(other, { idempotencyKey: "same-2" }));
    expect(failure).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    const { charge } = await paidSession();
    const elsewhere = await refusal(rig.stripe.refunds.create({ charge }, { idempotencyKey: "same-2" }));
    expect(elsewhere).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it("keep nothing of a request that failed validation", async () => {
    const broken = ringSession({ line_items: [line("eur", 1)] });
    await refusal(rig.stripe.checkout.sessions.create(broken, { idempotencyKey: "same-3" }));
    const session = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-3" });
    expect(session.status).toBe("open");
  });

  it("are forgotten after 24 hours", async () => {
    const first = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-4" });
    await rig.clock.pass(24 * 3_600_000 - 1);
    const within = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-4" });
    await rig.clock.pass(1);
    const after = await rig.stripe.checkout.sessions.create(ringSession(), { idempotencyKey: "same-4" });
    expect(within.id).toBe(first.id);
    expect(after.id).not.toBe(first.id);
  });
});

describe("refunds", () => {
  it("give back a part, then the rest, and never more than was taken", async () => {
    const { charge, intent } = await paidSession(1000);
    const part = await rig.stripe.refunds.create({ payment_intent: intent, amount: 300, metadata: { refund: "1" } });
    expect(part).toMatchObject({ status: "succeeded", amount: 300, charge, metadata: { refund: "1" } });
    const over = await refusal(rig.stripe.refunds.create({ payment_intent: intent, amount: 701 }));
    expect(over.message).toBe("Refund amount (€7.01) is greater than unrefunded amount on charge (€7.00)");
    expect(over.param).toBe("amount");
    expect(await rig.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 300, refunded: false });
    expect(await rig.stripe.refunds.create({ payment_intent: intent })).toMatchObject({ amount: 700 });
    expect(await rig.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 1000, refunded: true });
    const empty = await refusal(rig.stripe.refunds.create({ charge }));
    expect(empty.code).toBe("charge_already_refunded");
    const listed = await rig.stripe.refunds.list({ payment_intent: intent });
    expect(listed.data.map((refund) => refund.amount)).toEqual([700, 300]);
  });

  it("are made once under one key, however often the call is repeated", async () => {
    const { intent } = await paidSession(1000);
    const ask = { payment_intent: intent, amount: 400 };
    const first = await rig.stripe.refunds.create(ask, { idempotencyKey: `refund:${intent}` });
    const again = await rig.stripe.refunds.create(ask, { idempotencyKey: `refund:${intent}` });
    expect(again.id).toBe(first.id);
    expect((await rig.stripe.refunds.list({ payment_intent: intent })).data).toHaveLength(1);
  });

  it("can fail days later, and then the money can be given back again", async () => {
    const { charge } = await paidSession(1000);
    const refund = await rig.stripe.refunds.create({ charge });
    await rig.clock.pass(3 * 24 * 3_600_000);
    rig.world.failRefund(refund.id, "lost_or_stolen_card");
    expect(await rig.stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: "failed",
      failure_reason: "lost_or_stolen_card",
    });
    expect(await rig.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(await rig.stripe.refunds.create({ charge })).toMatchObject({ status: "succeeded", amount: 1000 });
  });

  it("refuse an unknown or unpaid intent", async () => {
    expect((await refusal(rig.stripe.refunds.create({ payment_intent: "pi_none" }))).code).toBe("resource_missing");
    const open = await rig.stripe.paymentIntents.create({ amount: 900, currency: "eur" });
    const failure = await refusal(rig.stripe.refunds.create({ payment_intent: open.id }));
    expect(failure.message).toContain("does not have a successful charge");
  });
});

describe("payment intents without a session", () => {
  it("are paid, refused with a card error, or sent to the bank's page", async () => {
    const ask = { amount: 2000, currency: "eur", confirm: true } as const;
    const paid = await rig.stripe.paymentIntents.create({ ...ask, payment_method: "pm_card_visa" });
    expect(paid.status).toBe("succeeded");
    const failure = await refusal(
      rig.stripe.paymentIntents.create({ ...ask, payment_method: "pm_card_chargeDeclined" }),
    );
    expect(failure).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(failure).toMatchObject({ statusCode: 402, code: "card_declined", decline_code: "generic_decline" });
    const waiting = await rig.stripe.paymentIntents.create({
      ...ask,
      payment_method: "pm_card_authenticationRequired",
    });
    expect(waiting.status).toBe("requires_action");
    expect(await rig.stripe.paymentIntents.cancel(waiting.id)).toMatchObject({ status: "canceled" });
  });

  it("of a session cannot be cancelled by themselves", async () => {
    const session = await rig.stripe.checkout.sessions.create(ringSession());
    const outcome = rig.world.pay(session.id, { card: "4000000000000002" });
    if (outcome.kind !== "declined") throw new Error(outcome.kind);
    const failure = await refusal(rig.stripe.paymentIntents.cancel(outcome.paymentIntentId));
    expect(failure.message).toContain("Checkout Session");
  });
});
