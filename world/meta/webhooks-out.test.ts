import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type JsonObject, objectsOf, valueAt, valuesAt } from "./json.ts";
import { rehearse, rehearsed } from "./rehearsal.ts";

const messages = "entry[].changes[].value.messages[]";

function texts(bodies: readonly JsonObject[]): readonly unknown[] {
  return bodies.flatMap((body) => valuesAt(body, `${messages}.text.body`));
}

describe("webhook posts", () => {
  it("go to the number's address with a signature over the raw bytes", async () => {
    const stage = await rehearse();
    stage.customer.say("1001", "Où est ma bague ?");
    await stage.advance(1);
    const [post] = stage.received;
    expect(post?.url).toBe(rehearsed.webhookUrl);
    expect(post?.request.path).toBe("/webhooks/whatsapp/wa");
    const expected = createHmac("sha256", "secret")
      .update(post?.request.body ?? "")
      .digest("hex");
    expect(post?.request.headers["x-hub-signature-256"]).toBe(`sha256=${expected}`);
  });

  it("carry one event each when no batching is asked for", async () => {
    const stage = await rehearse();
    for (const text of ["one", "two", "three"]) stage.customer.say("1001", text);
    await stage.advance(1);
    expect(stage.received).toHaveLength(3);
    expect(texts(stage.bodies())).toEqual(["one", "two", "three"]);
  });

  it("carry events close in time together: messages of a number share a change, the rest has its own", async () => {
    const stage = await rehearse({ batchWindowMs: 500 });
    stage.customer.say("1001", "one");
    stage.world.user("asha").say("1001", "two");
    await stage.send({ messaging_product: "whatsapp", to: "+33612345678", text: { body: "hello" } });
    stage.world.accountEvent("2002", "account_alerts", { entity_type: "WABA" });
    await stage.advance(500);
    expect(stage.received).toHaveLength(1);
    const changes = objectsOf(valueAt(stage.bodies()[0], "entry[].changes"));
    expect(changes.map((change) => [change["field"], valuesAt(change, "value.messages[]").length])).toEqual([
      ["messages", 2],
      ["account_alerts", 0],
      ["messages", 0],
    ]);
    expect(valuesAt(changes[0], "value.contacts[].profile.name")).toEqual(["Léa", "Asha"]);
  });

  it("are split at the batch size", async () => {
    const stage = await rehearse({ batchWindowMs: 100, batchSize: 2 });
    for (let index = 0; index < 5; index += 1) stage.customer.say("1001", `${index}`);
    await stage.advance(200);
    expect(stage.bodies().map((body) => valuesAt(body, messages).length)).toEqual([2, 2, 1]);
  });

  it("are repeated with ever longer pauses until a 200, byte for byte", async () => {
    const stage = await rehearse();
    stage.answerWith(503);
    stage.customer.say("1001", "hello");
    await stage.advance(700_000);
    const gaps = stage.received.map((post, index) => post.at - (stage.received[index - 1]?.at ?? post.at));
    expect(gaps).toEqual([0, 5_000, 30_000, 120_000]);
    stage.answerWith(200);
    await stage.advance(700_000);
    expect(stage.received).toHaveLength(5);
    expect(new Set(stage.received.map((post) => Buffer.from(post.request.body).toString())).size).toBe(1);
    expect(stage.world.counters()).toMatchObject({ retried: 4, gaveUp: 0 });
    expect(stage.world.quiet()).toBe(true);
  });

  it("are given up after seven days, which is recorded as a loss", async () => {
    const stage = await rehearse();
    stage.answerWith(0);
    const wamid = stage.customer.say("1001", "hello");
    await stage.advance(6.4 * 86_400_000);
    expect(stage.world.quiet()).toBe(false);
    await stage.advance(86_400_000);
    expect(stage.world.quiet()).toBe(true);
    expect(stage.world.losses()).toMatchObject([{ reason: "gave-up", events: [{ wamid, userId: "lea" }] }]);
  });
});

describe("chaos on webhooks", () => {
  it("loses posts, and records which", async () => {
    const stage = await rehearse();
    stage.world.setChaos({ lose: 1 });
    const wamid = stage.customer.say("1001", "hello");
    await stage.advance(60_000);
    expect(stage.received).toHaveLength(0);
    expect(stage.world.losses()).toMatchObject([{ reason: "chaos", events: [{ kind: "message", wamid }] }]);
    expect(stage.world.counters().lost).toBe(1);
    stage.world.setChaos({ lose: 0 });
    stage.customer.say("1001", "again");
    await stage.advance(1);
    expect(texts(stage.bodies())).toEqual(["again"]);
  });

  it("doubles posts", async () => {
    const stage = await rehearse();
    stage.world.setChaos({ duplicate: 1 });
    stage.customer.say("1001", "hello");
    await stage.advance(60_000);
    expect(texts(stage.bodies())).toEqual(["hello", "hello"]);
  });

  it("lets later posts overtake", async () => {
    const stage = await rehearse();
    stage.world.setChaos({ reorder: 1 });
    stage.customer.say("1001", "first");
    await stage.advance(0);
    stage.world.setChaos({ reorder: 0 });
    stage.customer.say("1001", "second");
    await stage.advance(60_000);
    expect(texts(stage.bodies())).toEqual(["second", "first"]);
    expect(stage.world.counters().reordered).toBe(1);
  });

  it("delays posts", async () => {
    const stage = await rehearse();
    stage.world.setChaos({ delayMs: 10_000 });
    stage.customer.say("1001", "hello");
    await stage.advance(9_999);
    expect(stage.received).toHaveLength(0);
    await stage.advance(1);
    expect(stage.received).toHaveLength(1);
  });
});
