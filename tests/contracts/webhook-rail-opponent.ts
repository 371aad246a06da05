import { type Http, HttpFailure } from "#contracts/http-port";
import { instant } from "#domain/instant";
import { createWebhookRailWorld } from "../../world/webhook-rail/model.ts";
import type { WireRequest } from "../../world/wire.ts";
import type { Fault, Opponent } from "./payment-opponent.ts";

/** The service the opponent plays. */
export const webhookRail = {
  endpoint: "https://money.example/comptoir",
  secret: `whsec_${Buffer.from("the opponent's signing secret").toString("base64")}`,
} as const;

const isChange = (body: string): boolean => !body.includes(".look-up");

/** A merchant's own service as the world plays it, under a clock that stands still unless told to go on. */
export function webhookRailOpponent(): Opponent {
  let now = 1_781_000_000_000;
  const posted: WireRequest[] = [];
  let struck: { readonly fault: Fault | undefined; readonly calls?: "changes" | undefined } = { fault: undefined };
  const world = createWebhookRailWorld(
    {
      now: () => now,
      after: () => undefined,
      random: () => 0.5,
      post: async (_url, request) => {
        posted.push(request);
        return 200;
      },
    },
    {
      webhookUrl: "https://till.example/webhooks/signed-webhook/own",
      publicUrl: "https://money.example/pay",
      ...webhookRail,
    },
  );
  const http: Http = async ({ method, url, headers, headersAt, body = "" }) => {
    const text = typeof body === "string" ? body : new TextDecoder().decode(body);
    const wire = {
      method,
      path: new URL(url).pathname,
      headers: { ...headers, ...headersAt?.(instant(now)) },
      body: new TextEncoder().encode(text),
    };
    const fault = struck.calls === "changes" && !isChange(text) ? undefined : struck.fault;
    if (fault === "lost-before") throw new HttpFailure("no answer in time", "maybe");
    if (fault === "broken") return { status: 500, headers: {}, body: new Uint8Array() };
    if (fault === "busy") return { status: 429, headers: { "retry-after": "2" }, body: new Uint8Array() };
    const answer = world.handle(wire);
    if (fault === "lost-after") throw new HttpFailure("no answer in time", "maybe");
    return answer;
  };
  return {
    http,
    now: () => instant(now),
    pass: async (milliseconds) => {
      now += milliseconds;
      await Promise.resolve();
    },
    pay: (id, how) => (how === "declined" ? world.decline(id) : world.pay(id)),
    failRefund: world.failRefund,
    posted: () => posted.map(({ headers, body }) => ({ method: "POST", query: {}, headers, body })),
    strike: (fault, calls) => {
      struck = { fault, calls };
    },
    linksOf: (reference) => world.sales().filter((one) => one.reference === reference).length,
    returnedOf: (captureId) =>
      world
        .sales()
        .filter(({ id }) => captureId === `money_${id}`)
        .flatMap(({ refunds }) => refunds)
        .reduce((all, { state, amount }) => (state === "done" ? all + amount.minor : all), 0),
  };
}
