import { createHash, createHmac } from "node:crypto";
import { type HttpAnswer, HttpFailure, type HttpRequest } from "#contracts/http-port";
import { type Instant, instant } from "#domain/instant";
import { receiveWebhook } from "#engine/receive-webhook";
import type { WireRequest } from "../world/wire.ts";
import { graphUrl, lyraUrl, stripeUrl, tillUrl } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

const never = (): Promise<never> => new Promise(() => {});
/** Who receives gives up waiting for us after this time (ms), as WhatsApp, Stripe and Lyra do. */
const patience = 10_000;

/** The caller's process: it may die while a call is under way. */
export type Caller = { alive: boolean; stalledUntil: number; readonly crash: () => void };

function wireOf(request: HttpRequest, now: Instant): { readonly base: string; readonly wire: WireRequest } {
  const base = [graphUrl, stripeUrl, lyraUrl].find((known) => request.url.startsWith(`${known}/`));
  if (base === undefined) throw new HttpFailure(`nobody lives at ${request.url}`, "no");
  const { body = new Uint8Array() } = request;
  return {
    base,
    wire: {
      method: request.method,
      path: request.url.slice(base.length),
      headers: { ...request.headers, ...request.headersAt?.(now) },
      body: typeof body === "string" ? new TextEncoder().encode(body) : body,
    },
  };
}

/** A link over another sum than asked, as a voucher given at the provider's desk makes it; the same for every try. */
function withOtherSum(stage: Stage, wire: WireRequest): WireRequest {
  const key = wire.headers["idempotency-key"];
  if (wire.path !== "/v1/checkout/sessions" || key === undefined) return wire;
  const lot = createHash("sha256").update(key).digest().readUInt16BE(0) / 65_536;
  if (lot >= stage.weather.otherSum) return wire;
  const text = new TextDecoder().decode(wire.body);
  const changed = text.replace(/(unit_amount(?:%5D|\])=)(\d+)/, (_, name: string, sum: string) => {
    return `${name}${Number(sum) - 1}`;
  });
  return { ...wire, body: new TextEncoder().encode(changed) };
}

/** One call of a process to the outside over a network that fails. */
export async function callOutside(stage: Stage, caller: Caller, request: HttpRequest): Promise<HttpAnswer> {
  const { kernel, weather } = stage;
  const { chance } = kernel;
  const { base, wire } = wireOf(request, instant(kernel.now()));
  const isSend = base === graphUrl;
  const strikes = (probability: number): boolean => {
    if (!chance.strikes(probability)) return false;
    kernel.countFault();
    return true;
  };
  const deadline = Math.min(request.deadlineMs ?? 30_000, 30_000);
  const hear = async (pause: number, kind: "step" | "real"): Promise<void> => {
    await kernel.sleep(pause, kind);
    if (caller.stalledUntil > kernel.now()) await kernel.sleep(caller.stalledUntil - kernel.now());
    if (!caller.alive) return never();
  };
  if (!caller.alive) return never();
  if (chance.strikes(weather.crash)) caller.crash();
  if (!caller.alive) return never();
  if (strikes(weather.callRefused)) {
    await hear(3, "step");
    throw new HttpFailure("connection refused", "no");
  }
  await hear(chance.wait(weather.callMs), "step");
  if (strikes(weather.callLost)) {
    if (isSend) stage.seen.doubtfulSends += 1;
    await hear(deadline, "real");
    throw new HttpFailure("no answer in time", "maybe");
  }
  const world = isSend ? stage.meta : base === lyraUrl ? stage.lyra : stage.stripe;
  const answer = await world.handle(withOtherSum(stage, wire));
  if (caller.alive && chance.strikes(stage.weather.crash * 2)) caller.crash();
  if (!caller.alive) {
    if (isSend) stage.seen.doubtfulSends += 1;
    return never();
  }
  if (strikes(stage.weather.answerLost)) {
    if (isSend) stage.seen.doubtfulSends += 1;
    await hear(chance.strikes(0.5) ? 10 : deadline, "real");
    throw new HttpFailure("the connection was reset", "maybe");
  }
  await hear(chance.wait(weather.callMs), "step");
  return answer;
}

