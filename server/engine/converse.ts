import type { Journey, JourneyEvent } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import type { Effect } from "#domain/effect";
import type { InboundContent, InboundEvent } from "#domain/inbound";
import { minutes } from "#domain/instant";
import { spokenLanguage } from "#domain/language";
import type { Wording } from "#domain/wording";
import { advance, journeyOf } from "#engine/advance-journey";
import { type Batch, type ThreadDraft, addTask, writeMessage } from "#engine/batch";
import { forgetCards } from "#engine/forget-cards";
import { handOver } from "#engine/hand-over";
import { answerRefund } from "#engine/answer-refund";
import { contextOf, refundJourney, sayAll } from "#engine/journey-context";
import { stateOf } from "#engine/journey-slots";
import { showPayments } from "#engine/payment-history";
import { readFor, withoutAccount } from "#engine/read-answer";
import { answerMerchant } from "#engine/answer-merchant";
import { answerPaid } from "#engine/answer-paid";
import { word } from "#engine/wording-to-message";

type MessageEvent = Extract<InboundEvent, { readonly kind: "message" }>;

/** So many messages in a row without understanding, and a person takes over. */
const missesUntilPerson = 2;

/** A customer wrote: the message is kept, and the bot answers if it has the thread. */
export async function onMessage(batch: Batch, thread: ThreadDraft, event: MessageEvent): Promise<void> {
  const messageId = keepMessage(batch, thread, event);
  if (thread.owner === "human" || !wantsAnswer(event.content)) return;
  await answerMessage(batch, thread, event, messageId);
}

/** The merchant answered from the channel's own app: kept as hers, and the bot falls silent. */
export function onEcho(
  batch: Batch,
  thread: ThreadDraft,
  event: Extract<InboundEvent, { readonly kind: "echo" }>,
): void {
  batch.messages.push({
    ...inboundRow(batch, thread, event.id, event.content, event.at),
    direction: "out",
    author: "phone-app",
  });
  thread.owner = "human";
  thread.handover_reason = word(batch, thread, { text: "engine.answered-in-app" });
  thread.unread = 0;
}

/** Keeps what she wrote and gives our id of it. An account number she was asked for is kept masked. */
function keepMessage(batch: Batch, thread: ThreadDraft, event: MessageEvent): string {
  const row = inboundRow(batch, thread, event.id, withoutAccount(batch, thread, event.content), event.at);
  batch.messages.push({ ...row, reply_to: event.replyTo ?? null });
  thread.last_inbound_at = Math.max(thread.last_inbound_at ?? 0, event.at);
  thread.unread += 1;
  if (event.content.kind === "media")
    addTask(batch, {
      task_id: `fetch-media:${row.message_id}`,
      kind: "fetch-media",
      lane: `media:${row.message_id}`,
      thread_id: thread.thread_id,
      subject_id: row.message_id,
      details: {},
    });
  return row.message_id;
}

function inboundRow(
  batch: Batch,
  thread: ThreadDraft,
  providerId: string,
  content: InboundContent,
  at: number,
): RowOf<"message"> {
  thread.seq += 1;
  thread.last_message_at = batch.now;
  if (content.kind !== "reaction") thread.preview = previewOf(content);
  return {
    message_id: batch.ports.ids.uuid(batch.now),
    thread_id: thread.thread_id,
    channel_id: thread.channel_id,
    seq: thread.seq,
    direction: "in",
    author: "customer",
    author_user: null,
    content,
    provider_id: providerId,
    reply_to: null,
    at,
    status: "none",
    status_rank: 0,
    send_state: "none",
    unsent: false,
    send_after: 0,
    attempts: 0,
    valid_until: 0,
    node: null,
    maybe_twice: false,
    error: null,
    pricing: null,
  };
}

/** What a list shows of a message, in no language: the text, or the kind in brackets. */
function previewOf(content: InboundContent): string {
  switch (content.kind) {
    case "text":
      return content.body.slice(0, 140);
    case "choice":
      return content.title.slice(0, 140);
    case "media":
      return content.caption?.slice(0, 140) ?? `[${content.voice ? "voice" : content.media}]`;
    case "system":
      return content.body.slice(0, 140);
    default:
      return `[${content.kind}]`;
  }
}

/** Reactions, edits and notes of the system want no answer. */
const wantsAnswer = ({ kind }: InboundContent): boolean =>
  kind !== "reaction" && kind !== "edited" && kind !== "deleted" && kind !== "system";

const shownCard = "•••• •••• ••••";
const textOf = (content: InboundContent): string =>
  content.kind === "text" ? content.body : content.kind === "media" ? (content.caption ?? "") : "";

/**
 * Answers a message: the running journey first, then the shop's own answers with the journey's open question after them,
 * then words that start something. Nothing understood twice in a row: a person.
 */
