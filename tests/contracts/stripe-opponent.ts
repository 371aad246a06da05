import { type Http, HttpFailure } from "#contracts/http-port";
import { instant } from "#domain/instant";
import { createStripeWorld } from "../../world/stripe/model.ts";
import type { StripeWorld } from "../../world/stripe/model-types.ts";
import type { WireRequest } from "../../world/wire.ts";
import type { Fault, Opponent } from "./payment-opponent.ts";

/** The account that the opponent knows. */
export const stripeAccount = { secretKey: "sk_test_opponent0123456789", webhookSecret: "whsec_opponent0123456789" };

/** When its clock starts, ms. */
export const stripeStart = 1_781_000_000_000;

/** Our port, spoken by the model: what chaos swallows is a call without an answer. */
const httpOf =
  (world: StripeWorld, strikeAt: (method: string) => void): Http =>
  async ({ method, url, headers, body = "" }) => {
    strikeAt(method);
    const { pathname, search } = new URL(url);
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    try {
      return await world.handle({ method, path: `${pathname}${search}`, headers, body: bytes });
    } catch (error) {
      throw new HttpFailure(String(error), "maybe");
    }
  };

const chaosOf = (fault: Fault | undefined) => ({
  apiTimeoutBefore: fault === "lost-before" ? 1 : 0,
  apiTimeoutAfter: fault === "lost-after" ? 1 : 0,
  apiError500: fault === "broken" ? 1 : 0,
  rate429: fault === "busy" ? 1 : 0,
});

/** Stripe as the world plays it, under a clock that stands still unless told to go on, and a fixed row of chances. */
export function stripeOpponent(): Opponent & { readonly world: StripeWorld } {
  let now = stripeStart;
  let seed = 7;
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  const posted: WireRequest[] = [];
  const world = createStripeWorld({
    now: () => now,
    after: (milliseconds, run) => void timers.push({ at: now + milliseconds, run }),
    random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    post: async (_url, request) => {
      posted.push(request);
      return 200;
    },
  });
  world.addAccount({
    ...stripeAccount,
    webhookUrl: "https://till.example/webhooks/stripe/card",
    country: "FR",
    currency: "eur",
  });

  const pass = async (milliseconds: number): Promise<void> => {
    const end = now + milliseconds;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      timers.splice(timers.indexOf(next), 1);
      now = Math.max(now, next.at);
      next.run();
    }
    now = end;
    await Promise.resolve();
  };
  let struck: { readonly fault: Fault | undefined; readonly calls?: "changes" | undefined } = { fault: undefined };
  const strikeAt = (method: string): void =>
    world.setChaos(chaosOf(struck.calls === "changes" && method === "GET" ? undefined : struck.fault));
  return {
    world,
    http: httpOf(world, strikeAt),
    now: () => instant(now),
    pass,
    pay: (providerRef, how) => void world.pay(providerRef, how === "declined" ? { card: "4000000000009995" } : {}),
    failRefund: (refundRef) => world.failRefund(refundRef),
    posted: () => posted.map(({ headers, body }) => ({ method: "POST", query: {}, headers, body })),
    strike: (fault, calls) => {
      struck = { fault, calls };
    },
    linksOf: (reference) =>
      world.truth().sessions.filter(({ clientReferenceId }) => clientReferenceId === reference).length,
    returnedOf: (captureId) =>
      world
        .truth()
        .captures.filter(({ paymentIntentId }) => paymentIntentId === captureId)
        .reduce((sum, { refunded }) => sum + refunded, 0),
  };
}
