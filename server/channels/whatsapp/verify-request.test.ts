import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { RawRequest } from "#contracts/raw-request";
import { ours } from "./fixtures/settings.ts";
import { answerHandshake, verifySignature } from "./verify-request.ts";

const signed = (sent: string, arrived = sent): RawRequest => ({
  method: "POST",
  query: {},
  headers: { "x-hub-signature-256": `sha256=${createHmac("sha256", ours.appSecret).update(sent).digest("hex")}` },
  body: new TextEncoder().encode(arrived),
});

const asked = (query: Readonly<Record<string, string>>): RawRequest => ({
  method: "GET",
  query,
  headers: {},
  body: new Uint8Array(),
});
const question = { "hub.mode": "subscribe", "hub.verify_token": ours.verifyToken, "hub.challenge": "1158201444" };

describe("the signature", () => {
  it("is of the bytes as Meta wrote them, escapes included", () => {
    expect(verifySignature(signed('{"body":"caf\\u00e9"}'), ours)).toEqual({ ok: true });
    expect(verifySignature(signed('{"body":"caf\\u00e9"}', '{"body":"café"}'), ours).ok).toBe(false);
  });
});

describe("the handshake", () => {
  it("gives the challenge back to whoever knows the verify token", () => {
    expect(answerHandshake(asked(question), ours)).toBe("1158201444");
  });

  it.each([
    ["another token", { ...question, "hub.verify_token": "another" }],
    ["no token", { "hub.mode": "subscribe", "hub.challenge": "1" }],
    ["another mode", { ...question, "hub.mode": "unsubscribe" }],
    ["no challenge", { "hub.mode": "subscribe", "hub.verify_token": ours.verifyToken }],
    ["a challenge without end", { ...question, "hub.challenge": "1".repeat(2_000) }],
  ])("refuses %s", (_name, query) => expect(answerHandshake(asked(query), ours)).toBeUndefined());

  it("refuses everybody while no token is set, even an empty token", () => {
    const empty = asked({ ...question, "hub.verify_token": "" });
    expect(answerHandshake(empty, {})).toBeUndefined();
    expect(answerHandshake(empty, { verifyToken: "" })).toBeUndefined();
  });

  it("refuses a post", () => expect(answerHandshake({ ...asked(question), method: "POST" }, ours)).toBeUndefined());
});
