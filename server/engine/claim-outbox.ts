import type { SendOutcome } from "#contracts/channel";
import type { RowOf, Tx } from "#contracts/store";
import { later, minutes, seconds } from "#domain/instant";
import { type OutboundMessage, passesClosedWindow } from "#domain/outbound";
import type { Batch } from "#engine/batch";
import { doubtWait } from "#engine/doubt";
import type { Claimed } from "#engine/claimed";
import type { Ports } from "#engine/ports";
import { outboundMessage, putOff } from "#engine/record-outcome";
import type { Budgets } from "#engine/rate-budget";
import type { ChannelAccount, Shop } from "#engine/shops";
import { transact } from "#engine/transact";

type MessageRow = RowOf<"message">;

/** A claim is good for this long; the request's own deadline ends well before. */
const claimLength = minutes(1);
/** A send may take this long on its way: the customer's window must still be open when it arrives. */
const onTheWay = seconds(15);

/**
 * What a claim found: messages to send now, how many were ended because they may not be sent any more, and whether
 * others of the same threads wait behind one that is being sent.
 */
export type Claim = { readonly sending: readonly Claimed[]; readonly settled: number; readonly othersWait: boolean };

/**
 * Claims what is due on one channel account: the next message of each thread, within the account's and each person's
 * rate, at most `most`. Window and validity are checked here, in the transaction that claims.
 */
export async function claimOutbox(
  batch: Batch,
  account: ChannelAccount,
  budgets: Budgets,
  most: number,
): Promise<Claim> {
  const { tx, now } = batch;
  const own = Number(account.settings["messagesPerSecond"]);
  if (own > 0) budgets.fix(account.id, { burst: Math.ceil(own), pauseMs: 1_000 / own });
  const [row] = await tx.find("channel_account", [{ channel_id: account.id }]);
  if (!row || row.state === "archived" || (row.paused_until ?? 0) > now)
    return { sending: [], settled: 0, othersWait: false };
  const { heads, othersWait } = await nextOfEachThread(tx, account.id, now, most);
  const threads = new Map(
    (
      await tx.find(
        "thread",
        heads.map(({ thread_id }) => ({ thread_id })),
      )
    ).map((thread) => [thread.thread_id, thread]),
  );
  const due: Claimed[] = [];
  let settled = 0;
  for (const message of heads) {
    const thread = threads.get(message.thread_id);
    if (!thread) continue;
    if (await settleUnsendable(batch, account, message, thread)) settled += 1;
    else if (due.length < most && withinRate(account, budgets, thread.thread_id, now)) due.push({ message, thread });
  }
  if (due.length === 0) return { sending: [], settled, othersWait };
  const won = await tx.updateIf(
    "message",
    {
      message_id: { in: due.map(({ message }) => message.message_id) },
      unsent: { eq: true },
      send_after: { lte: now },
    },
    { send_state: "sending", node: batch.ports.node, attempts: { add: 1 }, send_after: now + claimLength },
  );
  const rows = new Map(won.map((message) => [message.message_id, message]));
  const sending = due.flatMap(({ message, thread }) => {
    const row = rows.get(message.message_id);
    return row ? [{ message: row, thread }] : [];
  });
  return { sending, settled, othersWait };
}

/** The first unsent message of each thread that has one due. What stands before it in the thread goes first. */
async function nextOfEachThread(
  tx: Tx,
  channelId: string,
  now: number,
  most: number,
): Promise<{ readonly heads: readonly MessageRow[]; readonly othersWait: boolean }> {
  const due = await tx.select(
    "message",
    { channel_id: { eq: channelId }, unsent: { eq: true }, send_after: { lte: now } },
    { orderBy: ["message_id"], limit: most * 3 },
  );
  if (due.length === 0) return { heads: [], othersWait: false };
  const threads = [...new Set(due.map(({ thread_id }) => thread_id))];
  const all = await tx.select("message", { thread_id: { in: threads }, unsent: { eq: true } }, { orderBy: ["seq"] });
  const heads = new Map<string, MessageRow>();
  for (const message of all)
    if (!heads.has(message.thread_id) && !stepsAside(message, now)) heads.set(message.thread_id, message);
  const ready = [...heads.values()]
    .filter(({ send_after }) => send_after <= now)
    .toSorted((a, b) => (a.message_id < b.message_id ? -1 : 1));
  return { heads: ready, othersWait: all.length > ready.length };
}

/** Tries of a file after which others need not wait for it. */
const triesInLine = 2;

/**
 * Whether a message waits because its file cannot be uploaded: after its second try it lets those behind it pass, so that
 * a receipt in trouble does not silence the bot.
 */
