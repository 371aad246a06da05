import { describe, expect, it } from "vitest";
import { type Http, HttpFailure, type HttpRequest } from "#contracts/http-port";
import { hours, minutes, seconds } from "#domain/instant";
import { messages } from "./fixtures/messages.ts";
import { ours } from "./fixtures/settings.ts";
import { renderMessage } from "./render-message.ts";
import { markMessageRead, sendMessage } from "./send-message.ts";

const request = renderMessage(
  { to: { phone: "33612345678" }, message: messages["text"] ?? { kind: "text", body: "" }, correlation: "c" },
  ours,
);
const answering =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Http =>
  async () => ({ status, headers, body: new TextEncoder().encode(JSON.stringify(body)) });
const refusing = (code: number, status = 400, more: object = {}): Http =>
  answering(status, {
    error: { message: `(#${code}) x`, type: "OAuthException", code, error_data: { details: "why" }, ...more },
  });

describe("a message that was taken", () => {
  it("is named, with the address WhatsApp has for the person", async () => {
    const taken = {
      messaging_product: "whatsapp",
      contacts: [{ input: "+5511999998888", wa_id: "551199998888", user_id: "BR.1" }],
      messages: [{ id: "wamid.A", message_status: "held_for_quality_assessment" }],
    };
    expect(await sendMessage(request, answering(200, taken))).toEqual({
      outcome: "sent",
      messageId: "wamid.A",
      address: { phone: "551199998888", bsuid: "BR.1" },
    });
  });

  it("has no address when it went to an id alone", async () => {
    const taken = { contacts: [{ input: "US.1" }], messages: [{ id: "wamid.A" }] };
    expect(await sendMessage(request, answering(200, taken))).toEqual({ outcome: "sent", messageId: "wamid.A" });
  });
});

describe("a message that was not taken", () => {
  it.each([1, 2, 131000, 131016, 133004])("is tried again after %i", async (code) => {
    expect(await sendMessage(request, refusing(code, 500))).toMatchObject({ outcome: "retry", scope: "message", code });
  });

  it("waits with all others to the same person after the pair limit", async () => {
    const outcome = await sendMessage(request, refusing(131056));
    expect(outcome).toMatchObject({ outcome: "retry", scope: "person" });
    expect(outcome).not.toHaveProperty("afterMs");
  });

  it.each([
    [130429, seconds(2)],
    [131057, minutes(1)],
    [4, minutes(5)],
    [80007, minutes(5)],
    [0, hours(1)],
    [190, hours(1)],
    [131042, hours(1)],
    [131048, hours(6)],
    [131031, hours(6)],
    [368, hours(6)],
  ])("waits with the whole account after %i", async (code, afterMs) => {
    expect(await sendMessage(request, refusing(code))).toMatchObject({ outcome: "retry", scope: "account", afterMs });
  });

  it.each([
    3, 10, 200, 299, 33, 100, 131005, 131008, 131009, 131021, 131026, 131037, 131045, 131047, 131049, 131050, 131051,
    131053, 131055, 131062, 131063, 130403, 130472, 130497, 132000, 132001, 132005, 132007, 132012, 132016, 132018,
    132068, 133010, 134011, 135000, 137000, 1026, 999999,
  ])("is given up after %i, in plain words", async (code) => {
    const outcome = await sendMessage(request, refusing(code));
    expect(outcome).toMatchObject({ outcome: "failed", code });
    expect(outcome).toHaveProperty("reason", expect.stringContaining("why"));
  });

  it("waits as long as Meta asks, if that is longer", async () => {
    const slow = answering(429, { error: { code: 130429, message: "x" } }, { "retry-after": "60" });
    expect(await sendMessage(request, slow)).toMatchObject({ scope: "account", afterMs: 60_000 });
    const quick = answering(429, { error: { code: 4, message: "x" } }, { "retry-after": "1" });
    expect(await sendMessage(request, quick)).toMatchObject({ afterMs: minutes(5) });
  });

  it("believes Meta that an unknown error passes", async () => {
    expect(await sendMessage(request, refusing(424242, 400, { is_transient: true }))).toMatchObject({
      outcome: "retry",
    });
    expect(await sendMessage(request, refusing(424242, 503))).toMatchObject({ outcome: "retry" });
  });

  it("reads an error that comes with 200", async () => {
    expect(await sendMessage(request, refusing(131047, 200))).toMatchObject({ outcome: "failed", code: 131047 });
  });

  it("stops for a token nobody explains, and for a number that is not there", async () => {
    expect(await sendMessage(request, answering(401, {}))).toMatchObject({ outcome: "retry", scope: "account" });
    expect(await sendMessage(request, answering(404, {}))).toMatchObject({ outcome: "failed" });
  });
});

describe("reading", () => {
  it("is told with or without a sign of writing", async () => {
    const calls: HttpRequest[] = [];
    const http: Http = async (call) => {
      calls.push(call);
      return { status: 200, headers: {}, body: new TextEncoder().encode('{"success":true}') };
    };
    expect(await markMessageRead("wamid.A", true, ours, http)).toEqual({ outcome: "sent", messageId: "wamid.A" });
    await markMessageRead("wamid.A", false, ours, http);
    expect(calls.map(({ body }) => JSON.parse(String(body)) as unknown)).toEqual([
      {
        messaging_product: "whatsapp",
        status: "read",
        message_id: "wamid.A",
        typing_indicator: { type: "text" },
      },
      { messaging_product: "whatsapp", status: "read", message_id: "wamid.A" },
    ]);
  });

  it("may fail like any call", async () => {
    const cut: Http = () => Promise.reject(new HttpFailure("refused", "no"));
    expect(await markMessageRead("wamid.A", false, ours, cut)).toMatchObject({ outcome: "retry" });
  });
});
