import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientRig, newClientRig, ringSession } from "./client-rig.ts";
import type { PayOptions } from "./model-types.ts";

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

const newCustomer = async (): Promise<string> => (await rig.stripe.customers.create({ email: "lea@example.com" })).id;

/** Registers a card for a customer and gives its id. */
async function registered(customer: string, card = "4242424242424242"): Promise<string> {
  const session = await rig.stripe.checkout.sessions.create(setUp(customer));
  const outcome = rig.world.pay(session.id, { card });
  if (outcome.kind !== "saved") throw new Error(outcome.kind);
  return outcome.paymentMethodId;
}

const setUp = (customer: string): Stripe.Checkout.SessionCreateParams => ({
  mode: "setup",
  currency: "eur",
  customer,
  success_url: "https://shop.example/kept",
  setup_intent_data: { metadata: { order: "17" } },
});

const charge = (customer: string, payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  rig.stripe.paymentIntents.create({
    amount: 2_990,
    currency: "eur",
    customer,
    payment_method,
    confirm: true,
    ...more,
  });

/** The types of event that were posted while something was done. */
async function eventsOf(deed: () => Promise<unknown>): Promise<readonly unknown[]> {
  await rig.clock.pass(1_000);
  const before = rig.clock.posted.length;
  await deed();
  await rig.clock.pass(1_000);
  const bodies = rig.clock.posted.slice(before).map(({ request }) => Buffer.from(request.body).toString());
  return bodies.map((body) => (JSON.parse(body) as { type: unknown }).type);
}

describe("customers", () => {
  it("are made, changed, found by address at once and by search a minute later", async () => {
    const made = await rig.stripe.customers.create({ email: "ada@example.com", metadata: { person: "it's 7" } });
    expect(await rig.stripe.customers.update(made.id, { name: "Ada" })).toMatchObject({ name: "Ada" });
    expect((await rig.stripe.customers.list({ email: "ada@example.com" })).data).toMatchObject([{ id: made.id }]);
    const search = () => rig.stripe.customers.search({ query: String.raw`metadata['person']:'it\'s 7'` });
    expect((await search()).data).toEqual([]);
    await rig.clock.pass(61_000);
    expect((await search()).data).toMatchObject([{ id: made.id, name: "Ada" }]);
    expect((await refusal(rig.stripe.customers.search({ query: "name:'Ada'" }))).message).toContain("does not play");
    expect((await refusal(rig.stripe.customers.retrieve("cus_none"))).code).toBe("resource_missing");
    expect((await refusal(rig.stripe.customers.create({ email: "ada" }))).code).toBe("email_invalid");
  });
});

describe("registrations", () => {
  it("keep a card, take no money and tell their story", async () => {
    const customer = await newCustomer();
    const taken = rig.world.truth().captures.length;
    let session: Stripe.Checkout.Session | undefined;
    const types = await eventsOf(async () => {
      session = await rig.stripe.checkout.sessions.create(setUp(customer));
      rig.world.pay(session.id);
    });
    expect(types).toEqual([
      "setup_intent.created",
      "payment_method.attached",
      "setup_intent.succeeded",
      "checkout.session.completed",
    ]);
    expect(session).toMatchObject({ mode: "setup", amount_total: null, payment_status: "no_payment_required" });
    const done = await rig.stripe.checkout.sessions.retrieve(session?.id ?? "", {
      expand: ["setup_intent.payment_method", "customer"],
    });
    expect(done).toMatchObject({ status: "complete", url: null, customer: { id: customer, email: "lea@example.com" } });
    const { data } = await rig.stripe.customers.listPaymentMethods(customer);
    const card = { last4: "4242", brand: "visa" };
    expect(data).toMatchObject([{ customer, card, allow_redisplay: "limited", type: "card" }]);
    expect(done.setup_intent).toMatchObject({
      status: "succeeded",
      metadata: { order: "17" },
      payment_method: data[0],
    });
    expect(rig.world.truth().captures).toHaveLength(taken);
  });

  it("refuse a declined card, ask the bank, and end with their page", async () => {
    const customer = await newCustomer();
    const session = await rig.stripe.checkout.sessions.create(setUp(customer));
    const setup = () => rig.stripe.setupIntents.retrieve(String(session.setup_intent));
    expect(rig.world.pay(session.id, { card: "4000000000000002" })).toMatchObject({ kind: "refused" });
    expect(await setup()).toMatchObject({ last_setup_error: { code: "card_declined", payment_method: {} } });
    const bank = { card: "4000002500003155", challenge: "fail" } as const;
    expect(rig.world.pay(session.id, bank)).toMatchObject({ code: "setup_intent_authentication_failure" });
    expect(rig.world.pay(session.id, { ...bank, challenge: "leave" }).kind).toBe("requires_action");
    expect((await setup()).status).toBe("requires_action");
    await rig.stripe.checkout.sessions.expire(session.id);
    expect(await setup()).toMatchObject({ status: "canceled" });
    expect((await rig.stripe.paymentMethods.list({ customer })).data).toEqual([]);
  });

  it.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, string]>([
    ["lines", ringSession({ mode: "setup", currency: "eur" }), "line_items"],
    ["no currency", { mode: "setup", success_url: "https://shop.example" }, "currency"],
    ["no customer", { mode: "setup", currency: "eur", success_url: "https://shop.example" }, "customer"],
    ["a payment's part", { ...ringSession(), setup_intent_data: { description: "x" } }, "setup_intent_data"],
    ["a box without customer", { ...ringSession(), saved_payment_method_options: box }, "customer"],
    ["an unknown customer", { ...ringSession(), customer: "cus_none" }, "customer"],
  ])("are refused with %s", async (name, params, param) => {
    const customer = name === "lines" || name === "no currency" ? { customer: await newCustomer() } : {};
    const failure = await refusal(rig.stripe.checkout.sessions.create({ ...params, ...customer }));
    expect(failure).toMatchObject({ type: "StripeInvalidRequestError", param });
  });
});

