import { describe, expect, it } from "vitest";
import { type JsonObject, objectOf, valueAt } from "./json.ts";
import { rehearse, type Rehearsal, smallFile } from "./rehearsal.ts";
import { sampleSends } from "./sample-sends.ts";

async function last(stage: Rehearsal): Promise<JsonObject> {
  await stage.advance(10);
  return objectOf(valueAt(stage.bodies().at(-1), "entry[].changes[].value"));
}

async function lastMessage(stage: Rehearsal): Promise<JsonObject> {
  return objectOf(valueAt(await last(stage), "messages[]"));
}

async function arrived(stage: Rehearsal, kind: string, to?: string): Promise<string> {
  const answer = await stage.send({ ...sampleSends[kind], ...(to === undefined ? {} : { to }) });
  await stage.advance(1_000);
  return String(valueAt(JSON.parse(Buffer.from(answer.body).toString()), "messages[].id"));
}

describe("what a customer writes", () => {
  it("arrives as a text with sender, contact and quoted message", async () => {
    const stage = await rehearse();
    const quoted = await arrived(stage, "text");
    const wamid = stage.customer.say("1001", "Merci", { replyTo: quoted });
    const value = await last(stage);
    expect(value).toMatchObject({
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "33700000001", phone_number_id: "1001" },
      contacts: [{ profile: { name: "Léa" }, wa_id: "33612345678" }],
      messages: [{ from: "33612345678", id: wamid, type: "text", text: { body: "Merci" } }],
    });
    expect(valueAt(value, "messages[].context")).toEqual({ from: "33700000001", id: quoted });
    expect(valueAt(value, "messages[].timestamp")).toMatch(/^\d{10}$/);
    expect(valueAt(value, "contacts[].user_id")).toMatch(/^FR\.\d+$/);
  });

  it("may be forwarded, a place, a contact card, something unsupported, or something of the future", async () => {
    const stage = await rehearse();
    stage.customer.say("1001", "Look", { forwarded: true });
    expect((await lastMessage(stage))["context"]).toEqual({ forwarded: true });
    stage.customer.sendLocation("1001", { latitude: 1.5, longitude: 2.5, name: "Home" });
    expect((await lastMessage(stage))["location"]).toEqual({ latitude: 1.5, longitude: 2.5, name: "Home" });
    stage.customer.sendContacts("1001", [{ name: { formatted_name: "Bo" } }]);
    expect((await lastMessage(stage))["contacts"]).toEqual([{ name: { formatted_name: "Bo" } }]);
    stage.customer.sendUnsupported("1001", "poll");
    expect(await lastMessage(stage)).toMatchObject({ unsupported: { type: "poll" }, errors: [{ code: 131051 }] });
    stage.customer.sendRaw("1001", { type: "hologram", hologram: { depth: 3 } });
    expect(await lastMessage(stage)).toMatchObject({ type: "hologram", hologram: { depth: 3 } });
  });

  it("may be a reaction, its removal, an edit and a revocation, none of which opens the window", async () => {
    const stage = await rehearse();
    const wamid = stage.customer.say("1001", "Bonjuor");
    const before = stage.world.chat("lea", "1001").windowUntil;
    await stage.advance(5_000);
    stage.customer.react("1001", wamid, "❤️");
    expect((await lastMessage(stage))["reaction"]).toEqual({ message_id: wamid, emoji: "❤️" });
    stage.customer.unreact("1001", wamid);
    expect((await lastMessage(stage))["reaction"]).toEqual({ message_id: wamid });
    stage.customer.edit("1001", wamid, "Bonjour");
    const edit = { original_message_id: wamid, message: { type: "text", text: { body: "Bonjour" } } };
    expect((await lastMessage(stage))["edit"]).toEqual(edit);
    stage.customer.revoke("1001", wamid);
    expect((await lastMessage(stage))["revoke"]).toEqual({ original_message_id: wamid });
    const chat = stage.world.chat("lea", "1001");
    expect(chat.windowUntil).toBe(before);
    expect(chat.messages.at(-1)).toMatchObject({ content: { body: "Bonjour" }, revokedAt: expect.any(Number) });
    expect(() => stage.customer.edit("1001", "wamid.other", "x")).toThrow("did not write");
  });

  it("may be a file, with hash and address", async () => {
    const stage = await rehearse();
    stage.customer.sendFile("1001", {
      kind: "image",
      bytes: smallFile("image/png"),
      mimeType: "image/png",
      caption: "Me",
    });
    expect((await lastMessage(stage))["image"]).toMatchObject({
      caption: "Me",
      mime_type: "image/png",
      url: expect.stringMatching(/^https:/),
    });
    stage.customer.sendFile("1001", {
      kind: "voice",
      bytes: smallFile("audio/ogg"),
      mimeType: "audio/ogg; codecs=opus",
    });
    expect((await lastMessage(stage))["audio"]).toMatchObject({ voice: true, mime_type: "audio/ogg; codecs=opus" });
    stage.customer.sendFile("1001", { kind: "document", bytes: smallFile("a"), mimeType: "application/pdf" });
    expect((await lastMessage(stage))["document"]).toMatchObject({ filename: "document" });
    stage.customer.sendFile("1001", { kind: "sticker", bytes: smallFile("a"), mimeType: "image/webp" });
    expect((await lastMessage(stage))["sticker"]).toMatchObject({ animated: false });
  });
});

