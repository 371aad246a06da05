import { describe, expect, it } from "vitest";
import { type JsonObject, parseObject, valueAt } from "./json.ts";
import { createMetaWorld } from "./model.ts";
import { NeverAnswered } from "./model-types.ts";
import { rehearse, type Rehearsal, rehearsed } from "./rehearsal.ts";
import { sampleSends } from "./sample-sends.ts";
import type { WireResponse } from "../wire.ts";

const text = sampleSends["text"] ?? {};

function json(answer: WireResponse): JsonObject {
  return parseObject(answer.body) ?? {};
}

async function get(stage: Rehearsal, path: string): Promise<JsonObject> {
  return json(await stage.call("GET", path));
}

describe("who may call", () => {
  it("nobody without a token, or with one that is wrong or expired: 401, code 190", async () => {
    const stage = await rehearse();
    for (const token of ["", "WRONG"]) {
      const answer = await stage.request("POST", "v25.0/1001/messages", token, text);
      expect([answer.status, valueAt(json(answer), "error.code")]).toEqual([401, 190]);
    }
    stage.world.setTrouble("1001", { tokenExpired: true });
    expect(json(await stage.send(text))).toMatchObject({ error: { code: 190, error_subcode: 463 } });
    expect(stage.world.accepted().some((send) => send.type === "text")).toBe(false);
  });

  it("not for numbers that do not exist or belong to others: 400, code 100, subcode 33", async () => {
    const stage = await rehearse();
    stage.world.addNumber({
      ...rehearsed,
      phoneNumberId: "9",
      wabaId: "8",
      accessToken: "T9",
      displayPhoneNumber: "+1",
      verifyToken: "v",
      name: "Other",
    });
    for (const id of ["404", "9"]) {
      const answer = await stage.request("POST", `v25.0/${id}/messages`, rehearsed.token, text);
      expect([answer.status, json(answer)]).toMatchObject([
        400,
        { error: { code: 100, error_subcode: 33, type: "GraphMethodException" } },
      ]);
    }
  });

  it("in any version of the API, or none", async () => {
    const stage = await rehearse();
    for (const prefix of ["v17.0/", "v26.0/", ""]) {
      expect((await stage.request("POST", `${prefix}1001/messages`, rehearsed.token, text)).status).toBe(200);
    }
  });
});

