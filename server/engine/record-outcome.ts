import type { SendOutcome } from "#contracts/channel";
import { type RowOf, UniqueViolation } from "#contracts/store";
import { type Instant, hours, later, minutes, seconds } from "#domain/instant";
import type { OutboundMessage } from "#domain/outbound";
import { pauseAfter, tellAPersonAfter, tellAPersonAt } from "#domain/retry";
import { type Batch, addNotice } from "#engine/batch";
import type { Claimed } from "#engine/claimed";
import { doubtWait } from "#engine/doubt";
import type { Ports } from "#engine/ports";
import type { ChannelAccount, Shop } from "#engine/shops";
import { sayOtherwise } from "#engine/task-offer-link";
import { transact } from "#engine/transact";

type MessageRow = RowOf<"message">;

/** The content of an outgoing row. */
export const outboundMessage = (row: Pick<MessageRow, "content">): OutboundMessage => row.content as OutboundMessage;

/** A message that was tried, with what became of it. */
export type Tried = { readonly claimed: Claimed; readonly outcome: SendOutcome };

/**
 * Writes down what became of sends. An id that a provider gave twice must not hold up all the others: then each goes
 * alone, and the second to have it is kept under an id of its own.
 */
export async function recordAll(
  ports: Ports,
  shop: Shop,
  account: ChannelAccount,
  tried: readonly Tried[],
): Promise<void> {
  const record = (some: readonly Tried[]): Promise<void> =>
    transact(ports, shop, (batch) => recordOutcomes(batch, account, some));
  try {
    await record(tried);
  } catch (error) {
    if (!(error instanceof UniqueViolation)) throw error;
    const [one] = tried;
    if (one && tried.length === 1 && one.outcome.outcome === "sent") {
      const { message_id } = one.claimed.message;
      const { messageId } = one.outcome;
      ports.log.error("the provider gave one id to two messages", { channel: account.id, messageId, message_id });
      return record([{ ...one, outcome: { outcome: "sent", messageId: `${messageId} again for ${message_id}` } }]);
    }
    for (const some of tried) await recordAll(ports, shop, account, [some]);
  }
}

/**
 * Writes down what became of sends, together. A status webhook may have come first: what it said stands, so only rows
 * that are still ours and still being sent are touched.
 */
async function recordOutcomes(batch: Batch, account: ChannelAccount, tried: readonly Tried[]): Promise<void> {
  const sent = tried.flatMap(({ claimed: { message }, outcome }) =>
    outcome.outcome === "sent"
      ? [
          {
            message_id: message.message_id,
            send_state: "done" as const,
            unsent: false,
            provider_id: outcome.messageId,
            error: null,
          },
        ]
      : [],
  );
  // A message that was tried again while its first answer was on the way is sent once: the first id it got is its own.
  const firsts = sent.filter(({ message_id }, n) => sent.findIndex((one) => one.message_id === message_id) === n);
  if (firsts.length > 0) await batch.tx.update("message", firsts, ourSending(batch));
  for (const { claimed } of tried)
    batch.changes.push({ resource: "message", id: `${claimed.message.thread_id}/${claimed.message.message_id}` });
  await recordTroubles(
    batch,
    account,
    tried.filter(({ outcome }) => outcome.outcome !== "sent"),
  );
}

const ourSending = ({ ports }: Batch) => ({ send_state: { eq: "sending" as const }, node: { eq: ports.node } });

async function recordTroubles(batch: Batch, account: ChannelAccount, tried: readonly Tried[]): Promise<void> {
  if (tried.length === 0) return;
  const { tx, now, ports } = batch;
  const keys = tried.map(({ claimed }) => claimed.message.message_id);
  const rows = await tx.select(
    "message",
    { message_id: { in: keys }, ...ourSending(batch) },
    { orderBy: ["message_id"], lock: true },
  );
  // An outcome may be written twice, when a commit was in doubt: it says nothing of the try that began meanwhile.
  const ours = new Map(rows.map((row) => [row.message_id, row]));
  for (const { claimed, outcome } of tried) {
    const message = ours.get(claimed.message.message_id);
    if (message?.attempts !== claimed.message.attempts) continue;
    const named = { channel: account.id, message: message.message_id, attempts: message.attempts };
    if (outcome.outcome === "unknown") {
      ports.log.warn("nobody knows whether a message was sent; its status is waited for", named);
      ports.metrics.count("send_in_doubt_total", { channel: account.kind });
      await putOff(batch, message, { give: "doubt", until: now + doubtWait });
    }
    if (outcome.outcome === "failed") {
      ports.log.warn("a message was refused for good", { ...named, code: outcome.code ?? 0 });
      await putOff(batch, message, { give: "up", reason: outcome.reason, code: outcome.code ?? 0 });
    }
    if (outcome.outcome === "retry") await retryLater(batch, account, message, outcome);
  }
}

