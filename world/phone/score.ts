import type { AcceptedSend, MetaWorld } from "../meta/model-types.ts";
import type { StripeWorld, TrueCapture, TrueDelivery } from "../stripe/model-types.ts";
import type { Score } from "./api.ts";

/** How long a payment may be without a receipt before it counts as lost, in milliseconds. */
export const patienceMs = 120_000;

/** What the score is counted from. */
export type ScoreSources = {
  readonly meta: Pick<MetaWorld, "accepted" | "counters" | "losses">;
  readonly stripe: Pick<StripeWorld, "truth" | "counters">;
  readonly now: () => number;
  /** When this outside began to run: what happened before could not be receipted while nothing ran. */
  readonly openedAt?: number;
};

/** What is remembered of the sends seen so far; the world itself forgets its oldest. */
type Seen = {
  readonly known: Set<string>;
  /** The chat a pay link was sent to, by session id. */
  readonly chatBySession: Map<string, string>;
  /** Moments of the receipts sent to each chat, oldest first. */
  readonly receiptsByChat: Map<string, number[]>;
  /** How often each of the till's own message references was accepted. */
  readonly timesByReference: Map<string, number>;
};

/** Events that each tell of a payment; with all of them lost only a look-up can find it. */
const paymentEvents = new Set(["checkout.session.completed", "payment_intent.succeeded", "charge.succeeded"]);

/** Makes the counter. Each call reads what the world did since the last one. */
export function createScore(sources: ScoreSources): () => Score {
  const seen: Seen = {
    known: new Set(),
    chatBySession: new Map(),
    receiptsByChat: new Map(),
    timesByReference: new Map(),
  };
  return () => {
    const sends = sources.meta.accepted();
    for (const send of sends) if (!seen.known.has(send.wamid)) remember(seen, send);
    if (seen.known.size > 2 * sends.length + 1_000) forgetOld(seen, sends);
    return count(sources, seen);
  };
}

function forgetOld(seen: Seen, sends: readonly AcceptedSend[]): void {
  seen.known.clear();
  for (const { wamid } of sends) seen.known.add(wamid);
}

const chatKey = (send: AcceptedSend): string => `${send.phoneNumberId} ${send.userId ?? ""}`;

function remember(seen: Seen, send: AcceptedSend): void {
  seen.known.add(send.wamid);
  const reference = send.biz_opaque_callback_data;
  if (reference !== undefined) seen.timesByReference.set(reference, (seen.timesByReference.get(reference) ?? 0) + 1);
  for (const [session] of JSON.stringify(send.body).matchAll(/cs_(?:test|live)_[A-Za-z0-9]+/g)) {
    seen.chatBySession.set(session, chatKey(send));
  }
  if (send.type !== "document") return;
  const receipts = seen.receiptsByChat.get(chatKey(send)) ?? [];
  receipts.push(send.at);
  seen.receiptsByChat.set(chatKey(send), receipts);
}

function count({ meta, stripe, now, openedAt = 0 }: ScoreSources, seen: Seen): Score {
  const truth = stripe.truth();
  const receipted = receiptedCaptures(truth.captures, seen);
  const own = ownCaptures(truth.captures, seen);
  const owed = own.filter(({ chargeId, amount, refunded }) => !receipted.has(chargeId) && refunded < amount);
  const young = owed.filter(({ atMs }) => now() - Math.max(atMs, openedAt) < patienceMs);
  const [posts, events] = [meta.counters(), stripe.counters()];
  const abandoned = meta.losses().filter(({ reason }) => reason !== "chaos").length;
  return {
    sent: posts.posts + posts.duplicated + posts.retried - posts.lost + events.deliveryAttempts,
    twice: posts.duplicated + events.duplicated,
    dropped: posts.lost + events.lost,
    overtaken: posts.reordered + events.reordered,
    retried: posts.retried + events.refused,
    paid: own.length,
    receipted: receipted.size,
    waiting: young.length,
    lost: owed.length - young.length + abandoned + events.gaveUp,
    doubled: secondCharges(truth.captures) + repeatedMessages(seen),
    recovered: truth.captures.filter(
      (capture) => receipted.has(capture.chargeId) && wasNeverTold(capture, truth.deliveries),
    ).length,
  };
}

/** Captures of links that were sent in a chat. */
const ownCaptures = (captures: readonly TrueCapture[], seen: Seen): readonly TrueCapture[] =>
  captures.filter(({ sessionId }) => sessionId !== null && seen.chatBySession.has(sessionId));

/** Each receipt settles the oldest capture of its chat that came before it. Gives the charges settled. */
function receiptedCaptures(captures: readonly TrueCapture[], seen: Seen): ReadonlySet<string> {
  const settled = new Set<string>();
  const used = new Map<string, number>();
  for (const { chargeId, sessionId, atMs } of ownCaptures(captures, seen).toSorted((a, b) => a.atMs - b.atMs)) {
    const chat = seen.chatBySession.get(sessionId ?? "") ?? "";
    const receipts = seen.receiptsByChat.get(chat) ?? [];
    // The provider counts in whole seconds, so a receipt may seem to be sent a moment before its payment.
    const place = receipts.findIndex((at, index) => index >= (used.get(chat) ?? 0) && at >= atMs - 1_000);
    if (place < 0) continue;
    used.set(chat, place + 1);
    settled.add(chargeId);
  }
  return settled;
}

function secondCharges(captures: readonly TrueCapture[]): number {
  const kept = captures.filter(({ amount, refunded, sessionId }) => sessionId !== null && refunded < amount);
  return kept.length - new Set(kept.map(({ sessionId }) => sessionId)).size;
}

function repeatedMessages(seen: Seen): number {
  let repeated = 0;
  for (const times of seen.timesByReference.values()) repeated += times - 1;
  return repeated;
}

function wasNeverTold(capture: TrueCapture, deliveries: readonly TrueDelivery[]): boolean {
  const subjects = new Set([capture.chargeId, capture.paymentIntentId, capture.sessionId]);
  const telling = deliveries.filter(({ type, subjectId }) => paymentEvents.has(type) && subjects.has(subjectId));
  return telling.length > 0 && telling.every(({ acknowledged }) => acknowledged === 0);
}
