import { describe, expect, it } from "vitest";
import type { Http } from "#contracts/http-port";
import type { CardCharge, LinkRequest } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { instant, later } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { stripeAccount, stripeOpponent, stripeStart } from "../../../tests/contracts/stripe-opponent.ts";
import { provider } from "./provider.ts";

const { cards } = provider;
if (!cards) throw new Error("this rail keeps cards");
type Stripe = ReturnType<typeof stripeOpponent>;

const euros = (minor: number) => money(minor, currency("EUR"));
const payer = { reference: "0192f0c1-7000-7aaa-9b1a-4d2f6a1e0009", email: "lea@example.com" };
const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";
const now = instant(stripeStart);
const page = {
  reference,
  idempotencyKey: `create-link:${reference}`,
  description: "Atelier, no 42",
  language: "fr",
  expiresAt: later(now, 7_200_000),
  returnUrl: "https://shop.example/back",
  now,
} as const;
const order: LinkRequest = { ...page, amount: euros(4_990), lines: [], payer };

const charging = (alias: string, change: Partial<CardCharge> = {}): CardCharge => ({
  reference: "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0043",
  idempotencyKey: "charge-card:1",
  amount: euros(990),
  alias,
  payer,
  description: "the rest",
  initiatedBy: "merchant",
  ...change,
});
const charge = ({ http }: Stripe, alias: string, change: Partial<CardCharge> = {}) =>
  cards.charge(charging(alias, change), stripeAccount, http);

const look = async ({ http }: Stripe, providerRef: string) => {
  const found = await provider.lookUp(providerRef, stripeAccount, http);
  if (!found.ok) throw new Error(found.reason);
  return found;
};
const savedIn = (facts: readonly PaymentFact[]) => facts.filter((fact) => fact.kind === "card-saved");
const told = (opponent: Stripe) => opponent.posted().flatMap(({ body }) => provider.interpret(body, stripeAccount));

/** Opens a page that keeps the card as asked, and pays there. */
async function paid(opponent: Stripe, saveCard: "ask" | "always", how: { card?: string; keepsCard?: boolean } = {}) {
  const link = await provider.createLink({ ...order, saveCard }, stripeAccount, opponent.http);
  if (!link.ok) throw new Error(link.reason);
  opponent.world.pay(link.providerRef, how);
  await opponent.pass(1_000);
  return link.providerRef;
}

async function registered(opponent: Stripe, card = "4242424242424242"): Promise<string> {
  const request = { ...page, currency: currency("EUR"), payer };
  const link = await cards?.createRegistration(request, stripeAccount, opponent.http);
  if (!link?.ok) throw new Error(link?.reason);
  opponent.world.pay(link.providerRef, { card });
  const [saved] = savedIn((await look(opponent, link.providerRef)).facts);
  if (!saved) throw new Error("no card was kept");
  return saved.alias;
}

/** The forms posted, by path. */
function listening({ http }: Stripe) {
  const forms: Record<string, Record<string, string>> = {};
  const heard: Http = async (request) => {
    if (request.method === "POST")
      forms[new URL(request.url).pathname] = Object.fromEntries(new URLSearchParams(String(request.body)));
    return http(request);
  };
  return { forms, heard };
}

describe("a card kept while paying", () => {
  it("always is told by webhook and by look-up in the same words", async () => {
    const opponent = stripeOpponent();
    const { facts, final } = await look(opponent, await paid(opponent, "always"));
    expect(final).toBe(true);
    const [saved] = savedIn(facts);
    expect(saved).toMatchObject({ alias: expect.stringMatching(/^cus_\w+\/pm_\w+$/), brand: "visa", lastFour: "4242" });
    expect(saved).toMatchObject({ reference, email: payer.email });
    expect(savedIn(told(opponent))).toEqual([saved]);
  });

  it("when she agrees is told by look-up, and not at all when she does not", async () => {
    const opponent = stripeOpponent();
    const agreed = await look(opponent, await paid(opponent, "ask", { keepsCard: true }));
    expect(savedIn(agreed.facts)).toHaveLength(1);
    expect(savedIn(told(opponent))).toEqual([]);
    const other = stripeOpponent();
    const { facts, final } = await look(other, await paid(other, "ask"));
    expect(facts.map(({ kind }) => kind)).toEqual(["captured"]);
    expect(final).toBe(true);
  });

  it("is asked for of Stripe in its own terms, and only where it is wanted", async () => {
    const sent = async (change: Partial<LinkRequest>) => {
      const opponent = stripeOpponent();
      const { forms, heard } = listening(opponent);
      await provider.createLink({ ...order, ...change }, stripeAccount, heard);
      return forms;
    };
    const always = await sent({ saveCard: "always" });
    expect(always["/v1/customers"]).toEqual({ "metadata[comptoir_person]": payer.reference });
    expect(always["/v1/checkout/sessions"]).toMatchObject({
      customer: expect.stringMatching(/^cus_/),
      "payment_intent_data[setup_future_usage]": "off_session",
      "payment_intent_data[metadata][saveCard]": "always",
    });
    const ask = (await sent({ saveCard: "ask" }))["/v1/checkout/sessions"] ?? {};
    expect(ask["saved_payment_method_options[payment_method_save]"]).toBe("enabled");
    expect(ask).not.toHaveProperty("payment_intent_data[setup_future_usage]");
    const none = await sent({});
    expect(Object.keys(none)).toEqual(["/v1/checkout/sessions"]);
    expect(none["/v1/checkout/sessions"]).not.toHaveProperty("customer");
  });

  it("keeps the money's facts when the key may not read cards, and asks again when Stripe is only broken", async () => {
    const opponent = stripeOpponent();
    const providerRef = await paid(opponent, "always");
    const failing = (status: number): Http => {
      const error = { type: "invalid_request_error", code: "more_permissions_required", message: "no" };
      const body = new TextEncoder().encode(JSON.stringify({ error }));
      return async (request) =>
        request.url.includes("/payment_methods/") ? { status, headers: {}, body } : opponent.http(request);
    };
    const lookAgain = (status: number) => provider.lookUp(providerRef, stripeAccount, failing(status));
    expect(await lookAgain(403)).toMatchObject({ ok: true, facts: [{ kind: "captured" }], final: true });
    expect(await lookAgain(500)).toMatchObject({ ok: true, facts: [{ kind: "captured" }], final: false });
  });
});

