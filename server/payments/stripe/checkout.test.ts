import { describe, expect, it } from "vitest";
import type { Http, HttpRequest } from "#contracts/http-port";
import type { LinkRequest } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { instant, later } from "#domain/instant";
import { type Money, money } from "#domain/money";
import { stripeAccount, stripeOpponent } from "../../../tests/contracts/stripe-opponent.ts";
import { apiVersion } from "./api-client.ts";
import { provider } from "./provider.ts";

const euros = (minor: number): Money => money(minor, currency("EUR"));
const now = instant(1_781_000_000_000);
const request: LinkRequest = {
  reference: "pay-1",
  idempotencyKey: "create-link:pay-1",
  amount: euros(9_980),
  lines: [{ name: "Bague gravée", quantity: 2, unitPrice: euros(4_990) }],
  description: "Atelier, no 42",
  language: "pt",
  expiresAt: later(now, 7_200_000),
  returnUrl: "https://shop.example/back",
  now,
};

/** Every request made, and an answer to each: none. */
async function sent(change: Partial<LinkRequest>, settings = {}): Promise<HttpRequest> {
  const requests: HttpRequest[] = [];
  const http: Http = async (one) => {
    requests.push(one);
    return { status: 400, headers: {}, body: new TextEncoder().encode('{"error":{"type":"invalid_request_error"}}') };
  };
  await provider.createLink({ ...request, ...change }, { ...stripeAccount, ...settings }, http);
  expect(requests).toHaveLength(1);
  return requests[0] ?? { method: "GET", url: "", headers: {} };
}

const formOf = ({ body }: HttpRequest): URLSearchParams => new URLSearchParams(String(body));

describe("a session at Stripe", () => {
  it("is asked for with our key, our pinned version and our reference in three places", async () => {
    const { method, url, headers, body } = await sent({});
    expect([method, url]).toEqual(["POST", "https://api.stripe.com/v1/checkout/sessions"]);
    expect(headers).toMatchObject({ "idempotency-key": "create-link:pay-1", "stripe-version": apiVersion });
    expect(headers).not.toHaveProperty("x-stripe-client-telemetry");
    expect(Object.fromEntries(new URLSearchParams(String(body)))).toMatchObject({
      mode: "payment",
      client_reference_id: "pay-1",
      "metadata[reference]": "pay-1",
      "payment_intent_data[metadata][reference]": "pay-1",
      "line_items[0][price_data][currency]": "eur",
      "line_items[0][price_data][unit_amount]": "4990",
      "line_items[0][price_data][product_data][name]": "Bague gravée",
      "line_items[0][quantity]": "2",
      expires_at: "1781007200",
      locale: "pt-BR",
      success_url: "https://shop.example/back",
      cancel_url: "https://shop.example/back",
    });
  });

  it("is asked of the address in the settings, its path included", async () => {
    const { url } = await sent({}, { apiUrl: "http://127.0.0.1:4998/proxy/" });
    expect(url).toBe("http://127.0.0.1:4998/proxy/v1/checkout/sessions");
  });

  it("is asked for in the same words at a later try", async () => {
    const [first, second] = [await sent({}), await sent({ now: later(now, 1_800_000) })];
    expect(second.body).toBe(first.body);
  });

  it("never lives shorter or longer than Stripe allows", async () => {
    const expiry = async (expiresAt: number) =>
      Number(formOf(await sent({ expiresAt: instant(expiresAt) })).get("expires_at"));
    expect(await expiry(now)).toBeGreaterThanOrEqual(now / 1_000 + 1_800);
    expect(await expiry(now + 3 * 86_400_000)).toBeLessThanOrEqual(now / 1_000 + 86_400);
  });

  it.each([
    ["do not add up", [{ name: "Bague", quantity: 1, unitPrice: euros(4_990) }]],
    ["are of another currency", [{ name: "Bague", quantity: 2, unitPrice: money(4_990, currency("USD")) }]],
    ["are too many", Array.from({ length: 998 }, () => ({ name: "Perle", quantity: 1, unitPrice: euros(10) }))],
    ["have no name", [{ name: " ", quantity: 2, unitPrice: euros(4_990) }]],
    ["are none", []],
  ])("shows one line for the whole when the lines %s", async (_, lines) => {
    const form = formOf(await sent({ lines }));
    expect(form.get("line_items[0][price_data][unit_amount]")).toBe("9980");
    expect(form.get("line_items[0][price_data][product_data][name]")).toBe("Atelier, no 42");
    expect(form.has("line_items[1][quantity]")).toBe(false);
  });

  it("tells the fee of a capture once Stripe says it", async () => {
    const opponent = stripeOpponent();
    const link = await provider.createLink(request, stripeAccount, opponent.http);
    if (!link.ok) throw new Error(link.reason);
    opponent.pay(link.providerRef);
    expect(await provider.lookUp(link.providerRef, stripeAccount, opponent.http)).toMatchObject({
      facts: [{ kind: "captured", amount: euros(9_980), fee: { currency: "EUR" } }],
    });
  });

  it("is not final while a bank debit is on its way, and ends with the debit", async () => {
    const opponent = stripeOpponent();
    const link = await provider.createLink(request, stripeAccount, opponent.http);
    if (!link.ok) throw new Error(link.reason);
    opponent.world.captureLate(link.providerRef, { afterMs: 60_000, fails: true });
    const looks = () => provider.lookUp(link.providerRef, stripeAccount, opponent.http);
    expect(await looks()).toEqual({ ok: true, facts: [], final: false });
    expect(await provider.expireLink(link.providerRef, stripeAccount, opponent.http)).toMatchObject({ final: false });
    await opponent.pass(61_000);
    const ended = await looks();
    expect(ended).toMatchObject({ facts: [{ kind: "attempt-failed" }, { kind: "link-expired" }], final: true });
    const ids = opponent.posted().flatMap(({ body }) => provider.interpret(body, stripeAccount).map((f) => f.factId));
    if (ended.ok) expect(new Set(ids)).toEqual(new Set(ended.facts.map(({ factId }) => factId)));
  });

  it("pays once when the pay button is pressed twice", async () => {
    const opponent = stripeOpponent();
    const link = await provider.createLink(request, stripeAccount, opponent.http);
    if (!link.ok) throw new Error(link.reason);
    opponent.world.payTwice(link.providerRef);
    await opponent.pass(10_000);
    const captured = opponent
      .posted()
      .flatMap(({ body }) => provider.interpret(body, stripeAccount))
      .filter(({ kind }) => kind === "captured");
    expect(new Set(captured.map(({ factId }) => factId)).size).toBe(1);
  });
});

