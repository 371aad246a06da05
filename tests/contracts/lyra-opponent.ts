import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Http, HttpFailure, jsonOf } from "#contracts/http-port";
import type { RawRequest } from "#contracts/raw-request";
import { instant } from "#domain/instant";
import { createLyraWorld } from "../../world/lyra/model.ts";
import type { LyraWorld, PayOptions, PayOutcome } from "../../world/lyra/model-types.ts";
import type { WireRequest, WorldPorts } from "../../world/wire.ts";
import type { Fault, Opponent } from "./payment-opponent.ts";

/** The shop that the opponent knows. */
export const lyraShop = {
  shopId: "73510264",
  mode: "TEST",
  password: "testpassword_opponent0123456789",
  hmacKey: "hmac-opponent0123456789",
} as const;

/** When its clock starts, ms. */
export const lyraStart = 1_781_000_000_000;

/** Its bank takes and gives the money once a second. */
const remittanceEveryMs = 1_000;

/** Cards whose bank refuses, the payment or the money at remittance. */
export const lyraCards = {
  good: "4970100000000055",
  refused: "4970105100000004",
  captureFails: "4970107000000001",
} as const;

/** A strike that meets every call, or those only that change something. */
type Struck = "all" | "changes";

const chaosOf = (fault: Fault | undefined) => ({
  apiTimeoutBefore: fault === "lost-before" ? 1 : 0,
  apiTimeoutAfter: fault === "lost-after" ? 1 : 0,
  apiError500: fault === "broken" ? 1 : 0,
  rateLimited: fault === "busy" ? 1 : 0,
});

/** What the tests of this adapter do beyond the contract. */
export type LyraOpponent = Omit<Opponent, "strike"> & {
  readonly world: LyraWorld;
  readonly strike: (fault: Fault | undefined, calls?: Struck) => void;
  /** The customer pays and nothing is remitted yet: the money is promised only. */
  readonly promise: (link: string, options?: PayOptions) => PayOutcome;
  /** The services that were called, in order. */
  readonly called: () => readonly string[];
};

/** A clock that stands still unless told to go on, and what is to happen under it. */
function standingClock() {
  let now = lyraStart;
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

/** Lyra as the world plays it, under a standing clock and a fixed row of chances. */
export function lyraOpponent(): LyraOpponent {
  const clock = standingClock();
  const posted: WireRequest[] = [];
  const world = worldUnder(clock, posted);
  const line = lineTo(world);
  return {
    world,
    http: line.http,
    called: () => line.called,
    strike: line.strike,
    now: () => instant(clock.now()),
    pass: async (milliseconds) => {
      clock.goOn(milliseconds);
      await Promise.resolve();
    },
    promise: (link, options) => world.pay(link, options),
    pay: (providerRef, how) => {
      world.pay(providerRef, how === "declined" ? { card: lyraCards.refused } : {});
      clock.goOn(remittanceEveryMs);
    },
    // The bank sends back what it took: the refund was remitted before.
    failRefund: (refundRef) => {
      clock.goOn(2 * remittanceEveryMs);
      world.refuseRefund(refundRef);
    },
    posted: () => posted.map(({ headers, body }) => ({ method: "POST", query: {}, headers, body })),
    linksOf: (reference) =>
      world
        .truth()
        .orders.filter(({ orderId }) => orderId === reference.replaceAll("-", ""))
        .filter(({ paymentOrderId }) => line.handedOut.has(paymentOrderId)).length,
    returnedOf: (captureId) =>
      world
        .truth()
        .refunds.filter(({ paymentUuid, state }) => paymentUuid === captureId && state !== "refused")
        .reduce((sum, { amount }) => sum + amount, 0),
  };
}

function worldUnder(clock: ReturnType<typeof standingClock>, posted: WireRequest[]): LyraWorld {
  let seed = 7;
  const ports: WorldPorts = {
    now: clock.now,
    after: clock.after,
    random: () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647,
    post: async (_url, request) => {
      posted.push(request);
      return 200;
    },
  };
  const world = createLyraWorld(ports, { remittanceEveryMs, remittanceAtMs: 0 });
  world.addShop({
    ...lyraShop,
    ipnUrl: "https://till.example/webhooks/lyra/card",
    rules: { endOfPayment: true, batchAuthorisation: true, batchChange: true, backOffice: true },
  });
  return world;
}

/** Our port, spoken by the model: what chaos swallows is a call without an answer. */
function lineTo(world: LyraWorld) {
  let struck: { readonly fault: Fault | undefined; readonly calls: Struck } = { fault: undefined, calls: "all" };
  const called: string[] = [];
  /** The links whose address reached us. Others may exist; nobody holds their address. */
  const handedOut = new Set<unknown>();
  const http: Http = async ({ method, url, headers, body = "" }) => {
    const { pathname, search } = new URL(url);
    const service = pathname.replace("/api-payment/V4/", "");
    const isStruck = struck.calls === "all" || !service.endsWith("/Get");
    called.push(service);
    world.setChaos(chaosOf(isStruck ? struck.fault : undefined));
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const request = { method, path: `${pathname}${search}`, headers, body: bytes };
    const answer = await world.handle(request).catch((error: unknown) => {
      throw new HttpFailure(String(error), "maybe");
    });
    if (service === "Charge/CreatePaymentOrder") handedOut.add(orderIn(jsonOf(answer)));
    return answer;
  };
  const strike = (fault: Fault | undefined, calls: Struck = "all"): void => {
    struck = { fault, calls };
  };
  return { http, strike, called, handedOut };
}

/** The name of the payment order an answer brought, if it did. */
function orderIn(answer: unknown): unknown {
  const read = answer as { readonly answer?: { readonly paymentOrderId?: unknown } } | undefined;
  return read?.answer?.paymentOrderId;
}

const fixtures = join(import.meta.dirname, "..", "..", "server", "payments", "lyra", "fixtures");

/** The text of a notification among the adapter's fixtures. */
export const lyraAnswer = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(join(fixtures, `${name}.json`), "utf8")));

/** A notification's body, signed by the rule of Lyra's own SDK. `change` overwrites fields. */
export function lyraBody(
  answer: string,
  change: Readonly<Record<string, string>> = {},
  key: string = lyraShop.password,
): Uint8Array {
  const fields = new URLSearchParams({
    "kr-hash-key": "password",
    "kr-hash-algorithm": "sha256_hmac",
    "kr-answer": answer,
    "kr-answer-type": "V4/Payment",
    "kr-hash": createHmac("sha256", key).update(answer, "utf8").digest("hex"),
    "kr-src": "PAY",
    ...change,
  });
  return new TextEncoder().encode(fields.toString());
}

/** A body as Lyra posts it. */
export const lyraPost = (body: Uint8Array): RawRequest => ({
  method: "POST",
  query: {},
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body,
});
