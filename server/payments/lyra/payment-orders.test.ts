import { describe, expect, it } from "vitest";
import type { Http, HttpRequest } from "#contracts/http-port";
import type { LinkRequest, PageLink } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { days, hours, instant, later, minutes } from "#domain/instant";
import { type Money, money } from "#domain/money";
import {
  type LyraOpponent,
  lyraCards,
  lyraOpponent,
  lyraShop,
  lyraStart,
} from "../../../tests/contracts/lyra-opponent.ts";
import { provider } from "./provider.ts";

const euros = (minor: number): Money => money(minor, currency("EUR"));
const now = instant(lyraStart);
const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";
const orderId = "0192f0c17a007c3e9b1a4d2f6a1e0042";
const request: LinkRequest = {
  reference,
  idempotencyKey: `create-link:${reference}`,
  amount: euros(4_990),
  lines: [{ name: "Bague gravée", quantity: 1, unitPrice: euros(4_990) }],
  description: "Atelier, no 42",
  language: "pt",
  expiresAt: later(now, hours(2)),
  returnUrl: "https://shop.example/back",
  now,
};

/** What is asked of Lyra for a link. */
async function asked(change: Partial<LinkRequest> = {}, settings = {}): Promise<Record<string, unknown>> {
  const { http } = lyraOpponent();
  const requests: HttpRequest[] = [];
  const listening: Http = async (one) => {
    requests.push(one);
    return http(one);
  };
  const outcome = await provider.createLink({ ...request, ...change }, { ...lyraShop, ...settings }, listening);
  if (!outcome.ok) throw new Error(outcome.reason);
  return JSON.parse(String(requests.find(({ url }) => url.endsWith("/Charge/CreatePaymentOrder"))?.body));
}

async function open(opponent: LyraOpponent, change: Partial<LinkRequest> = {}): Promise<PageLink> {
  const link = await provider.createLink({ ...request, ...change }, lyraShop, opponent.http);
  if (!link.ok) throw new Error(link.reason);
  if (link.url === undefined) throw new Error("no page was made");
  return link;
}
const look = ({ http }: LyraOpponent, { providerRef }: PageLink) => provider.lookUp(providerRef, lyraShop, http);

describe("a payment order", () => {
  it("carries our reference in the shape Lyra takes, an end, and a way back", async () => {
    expect(await asked()).toEqual({
      amount: 4_990,
      currency: "EUR",
      orderId,
      transactionOptions: { cardOptions: { manualValidation: "NO" } },
      channelOptions: { channelType: "URL" },
      expirationDate: "2026-06-09T12:13:20+00:00",
      locale: "pt_BR",
      returnUrl: "https://shop.example/back",
      merchantComment: "Atelier, no 42",
    });
  });

  it("counts in Lyra's unit", async () => {
    const amount = money(7_500_000, currency("IDR"));
    expect(await asked({ amount, lines: [] })).toMatchObject({ amount: 75_000, currency: "IDR" });
  });

  it("keeps the card always, or when she agrees, and says for whom", async () => {
    const payer = { reference: "person-1", email: "lea@example.com" };
    const customer = { reference: "person-1", email: "lea@example.com" };
    expect(await asked({ saveCard: "always", payer })).toMatchObject({ formAction: "REGISTER_PAY", customer });
    expect(await asked({ saveCard: "ask", payer })).toMatchObject({ formAction: "ASK_REGISTER_PAY", customer });
    expect(await asked({ payer })).not.toHaveProperty("formAction");
    const { http } = lyraOpponent();
    const nobody = { ...request, saveCard: "ask", payer: { reference: "person-1" } } as const;
    expect(await provider.createLink(nobody, lyraShop, http)).toMatchObject({
      ok: false,
      retry: "never",
      reason: expect.stringContaining("e-mail"),
    });
  });

  it("says where its notifications go, where the merchant wants that", async () => {
    const ipnUrl = "https://till.example/webhooks/lyra/card";
    expect(await asked({}, { ipnUrl })).toMatchObject({ ipnTargetUrl: ipnUrl });
  });

  it("never ends in the past of a try half an hour late, nor more than 90 days away", async () => {
    const end = async (expiresAt: number) => {
      const { expirationDate } = await asked({ expiresAt: instant(expiresAt) });
      return Date.parse(String(expirationDate));
    };
    expect(await end(now)).toBeGreaterThan(now + minutes(30));
    expect(await end(now + days(400))).toBeLessThan(now + days(90));
    expect(await end(now + provider.capabilities.linkLife.longest)).toBe(now + provider.capabilities.linkLife.longest);
  });

  it("is refused where its address is missing or its sum another", async () => {
    const answering =
      (change: object): Http =>
      async ({ url }) => {
        const order = { paymentOrderId: "a1", paymentOrderStatus: "RUNNING", paymentURL: "https://pay.example/t/1" };
        const answer = url.endsWith("Order/Get") ? { transactions: [] } : { ...order, amount: 4_990, ...change };
        const body = JSON.stringify({ status: "SUCCESS", mode: "TEST", answer });
        return { status: 200, headers: {}, body: new TextEncoder().encode(body) };
      };
    const create = (change: object) => provider.createLink(request, lyraShop, answering(change));
    expect(await create({})).toMatchObject({ ok: true, url: "https://pay.example/t/1", expiresAt: request.expiresAt });
    expect(await create({ paymentURL: null })).toMatchObject({ ok: false, retry: "never" });
    expect(await create({ paymentURL: "javascript:1" })).toMatchObject({ ok: false, retry: "never" });
    expect(await create({ amount: 499 })).toMatchObject({ ok: false, retry: "never" });
    expect(await create({ currency: "USD" })).toMatchObject({ ok: false, retry: "never" });
  });
});

