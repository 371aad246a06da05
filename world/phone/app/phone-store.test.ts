import { describe, expect, it } from "vitest";
import type { PhoneMessage, PhoneStart } from "../api.ts";
import { after, begun, chatKey } from "./phone-store.ts";

const message = (id: string, change: Partial<PhoneMessage> = {}): PhoneMessage => ({
  id,
  from: "customer",
  type: "text",
  content: { body: id },
  at: 1,
  status: "sent",
  reactions: {},
  ...change,
});

const head = {
  userId: "lea",
  phoneNumberId: "1",
  name: "Atelier",
  displayPhoneNumber: "+33",
  unread: 0,
  open: true,
  typingUntil: 0,
  windowUntil: 0,
  blockedByCustomer: false,
  marketingStopped: false,
};

const start = {
  now: 5_000,
  shops: [],
  customers: [{ id: "lea", name: "Léa", language: "fr", online: true }],
  chats: [{ ...head, messages: [message("a")] }],
} satisfies Omit<PhoneStart, "controls">;

const state = begun({ ...start, controls: undefined as never }, 2_000);
const chatIn = (next: typeof state) => next.chats.get(chatKey("lea", "1"));

describe("what the page knows", () => {
  it("begins with the world's clock, not the browser's", () => {
    expect(state.clockAhead).toBe(3_000);
  });

  it("adds a new message at the end and replaces a changed one in its place", () => {
    const event = { kind: "message", userId: "lea", number: "1" } as const;
    const more = after(state, { ...event, message: message("b") }, 0);
    expect(chatIn(more)?.messages.map(({ id }) => id)).toEqual(["a", "b"]);
    const read = after(more, { ...event, message: message("a", { status: "read" }) }, 0);
    expect(chatIn(read)?.messages.map(({ id, status }) => [id, status])).toEqual([
      ["a", "read"],
      ["b", "sent"],
    ]);
  });

  it("keeps the messages when the chat itself changes", () => {
    const typing = after(state, { kind: "chat", head: { ...head, typingUntil: 9 } }, 0);
    expect(chatIn(typing)).toMatchObject({ typingUntil: 9, messages: [{ id: "a" }] });
  });

  it("keeps customers in their order when one goes offline", () => {
    const two = { ...state, customers: [...state.customers, { id: "tom", name: "Tom", language: "en", online: true }] };
    const off = after(
      two,
      { kind: "customer", customer: { id: "lea", name: "Léa", language: "fr", online: false } },
      0,
    );
    expect(off.customers.map(({ id, online }) => [id, online])).toEqual([
      ["lea", false],
      ["tom", true],
    ]);
  });
});