describe("answers", () => {
  it("of a send name the input, the wa_id, the user id and the message", async () => {
    const stage = await rehearse();
    expect(json(await stage.send({ ...text, to: "+33 6 12 34 56 78" }))).toEqual({
      messaging_product: "whatsapp",
      contacts: [{ input: "+33 6 12 34 56 78", wa_id: "33612345678", user_id: expect.stringMatching(/^FR\./) }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
  });

  it("of an error have Meta's envelope", async () => {
    const stage = await rehearse();
    expect(json(await stage.send({ ...text, text: {} }))).toEqual({
      error: {
        message: "(#100) Invalid parameter",
        type: "OAuthException",
        code: 100,
        error_data: { messaging_product: "whatsapp", details: "The parameter text['body'] is required." },
        fbtrace_id: expect.any(String),
      },
    });
  });

  it("refuse what is no JSON", async () => {
    const stage = await rehearse();
    const headers = { authorization: "Bearer TOKEN", "content-type": "application/json" };
    const answer = await stage.world.handle({
      method: "POST",
      path: "/v25.0/1001/messages",
      headers,
      body: Buffer.from("{"),
    });
    expect([answer.status, valueAt(json(answer), "error.code")]).toEqual([400, 100]);
  });
});

describe("chaos on the API", () => {
  it("does the work and loses the answer, or does nothing and never answers", async () => {
    const stage = await rehearse();
    const before = stage.world.accepted().length;
    stage.world.setChaos({ apiTimeoutAfter: 1 });
    await expect(stage.send({ ...text, biz_opaque_callback_data: "x1" })).rejects.toBeInstanceOf(NeverAnswered);
    expect(stage.world.accepted().at(-1)).toMatchObject({
      biz_opaque_callback_data: "x1",
      answered: false,
      type: "text",
    });
    stage.world.setChaos({ apiTimeoutAfter: 0, apiTimeoutBefore: 1 });
    await expect(stage.send(text)).rejects.toBeInstanceOf(NeverAnswered);
    expect(stage.world.accepted()).toHaveLength(before + 1);
    await stage.advance(1_000);
    const status = valueAt(stage.bodies()[0], "entry[].changes[].value.statuses[]");
    expect(status).toMatchObject({ status: "sent", biz_opaque_callback_data: "x1" });
  });

  it("answers 500 or 429 without doing the work", async () => {
    const stage = await rehearse();
    const before = stage.world.accepted().length;
    stage.world.setChaos({ apiError500: 1 });
    expect((await stage.send(text)).status).toBe(500);
    stage.world.setChaos({ apiError500: 0, rate429: 1 });
    const limited = await stage.send(text);
    expect([limited.status, limited.headers["retry-after"]]).toEqual([429, "1"]);
    expect(stage.world.accepted()).toHaveLength(before);
  });

  it("is slow", async () => {
    const stage = await rehearse();
    stage.world.setChaos({ latencyMs: 2_000 });
    let answered = false;
    const sending = stage.send(text).then(() => {
      answered = true;
    });
    await stage.advance(1_999);
    expect(answered).toBe(false);
    await stage.advance(1);
    await sending;
    expect(answered).toBe(true);
  });
});

describe("settings of a number", () => {
  it("show the number and its account", async () => {
    const stage = await rehearse();
    expect(await get(stage, "v25.0/1001?fields=display_phone_number,quality_rating")).toEqual({
      id: "1001",
      display_phone_number: "+33700000001",
      quality_rating: "GREEN",
    });
    expect(valueAt(await get(stage, "v25.0/2002/phone_numbers"), "data[].id")).toBe("1001");
    expect((await get(stage, "v25.0/2002"))["name"]).toBe("Atelier Lyon");
  });

  it("keep commerce settings, from the query as Meta's pages have it, and the profile", async () => {
    const stage = await rehearse();
    await stage.call("POST", "v25.0/1001/whatsapp_commerce_settings?is_cart_enabled=false&is_catalog_visible=true");
    expect(valueAt(await get(stage, "v25.0/1001/whatsapp_commerce_settings"), "data[]")).toMatchObject({
      is_cart_enabled: false,
      is_catalog_visible: true,
    });
    const profile = { messaging_product: "whatsapp", about: "Rings", vertical: "RETAIL" };
    await stage.call("POST", "v25.0/1001/whatsapp_business_profile", profile);
    expect(valueAt(await get(stage, "v25.0/1001/whatsapp_business_profile?fields=about"), "data[]")).toEqual({
      about: "Rings",
      messaging_product: "whatsapp",
    });
    const long = { ...profile, about: "x".repeat(140) };
    expect((await stage.call("POST", "v25.0/1001/whatsapp_business_profile", long)).status).toBe(400);
  });

  it("block a customer who wrote today: her messages no longer come through", async () => {
    const stage = await rehearse();
    const block = { messaging_product: "whatsapp", block_users: [{ user: "+33612345678" }] };
    expect(valueAt(json(await stage.call("POST", "1001/block_users", block)), "block_users.added_users[].wa_id")).toBe(
      "33612345678",
    );
    stage.customer.say("1001", "Hello?");
    await stage.advance(10);
    expect(stage.received).toHaveLength(0);
    await stage.call("DELETE", "1001/block_users", block);
    stage.customer.say("1001", "Hello?");
    await stage.advance(10);
    expect(stage.received).toHaveLength(1);
    await stage.advance(25 * 3_600_000);
    expect(valueAt(json(await stage.call("POST", "1001/block_users", block)), "error.code")).toBe(139100);
  });

  it("take a business username, and tell it", async () => {
    const stage = await rehearse();
    expect((await stage.call("POST", "1001/username", { username: "No Way" })).status).toBe(400);
    expect(json(await stage.call("POST", "1001/username", { username: "atelier.lyon" }))).toEqual({
      status: "approved",
    });
    await stage.advance(10);
    expect(valueAt(stage.bodies()[0], "entry[].changes[]")).toEqual({
      field: "business_username_updates",
      value: { display_phone_number: "33700000001", username: "atelier.lyon", status: "approved" },
    });
    expect(await get(stage, "1001/username")).toMatchObject({ username: "atelier.lyon" });
  });
});

describe("subscriptions", () => {
  it("begin with a handshake that needs the bare challenge", async () => {
    const stage = await rehearse();
    expect(await stage.world.subscribe("1001")).toBe(false);
    const refused = await stage.call("POST", "2002/subscribed_apps", {
      override_callback_uri: "http://shop.test/x",
      verify_token: "v",
    });
    expect(refused.status).toBe(400);
  });

  it("succeed with a receiver that knows the token", async () => {
    const world = createMetaWorld({
      now: () => 0,
      after: () => undefined,
      random: () => 0.5,
      post: async () => 200,
      get: async (url) => {
        const query = new URL(url).searchParams;
        const known = query.get("hub.mode") === "subscribe" && query.get("hub.verify_token") === "verify";
        const body = Buffer.from(known ? (query.get("hub.challenge") ?? "") : "Forbidden");
        return { status: known ? 200 : 403, headers: {}, body };
      },
    });
    const number = { ...rehearsed, accessToken: "TOKEN", displayPhoneNumber: "+33700000001", name: "Atelier" };
    world.addNumber({ ...number, verifyToken: "verify" });
    world.addNumber({ ...number, phoneNumberId: "1002", verifyToken: "other" });
    expect([await world.subscribe("1001"), await world.subscribe("1002")]).toEqual([true, false]);
  });

  it("can be taken away and given back", async () => {
    const stage = await rehearse();
    await stage.call("DELETE", "2002/subscribed_apps");
    stage.customer.say("1001", "lost");
    await stage.advance(10);
    expect([stage.received.length, valueAt(await get(stage, "2002/subscribed_apps"), "data[]")]).toEqual([
      0,
      undefined,
    ]);
    await stage.call("POST", "2002/subscribed_apps");
    stage.customer.say("1001", "heard");
    await stage.advance(10);
    expect(stage.received).toHaveLength(1);
  });
});
