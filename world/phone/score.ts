import type { LyraWorld, TrueDelivery as LyraDelivery, TruePayment } from "../lyra/model-types.ts";
import type { AcceptedSend, MetaWorld } from "../meta/model-types.ts";
import type { StripeWorld, TrueCapture, TrueDelivery } from "../stripe/model-types.ts";
import type { Score } from "./api.ts";

/** How long a payment may be without a receipt before it counts as lost, in milliseconds. */
export const patienceMs = 120_000;

/** What the score is counted from. */
export type ScoreSources = {
  readonly meta: Pick<MetaWorld, "accepted" | "counters" | "losses">;
  readonly stripe: Pick<StripeWorld, "truth" | "counters">;
  readonly lyra: Pick<LyraWorld, "truth" | "counters">;
  readonly now: () => number;
  /** When this outside began to run: what happened before could not be receipted while nothing ran. */
  readonly openedAt?: number;
};

/** What is remembered of the sends seen so far; the world itself forgets its oldest. */
type Seen = {
  readonly known: Set<string>;
  /** The chat a pay link was sent to, by what names its page: a session's id, the code of a payment order, the link. */
  readonly chatByPage: Map<string, string>;
  /** Moments of the receipts sent to each chat, oldest first. */
  readonly receiptsByChat: Map<string, number[]>;
  /** How often each of the till's own message references was accepted. */
  readonly timesByReference: Map<string, number>;
};

