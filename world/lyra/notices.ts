import { nextQuarterHour } from "./calendar.ts";
import { newHexId, strikes } from "./chance.ts";
import type { IpnRules } from "./model-types.ts";
import { paymentObject } from "./objects.ts";
import { type HashKey, signedFields } from "./signature.ts";
import type { LyraState, Notice, NoticeSource, Sale, Scene, Transaction } from "./state.ts";

/** A reordered burst of one moment is spread backwards over this time. */
const reorderMs = 3_000;

/** The buyer's browser waits for the merchant's answer at most this long (docs.lyra.com, kb/ipn_usage.html). */
const browserWaitsMs = 30_000;

/** A failed notification is repeated up to four times (docs.lyra.com, setting up the automatic retry). */
const mostRetries = 4;

/** The answers that count as taken (the same page). */
const takenStatuses = new Set([200, 201, 202, 203, 204, 205, 206, 301, 302, 303, 307, 308]);

/** What there is to tell: which rule asks for it, and what made it happen. */
export type Occasion = { readonly rule: keyof IpnRules; readonly source: NoticeSource };

/**
 * Notifies the merchant of a transaction as it is now, faults included. Gives null when the shop's rules do not ask
 * for it, or when there is no address to post to.
 */
export function notify(
  scene: Scene,
  transaction: Transaction,
  sale: Sale | null,
  { rule, source }: Occasion,
): Notice | null {
  const { state, shop } = scene;
  const targetUrl = transaction.terms.ipnTargetUrl;
  if ((targetUrl ?? shop.ipnUrl) === null || !shop.rules[rule]) return null;
  const notice: Notice = {
    id: newHexId(state),
    shop,
    targetUrl,
    text: JSON.stringify(paymentObject(scene, transaction.terms, [transaction], sale)),
    source,
    uuid: transaction.uuid,
    state: "pending",
    attempts: 0,
    retries: 0,
    acknowledged: 0,
  };
  state.notices.push(notice);
  schedule(state, notice);
  return notice;
}

function schedule(state: LyraState, notice: Notice): void {
  const place = placeInBurst(state);
  if (isLost(state)) return loseIt(state, notice);
  let wait = state.deliveryMs + state.chaos.delayMs;
  if (strikes(state, state.chaos.reorder)) {
    state.counters.reordered += 1;
    wait += Math.max(0, reorderMs - place * 100);
  }
  if (strikes(state, state.chaos.tamper)) {
    state.counters.tampered += 1;
    state.plan(wait, { kind: "forgery", notice });
  }
  state.plan(wait, { kind: "post", notice, cause: "first" });
  if (strikes(state, state.chaos.duplicate)) {
    state.counters.duplicated += 1;
    const later = wait + Math.floor(state.ports.random() * 500);
    state.plan(later, { kind: "post", notice, cause: "resend" });
  }
}

function placeInBurst(state: LyraState): number {
  const now = state.ports.now();
  if (state.burst.atMs === now) state.burst.size += 1;
  else state.burst = { atMs: now, size: 0 };
  return state.burst.size;
}

function isLost(state: LyraState): boolean {
  const { chaos } = state;
  if (chaos.loseAll) return true;
  if (chaos.loseNext > 0) {
    chaos.loseNext -= 1;
    return true;
  }
  return strikes(state, chaos.lose);
}

function loseIt(state: LyraState, notice: Notice): void {
  notice.state = "lost";
  state.counters.lost += 1;
}

/** Resolves when the merchant has answered the first post of a notification, or when the browser waits no longer. */
export function heard(state: LyraState, notice: Notice): Promise<void> {
  return new Promise<void>((resolve) => {
    state.waiting.set(notice, resolve);
    state.ports.after(browserWaitsMs, resolve);
  }).then(() => void state.waiting.delete(notice));
}

/** Posts a notification once. After a failure, the first post and its retries are followed by the next retry. */
export async function post(state: LyraState, notice: Notice, cause: "first" | "retry" | "resend"): Promise<void> {
  if (state.chaos.loseAll) {
    if (notice.state === "pending" && cause !== "resend") loseIt(state, notice);
    return;
  }
  notice.attempts += 1;
  state.counters.deliveryAttempts += 1;
  const source = cause === "retry" ? "RETRY" : notice.source;
  const isTaken = await isAcknowledged(
    state,
    notice,
    notice.text,
    { name: "password", key: notice.shop.password },
    source,
  );
  state.waiting.get(notice)?.();
  if (isTaken) {
    notice.acknowledged += 1;
    if (notice.state === "delivered") return;
    notice.state = "delivered";
    state.counters.delivered += 1;
    return;
  }
  state.counters.refused += 1;
  if (notice.state !== "pending" || cause === "resend") return;
  repeat(state, notice);
}

function repeat(state: LyraState, notice: Notice): void {
  if (!notice.shop.retriesIpn || notice.retries === mostRetries) {
    notice.state = "gave_up";
    state.counters.gaveUp += 1;
    return;
  }
  notice.retries += 1;
  const now = state.ports.now();
  state.plan(nextQuarterHour(now) - now, { kind: "post", notice, cause: "retry" });
}

/**
 * A stranger posts the notification with another amount. He knows at most the browser's key: he names it openly, or
 * claims that it is the password.
 */
export async function forge(state: LyraState, notice: Notice): Promise<void> {
  const text = notice.text.replaceAll(/"(amount|orderTotalAmount|orderEffectiveAmount)":(\d+)/g, '"$1":1$2');
  const name: HashKey = state.ports.random() < 0.5 ? "password" : "sha256_hmac";
  await isAcknowledged(state, notice, text, { name, key: notice.shop.hmacKey }, notice.source);
}

async function isAcknowledged(
  state: LyraState,
  notice: Notice,
  text: string,
  { name, key }: { readonly name: HashKey; readonly key: string },
  source: string,
): Promise<boolean> {
  const fields = signedFields(text, { name, key, source, escaped: state.chaos.escapedSlashes });
  const address = addressOf(notice);
  const url = new URL(address);
  try {
    const status = await state.ports.post(address, {
      method: "POST",
      path: `${url.pathname}${url.search}`,
      headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8", accept: "*/*" },
      body: new TextEncoder().encode(fields.toString()),
    });
    return takenStatuses.has(status);
  } catch {
    return false;
  }
}

/** Where a notification is posted. One without any address was never made. */
export function addressOf({ targetUrl, shop }: Notice): string {
  return targetUrl ?? shop.ipnUrl ?? "";
}

/** Posts a notification again, once and at once. */
export function resend(state: LyraState, notice: Notice): void {
  state.plan(0, { kind: "post", notice, cause: "resend" });
}
