import { type Http, type HttpAnswer, HttpFailure } from "#contracts/http-port";
import type { CallProblem, Link, LinkRequest, PaymentProvider } from "#contracts/payment-provider";
import { instant } from "#domain/instant";
import { chatReference, endsBefore } from "#domain/native-pay";
import { channel } from "../../server/channels/whatsapp/channel.ts";
import { provider } from "../../server/payments/whatsapp-pay/provider.ts";
import { createMetaWorld } from "../../world/meta/model.ts";
import type { MetaWorld } from "../../world/meta/model-types.ts";
import type { Fault, Opponent } from "./payment-opponent.ts";

/** The number and the gateway that the opponent knows. */
export const teaShop = {
  phoneNumberId: "1001",
  displayPhoneNumber: "+919800000001",
  accessToken: "a-token-of-the-opponent",
  gateway: "razorpay",
  configurationName: "tea pay/1",
  refundSpeed: "instant",
  graphUrl: "https://graph.example",
} as const;

const customer = { id: "asha", phone: "919876543210" } as const;
const start = 1_795_000_000_000;
type Rail = typeof provider;

/**
 * The rail with the chat it needs: whoever has made a link shows the order in the chat, as the till does, and only then
 * is there anything to pay. WhatsApp takes a reference once: an order it knows already is shown already.
 */
export const railWithChat: PaymentProvider<Rail["settings"]> = {
  ...provider,
  async createLink(request, settings, http) {
    const link = await provider.createLink(request, settings, http);
    if (!link.ok) return link;
    const problem = await showOrder(request, link, http, provider.chatTerms?.(settings, request));
    return problem ?? link;
  },
};

async function showOrder(
  { reference, amount }: LinkRequest,
  { expiresAt }: Link,
  http: Http,
  terms: ReturnType<NonNullable<Rail["chatTerms"]>> | undefined,
): Promise<CallProblem | undefined> {
  const message = {
    kind: "order-details",
    body: "To pay",
    reference: chatReference(reference),
    country: "IN",
    currency: amount.currency,
    goods: "digital",
    ways: terms?.ways ?? [],
    items: [{ sku: "TEA-1", name: "Tea", amount: amount.minor, quantity: 1 }],
    subtotal: amount.minor,
    tax: 0,
    total: amount.minor,
    catalogueId: "tea",
    expires: { at: expiresAt - endsBefore, note: "Over" },
  } as const;
  const sent = await channel.send(
    channel.render({ to: { phone: customer.phone }, message, correlation: "c1" }, { ...teaShop, wabaId: "2002" }),
    http,
  );
  if (sent.outcome === "sent" && sent.messageId.startsWith("wamid.")) return undefined;
  if (sent.outcome === "sent") return { ok: false, retry: "unknown", reason: "the order has no name" };
  if (sent.outcome === "failed" && sent.reason.includes("must be unique")) return undefined;
  const retry = sent.outcome === "retry" ? "later" : sent.outcome === "unknown" ? "unknown" : "never";
  return { ok: false, retry, reason: sent.reason };
}

const chaosOf = (fault: Fault | undefined) => ({
  apiTimeoutBefore: fault === "lost-before" ? 1 : 0,
  apiTimeoutAfter: fault === "lost-after" ? 1 : 0,
  apiError500: fault === "broken" ? 1 : 0,
  rate429: fault === "busy" ? 1 : 0,
});

/** A clock that stands still unless told to go on, and what is to happen under it. */
function standingClock() {
  let now = start;
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  return {
    now: () => now,
    after: (milliseconds: number, run: () => void) => void timers.push({ at: now + milliseconds, run }),
    goOn: (milliseconds: number) => {
      const end = now + milliseconds;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers.splice(timers.indexOf(next), 1);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
}

/** WhatsApp and a gateway as the world plays them, with one customer whose window is open. */
export function whatsappPayOpponent(): Opponent & { readonly world: MetaWorld } {
  const clock = standingClock();
  let seed = 7;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const world = createMetaWorld({ now: clock.now, after: clock.after, random, post: async () => 200 });
  world.addNumber({
    ...teaShop,
    wabaId: "2002",
    webhookUrl: "https://till.example/webhooks/whatsapp/wa",
    verifyToken: "verify",
    appSecret: "secret",
    name: "Tea",
    paymentConfigurations: [teaShop.configurationName],
  });
  world.addUser({ ...customer, name: "Asha" }).say(teaShop.phoneNumberId, "Namaste");
  let struck: { readonly fault: Fault | undefined; readonly changes: boolean } = { fault: undefined, changes: false };
  const http: Http = async ({ method, url, headers, body = "" }): Promise<HttpAnswer> => {
    const { pathname } = new URL(url);
    world.setChaos(chaosOf(struck.changes && method === "GET" ? undefined : struck.fault));
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    return world.handle({ method, path: pathname, headers, body: bytes }).catch((error: unknown) => {
      throw new HttpFailure(String(error), "maybe");
    });
  };
  const orderOf = (name: string): string => name.split("/")[1] ?? "";
  const booksOf = (name: string) => world.gatewayBooks().filter(({ reference }) => reference === orderOf(name));
  const messageOf = (reference: string): string => {
    const { messages } = world.chat(customer.id, teaShop.phoneNumberId);
    return messages.find(({ content }) => JSON.stringify(content).includes(reference))?.id ?? "";
  };
  return {
    world,
    http,
    now: () => instant(clock.now()),
    pass: async (milliseconds) => {
      clock.goOn(milliseconds);
      await Promise.resolve();
    },
    pay: (providerRef, how) => {
      clock.goOn(1_000);
      const act = { how: how === "declined" ? "decline" : "pay" } as const;
      world.user(customer.id).payOrder(teaShop.phoneNumberId, messageOf(orderOf(providerRef)), act);
    },
    failRefund: (refundRef) => {
      const order = world.gatewayBooks().find(({ refunds }) => refunds.some(({ id }) => id === refundRef));
      world.failRefund(teaShop.phoneNumberId, order?.reference ?? "", refundRef);
    },
    posted: () => [],
    strike: (fault, calls) => {
      struck = { fault, changes: calls === "changes" };
    },
    linksOf: (reference) => booksOf(`/${reference.replaceAll("-", "")}`).length,
    returnedOf: (captureId) =>
      booksOf(captureId)
        .flatMap(({ refunds }) => refunds)
        .reduce((sum, { amount, status }) => sum + (status === "failed" ? 0 : amount), 0),
  };
}

/** A look-up's answer as Meta writes it, with something changed. */
export const paymentsAnswer = (payment: Readonly<Record<string, unknown>>): HttpAnswer => ({
  status: 200,
  headers: { date: new Date(start).toUTCString() },
  body: new TextEncoder().encode(JSON.stringify({ payments: [payment] })),
});