describe("a link whose answer was lost", () => {
  it("is one that nobody holds the address of, and the next try makes the only other", async () => {
    const opponent = lyraOpponent();
    opponent.strike("lost-after", "changes");
    expect(await provider.createLink(request, lyraShop, opponent.http)).toMatchObject({ ok: false, retry: "unknown" });
    opponent.strike(undefined);
    const link = await open(opponent);
    const { orders, messages } = opponent.world.truth();
    expect(orders.map((order) => [order.orderId, order.paymentOrderId === link.providerRef])).toEqual([
      [orderId, false],
      [orderId, true],
    ]);
    expect(opponent.linksOf(reference)).toBe(1);
    expect(messages).toEqual([]);
  });

  it("brings its money to the same payment, by notification and by the other link's look-up", async () => {
    const opponent = lyraOpponent();
    opponent.strike("lost-after", "changes");
    await provider.createLink(request, lyraShop, opponent.http);
    opponent.strike(undefined);
    const link = await open(opponent);
    const lost = opponent.world.truth().orders.find(({ paymentOrderId }) => paymentOrderId !== link.providerRef);
    opponent.pay(lost?.paymentOrderId ?? "");
    const found = await look(opponent, link);
    expect(found).toMatchObject({ facts: [{ kind: "captured", reference }], final: false });
    await opponent.pass(1_000);
    const told = opponent.posted().flatMap(({ body }) => provider.interpret(body, lyraShop));
    expect(told).toContainEqual(found.ok ? found.facts[0] : undefined);
  });

  it("that was paid all the same leaves no second link to pay at", async () => {
    const opponent = lyraOpponent();
    opponent.strike("lost-after", "changes");
    await provider.createLink(request, lyraShop, opponent.http);
    opponent.strike(undefined);
    opponent.pay(opponent.world.truth().orders[0]?.paymentOrderId ?? "");
    const link = await open(opponent);
    expect(opponent.promise(link.url)).toEqual({ kind: "over", status: "CANCELLED" });
    expect(await look(opponent, link)).toMatchObject({ facts: [{ kind: "captured", reference }], final: true });
  });
});