/** Ends a message or leaves it in doubt; true when the row was still ours to change. */
export async function putOff(
  batch: Batch,
  message: MessageRow,
  how:
    | { readonly give: "up"; readonly reason: string; readonly code?: number }
    | { readonly give: "doubt"; readonly until: number },
): Promise<true> {
  const where = { message_id: { eq: message.message_id }, send_state: { in: ["queued", "sending", "doubt"] as const } };
  if (how.give === "doubt") {
    await batch.tx.updateIf("message", where, { send_state: "doubt", send_after: how.until });
    return true;
  }
  const error = { code: how.code ?? 0, title: how.reason };
  const [failed] = await batch.tx.updateIf("message", where, {
    send_state: "failed",
    unsent: false,
    status: "failed",
    status_rank: 5,
    error,
  });
  if (failed) tellSender(batch, message, how.reason, "warning");
  if (failed) sayOtherwise(batch, message);
  return true;
}

const tellSender = (batch: Batch, message: MessageRow, reason: string, severity: "warning" | "alarm"): void =>
  addNotice(batch, {
    about: "message-failed",
    severity,
    text: "notice.message-failed",
    values: { reason, code: 0 },
    threadId: message.thread_id,
  });

/**
 * What a person or an account waits for is not the message's fault: the provider's own time holds, or the short pauses
 * of WhatsApp's pair limit (4^X seconds). A message that failed by itself waits by the schedule of all retries.
 */
function pauseOf(message: MessageRow, retry: Retry, spread: number): number {
  if (retry.scope === "message") return pauseAfter(message.attempts, spread, retry.afterMs);
  const asked = retry.afterMs ?? seconds(Math.min(4 ** Math.min(message.attempts - 1, 5), 300));
  return Math.round(Math.min(Math.max(asked, seconds(1)), hours(1)) * (1 + spread / 10));
}

type Retry = Extract<SendOutcome, { readonly outcome: "retry" }>;

/**
 * Tries again by time, not by count: the message, everything for that person, or the whole account waits. At the third
 * try a person is told while the machine goes on; tries brought forward by an outage of seconds do not count for that.
 */
async function retryLater(batch: Batch, account: ChannelAccount, message: MessageRow, retry: Retry): Promise<void> {
  const { tx, now, ports } = batch;
  const pause = pauseOf(message, retry, ports.chance());
  const until: Instant = later(now, pause);
  const told = message.error?.told === true;
  const tell = !told && message.attempts >= tellAPersonAt && now - message.at >= tellAPersonAfter;
  const error = {
    code: retry.code ?? 0,
    title: retry.reason,
    // A time the provider asked for is kept, whatever becomes of others meanwhile.
    waitsFor: retry.scope === "message" && retry.afterMs !== undefined ? ("time" as const) : retry.scope,
    ...(told || tell ? { told: true as const } : {}),
  };
  await tx.updateIf(
    "message",
    { message_id: { eq: message.message_id }, send_state: { eq: "sending" }, node: { eq: ports.node } },
    { send_state: "queued", send_after: until, error },
  );
  if (tell) tellSender(batch, message, retry.reason, "warning");
  if (retry.scope !== "account") return;
  const [paused] = await tx.updateIf(
    "channel_account",
    { channel_id: { eq: account.id }, state: { not: "archived" } },
    { paused_until: until, pause_reason: retry.reason.slice(0, 200) },
  );
  // A short breath for the rate is nobody's concern; a long pause (token, billing, block) is an alarm.
  if (paused && pause >= minutes(10))
    addNotice(batch, {
      about: "account-paused",
      severity: "alarm",
      text: "notice.account-paused",
      values: { channel: account.name, reason: retry.reason },
    });
}
