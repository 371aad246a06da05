import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseObject, valueAt } from "./json.ts";
import { createMetaWorld } from "./model.ts";
import { type Rehearsal, rehearse, rehearsed, smallFile } from "./rehearsal.ts";
import type { RuleStage } from "./rule-shape.ts";

const number = rehearsed.phoneNumberId;

/** What the next start finds of a world: a stage of its own whose world recalls the other's memory. */
async function restarted(stage: Rehearsal, laterMs = 0): Promise<Rehearsal> {
  const memory: unknown = JSON.parse(JSON.stringify(stage.world.memory()));
  const next = await rehearse({}, 2);
  await next.advance(stage.now() + laterMs - next.now());
  next.received.length = 0;
  next.world.recall(memory);
  return next;
}

const sayTo = (stage: RuleStage, body: string) =>
  stage.send({ messaging_product: "whatsapp", to: "+33612345678", type: "text", text: { body } });

/** A chat with a bit of everything in it. */
async function livelyStage(): Promise<Rehearsal> {
  const stage = await rehearse();
  const { customer, world } = stage;
  const asked = customer.say(number, "Où est ma bague ?");
  customer.sendFile(number, { kind: "image", mimeType: "image/png", bytes: smallFile("image/png"), caption: "Ici" });
  customer.sendLocation(number, { latitude: 45.75, longitude: 4.85, name: "Lyon" });
  customer.sendCart(number, [{ retailerId: "RING-54", quantity: 2 }], "Merci");
  await stage.upload("application/pdf");
  await sayTo(stage, "Bonjour Léa");
  await stage.send({
    messaging_product: "whatsapp",
    to: "+33612345678",
    type: "reaction",
    reaction: { message_id: asked, emoji: "👍" },
  });
  world.user("asha").stopMarketing(number);
  world.user("joao").changeNumber("+5511911112222");
  world.setTrouble(number, { spamRestricted: true });
  await stage.advance(2_000);
  stage.received.length = 0;
  return stage;
}

