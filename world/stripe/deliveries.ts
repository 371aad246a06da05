import { createHmac } from "node:crypto";
import type { EventObject } from "./event-objects.ts";
import { type AccountState, type Delivery, type EndpointRecord, type StripeState, strikes } from "./state.ts";

/** Live mode repeats deliveries for up to three days (docs.stripe.com/webhooks). */
const longestRetryMs = 3 * 24 * 3_600_000;

/** A reordered burst of one moment is spread backwards over this time. */
const reorderMs = 3_000;

/** Plans the deliveries of a new event to every endpoint that listens for it, faults included. */
export function schedule(state: StripeState, account: AccountState, event: EventObject): void {
  const place = placeInBurst(state);
  for (const target of account.endpoints.values()) {
    if (!listens(target, event)) continue;
    const delivery: Delivery = {
      event,
      account,
      target,
      state: "pending",
      attempts: 0,
      acknowledged: 0,
      sinceMs: state.ports.now(),
    };
    state.deliveries.push(delivery);
    event.pending_webhooks += 1;
    if (isLost(state)) {
      loseIt(state, delivery);
      continue;
    }
    let wait = state.deliveryMs + state.chaos.delayMs;
    if (strikes(state, state.chaos.reorder)) {
      state.counters.reordered += 1;
      wait += Math.max(0, reorderMs - place * 100);
    }
    state.plan(wait, { kind: "attempt", delivery, repeat: false });
    if (strikes(state, state.chaos.duplicate)) {
      state.counters.duplicated += 1;
      const later = wait + Math.floor(state.ports.random() * 500);
      state.plan(later, { kind: "attempt", delivery, repeat: false });
    }
  }
}

/** Delivers an event again, at once and to every endpoint it was meant for. */
export function resend(state: StripeState, eventId: string): void {
  for (const delivery of state.deliveries.filter((known) => known.event.id === eventId)) {
    if (delivery.state !== "delivered") delivery.state = "pending";
    state.plan(0, { kind: "attempt", delivery, repeat: false });
  }
}

function listens(target: EndpointRecord, event: EventObject): boolean {
  const { status, enabled_events: wanted } = target.endpoint;
  return status === "enabled" && (wanted.includes("*") || wanted.includes(event.type));
}

function placeInBurst(state: StripeState): number {
  const now = state.ports.now();
  if (state.burst.atMs === now) state.burst.size += 1;
  else state.burst = { atMs: now, size: 0 };
  return state.burst.size;
}

function isLost(state: StripeState): boolean {
  const { chaos } = state;
  if (chaos.loseAll) return true;
  if (chaos.loseNext > 0) {
    chaos.loseNext -= 1;
    return true;
  }
  return strikes(state, chaos.lose);
}

function loseIt(state: StripeState, delivery: Delivery): void {
  delivery.state = "lost";
  state.counters.lost += 1;
}

/** Tries to deliver an event once, and plans the next try when it fails. */
export async function attempt(state: StripeState, delivery: Delivery): Promise<void> {
  const { target, event } = delivery;
  if (!delivery.account.endpoints.has(target.endpoint.id)) return giveUp(state, delivery);
  if (state.chaos.loseAll) {
    if (delivery.state === "pending") loseIt(state, delivery);
    return;
  }
  delivery.attempts += 1;
  state.counters.deliveryAttempts += 1;
  if (await isAcknowledged(state, target, event)) {
    delivery.acknowledged += 1;
    if (delivery.state === "delivered") return;
    delivery.state = "delivered";
    event.pending_webhooks -= 1;
    state.counters.delivered += 1;
    return;
  }
  state.counters.refused += 1;
  if (delivery.state !== "pending") return;
  const pause = state.retryFirstMs * 2 ** (delivery.attempts - 1);
  if (state.ports.now() + pause > delivery.sinceMs + longestRetryMs) return giveUp(state, delivery);
  state.plan(pause, { kind: "attempt", delivery, repeat: true });
}

function giveUp(state: StripeState, delivery: Delivery): void {
  if (delivery.state !== "pending") return;
  delivery.state = "gave_up";
  state.counters.gaveUp += 1;
}

async function isAcknowledged(state: StripeState, target: EndpointRecord, event: EventObject): Promise<boolean> {
  // Stripe posts its events indented: a receiver that signs re-serialised JSON must fail here.
  const body = JSON.stringify(event, null, 2);
  const url = new URL(target.endpoint.url);
  try {
    const status = await state.ports.post(target.endpoint.url, {
      method: "POST",
      path: `${url.pathname}${url.search}`,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        accept: "*/*; q=0.5, application/xml",
        "stripe-signature": signatureOf(state, target, body),
      },
      body: new TextEncoder().encode(body),
    });
    return status >= 200 && status < 300;
  } catch {
    return false;
  }
}

/** `t=…,v1=…` with one `v1` per secret in use: HMAC-SHA-256 over `t.body` keyed with the whole secret. */
function signatureOf(state: StripeState, target: EndpointRecord, body: string): string {
  const now = state.ports.now();
  const stamp = Math.floor(now / 1000);
  const parts = target.secrets
    .filter(({ untilMs }) => untilMs === null || now < untilMs)
    .map(({ secret }) => `v1=${createHmac("sha256", secret).update(`${stamp}.${body}`).digest("hex")}`);
  return [`t=${stamp}`, ...parts].join(",");
}
