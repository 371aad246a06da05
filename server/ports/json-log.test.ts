import { expect, it } from "vitest";
import { createJsonLog } from "./json-log.ts";

const logged = (message: string, fields: Record<string, unknown>): string => {
  let line = "";
  createJsonLog("info", { write: (text) => (line += text) }).info(message, fields);
  return line;
};

it.each([
  ["a phone number", { error: "no answer for +33 6 12 34 56 78" }, "12 34"],
  ["a bare number", { error: "user 33612345678 unknown" }, "33612345678"],
  ["a card number", { error: "4242424242424242" }, "4242"],
  ["a Stripe key", { error: "bad key sk_live_abcdef123456" }, "abcdef"],
  ["a Meta token", { error: "token EAABsbCS1iHgBAKZC12345678 expired" }, "EAAB"],
  ["an e-mail address", { error: "lea@example.com bounced" }, "lea@"],
  ["a text of a customer", { body: "my secret wish" }, "wish"],
  ["a field of a nested object", { request: { headers: { authorization: "Bearer abc" } } }, "abc"],
  ["an access token by its name", { accessToken: "abcd" }, "abcd"],
])("keeps %s out", (_, fields, canary) => {
  expect(logged("something happened", fields)).not.toContain(canary);
});

it("keeps ids, kinds and counts", () => {
  const thread = "0198c2f4-1234-7567-8901-123456789012";
  const line = logged("sent", { thread, kind: "text", count: 12 });
  expect(JSON.parse(line)).toMatchObject({ msg: "sent", thread, kind: "text", count: 12 });
});

it("stays on one line whatever it is told", () => {
  expect(logged('first\n{"level":30}', { error: "a\r\nb" }).trimEnd()).not.toContain("\n");
});