describe("a world that recalls", () => {
  it("shows the same chats, customers, files, templates and figures", async () => {
    const stage = await livelyStage();
    const next = await restarted(stage);
    const shown = async ({ world, call, now }: Rehearsal) => ({
      users: world.users(),
      chats: world.users().map(({ id }) => world.chats(id)),
      media: world
        .chat("lea", number)
        .messages.flatMap(({ mediaId }) => (mediaId === undefined ? [] : [world.media(mediaId)?.bytes])),
      templates: parseObject((await call("GET", `v25.0/${rehearsed.wabaId}/message_templates?limit=50`)).body),
      number: world.number(number),
      catalogue: world.catalogue(number),
      accepted: world.accepted(),
      losses: world.losses(),
      counters: { ...world.counters(), requests: 0 },
      now: now(),
    });
    const before = await shown(stage);
    expect(before.media).toEqual([smallFile("image/png")]);
    expect(await shown(next)).toEqual(before);
  });

  it("gives no id twice, even those given after the memory was made", async () => {
    const stage = await rehearse();
    const memory: unknown = JSON.parse(JSON.stringify(stage.world.memory()));
    const given = new Set([stage.customer.say(number, "one"), await stage.upload("application/pdf")]);
    // The same chance again: only the serial numbers can keep the ids apart.
    const next = await rehearse();
    next.world.recall(memory);
    expect(given.has(next.customer.say(number, "one"))).toBe(false);
    expect(given.has(await next.upload("application/pdf"))).toBe(false);
  });

  it("goes on delivering what no receiver took, at the pauses that are left, byte for byte", async () => {
    const stage = await rehearse();
    stage.answerWith(503);
    stage.customer.say(number, "hello");
    await stage.advance(20_000);
    expect(stage.received.map(({ at }) => at - stage.now())).toEqual([-20_000, -15_000]);
    const next = await restarted(stage);
    const began = next.now();
    next.answerWith(503);
    await next.advance(600_000);
    expect(next.received.map(({ at }) => at - began)).toEqual([15_000, 135_000]);
    const [first, second] = [stage.received[0]?.request, next.received[0]?.request];
    expect(second?.headers).toEqual(first?.headers);
    expect(Buffer.from(second?.body ?? []).equals(first?.body ?? Buffer.alloc(0))).toBe(true);
    next.answerWith(200);
    await next.advance(600_000);
    expect(next.received).toHaveLength(3);
    expect(next.world.quiet()).toBe(true);
  });

  it("posts again what was under way when it ended", async () => {
    const stage = await rehearse();
    stage.answerWith(200, 5_000);
    stage.customer.say(number, "hello");
    stage.customer.say(number, "are you there?");
    await stage.advance(1_000);
    expect(stage.received).toHaveLength(0);
    const next = await restarted(stage);
    await next.advance(1);
    expect(next.bodies().map((body) => valueAt(body, "entry[].changes[].value.messages[].text.body"))).toEqual([
      "hello",
      "are you there?",
    ]);
  });

  it("does not take the time it stood still off a webhook's seven days", async () => {
    const stage = await rehearse();
    stage.answerWith(0);
    stage.customer.say(number, "hello");
    await stage.advance(60_000);
    const next = await restarted(stage, 30 * 86_400_000);
    next.answerWith(0);
    await next.advance(1_000);
    expect(next.world.losses()).toEqual([]);
    next.answerWith(200);
    await next.advance(86_400_000);
    expect(next.received).toHaveLength(1);
  });

  it("finishes the sends and the reviews that were under way", async () => {
    const stage = await rehearse();
    await sayTo(stage, "On its way");
    await stage.call("POST", `v25.0/${rehearsed.wabaId}/message_templates`, {
      name: "late_news",
      language: "en",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Your order is ready." }],
    });
    const next = await restarted(stage, 60_000);
    await next.advance(10_000);
    expect(next.world.chat("lea", number).messages.at(-1)).toMatchObject({ status: "delivered" });
    const told = next.bodies().map((body) => valueAt(body, "entry[].changes[].value.event"));
    expect(told).toContain("APPROVED");
  });

  it("takes the new setup of a number it knows; what is still to be posted follows a receiver that moved", async () => {
    const stage = await rehearse();
    stage.answerWith(0);
    stage.customer.say(number, "hello");
    await stage.advance(1);
    const next = await restarted(stage);
    next.world.addNumber({
      phoneNumberId: number,
      wabaId: rehearsed.wabaId,
      displayPhoneNumber: "+33700000001",
      accessToken: "NEW",
      webhookUrl: "http://moved.test/webhooks/whatsapp/wa",
      verifyToken: "verify",
      appSecret: rehearsed.appSecret,
      name: "Atelier de Lyon",
    });
    await next.advance(10_000);
    expect(next.received.map(({ url }) => url)).toEqual(["http://moved.test/webhooks/whatsapp/wa"]);
    expect(next.world.chat("lea", number)).toMatchObject({ name: "Atelier de Lyon" });
    expect((await next.request("GET", `v25.0/${number}`, "NEW")).status).toBe(200);
    expect((await next.request("GET", `v25.0/${number}`, rehearsed.token)).status).toBe(401);
  });

  it("keeps an address the number's owner chose, as long as its setup names no other", async () => {
    const posted: string[] = [];
    const make = () =>
      createMetaWorld({
        now: () => 1,
        after: (_, run) => run(),
        random: () => 0.5,
        post: async (url) => posted.push(url) && 200,
        // A receiver that shakes every hand.
        get: async (url) => {
          const challenge = new URL(url).searchParams.get("hub.challenge") ?? "";
          return { status: 200, headers: {}, body: Buffer.from(challenge) };
        },
      });
    const setup = {
      ...rehearsed,
      accessToken: "TOKEN",
      verifyToken: "v",
      displayPhoneNumber: "+33700000001",
      name: "A",
    };
    const world = make();
    world.addNumber(setup);
    world.addUser({ id: "lea", name: "Léa", phone: "33612345678" });
    const body = Buffer.from(JSON.stringify({ override_callback_uri: "http://chosen.test/hook", verify_token: "v" }));
    const headers = { authorization: "Bearer TOKEN", "content-type": "application/json" };
    await world.handle({ method: "POST", path: `/v25.0/${setup.wabaId}/subscribed_apps`, headers, body });
    const next = make();
    next.recall(JSON.parse(JSON.stringify(world.memory())));
    next.addNumber({ ...setup, name: "B" });
    next.user("lea").say(number, "hello");
    await new Promise((resolve) => setImmediate(resolve));
    next.addNumber({ ...setup, webhookUrl: "http://moved.test/hook" });
    next.user("lea").say(number, "hello");
    expect(posted).toEqual(["http://chosen.test/hook", "http://moved.test/hook"]);
  });

  it("begins without the faults of the run before", async () => {
    const stage = await rehearse();
    stage.world.setChaos({ lose: 1 });
    expect((await restarted(stage)).world.chaos().lose).toBe(0);
  });

  it("refuses what is no memory of its own, and stays as it was", async () => {
    const { world } = await rehearse();
    const users = world.users();
    for (const nothing of [undefined, {}, [], [{ o: [["users", 7]] }]]) expect(() => world.recall(nothing)).toThrow();
    expect(world.users()).toEqual(users);
  });
});

type Step = (stage: Rehearsal) => unknown;

const steps: Readonly<Record<string, Step>> = {
  say: ({ customer }) => customer.say(number, "hello"),
  photo: ({ customer }) =>
    customer.sendFile(number, { kind: "image", mimeType: "image/png", bytes: smallFile("image/png") }),
  answer: (stage) => sayTo(stage, "Bonjour"),
  flight: ({ customer }) => customer.goOffline(),
  back: ({ customer }) => customer.goOnline(),
  refuse: ({ answerWith }) => answerWith(503),
  take: ({ answerWith }) => answerWith(200),
  double: ({ world }) => world.setChaos({ duplicate: 1 }),
  moment: ({ advance }) => advance(200),
  while: ({ advance }) => advance(40_000),
};

/** What came of it, ids left out: they leap at a recall. */
const outcome = ({ world, received }: Rehearsal) => ({
  chats: world.chat("lea", number).messages.map(({ from, type, at, status }) => ({ from, type, at, status })),
  counters: world.counters(),
  posts: received.length,
  quiet: world.quiet(),
});

describe("a world written down and taken up again", () => {
  it("goes on as if nothing had been, whatever was under way", async () => {
    const plan = fc.array(fc.constantFrom(...Object.keys(steps)), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(plan, fc.nat(12), async (names, place) => {
        const stages = [await rehearse(), await rehearse()] as const;
        for (const [index, name] of names.entries()) {
          const { world } = stages[1];
          if (index === place) {
            const { duplicate } = world.chaos();
            world.recall(JSON.parse(JSON.stringify(world.memory())));
            world.setChaos({ duplicate });
          }
          for (const stage of stages) await steps[name]?.(stage);
        }
        for (const stage of stages) {
          stage.answerWith(200);
          await stage.advance(3_600_000);
        }
        expect(outcome(stages[1])).toEqual(outcome(stages[0]));
      }),
      { numRuns: 60 },
    );
  });
});
