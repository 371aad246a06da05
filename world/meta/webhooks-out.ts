import { escapedJson, signatureOf } from "./escape-json.ts";
import type { LostWebhook, WebhookEvent } from "./model-types.ts";
import { capList, type MetaContext, type OutgoingEvent } from "./state.ts";
import { webhookBody } from "./webhook-batch.ts";

/** A webhook post: its bytes are made once, so that a retry or a duplicate is the same to the last byte. */
type Post = {
  readonly url: string;
  readonly body: Uint8Array;
  readonly signature: string;
  readonly events: readonly OutgoingEvent[];
  /** Chats it speaks of: posts of one chat leave in order, the next one after the answer to the one before. */
  readonly threads: readonly string[];
  readonly firstAt: number;
  attempts: number;
  /** False for the second copy of a duplicate: it is tried once. */
  readonly original: boolean;
};

/** Sends webhooks: batches, order, faults, retries, counters. */
export type WebhookSender = {
  emit(event: OutgoingEvent): void;
  /** True when nothing waits, is under way or is due for a retry. */
  quiet(): boolean;
};

type SenderState = {
  /** Events not yet in a post, by address. */
  readonly gathering: Map<string, OutgoingEvent[]>;
  /** Posts ready to leave. */
  readonly line: Post[];
  /** Chats with a post under way. */
  readonly busy: Set<string>;
  underway: number;
  /** Posts not yet delivered, lost or given up, wherever they are. */
  open: number;
};

/** How far down the line a post is looked for whose chats are free. */
const lookAhead = 256;

type Context = Omit<MetaContext, "emit">;

/** Makes the sender of a world's webhooks. */
export function createWebhookSender(context: Context): WebhookSender {
  const sender: SenderState = { gathering: new Map(), line: [], busy: new Set(), underway: 0, open: 0 };
  return {
    emit: (event) => {
      for (const url of addressesOf(context, event)) gather(context, sender, url, event);
    },
    quiet: () => sender.open === 0 && [...sender.gathering.values()].every((events) => events.length === 0),
  };
}

function addressesOf(context: Context, event: OutgoingEvent): readonly string[] {
  const numbers = [...context.state.numbers.values()].filter(
    (number) =>
      number.subscribed &&
      number.setup.wabaId === event.wabaId &&
      (event.phoneNumberId === undefined || number.setup.phoneNumberId === event.phoneNumberId),
  );
  return [...new Set(numbers.map((number) => number.webhookUrl))];
}

function gather(context: Context, sender: SenderState, url: string, event: OutgoingEvent): void {
  context.state.counters.events += 1;
  const window = context.settings.batchWindowMs;
  let events = sender.gathering.get(url);
  if (events === undefined) {
    events = [];
    sender.gathering.set(url, events);
  }
  events.push(event);
  if (events.length > 1) return;
  context.ports.after(window, () => {
    const gathered = sender.gathering.get(url)?.splice(0) ?? [];
    const size = window === 0 ? 1 : context.settings.batchSize;
    for (let start = 0; start < gathered.length; start += size) {
      createPost(context, sender, url, gathered.slice(start, start + size));
    }
  });
}

function createPost(context: Context, sender: SenderState, url: string, events: readonly OutgoingEvent[]): void {
  const { state, ports, settings } = context;
  const { chaos } = state;
  state.counters.posts += 1;
  if (strikes(context, chaos.lose)) {
    state.counters.lost += 1;
    recordLoss(context, "chaos", events);
    return;
  }
  if (sender.open >= settings.limits.waitingPosts) {
    recordLoss(context, "overflow", events);
    return;
  }
  const body = escapedJson(webhookBody(events, Math.floor(ports.now() / 1_000)));
  const post: Post = {
    url,
    body,
    signature: signatureOf(body, secretOf(context, url, events)),
    events,
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
  enter(context, sender, post, hold);
  if (strikes(context, chaos.duplicate)) {
    state.counters.duplicated += 1;
    const copy: Post = { ...post, original: false };
    enter(context, sender, copy, hold + Math.floor(ports.random() * chaos.reorderMs));
  }
}

function threadOf(event: OutgoingEvent): string {
  return `${event.phoneNumberId ?? ""} ${event.userId ?? ""}`;
}

function secretOf(context: Context, url: string, events: readonly OutgoingEvent[]): string {
  for (const number of context.state.numbers.values()) {
    const speaks = events.some((event) => event.wabaId === number.setup.wabaId);
    if (speaks && number.webhookUrl === url) return number.setup.appSecret;
  }
  return "";
}

function strikes(context: Context, probability: number): boolean {
  return probability > 0 && context.ports.random() < probability;
}

function enter(context: Context, sender: SenderState, post: Post, hold: number): void {
  sender.open += 1;
  if (hold > 0) {
    context.ports.after(hold, () => {
      sender.line.push(post);
      leave(context, sender);
    });
    return;
  }
  sender.line.push(post);
  leave(context, sender);
}

/** Starts every post whose turn it is. */
function leave(context: Context, sender: SenderState): void {
  const blocked = new Set(sender.busy);
  let index = 0;
  while (sender.underway < context.settings.postsAtOnce && index < Math.min(sender.line.length, lookAhead)) {
    const post = sender.line[index];
    if (post === undefined) return;
    const free = post.threads.every((thread) => !blocked.has(thread));
    for (const thread of post.threads) blocked.add(thread);
    if (!free) {
      index += 1;
      continue;
    }
    sender.line.splice(index, 1);
    for (const thread of post.threads) sender.busy.add(thread);
    sender.underway += 1;
    void send(context, sender, post);
  }
}

async function send(context: Context, sender: SenderState, post: Post): Promise<void> {
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
  sender.underway -= 1;
  for (const thread of post.threads) sender.busy.delete(thread);
  settle(context, sender, post, status);
  leave(context, sender);
}

function settle(context: Context, sender: SenderState, post: Post, status: number): void {
  const { counters } = context.state;
  sender.open -= 1;
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
  sender.open += 1;
  context.ports.after(pause, () => {
    counters.retried += 1;
    sender.line.push(post);
    leave(context, sender);
  });
}

function recordLoss(context: Context, reason: LostWebhook["reason"], events: readonly OutgoingEvent[]): void {
  const { state, settings, ports } = context;
  state.losses.push({ at: ports.now(), reason, events: events.map(eventView) });
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
