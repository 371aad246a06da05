import {
  capList,
  type ChatRecord,
  type MetaContext,
  type MetaState,
  type NumberRecord,
  type UserRecord,
} from "./state.ts";
import type { PhoneChat, PhoneMessage, PhoneUser } from "./phone-types.ts";

/** The 24-hour customer service window, in milliseconds. */
export const windowMs = 24 * 3_600_000;

/** Messages a business may send to one customer in a burst, and the pause that gives one back (131056). */
export const pairBurst = 45;
export const pairPauseMs = 6_000;

/** The number, or an error a test author understands. */
export function numberOf(state: MetaState, phoneNumberId: string): NumberRecord {
  const number = state.numbers.get(phoneNumberId);
  if (number === undefined) throw new Error(`There is no business number ${phoneNumberId} in this world.`);
  return number;
}

/** The customer, or an error a test author understands. */
export function userOf(state: MetaState, userId: string): UserRecord {
  const user = state.users.get(userId);
  if (user === undefined) throw new Error(`There is no customer ${userId} in this world.`);
  return user;
}

/** The chat between the two, made when first needed. */
export function chatOf(context: MetaContext, userId: string, phoneNumberId: string): ChatRecord {
  const key = `${phoneNumberId} ${userId}`;
  const known = context.state.chats.get(key);
  if (known !== undefined) return known;
  const chat: ChatRecord = {
    userId,
    phoneNumberId,
    messages: [],
    open: false,
    typingUntil: 0,
    lastUserAt: 0,
    adClickAt: 0,
    freeEntryUntil: 0,
    blockedByCustomer: false,
    marketingStopped: false,
    pair: { tokens: pairBurst, at: context.ports.now() },
  };
  context.state.chats.set(key, chat);
  return chat;
}

/** Adds a message to the chat and tells the phone page. */
export function addMessage(context: MetaContext, chat: ChatRecord, message: PhoneMessage): void {
  chat.messages.push(message);
  capList(chat.messages, context.settings.limits.messagesPerChat);
  if (message.from === "business") chat.typingUntil = 0;
  const { userId, phoneNumberId } = chat;
  context.changed({ kind: "message", userId, phoneNumberId, message });
}

/** The message in the chat; undefined when it is not there (any more). */
export function messageIn(chat: ChatRecord, wamid: string): PhoneMessage | undefined {
  return chat.messages.findLast((message) => message.id === wamid);
}

/** Replaces a message's record and tells the phone page. */
export function changeMessage(
  context: MetaContext,
  chat: ChatRecord,
  wamid: string,
  change: (message: PhoneMessage) => PhoneMessage,
): void {
  const index = chat.messages.findLastIndex((message) => message.id === wamid);
  const old = chat.messages[index];
  if (old === undefined) return;
  const message = change(old);
  chat.messages[index] = message;
  context.changed({ kind: "status", userId: chat.userId, phoneNumberId: chat.phoneNumberId, message });
}

/** Tells the phone page that the chat itself changed (typing, opened, blocked). */
export function chatChanged(context: MetaContext, chat: ChatRecord): void {
  context.changed({ kind: "chat", userId: chat.userId, phoneNumberId: chat.phoneNumberId });
}

/** True while free-form messages are allowed. */
export function windowIsOpen(chat: ChatRecord, now: number): boolean {
  return chat.lastUserAt > 0 && now < chat.lastUserAt + windowMs;
}

/** The chat as the customer's phone shows it. */
export function chatView(context: MetaContext, chat: ChatRecord): PhoneChat {
  const number = numberOf(context.state, chat.phoneNumberId);
  return {
    userId: chat.userId,
    phoneNumberId: chat.phoneNumberId,
    name: number.setup.name,
    displayPhoneNumber: number.setup.displayPhoneNumber,
    messages: [...chat.messages],
    unread: chat.messages.filter((message) => message.from === "business" && message.status === "delivered").length,
    open: chat.open,
    typingUntil: chat.typingUntil,
    windowUntil: chat.lastUserAt === 0 ? 0 : chat.lastUserAt + windowMs,
    blockedByCustomer: chat.blockedByCustomer,
    marketingStopped: chat.marketingStopped,
  };
}

/** The customer's phone as a page shows it. */
export function userView(user: UserRecord): PhoneUser {
  return {
    id: user.id,
    name: user.name,
    ...(user.phone === undefined ? {} : { phone: user.phone }),
    ...(user.username === undefined ? {} : { username: user.username }),
    language: user.language,
    online: user.online,
  };
}

/** Messages a number may send and receive in a second unless its setup says otherwise (130429). */
const throughput = 80;

/** Counts a message in or out against the throughput of the number. */
export function countTraffic(number: NumberRecord, now: number): void {
  const most = number.setup.throughputPerSecond ?? throughput;
  number.recent.push(now);
  if (number.recent.length > 2 * most) number.recent.splice(0, number.recent.length - most);
}

/** True when as many messages as the number may handle were counted in the last second. */
export function throughputReached(number: NumberRecord, now: number): boolean {
  const most = number.setup.throughputPerSecond ?? throughput;
  const counted = number.recent[number.recent.length - most];
  return counted !== undefined && counted > now - 1_000;
}

/** The chat in which a customer sent this message to this number. */
export function chatReceived(context: MetaContext, number: NumberRecord, wamid: string): ChatRecord | undefined {
  const chat = context.state.chats.get(context.state.received.get(wamid) ?? "");
  if (chat?.phoneNumberId !== number.setup.phoneNumberId) return undefined;
  return messageIn(chat, wamid) === undefined ? undefined : chat;
}
