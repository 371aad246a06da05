import { describe, expect, it } from "vitest";
import type { InboundEvent } from "#domain/inbound";
import { readFixture } from "../../../tests/read-fixtures.ts";
import { ours } from "./fixtures/settings.ts";
import { parseWebhook } from "./parse-webhook.ts";

const eventsIn = (name: string): readonly InboundEvent[] => parseWebhook(readFixture(import.meta.dirname, name), ours);
const written = (json: unknown): readonly InboundEvent[] =>
  parseWebhook(new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json)), ours);
const posted = (field: string, value: unknown, time?: number) => ({
  object: "whatsapp_business_account",
  entry: [{ id: "2002", time, changes: [{ field, value }] }],
});
const text = (id: string, body: unknown = "hello") => ({
  from: "33612345678",
  id,
  timestamp: "1795000000",
  type: "text",
  text: { body },
});

describe("a batch", () => {
  it("is read in its order, every entry, change, message and status", () => {
    const events = eventsIn("batch-of-entries-changes-and-lists");
    expect(events.map((event) => (event.kind === "status" ? event.status : event.kind))).toEqual([
      "message",
      "message",
      "delivered",
      "message",
      "read",
      "sent",
    ]);
  });

  it("loses nothing to its broken elements", () => {
    const events = eventsIn("batch-with-broken-elements");
    const bodies = events.flatMap((event) =>
      event.kind === "message" && event.content.kind === "text" ? [event.content.body] : [],
    );
    expect(bodies).toEqual(["avant", "après"]);
    expect(events.filter(({ kind }) => kind === "status")).toHaveLength(1);
    expect(events.filter(({ kind }) => kind === "unknown")).toHaveLength(7);
  });

  it("tells the same message once, and keeps another message under the same id", () => {
    expect(written(posted("messages", { messages: [text("wamid.A"), text("wamid.A")] }))).toHaveLength(1);
    const events = written(posted("messages", { messages: [text("wamid.A"), text("wamid.A", "other")] }));
    expect(events).toMatchObject([{ kind: "message" }, { kind: "unknown", topic: "repeated-message" }]);
  });

  it("says of another number or account that it is another's", () => {
    for (const name of ["other-number", "number-of-another"])
      for (const event of eventsIn(name)) expect(event).toMatchObject({ kind: "unknown", topic: "other-number" });
    expect(eventsIn("template-of-another-account")).toMatchObject([{ kind: "unknown", topic: "other-account" }]);
  });

  it("takes the entry's time for news that has none, so that the same news may come again", () => {
    const news = (time: number) => written(posted("account_update", { event: "ACCOUNT_RECONNECTED" }, time))[0];
    expect(news(1_795_000_000)).toMatchObject({ kind: "account-notice", at: 1_795_000_000_000 });
    expect(news(1_795_000_000)?.id).not.toBe(news(1_795_086_400)?.id);
    expect(news(1_795_000_000)).toEqual(news(1_795_000_000));
  });
});

describe("hostile posts", () => {
  it("reach no prototype", () => {
    const form = '{\\"__proto__\\":{\\"polluted\\":1},\\"constructor\\":{\\"a\\":1},\\"size\\":\\"54\\"}';
    const nfm = `{"type":"nfm_reply","nfm_reply":{"name":"flow","response_json":"${form}"}}`;
    const message = `{"from":"33612345678","id":"w","timestamp":"1795000000","type":"interactive","interactive":${nfm}}`;
    const value = `{"__proto__":{"messages":[]},"messages":[${message}]}`;
    const events = written(`{"__proto__":{"entry":[]},"entry":[{"changes":[{"field":"messages","value":${value}}]}]}`);
    expect(events).toMatchObject([{ content: { kind: "form", fields: { size: "54" } } }]);
    const content = events[0]?.kind === "message" ? events[0].content : undefined;
    const fields: unknown = content?.kind === "form" ? content.fields : undefined;
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(Object.keys(Object(fields))).toEqual(["size"]);
    expect(JSON.stringify(events)).not.toContain("polluted");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("hide nothing behind an element that is too deep", () => {
    const deep = `${'{"a":'.repeat(100)}1${"}".repeat(100)}`;
    const messages = `[{"id":"x","from":"33612345678","type":"text","text":${deep}},${JSON.stringify(text("wamid.B"))}]`;
    const json = `{"entry":[{"changes":[{"field":"messages","value":{"messages":${messages}}}]}]}`;
    expect(written(json)).toMatchObject([
      { kind: "unknown", topic: "too-deep" },
      { kind: "message", id: "wamid.B" },
    ]);
    expect(written(json)).toEqual(written(json));
  });

  it("cannot store what a database refuses", () => {
    const events = written(posted("messages", { messages: [text("wamid.C", "a\u0000b\uD800c")] }));
    expect(events).toMatchObject([{ content: { body: "a\uFFFDb\uFFFDc" } }]);
  });

  it("cannot keep a sending window open with a time that is still to come", () => {
    const late = { ...text("wamid.D"), timestamp: "99999999999" };
    expect(written(posted("messages", { messages: [late] }, 1_795_000_000))).toMatchObject([{ at: 1_795_000_000_000 }]);
  });

  it("hold no more events than Meta can send in one post", () => {
    const messages = Array.from({ length: 5_001 }, (_, n) => text(`wamid.${n}`));
    expect(() => written(posted("messages", { messages }))).toThrow("more events");
    expect(written(posted("messages", { messages: messages.slice(0, 1_000) }))).toHaveLength(1_000);
  });
});