const stepsAside = ({ content, send_state, attempts, send_after }: MessageRow, now: number): boolean =>
  send_state === "queued" &&
  attempts >= triesInLine &&
  send_after > now &&
  "source" in content &&
  content.source.from === "file";

const personKey = (account: ChannelAccount, threadId: string): string => `${account.id}/${threadId}`;

/** Spends one of the account's and one of the person's rate; false when either has none now. */
function withinRate(account: ChannelAccount, budgets: Budgets, threadId: string, now: Batch["now"]): boolean {
  const person = personKey(account, threadId);
  if (!budgets.ready(account.id, now) || !budgets.ready(person, now)) return false;
  budgets.spend(account.id, now);
  budgets.spend(person, now);
  return true;
}

/** The provider said "too fast" to a person or for the account: the documented rate holds for that key from now on. */
export function learnRates(
  account: ChannelAccount,
  budgets: Budgets,
  { thread }: Claimed,
  outcome: SendOutcome,
  now: Batch["now"],
): void {
  if (outcome.outcome !== "retry") return;
  const { perPerson, perSecond } = account.plug.capabilities;
  if (outcome.scope === "person") budgets.learn(personKey(account, thread.thread_id), perPerson, now);
  if (outcome.scope === "account") budgets.learn(account.id, { burst: 1, pauseMs: 1_000 / perSecond }, now);
}

/** Ends a message that may not be sent any more: window closed, too old, or twice in doubt. True when it was ended. */
async function settleUnsendable(
  batch: Batch,
  account: ChannelAccount,
  message: MessageRow,
  thread: RowOf<"thread">,
): Promise<boolean> {
  const { now } = batch;
  const lost = message.send_state !== "queued";
  const content: OutboundMessage = outboundMessage(message);
  const window = account.plug.window(
    thread.last_inbound_at === null ? undefined : (thread.last_inbound_at as Batch["now"]),
    later(now, onTheWay),
  );
  // A send in doubt may have arrived: it is repeated once, never more. A person decides about the rest.
  if (lost && message.maybe_twice) return putOff(batch, message, { give: "up", reason: "engine.failed.unknown" });
  if (message.valid_until <= now) return putOff(batch, message, { give: "up", reason: "engine.failed.too-late" });
  if (window === "closed" || (window === "template-only" && !passesClosedWindow(content)))
    return putOff(batch, message, { give: "up", reason: "engine.failed.window" });
  if (lost && message.send_state === "sending")
    return putOff(batch, message, { give: "doubt", until: now + doubtWait });
  if (lost) {
    batch.ports.log.warn("a message in doubt is sent once more", { channel: account.id, message: message.message_id });
    await batch.tx.update("message", [{ message_id: message.message_id, maybe_twice: true }]);
  }
  return false;
}

/** One try of a message: an outcome that is written late says nothing of the try that began meanwhile. */
export const tryOf = ({ message_id, attempts }: Pick<MessageRow, "message_id" | "attempts">): string =>
  `${message_id} ${attempts}`;

/**
 * Gives back what this node claimed without hearing that it had: the store broke while committing. Nobody has begun to
 * send it, so there is no doubt about it.
 */
export async function releaseUnheard(
  batch: Batch,
  account: ChannelAccount,
  underWay: ReadonlySet<string>,
): Promise<void> {
  const ours = {
    channel_id: { eq: account.id },
    send_state: { eq: "sending" },
    node: { eq: batch.ports.node },
  } as const;
  const claimed = await batch.tx.select("message", { ...ours, unsent: { eq: true } }, { orderBy: ["message_id"] });
  const unheard = claimed.filter((message) => !underWay.has(tryOf(message))).map(({ message_id }) => message_id);
  if (unheard.length === 0) return;
  await batch.tx.updateIf(
    "message",
    { ...ours, message_id: { in: unheard } },
    { send_state: "queued", send_after: batch.now },
  );
}

/** Messages a dead node left in the middle of sending wait for their status webhooks from now on. */
export async function doubtOrphans(ports: Ports, shop: Shop, channelId: string): Promise<number> {
  const orphans = await transact(ports, shop, (batch) =>
    batch.tx.updateIf(
      "message",
      { channel_id: { eq: channelId }, unsent: { eq: true }, send_state: { eq: "sending" }, node: { not: ports.node } },
      { send_state: "doubt", send_after: batch.now + doubtWait },
    ),
  );
  if (orphans.length > 0) ports.log.warn("sends of a dead node are in doubt", { channelId, count: orphans.length });
  return orphans.length;
}