describe("what Stripe asks of a caller", () => {
  const answering =
    (status: number, headers: Record<string, string>, error: object): Http =>
    async () => ({ status, headers, body: new TextEncoder().encode(JSON.stringify({ error })) });
  const refund = { refundId: "r", idempotencyKey: "k", captureId: "pi_1", amount: euros(100), reason: "operator" };
  const refunding = (http: Http) => provider.refund(refund, stripeAccount, http);

  it.each([
    ["a rate limit with its pause", 429, { "retry-after": "7" }, "rate_limit", { retry: "later", afterMs: 7_000 }],
    ["a key at work elsewhere", 409, {}, "idempotency_key_in_use", { retry: "later" }],
    ["a lock it says to try again for", 400, { "stripe-should-retry": "true" }, "lock_timeout", { retry: "later" }],
    ["a key with other words", 400, {}, "idempotency_error", { retry: "never" }],
    ["a revoked key", 401, {}, "api_key_expired", { retry: "never" }],
    ["a right the key lacks", 403, {}, "more_permissions_required", { retry: "never" }],
    ["a fault inside", 500, {}, "api_error", { retry: "unknown" }],
  ])("is obeyed: %s", async (_, status, headers, code, expected) => {
    expect(await refunding(answering(status, headers, { type: "x", code, message: "no" }))).toMatchObject(expected);
  });

  it("looks before it steps over a stored failure of a refund", async () => {
    const keys: string[] = [];
    const http: Http = async ({ method, headers }) => {
      if (method === "POST") {
        keys.push(headers["idempotency-key"] ?? "");
        return answering(500, { "idempotent-replayed": "true" }, { type: "api_error" })({ method, url: "", headers });
      }
      const made = { id: "re_1", object: "refund", amount: 100, currency: "eur", created: 1, status: "succeeded" };
      const data = [{ ...made, metadata: { refundId: "r" }, payment_intent: "pi_1" }];
      return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify({ data, has_more: false })) };
    };
    expect(await refunding(http)).toMatchObject({ ok: true, facts: [{ refundRef: "re_1", state: "done" }] });
    expect(keys).toEqual(["k"]);
  });

  it("hears nothing of a key in a message that quotes one", async () => {
    const message = `Invalid API Key provided: ${stripeAccount.secretKey} or sk_test_abc****9999`;
    const outcome = await refunding(answering(401, {}, { type: "invalid_request_error", message }));
    expect(outcome).toMatchObject({
      ok: false,
      reason: "Stripe answered 401 invalid_request_error: Invalid API Key provided: … or …",
    });
  });

  it("hears nothing of a key of another spelling either", async () => {
    const settings = { secretKey: "a-key-by-a-proxy", webhookSecret: "first-word second-word" };
    const message = "refused: a-key-by-a-proxy, first-word, second-word";
    const outcome = await provider.refund(refund, settings, answering(403, {}, { type: "x", message }));
    expect(outcome).toMatchObject({ reason: "Stripe answered 403 x: refused: …, …, …" });
  });
});
