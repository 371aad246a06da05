import { describe, expect, it } from "vitest";
import type { Message, ThreadEvent } from "#api/message";
import type { MessageContent } from "#api/message-content";
import { changeOutgoing } from "./outgoing.ts";
import { steadyOrder } from "./steady-order.ts";
import { type Pending, timeline } from "./timeline.ts";

const message = (seq: number, at: string, content: MessageContent, more: Partial<Message> = {}): Message => ({
  id: `msg_${seq}`,
  threadId: "thr_1",
  seq,
  direction: "in",
  author: "customer",
  authorName: null,
  authorMe: false,
  content,
  replyTo: null,
  at,
  status: "none",
  maybeTwice: false,
  error: null,
  clientId: null,
  ...more,
});
const text = (body: string): MessageContent => ({ kind: "text", body });
const rowsOf = (messages: readonly Message[], more: Partial<Parameters<typeof timeline>[0]> = {}) =>
  timeline({ messages, events: [], pending: [], readSeq: 99, dayOf: (at) => at.slice(0, 10), ...more });
const paid: ThreadEvent = {
  id: "e1",
  at: "2026-11-24T10:02:00Z",
  event: "order-paid",
  orderId: null,
  orderNumber: 7,
  paymentId: null,
  amount: { minor: 100, currency: "EUR" },
  by: null,
  reason: null,
};
const pending: Pending = {
  draft: { kind: "text", clientId: "client-1", body: "on its way" },
  at: "2026-11-24T10:05:00Z",
  problem: undefined,
  name: undefined,
};

describe("a thread's rows", () => {
  it("stand under a rail per day, with events in their place", () => {
    const rows = rowsOf(
      [
        message(1, "2026-11-23T09:00:00Z", text("a")),
        message(2, "2026-11-24T10:00:00Z", text("b")),
        message(3, "2026-11-24T10:03:00Z", text("c")),
      ],
      { events: [paid] },
    );
    expect(rows.map(({ row }) => row)).toEqual(["day", "message", "day", "message", "event", "message"]);
  });
  it("mark where the unread ones begin, once, and count them", () => {
    const at = "2026-11-24T10:00:00Z";
    const rows = rowsOf([message(1, at, text("a")), message(2, at, text("b")), message(3, at, text("c"))], {
      readSeq: 1,
    });
    expect(rows.map(({ row }) => row)).toEqual(["day", "message", "unread", "message", "message"]);
    expect(rows.find(({ row }) => row === "unread")).toMatchObject({ count: 2 });
  });
  it("fold reactions, edits and deletions into the message they are about", () => {
    const at = "2026-11-24T10:00:00Z";
    const rows = rowsOf([
      message(1, at, text("a")),
      message(2, at, { kind: "reaction", to: "msg_1", emoji: "👍" }),
      message(3, at, { kind: "reaction", to: "msg_1", emoji: "❤️" }),
      message(4, at, { kind: "edited", original: "msg_1", body: "aa" }),
      message(5, at, { kind: "deleted", original: "msg_0" }),
    ]);
    const messages = rows.filter((row) => row.row === "message");
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({ reactions: ["❤️"], edited: "aa", deleted: false });
  });
  it("put messages of one author together", () => {
    const rows = rowsOf([
      message(1, "2026-11-24T10:00:00Z", text("a")),
      message(2, "2026-11-24T10:01:00Z", text("b")),
      message(3, "2026-11-24T10:09:00Z", text("c")),
    ]);
    expect(rows.filter((row) => row.row === "message").map(({ tight }) => tight)).toEqual([false, true, false]);
  });
  it("end with what is on its way, until the server has it", () => {
    const sent = message(1, "2026-11-24T10:05:01Z", text("on its way"), { clientId: "client-1", direction: "out" });
    expect(rowsOf([], { pending: [pending] }).map(({ row }) => row)).toEqual(["pending"]);
    expect(rowsOf([sent], { pending: [pending] }).map(({ row }) => row)).toEqual(["day", "message"]);
  });
});

describe("what is on its way", () => {
  it("starts, fails with its reason, is retried and settles", () => {
    const started = changeOutgoing(new Map(), "t", { change: "started", pending });
    const failed = changeOutgoing(started, "t", { change: "failed", clientId: "client-1", problem: "closed" });
    expect(failed.get("t")?.[0]?.problem).toBe("closed");
    const retried = changeOutgoing(failed, "t", { change: "retried", clientId: "client-1" });
    expect(retried.get("t")?.[0]?.problem).toBeUndefined();
    expect(changeOutgoing(retried, "t", { change: "settled", clientId: "client-1" }).size).toBe(0);
  });
  it("leaves other threads alone", () => {
    const one = changeOutgoing(new Map(), "t", { change: "started", pending });
    expect(changeOutgoing(one, "u", { change: "settled", clientId: "client-1" }).get("t")).toHaveLength(1);
  });
});

describe("the order of a live list", () => {
  it("follows the server while nobody points at it", () => {
    expect(steadyOrder(["a", "b"], ["c", "b", "a"], false)).toEqual({ ids: ["c", "b", "a"], waiting: 0 });
  });
  it("does not move under the pointer: new rows wait and are counted, gone ones leave", () => {
    expect(steadyOrder(["a", "b", "d"], ["c", "b", "a"], true)).toEqual({ ids: ["a", "b"], waiting: 1 });
  });
  it("takes further pages at the end", () => {
    expect(steadyOrder(["a", "b"], ["a", "b", "c", "d"], true)).toEqual({ ids: ["a", "b", "c", "d"], waiting: 0 });
  });
});