async function answerMessage(batch: Batch, thread: ThreadDraft, event: MessageEvent, messageId: string): Promise<void> {
  const language = spokenLanguage(thread.language, batch.shop.languages);
  const understood = {
    ...batch.ports.understand(event.content, batch.shop.answers, language),
    messageId,
    ...readFor(batch, thread, textOf(event.content)),
  };
  if (textOf(event.content).includes(shownCard)) return say(batch, thread, { text: "engine.card-number" });
  if (await answerMerchant(batch, thread, event.content, textOf(event.content))) return;
  if (understood.wants === "stop") return stopMarketing(batch, thread);
  if (understood.wants === "forget-card") {
    const forgotten = await forgetCards(batch, thread);
    return say(batch, thread, { text: forgotten > 0 ? "card.forgotten" : "card.none", values: { count: forgotten } });
  }
  if (understood.wants === "paid" && (await answerPaid(batch, thread))) return;
  if (understood.wants === "human")
    return givePerson(batch, thread, word(batch, thread, { text: "engine.asked-for-person" }));
  if (await showPayments(batch, thread, understood)) return heard(batch, thread, event);
  if (await answerRefund(batch, thread, understood)) return heard(batch, thread, event);
  const journey = journeyOf(batch, thread);
  const running =
    journey !== undefined && thread.journey === journey.name && journey.active(stateOf(thread, journey.name));
  const answer = batch.shop.answers.find(({ id }) => id === understood.answer);
  const said: JourneyEvent = { event: "customer-said", understood };
  // An answer of the shop's own comes before a journey begins; within one, the journey says first whether it was meant.
  const mayAnswer = journey?.name !== refundJourney && (running || !answer);
  if (mayAnswer && journey && (await advance(batch, thread, said)).consumed) return heard(batch, thread, event);
  if (answer) {
    thread.misses = 0;
    const question = running && journey ? await openQuestion(batch, thread, journey) : [];
    sayAll(batch, thread, journey?.name ?? "", [
      { do: "say", message: { kind: "text", body: { local: answer.body } } },
      ...question,
    ]);
    return;
  }
  await onMiss(batch, thread, running);
}

/** It was understood and answered. */
function heard(batch: Batch, thread: ThreadDraft, event: MessageEvent): void {
  thread.misses = 0;
  readLater(batch, thread, event.id);
}

const openQuestion = async (batch: Batch, thread: ThreadDraft, journey: Journey<unknown>): Promise<readonly Effect[]> =>
  journey.question(stateOf(thread, journey.name) ?? journey.initial, await contextOf(batch, thread));

async function onMiss(batch: Batch, thread: ThreadDraft, running: boolean): Promise<void> {
  thread.misses += 1;
  if (thread.misses >= missesUntilPerson)
    return givePerson(batch, thread, word(batch, thread, { text: "engine.not-understood" }));
  const journey = journeyOf(batch, thread);
  const question = running && journey ? await openQuestion(batch, thread, journey) : [];
  const help: Wording = { text: running ? "engine.sorry" : "engine.help", values: { shop: batch.shop.name } };
  if (question.length > 0)
    return sayAll(batch, thread, journey?.name ?? "", [
      { do: "say", message: { kind: "text", body: help } },
      ...question,
    ]);
  writeMessage(batch, thread, "bot", {
    kind: "buttons",
    body: word(batch, thread, help),
    buttons: [
      { id: "start:order", title: word(batch, thread, { text: "engine.button.shop" }) },
      { id: "want:human", title: word(batch, thread, { text: "engine.button.person" }) },
    ],
  });
}

const say = (batch: Batch, thread: ThreadDraft, wording: Wording): void => {
  writeMessage(batch, thread, "bot", { kind: "text", body: word(batch, thread, wording) });
};

function givePerson(batch: Batch, thread: ThreadDraft, reason: string): void {
  thread.misses = 0;
  say(batch, thread, { text: "engine.person-comes" });
  handOver(batch, thread, reason);
}

async function stopMarketing(batch: Batch, thread: ThreadDraft): Promise<void> {
  await setMarketing(batch, thread.person_id, false);
  say(batch, thread, { text: "engine.stopped" });
}

/** Records whether a person wants to hear of offers. A refusal is kept whatever came before. */
export async function setMarketing(batch: Batch, personId: string, wants: boolean): Promise<void> {
  const marketing = wants ? "yes" : "stopped";
  await batch.tx.updateIf("person", { person_id: { eq: personId } }, { marketing, changed_at: batch.now });
}

/** Blue ticks for what the bot is working on, by a task: they may be late or lost without harm. */
function readLater(batch: Batch, thread: ThreadDraft, providerId: string): void {
  addTask(batch, {
    task_id: `mark-read:${thread.thread_id}:${thread.seq}`,
    kind: "mark-read",
    lane: `read:${thread.thread_id}`,
    thread_id: thread.thread_id,
    subject_id: providerId,
    details: { channelId: thread.channel_id, typing: false },
    validFor: minutes(5),
  });
}