describe("registering a card", () => {
  it("that is refused tells so by webhook and by look-up alike, and lets her try another", async () => {
    const opponent = stripeOpponent();
    const request = { ...page, currency: currency("EUR"), payer };
    const link = await cards.createRegistration(request, stripeAccount, opponent.http);
    if (!link.ok) throw new Error(link.reason);
    expect(opponent.world.pay(link.providerRef, { card: "4000000000009995" })).toMatchObject({ kind: "refused" });
    await opponent.pass(1_000);
    const open = await look(opponent, link.providerRef);
    expect(open).toMatchObject({ facts: [{ kind: "attempt-failed", reason: "insufficient_funds" }], final: false });
    expect(told(opponent).map(({ factId }) => factId)).toEqual(open.facts.map(({ factId }) => factId));
    expect(opponent.world.pay(link.providerRef)).toMatchObject({ kind: "saved" });
    expect(await look(opponent, link.providerRef)).toMatchObject({ facts: [{ kind: "card-saved" }], final: true });
  });
});

describe("charging a kept card", () => {
  it("says who is there, and lets Stripe send nobody anywhere", async () => {
    const opponent = stripeOpponent();
    const alias = await registered(opponent);
    const { forms, heard } = listening(opponent);
    await cards.charge(charging(alias), stripeAccount, heard);
    const [customer, method] = alias.split("/");
    expect(forms["/v1/payment_intents"]).toEqual({
      amount: "990",
      currency: "eur",
      customer,
      payment_method: method,
      confirm: "true",
      off_session: "true",
      description: "the rest",
      "automatic_payment_methods[enabled]": "true",
      "automatic_payment_methods[allow_redirects]": "never",
      "expand[0]": "latest_charge.balance_transaction",
      "metadata[reference]": "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0043",
      "metadata[initiatedBy]": "merchant",
    });
    const hers = charging(alias, { initiatedBy: "customer", idempotencyKey: "charge-card:2" });
    expect(await cards.charge(hers, stripeAccount, heard)).toMatchObject({ facts: [{ kind: "captured" }] });
    expect(forms["/v1/payment_intents"]).toMatchObject({ error_on_requires_action: "true" });
    expect(forms["/v1/payment_intents"]).not.toHaveProperty("off_session");
  });

  it("tells the money at once, with its fee, under the name the webhook has for it", async () => {
    const opponent = stripeOpponent();
    const made = await charge(opponent, await registered(opponent));
    if (!made.ok || "needsCustomer" in made) throw new Error("it needed her");
    await opponent.pass(1_000);
    const [{ fee, ...captured } = {}] = made.facts.flatMap((fact) => (fact.kind === "captured" ? [fact] : []));
    expect(fee).toMatchObject({ currency: "EUR" });
    expect(told(opponent).filter(({ kind }) => kind === "captured")).toEqual([captured]);
  });

  it.each([
    ["asks for her when her bank does, though it was set up", "4000002760003184", "merchant", true],
    ["asks for her when she is there and her bank wants her", "4000002760003184", "customer", true],
    ["asks for her when a card that is asked about on a page is used by herself", "4000002500003155", "customer", true],
    ["goes through where her bank was asked when it was kept", "4000002500003155", "merchant", false],
  ] as const)("%s", async (_, card, initiatedBy, needsHer) => {
    const opponent = stripeOpponent();
    const alias = await registered(opponent, card);
    const once = await charge(opponent, alias, { initiatedBy });
    expect(once).toMatchObject(needsHer ? { ok: true, needsCustomer: true } : { facts: [{ kind: "captured" }] });
    expect(await charge(opponent, alias, { initiatedBy })).toEqual(once);
    expect(opponent.world.truth().captures).toHaveLength(needsHer ? 0 : 1);
  });

  it("asks for her where she only ticked the box: that is no set-up for charges in her absence", async () => {
    const opponent = stripeOpponent();
    const how = { card: "4000002500003155", keepsCard: true };
    const [saved] = savedIn((await look(opponent, await paid(opponent, "ask", how))).facts);
    expect(await charge(opponent, saved?.alias ?? "")).toMatchObject({ ok: true, needsCustomer: true });
  });

  it("that is declined is over, is not tried again, and is no try of hers on a page", async () => {
    const opponent = stripeOpponent();
    const alias = await registered(opponent, "4000000000000341");
    const refused = await charge(opponent, alias);
    expect(refused).toMatchObject({ facts: [{ kind: "attempt-failed", reason: "generic_decline" }], final: true });
    expect(await charge(opponent, alias)).toEqual(refused);
    await opponent.pass(1_000);
    expect(told(opponent)).toEqual([]);
    const found = await cards.lookUpCharge(charging(alias).reference, stripeAccount, opponent.http);
    if (refused.ok && "facts" in refused) expect(found).toMatchObject({ ok: true, facts: refused.facts, final: true });
  });

  it("names two failures of one card apart, though no charge was made", async () => {
    const opponent = stripeOpponent();
    const alias = await registered(opponent, "4000002760003184");
    const ids: string[] = [];
    for (const place of [1, 2]) {
      const mine = { reference: `0192f0c1-7a00-7c3e-9b1a-4d2f6a1e005${place}`, idempotencyKey: `charge-card:${place}` };
      await charge(opponent, alias, { ...mine, initiatedBy: "customer" });
      const found = await cards.lookUpCharge(mine.reference, stripeAccount, opponent.http);
      ids.push(...(found.ok ? found.facts.map(({ factId }) => factId) : []));
    }
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it("never charges a card that is another person's", async () => {
    const opponent = stripeOpponent();
    const [, method] = (await registered(opponent)).split("/");
    const link = await provider.createLink(
      { ...order, idempotencyKey: "another", saveCard: "always", payer: { reference: "another" } },
      stripeAccount,
      opponent.http,
    );
    if (!link.ok) throw new Error(link.reason);
    opponent.world.pay(link.providerRef);
    const [hers] = savedIn((await look(opponent, link.providerRef)).facts);
    const mixed = `${hers?.alias.split("/")[0]}/${method}`;
    expect(await charge(opponent, mixed)).toEqual({ ok: false, retry: "never", reason: "alias" });
  });

  it("looks before it steps over a stored failure", async () => {
    const opponent = stripeOpponent();
    const alias = await registered(opponent);
    opponent.strike("broken", "changes");
    expect(await charge(opponent, alias)).toMatchObject({ ok: false, retry: "unknown" });
    opponent.strike(undefined);
    const asked: string[] = [];
    const heard: Http = async (request) => {
      asked.push(`${request.method} ${request.headers["idempotency-key"] ?? new URL(request.url).pathname}`);
      return opponent.http(request);
    };
    expect(await cards.charge(charging(alias), stripeAccount, heard)).toMatchObject({ facts: [{ kind: "captured" }] });
    expect(asked).toEqual(["POST charge-card:1", "GET /v1/payment_intents", "POST charge-card:1:2"]);
  });

  it("says no name of a card in a reason", async () => {
    const error = { type: "invalid_request_error", message: "No such thing: 'pm_1abc' of cus_9xyz", code: "other" };
    const http: Http = async () => ({
      status: 400,
      headers: {},
      body: new TextEncoder().encode(JSON.stringify({ error })),
    });
    const outcome = await cards.charge(charging("cus_9xyz/pm_1abc"), stripeAccount, http);
    expect(outcome).toEqual({
      ok: false,
      retry: "never",
      reason: "Stripe answered 400 other: No such thing: '…' of …",
    });
  });
});

describe("forgetting a card", () => {
  it("is asked again while Stripe is busy, and given up where Stripe refuses and keeps the card", async () => {
    const opponent = stripeOpponent();
    const alias = await registered(opponent);
    const refusing = (status: number): Http => {
      const body = new TextEncoder().encode('{"error":{"type":"invalid_request_error","message":"no"}}');
      return async (request) => (request.method === "POST" ? { status, headers: {}, body } : opponent.http(request));
    };
    expect(await cards.forget(alias, stripeAccount, refusing(429))).toMatchObject({ ok: false, retry: "later" });
    expect(await cards.forget(alias, stripeAccount, refusing(403))).toMatchObject({ ok: false, retry: "never" });
  });
});
