import { describe, expect, it } from "vitest";
import { type JsonObject, valueAt, valuesAt } from "./json.ts";
import { rehearse, type Rehearsal } from "./rehearsal.ts";

const text = { messaging_product: "whatsapp", to: "+33612345678", type: "text", text: { body: "hello" } };

async function sendText(stage: Rehearsal, change: JsonObject = {}): Promise<string> {
  const answer = await stage.send({ ...text, ...change });
  return String(valueAt(JSON.parse(Buffer.from(answer.body).toString()), "messages[].id"));
}

function statuses(stage: Rehearsal): readonly JsonObject[] {
  const found = stage.bodies().flatMap((body) => valuesAt(body, "entry[].changes[].value.statuses[]"));
  return found.filter((status): status is JsonObject => status !== undefined);
}

describe("the life of a message of the business", () => {
  it("is sent, delivered when the phone is on, read when the chat is opened", async () => {
    const stage = await rehearse();
    stage.customer.goOffline();
    const wamid = await sendText(stage, { biz_opaque_callback_data: "order=7" });
    await stage.advance(5_000);
    expect(statuses(stage).map((status) => status["status"])).toEqual(["sent"]);
    stage.customer.goOnline();
    await stage.advance(10);
    stage.customer.open("1001");
    await stage.advance(10);
    expect(statuses(stage).map((status) => [status["id"], status["status"]])).toEqual([
      [wamid, "sent"],
      [wamid, "delivered"],
      [wamid, "read"],
    ]);
    expect(statuses(stage).every((status) => status["biz_opaque_callback_data"] === "order=7")).toBe(true);
    expect(stage.world.chat("lea", "1001").messages.at(-1)).toMatchObject({ id: wamid, status: "read" });
  });

  it("is read at once while the chat is on the screen", async () => {
    const stage = await rehearse();
    stage.customer.open("1001");
    await sendText(stage);
    await stage.advance(1_000);
    expect(statuses(stage).map((status) => status["status"])).toEqual(["sent", "delivered", "read"]);
  });

  it("stays at sent when the customer has blocked the business", async () => {
    const stage = await rehearse();
    stage.customer.block("1001");
    await sendText(stage);
    await stage.advance(60_000);
    expect(statuses(stage).map((status) => status["status"])).toEqual(["sent"]);
    expect(() => stage.customer.say("1001", "hi")).toThrow("has blocked");
  });

  it("fails on demand, with the recipient as it was addressed and no contacts", async () => {
    const stage = await rehearse();
    stage.customer.failNext(131026);
    await sendText(stage);
    await stage.advance(1_000);
    expect(statuses(stage)).toMatchObject([
      { status: "failed", recipient_id: "33612345678", errors: [{ code: 131026 }] },
    ]);
    expect(statuses(stage)[0]).not.toHaveProperty("recipient_user_id");
    expect(valueAt(stage.bodies()[0], "entry[].changes[].value.contacts")).toBeUndefined();
    await sendText(stage);
    await stage.advance(1_000);
    expect(statuses(stage).map((status) => status["status"])).toEqual(["failed", "sent", "delivered"]);
  });

  it("has pricing with sent and with one of delivered and read, and no conversation", async () => {
    const stage = await rehearse();
    stage.customer.open("1001");
    await sendText(stage);
    await stage.advance(1_000);
    const pricing = { billable: false, pricing_model: "PMP", type: "free_customer_service", category: "service" };
    expect(statuses(stage).map((status) => status["pricing"])).toEqual([pricing, pricing, undefined]);
    expect(statuses(stage).every((status) => status["conversation"] === undefined)).toBe(true);
  });

  it("is billed as service beyond the monthly allowance, and free after an ad", async () => {
    const stage = await rehearse({ freeServicePerMonth: 0 });
    await sendText(stage);
    stage.customer.comeFromAd("1001", "Hi", { sourceUrl: "https://fb.me/a", sourceId: "1" });
    await sendText(stage);
    await stage.advance(100_000);
    await sendText(stage);
    await stage.advance(1_000);
    const sent = statuses(stage).filter((status) => status["status"] === "sent");
    expect(sent.map((status) => valueAt(status, "pricing.type"))).toEqual([
      "regular",
      "free_entry_point",
      "free_entry_point",
    ]);
    expect(valueAt(sent[0], "pricing.category")).toBe("service");
  });

  it("is played when a voice note is listened to", async () => {
    const stage = await rehearse();
    const voice = { link: "https://shop.example/hello.ogg", voice: true };
    const answer = await stage.send({ ...text, type: "audio", text: undefined, audio: voice });
    const wamid = String(valueAt(JSON.parse(Buffer.from(answer.body).toString()), "messages[].id"));
    await stage.advance(1_000);
    stage.customer.play("1001", wamid);
    await stage.advance(10);
    expect(statuses(stage).map((status) => status["status"])).toEqual(["sent", "delivered", "played"]);
  });

  it("marks the customer's messages read, and shows typing for 25 seconds", async () => {
    const stage = await rehearse();
    const first = stage.customer.say("1001", "one");
    const second = stage.customer.say("1001", "two");
    await stage.send({
      messaging_product: "whatsapp",
      status: "read",
      message_id: first,
      typing_indicator: { type: "text" },
    });
    const chat = stage.world.chat("lea", "1001");
    expect(chat.messages.find((message) => message.id === first)?.status).toBe("read");
    expect(chat.messages.find((message) => message.id === second)?.status).toBe("delivered");
    expect(chat.typingUntil).toBe(stage.now() + 25_000);
  });
});

describe("the limits", () => {
  it("close the window 24 hours after the customer's last message, to the millisecond", async () => {
    const stage = await rehearse({ lateCodes: [] });
    stage.customer.say("1001", "hi");
    await stage.advance(24 * 3_600_000 - 1);
    expect((await stage.send(text)).status).toBe(200);
    await stage.advance(1);
    expect((await stage.send(text)).status).toBe(400);
    stage.customer.say("1001", "hi again");
    expect((await stage.send(text)).status).toBe(200);
  });

  it("give one message back every six seconds after a burst of 45 to one customer", async () => {
    const stage = await rehearse();
    const answers: number[] = [];
    for (let index = 0; index < 46; index += 1) answers.push((await stage.send(text)).status);
    expect(answers.filter((status) => status === 200)).toHaveLength(45);
    expect((await stage.send({ ...text, to: "+919876543210" })).status).toBe(200);
    await stage.advance(6_000);
    expect([(await stage.send(text)).status, (await stage.send(text)).status]).toEqual([200, 429]);
  });

  it("count messages in and out against the throughput of the number", async () => {
    const stage = await rehearse();
    for (let index = 0; index < 79; index += 1) stage.customer.say("1001", `${index}`);
    expect([(await stage.send(text)).status, (await stage.send(text)).status]).toEqual([200, 429]);
    await stage.advance(1_000);
    expect((await stage.send(text)).status).toBe(200);
  });
});