/** Names of pay pages in links: of Stripe's sessions, and of Lyra's payment orders. */
const pages = /(cs_(?:test|live)_[A-Za-z0-9]+)|https?:\/\/[^/"]+\/t\/([a-z0-9]{8})\b/g;

/** Links in messages, without what follows the path. */
const links = /https?:\/\/[^\s"\\?#]+/g;

/** Events that each tell of a payment; with all of them lost only a look-up can find it. */
const paymentEvents = new Set(["checkout.session.completed", "payment_intent.succeeded", "charge.succeeded"]);

/** Makes the counter. Each call reads what the world did since the last one. */
export function createScore(sources: ScoreSources): () => Score {
  const seen: Seen = {
    known: new Set(),
    chatByPage: new Map(),
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
  const body = JSON.stringify(send.body);
  for (const [, session, code] of body.matchAll(pages)) seen.chatByPage.set(session ?? code ?? "", chatKey(send));
  for (const [link] of body.matchAll(links)) seen.chatByPage.set(link, chatKey(send));
  if (send.type !== "document") return;
  const receipts = seen.receiptsByChat.get(chatKey(send)) ?? [];
  receipts.push(send.at);
  seen.receiptsByChat.set(chatKey(send), receipts);
}

/** A payment as the bank knows it, whichever bank it is. */
type Money = {
  readonly id: string;
  readonly page: string | null;
  /** Where the shop wants the payer sent afterwards: a page of the shop's own, which may be what the chat was sent. */
  readonly wayBack: string | null;
  readonly amount: number;
  /** What of it the bank will not keep for the shop: given back, or never taken after all. */
  readonly gone: number;
  readonly atMs: number;
  /** Whether all that was to tell of it was lost. */
  readonly isUntold: () => boolean;
};

function count({ meta, stripe, lyra, now, openedAt = 0 }: ScoreSources, seen: Seen): Score {
  // A kept card is charged without a page: no chat led to it, and the score follows what chats led to.
  const all = [...stripeMoney(stripe.truth()), ...lyraMoney(lyra.truth())].filter(
    ({ page, wayBack }) => page !== null || wayBack !== null,
  );
  const own = all.filter((money) => chatOf(money, seen) !== undefined);
  const receipted = receiptedMoney(own, seen);
  const owed = own.filter(({ id, amount, gone }) => !receipted.has(id) && gone < amount);
  const young = owed.filter(({ atMs }) => now() - Math.max(atMs, openedAt) < patienceMs);
  const [posts, ...banks] = [meta.counters(), stripe.counters(), lyra.counters()];
  const ofBanks = (name: keyof (typeof banks)[number]): number => banks.reduce((sum, bank) => sum + bank[name], 0);
  const abandoned = meta.losses().filter(({ reason }) => reason !== "chaos").length;
  return {
    sent: posts.posts + posts.duplicated + posts.retried - posts.lost + ofBanks("deliveryAttempts"),
    twice: posts.duplicated + ofBanks("duplicated"),
    dropped: posts.lost + ofBanks("lost"),
    overtaken: posts.reordered + ofBanks("reordered"),
    retried: posts.retried + ofBanks("refused"),
    paid: own.length,
    receipted: receipted.size,
    waiting: young.length,
    lost: owed.length - young.length + abandoned + ofBanks("gaveUp"),
    doubled: secondCharges(all) + repeatedMessages(seen),
    recovered: all.filter(({ id, isUntold }) => receipted.has(id) && isUntold()).length,
  };
}

/** The chat whose link led to a payment: by the bank's own page, or by the shop's that led there and is come back to. */
const chatOf = ({ page, wayBack }: Pick<Money, "page" | "wayBack">, { chatByPage }: Seen): string | undefined =>
  chatByPage.get(page ?? "") ?? chatByPage.get(wayBack?.split(/[?#]/, 1)[0] ?? "");

const stripeMoney = ({ sessions, captures, deliveries }: ReturnType<StripeWorld["truth"]>): readonly Money[] =>
  captures.map((capture) => ({
    id: capture.chargeId,
    page: capture.sessionId,
    wayBack: sessions.find(({ id }) => id === capture.sessionId)?.wayBack ?? null,
    amount: capture.amount,
    gone: capture.refunded,
    atMs: capture.atMs,
    isUntold: () => wasNeverTold(stripeNews(capture, deliveries)),
  }));

function stripeNews(capture: TrueCapture, deliveries: readonly TrueDelivery[]): readonly TrueDelivery[] {
  const subjects = new Set([capture.chargeId, capture.paymentIntentId, capture.sessionId]);
  return deliveries.filter(({ type, subjectId }) => paymentEvents.has(type) && subjects.has(subjectId));
}

/** A payment counts from the bank's promise on: the receipt is owed then. */
const lyraMoney = ({ payments, deliveries }: ReturnType<LyraWorld["truth"]>): readonly Money[] =>
  payments.map((payment) => ({
    id: payment.uuid,
    page: payment.pageKey,
    wayBack: payment.wayBack,
    amount: payment.amount,
    gone: isOff(payment) ? payment.amount : payment.refunded,
    atMs: payment.atMs,
    isUntold: () => wasNeverTold(deliveries.filter(({ uuid, source }) => uuid === payment.uuid && source === "PAY")),
  }));

/** Cancelled before the money was taken, or the bank did not pay after all. */
const isOff = ({ detailedStatus }: TruePayment): boolean => ["CANCELLED", "CAPTURE_FAILED"].includes(detailedStatus);

const wasNeverTold = (news: readonly Pick<TrueDelivery | LyraDelivery, "acknowledged">[]): boolean =>
  news.length > 0 && news.every(({ acknowledged }) => acknowledged === 0);

/** Each receipt settles the oldest payment of its chat that came before it. Gives the payments settled. */
function receiptedMoney(own: readonly Money[], seen: Seen): ReadonlySet<string> {
  const settled = new Set<string>();
  const used = new Map<string, number>();
  for (const money of own.toSorted((a, b) => a.atMs - b.atMs)) {
    const { id, atMs } = money;
    const chat = chatOf(money, seen) ?? "";
    const receipts = seen.receiptsByChat.get(chat) ?? [];
    // The provider counts in whole seconds, so a receipt may seem to be sent a moment before its payment.
    const place = receipts.findIndex((at, index) => index >= (used.get(chat) ?? 0) && at >= atMs - 1_000);
    if (place < 0) continue;
    used.set(chat, place + 1);
    settled.add(id);
  }
  return settled;
}

function secondCharges(all: readonly Money[]): number {
  const kept = all.filter(({ amount, gone, page }) => page !== null && gone < amount);
  return kept.length - new Set(kept.map(({ page }) => page)).size;
}

function repeatedMessages(seen: Seen): number {
  let repeated = 0;
  for (const times of seen.timesByReference.values()) repeated += times - 1;
  return repeated;
}