/** A post that tells what became of messages of ours, and nothing that a customer wrote. */
function isOnlyStatuses(body: Uint8Array): boolean {
  const text = new TextDecoder().decode(body);
  return text.includes('"statuses":') && !/"messages":|"message_echoes":|"user_preferences":/.test(text);
}

const ranks: Readonly<Record<string, number>> = { sent: 1, delivered: 2, read: 3, played: 4 };

/** Notes which statuses a till has taken word of. */
function hearStatuses(stage: Stage, body: Uint8Array): void {
  const { heardStatus } = stage.seen;
  const text = new TextDecoder().decode(body);
  for (const [, id = "", status = ""] of text.matchAll(/"id":"(wamid[^"]+)","status":"(\w+)"/g))
    heardStatus.set(id, Math.max(heardStatus.get(id) ?? 0, ranks[status] ?? 0));
}

/**
 * Whether a post to a rail of Lyra's is none of its shop's in its mode: forged, or of the shop's other mode, whose key
 * the rail knows as well.
 */
function isForeign(stage: Stage, id: string, body: Uint8Array): boolean {
  const shop = stage.shops.find(({ lyra }) => lyra.railId === id);
  if (shop === undefined) return false;
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const answer = form.get("kr-answer") ?? "";
  const signed = [answer, answer.replaceAll("\\/", "/")].map((text) =>
    createHmac("sha256", shop.lyra.password).update(text).digest("hex"),
  );
  return !signed.includes(form.get("kr-hash") ?? "");
}

/** Posts a webhook to one of the nodes that live. Gives the status; rejects when nobody answers. */
export async function postToTill(stage: Stage, url: string, request: WireRequest): Promise<number> {
  const { kernel, weather } = stage;
  const { chance } = kernel;
  if (!url.startsWith(`${tillUrl}/`)) throw new Error(`nobody lives at ${url}`);
  if (weather.statusesLost && isOnlyStatuses(request.body)) return 200;
  await kernel.sleep(1 + chance.wait(15), "step");
  const alive = stage.tills.filter((till) => till.isAlive());
  if (chance.strikes(weather.postRefused)) {
    kernel.countFault();
    throw new Error("connection refused");
  }
  if (alive.length === 0) throw new Error("nobody answers");
  const till = chance.pick(alive);
  const [, kind = "", id = ""] = /\/webhooks\/([^/?]+)\/([^/?]+)/.exec(url) ?? [];
  const { ports, engine } = till;
  const raw = { method: "POST", query: {}, headers: request.headers, body: request.body } as const;
  const gone = till.died.then(() => 0);
  let expire = (): void => undefined;
  const late = new Promise<number>((resolve) => {
    expire = () => resolve(0);
  });
  const limit = kernel.after(patience, () => expire());
  const answer = receiveWebhook(ports, engine.shops, engine.intake, { kind, id }, raw).then(({ status }) => status);
  const status = await Promise.race([answer, gone, late]);
  limit.cancel();
  if (status === 0) throw new Error("nobody answers");
  if (isForeign(stage, id, request.body)) {
    if (status === 200) blame(stage, "foreign posts are refused", `${kind}/${id} took one`);
    return status;
  }
  if (status === 200) {
    hearStatuses(stage, request.body);
    const shop = stage.shops.find(({ channelId, railId, lyra }) => [channelId, railId, lyra.railId].includes(id));
    const hash = ports.hash(request.body);
    stage.seen.acknowledged.push({ sourceId: id, hash, businessId: shop?.businessId ?? "" });
  } else if (status !== 503) blame(stage, "signed posts are taken", `${kind}/${id} answered ${status}`);
  if (chance.strikes(stage.weather.postUnanswered)) {
    kernel.countFault();
    throw new Error("the answer was lost");
  }
  return status;
}