describe("what a customer chooses", () => {
  it("is a tap on a button that is on the screen", async () => {
    const stage = await rehearse();
    const wamid = await arrived(stage, "interactive.button");
    expect(() => stage.customer.tapButton("1001", wamid, "steal")).toThrow("shows no button");
    stage.customer.tapButton("1001", wamid, "pay");
    expect(await lastMessage(stage)).toMatchObject({
      type: "interactive",
      interactive: { type: "button_reply", button_reply: { id: "pay", title: "Pay" } },
      context: { from: "33700000001", id: wamid },
    });
    expect(stage.world.chat("lea", "1001").messages.find(({ id }) => id === wamid)?.chosen).toBe("pay");
  });

  it("is a row of a list, a quick reply of a template", async () => {
    const stage = await rehearse();
    stage.customer.pickRow("1001", await arrived(stage, "interactive.list"), "56");
    expect((await lastMessage(stage))["interactive"]).toEqual({
      type: "list_reply",
      list_reply: { id: "56", title: "56", description: "17.8 mm" },
    });
    stage.customer.tapButton("1001", await arrived(stage, "template"), "Stop notices");
    expect((await lastMessage(stage))["button"]).toEqual({ payload: "stop", text: "Stop notices" });
  });

  it("is a finished flow, an address, a shared number", async () => {
    const stage = await rehearse();
    stage.customer.completeFlow("1001", await arrived(stage, "interactive.flow"), { size: "54" });
    const flow = valueAt(await lastMessage(stage), "interactive.nfm_reply");
    expect(flow).toMatchObject({ name: "flow", response_json: '{"size":"54","flow_token":"t1"}' });
    const asked = await arrived(stage, "interactive.address_message");
    stage.world.user("asha").sendAddress("1001", asked, { name: "Asha", city: "Mumbai" });
    const address = valueAt(await lastMessage(stage), "interactive.nfm_reply");
    expect(address).toMatchObject({ name: "address_message", body: "Asha\nMumbai" });
    stage.customer.shareNumber("1001", await arrived(stage, "interactive.contact_request"));
    expect(await lastMessage(stage)).toMatchObject({
      origin: "contact_request",
      contacts: [{ phones: [{ phone: "+33612345678" }] }],
    });
  });

  it("is a cart at the prices she saw, in major units", async () => {
    const stage = await rehearse();
    stage.customer.sendCart(
      "1001",
      [
        { retailerId: "RING-54", quantity: 2 },
        { retailerId: "MUG-1", quantity: 1, seenPriceMinor: 1150 },
      ],
      "Gift",
    );
    expect((await lastMessage(stage))["order"]).toEqual({
      catalog_id: "194836987003835",
      text: "Gift",
      product_items: [
        { product_retailer_id: "RING-54", quantity: 2, item_price: 49.9, currency: "EUR" },
        { product_retailer_id: "MUG-1", quantity: 1, item_price: 11.5, currency: "EUR" },
      ],
    });
    expect(() => stage.customer.sendCart("1001", [{ retailerId: "MUG-1", quantity: 100 }])).toThrow("1 to 99");
    expect(() => stage.customer.sendCart("1001", [{ retailerId: "NONE", quantity: 1 }])).toThrow("no product");
  });

  it("is a question about a product, or comes from an ad", async () => {
    const stage = await rehearse();
    stage.customer.askAboutProduct("1001", "RING-54", "Still there?");
    expect(valueAt(await lastMessage(stage), "context.referred_product.product_retailer_id")).toBe("RING-54");
    stage.customer.comeFromAd("1001", "Hi", { sourceUrl: "https://fb.me/a", sourceId: "7", clickId: null });
    const referral = objectOf((await lastMessage(stage))["referral"]);
    expect(referral).toMatchObject({ source_type: "ad", source_id: "7" });
    expect(referral).not.toHaveProperty("ctwa_clid");
  });

  it("is to hear no more marketing, or some again", async () => {
    const stage = await rehearse();
    stage.customer.stopMarketing("1001");
    const value = objectOf(valueAt(await last(stage), "user_preferences[]"));
    expect(value).toMatchObject({ category: "marketing_messages", value: "stop", wa_id: "33612345678" });
    expect(typeof value["timestamp"]).toBe("number");
    stage.customer.resumeMarketing("1001");
    expect(valueAt(await last(stage), "user_preferences[].value")).toBe("resume");
  });
});

describe("the business's own phone", () => {
  it("echoes what a person writes there", async () => {
    const stage = await rehearse();
    const wamid = stage.world.echo("1001", "lea", "It's me, Claire");
    await stage.advance(10);
    const change = valueAt(stage.bodies().at(-1), "entry[].changes[]");
    expect(change).toMatchObject({
      field: "smb_message_echoes",
      value: {
        message_echoes: [{ from: "33700000001", to: "33612345678", id: wamid, text: { body: "It's me, Claire" } }],
      },
    });
    expect(stage.world.chat("lea", "1001").messages.at(-1)).toMatchObject({ from: "business", viaApp: true });
  });

  it("hears of its account", async () => {
    const stage = await rehearse();
    stage.world.accountEvent("2002", "account_update", { event: "VERIFIED_ACCOUNT" });
    stage.world.numberError("1001", 131031, "Locked.");
    await stage.advance(10);
    const [account, error] = stage.bodies().map((body) => valueAt(body, "entry[]"));
    expect(account).toMatchObject({ time: expect.any(Number), changes: [{ field: "account_update" }] });
    expect(error).toMatchObject({ changes: [{ field: "messages", value: { errors: [{ code: 131031 }] } }] });
  });
});
