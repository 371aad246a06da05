import { escapedJson, signatureOf } from "./escape-json.ts";
import type { LostWebhook, WebhookEvent } from "./model-types.ts";
import { capList, type MetaContext, type MetaState } from "./state.ts";
import { webhookBody } from "./webhook-batch.ts";
import type { OutgoingEvent, WebhookPost } from "./webhook-records.ts";

/** How far down the line a post is looked for whose chats are free. */
const lookAhead = 256;

/** Sends an event to every address that is subscribed to it: batches, order, faults, retries, counters. */
export function emitEvent(context: MetaContext, event: OutgoingEvent): void {
  for (const url of addressesOf(context, event)) gather(context, url, event);
}

/** True when no webhook waits, is under way or is due for a retry. */
export function isQuiet({ webhooks }: MetaState): boolean {
  return webhooks.open === 0 && [...webhooks.gathering.values()].every((events) => events.length === 0);
}

function addressesOf(context: MetaContext, event: OutgoingEvent): readonly string[] {
  const numbers = [...context.state.numbers.values()].filter(
    (number) =>
      number.subscribed &&
      number.setup.wabaId === event.wabaId &&
      (event.phoneNumberId === undefined || number.setup.phoneNumberId === event.phoneNumberId),
  );
  return [...new Set(numbers.map((number) => number.webhookUrl))];
}

function gather(context: MetaContext, url: string, event: OutgoingEvent): void {
  context.state.counters.events += 1;
  const { gathering } = context.state.webhooks;
  let events = gathering.get(url);
  if (events === undefined) {
    events = [];
    gathering.set(url, events);
  }
  events.push(event);
  if (events.length === 1) context.plan(context.settings.batchWindowMs, { kind: "gathered", url });
}

/** Puts the events gathered for an address into posts. */
export function postGathered(context: MetaContext, url: string): void {
  const gathered = context.state.webhooks.gathering.get(url)?.splice(0) ?? [];
  const size = context.settings.batchWindowMs === 0 ? 1 : context.settings.batchSize;
  for (let start = 0; start < gathered.length; start += size) {
    createPost(context, url, gathered.slice(start, start + size));
  }
}

function createPost(context: MetaContext, url: string, events: readonly OutgoingEvent[]): void {
  const { state, ports, settings } = context;
  const { chaos } = state;
  state.counters.posts += 1;
  if (strikes(context, chaos.lose)) {
    state.counters.lost += 1;
    recordLoss(context, "chaos", events.map(eventView));
    return;
  }
  if (state.webhooks.open >= settings.limits.waitingPosts) {
    recordLoss(context, "overflow", events.map(eventView));
    return;
  }
  const body = escapedJson(webhookBody(events, Math.floor(ports.now() / 1_000)));
  const post: WebhookPost = {
    url,
    body,
    signature: signatureOf(body, secretOf(context, url, events)),
    events: events.map(eventView),
    threads: [...new Set(events.flatMap((event) => (event.userId === undefined ? [] : [threadOf(event)])))],
    firstAt: ports.now(),
    attempts: 0,
    original: true,
  };
  let hold = chaos.delayMs;
  if (strikes(context, chaos.reorder)) {
    state.counters.reordered += 1;
    hold += 1 + Math.floor(ports.random() * chaos.reorderMs);
  }
  enter(context, post, hold);
  if (strikes(context, chaos.duplicate)) {
    state.counters.duplicated += 1;
    const copy: WebhookPost = { ...post, original: false };
    enter(context, copy, hold + Math.floor(ports.random() * chaos.reorderMs));
  }
}

function threadOf(event: OutgoingEvent): string {
  return `${event.phoneNumberId ?? ""} ${event.userId ?? ""}`;
}

function secretOf(context: MetaContext, url: string, events: readonly OutgoingEvent[]): string {
  for (const number of context.state.numbers.values()) {
    const speaks = events.some((event) => event.wabaId === number.setup.wabaId);
    if (speaks && number.webhookUrl === url) return number.setup.appSecret;
  }
  return "";
}

function strikes(context: MetaContext, probability: number): boolean {
  return probability > 0 && context.ports.random() < probability;
}

function enter(context: MetaContext, post: WebhookPost, hold: number): void {
  context.state.webhooks.open += 1;
  if (hold > 0) context.plan(hold, { kind: "post", post, again: false });
  else joinLine(context, post);
}

/** A post takes its place in the line, and leaves when it is its turn. */
export function joinLine(context: MetaContext, post: WebhookPost): void {
  context.state.webhooks.line.push(post);
  leave(context);
}

/** Starts every post whose turn it is. */
function leave(context: MetaContext): void {
  const { line, busy, underway } = context.state.webhooks;
  const blocked = new Set(busy);
  let index = 0;
  while (underway.size < context.settings.postsAtOnce && index < Math.min(line.length, lookAhead)) {
    const post = line[index];
    if (post === undefined) return;
    const free = post.threads.every((thread) => !blocked.has(thread));
    for (const thread of post.threads) blocked.add(thread);
    if (!free) {
      index += 1;
      continue;
    }
    line.splice(index, 1);
    for (const thread of post.threads) busy.add(thread);
    underway.add(post);
    void send(context, post);
  }
}

async function send(context: MetaContext, post: WebhookPost): Promise<void> {
  const url = new URL(post.url);
  let status = 0;
  try {
    status = await context.ports.post(post.url, {
      method: "POST",
      path: `${url.pathname}${url.search}`,
      headers: {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        "x-hub-signature-256": post.signature,
      },
      body: post.body,
    });
  } catch {
    status = 0;
  }
  const { underway, busy } = context.state.webhooks;
  // A post from before a recall is made again by it: this answer is nobody's.
  if (!underway.delete(post)) return;
  for (const thread of post.threads) busy.delete(thread);
  settle(context, post, status);
  leave(context);
}

function settle(context: MetaContext, post: WebhookPost, status: number): void {
  const { counters, webhooks } = context.state;
  webhooks.open -= 1;
  if (status === 200) {
    counters.delivered += 1;
    return;
  }
  if (!post.original) return;
  const pauses = context.settings.retryPausesMs;
  const pause = pauses[Math.min(post.attempts, pauses.length - 1)];
  if (pause === undefined || context.ports.now() + pause > post.firstAt + context.settings.retryForMs) {
    counters.gaveUp += 1;
    recordLoss(context, "gave-up", post.events);
    return;
  }
  post.attempts += 1;
  webhooks.open += 1;
  context.plan(pause, { kind: "post", post, again: true });
}

function recordLoss(context: MetaContext, reason: LostWebhook["reason"], events: readonly WebhookEvent[]): void {
  const { state, settings, ports } = context;
  state.losses.push({ at: ports.now(), reason, events });
  capList(state.losses, settings.limits.losses);
}

function eventView(event: OutgoingEvent): WebhookEvent {
  const { field, kind, phoneNumberId, userId, wamid, status } = event;
  return {
    field,
    kind,
    ...(phoneNumberId === undefined ? {} : { phoneNumberId }),
    ...(userId === undefined ? {} : { userId }),
    ...(wamid === undefined ? {} : { wamid }),
    ...(status === undefined ? {} : { status }),
  };
}