describe("what became of a link", () => {
  it("is a promise first, then money, and final only with the money", async () => {
    const opponent = lyraOpponent();
    const link = await open(opponent);
    opponent.promise(link.url);
    const paid = { reference, amount: euros(4_990) };
    expect(await look(opponent, link)).toMatchObject({ facts: [{ kind: "authorised", ...paid }], final: false });
    const late = await provider.expireLink(link.providerRef, lyraShop, opponent.http);
    expect(late).toMatchObject({ facts: [{ kind: "authorised", ...paid }], final: false });
    await opponent.pass(1_000);
    expect(await look(opponent, link)).toMatchObject({ facts: [{ kind: "captured", ...paid }], final: true });
  });

  it("is told when the promised money does not come", async () => {
    const opponent = lyraOpponent();
    const link = await open(opponent);
    opponent.promise(link.url, { card: lyraCards.captureFails });
    await opponent.pass(2_000);
    const found = await look(opponent, link);
    expect(found).toMatchObject({ facts: [{ kind: "capture-failed", amount: euros(4_990) }], final: true });
    const told = opponent.posted().flatMap(({ body }) => provider.interpret(body, lyraShop));
    expect(told.map(({ kind }) => kind)).toEqual(["authorised", "capture-failed"]);
    if (found.ok) expect(told.at(-1)).toEqual(found.facts[0]);
  });

  it("is over when she was refused too often", async () => {
    const opponent = lyraOpponent();
    const link = await open(opponent);
    for (let tries = 0; tries < 4; tries++) opponent.pay(link.providerRef, "declined");
    const found = await look(opponent, link);
    expect(found).toMatchObject({ final: true });
    expect(found.ok ? found.facts.map(({ kind }) => kind) : []).toEqual([
      ...Array.from({ length: 4 }, () => "attempt-failed"),
      "link-expired",
    ]);
  });

  it("tells a kept card beside the money, and nothing where she did not agree", async () => {
    const opponent = lyraOpponent();
    const payer = { reference: "person-1", email: "lea@example.com" };
    const link = await open(opponent, { saveCard: "ask", payer });
    opponent.promise(link.url, { consent: true });
    expect(await look(opponent, link)).toMatchObject({
      facts: [{ kind: "authorised" }, { kind: "card-saved", lastFour: "0055", brand: "cb", email: "lea@example.com" }],
    });
    const other = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0043";
    const shy = await open(opponent, { reference: other, saveCard: "ask", payer });
    opponent.promise(shy.url, { consent: false });
    const found = await look(opponent, shy);
    expect(found.ok ? found.facts.map(({ kind }) => kind) : []).toEqual(["authorised"]);
  });

  it("is not asked of orders that other programs made", async () => {
    const { http } = saying({ paymentOrderStatus: "PAID", orderId: "WOO-1042" });
    expect(await provider.lookUp("a1", lyraShop, http)).toMatchObject({ ok: false, retry: "never" });
  });

  it.each([
    ["open under a status that is new", "PAUSED", { facts: [], final: false }],
    ["open while the payment of a paid one is not shown yet", "PAID", { facts: [], final: false }],
    ["over when cancelled, however that is spelt", "CANCELED", { facts: [{ kind: "link-expired" }], final: true }],
  ])("is %s", async (_, paymentOrderStatus, expected) => {
    const { http } = saying({ paymentOrderStatus });
    expect(await provider.lookUp("a1", lyraShop, http)).toMatchObject({ ok: true, ...expected });
  });

  it("is not called over because Lyra said that it would be closed", async () => {
    const { http, called } = saying({ paymentOrderStatus: "RUNNING" });
    expect(await provider.expireLink("a1", lyraShop, http)).toMatchObject({ ok: false, retry: "later" });
    expect(called[0]).toContain("PaymentOrder/Cancel");
  });
});

/** A Lyra that says this of every payment order, and knows no transaction. */
function saying(order: object): { readonly http: Http; readonly called: readonly string[] } {
  const called: string[] = [];
  const http: Http = async ({ url }) => {
    called.push(url);
    const answer = url.endsWith("/V4/Order/Get") ? { transactions: [] } : { paymentOrderId: "a1", orderId, ...order };
    const body = JSON.stringify({ status: "SUCCESS", mode: "TEST", answer });
    return { status: 200, headers: {}, body: new TextEncoder().encode(body) };
  };
  return { http, called };
}