const box = { payment_method_save: "enabled" } as const;

describe("cards kept while paying", () => {
  const pay = async (change: Partial<Stripe.Checkout.SessionCreateParams>, how: PayOptions = {}) => {
    const customer = await newCustomer();
    const session = await rig.stripe.checkout.sessions.create({ ...ringSession(change), customer });
    expect(rig.world.pay(session.id, how).kind).toBe("paid");
    const kept = await rig.stripe.paymentMethods.list({ customer, type: "card" });
    const expand = ["payment_intent.payment_method", "payment_intent.latest_charge"];
    const paid = await rig.stripe.checkout.sessions.retrieve(session.id, { expand });
    return { customer, kept: kept.data, intent: paid.payment_intent as Stripe.PaymentIntent };
  };

  it("stay when the merchant says so, and the charge names customer and card", async () => {
    const { customer, kept, intent } = await pay({ payment_intent_data: { setup_future_usage: "off_session" } });
    expect(kept).toMatchObject([{ allow_redisplay: "limited", customer }]);
    expect(intent).toMatchObject({ customer, setup_future_usage: "off_session", payment_method: { id: kept[0]?.id } });
    expect(intent.latest_charge).toMatchObject({ customer, payment_method: kept[0]?.id });
  });

  it("stay when she ticks the box, and only where the page has one", async () => {
    const ticked = { keepsCard: true };
    expect((await pay({ saved_payment_method_options: box }, ticked)).kept).toMatchObject([
      { allow_redisplay: "always" },
    ]);
    expect((await pay({ saved_payment_method_options: box })).kept).toEqual([]);
    const boxless = await pay({}, ticked);
    expect(boxless.kept).toEqual([]);
    expect(boxless.intent.payment_method).toMatchObject({ object: "payment_method", customer: null });
  });
});

describe("charges of kept cards", () => {
  it("take money while she is away, and are found by customer", async () => {
    const customer = await newCustomer();
    const method = await registered(customer);
    const types = await eventsOf(() => charge(customer, method, { off_session: true, metadata: { order: "18" } }));
    expect(types).toEqual(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]);
    const [intent] = (await rig.stripe.paymentIntents.list({ customer })).data;
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 2_990, payment_method: method, customer });
    expect(rig.world.truth().captures.at(-1)).toMatchObject({ sessionId: null, metadata: { order: "18" } });
  });

  it.each([
    ["4000002760003184", { off_session: true }, "authentication_required", "authentication_required"],
    ["4000002760003184", { error_on_requires_action: true }, "authentication_required", "authentication_not_handled"],
    ["4000000000000341", { off_session: true }, "card_declined", "generic_decline"],
  ])("of %s under %j fail with %s", async (card, how, code, decline_code) => {
    const customer = await newCustomer();
    const method = await registered(customer, card);
    const failure = await refusal(charge(customer, method, how));
    expect(failure).toMatchObject({ statusCode: 402, type: "StripeCardError", code, decline_code });
    const { payment_intent: told } = failure as Stripe.errors.StripeCardError;
    const error = { code, decline_code, payment_method: { id: method } };
    expect(told).toMatchObject({ status: "requires_payment_method", last_payment_error: error });
  });

  it("of a card that her bank was asked about once go through while she is away, and ask while she is there", async () => {
    const customer = await newCustomer();
    const method = await registered(customer, "4000002500003155");
    expect((await charge(customer, method, { off_session: true })).status).toBe("succeeded");
    const there = await charge(customer, method);
    expect(there).toMatchObject({ status: "requires_action", payment_method: method });
  });

  it("are refused for a card that is unknown, another's, nobody's or detached", async () => {
    const [one, other] = [await newCustomer(), await newCustomer()];
    const method = await registered(one);
    expect((await refusal(charge(one, "pm_none"))).code).toBe("resource_missing");
    expect((await refusal(charge("cus_none", method))).param).toBe("customer");
    expect((await refusal(charge(other, method))).message).toContain("does not have");
    const alone = { amount: 500, currency: "eur", payment_method: method, confirm: true };
    expect((await refusal(rig.stripe.paymentIntents.create(alone))).message).toContain("belongs to a Customer");
    const types = await eventsOf(() => rig.stripe.paymentMethods.detach(method));
    expect(types).toEqual(["payment_method.detached"]);
    expect((await refusal(charge(one, method))).message).toContain("It may not be used again");
    expect((await refusal(rig.stripe.paymentMethods.detach(method))).message).toContain("not attached");
    expect((await rig.stripe.paymentMethods.list({ customer: one })).data).toEqual([]);
    expect(await rig.stripe.paymentMethods.retrieve(method)).toMatchObject({ customer: null });
  });

  it("say who is there only together with a confirmation", async () => {
    const ask = { amount: 500, currency: "eur", off_session: true };
    expect((await refusal(rig.stripe.paymentIntents.create(ask))).param).toBe("off_session");
  });

  it("work with a test card attached by name", async () => {
    const customer = await newCustomer();
    const { id } = await rig.stripe.paymentMethods.attach("pm_card_mastercard", { customer });
    expect((await charge(customer, id, { off_session: true })).status).toBe("succeeded");
  });
});
