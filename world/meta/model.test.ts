import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PhoneChange } from "./model-types.ts";
import { rehearse } from "./rehearsal.ts";
import { sampleSends } from "./sample-sends.ts";

const text = sampleSends["text"] ?? {};
const trouble = { duplicate: 0.3, reorder: 0.3, lose: 0.2, apiTimeoutAfter: 0.2, apiError500: 0.2, rate429: 0.1 };

async function story(seed: number, steps: readonly number[]): Promise<string> {
  const stage = await rehearse({ chaos: trouble, batchWindowMs: 50 }, seed);
  for (const step of steps) {
    stage.answerWith(step % 3 === 0 ? 503 : 200);
    stage.customer.say("1001", `step ${step}`);
    await stage.send(text).catch(() => undefined);
    await stage.advance(step * 100);
  }
  stage.answerWith(200);
  await stage.advance(8 * 86_400_000);
  const posts = stage.received.map((post) => `${post.at} ${Buffer.from(post.request.body).toString("latin1")}`);
  return JSON.stringify([posts, stage.world.counters(), stage.world.losses(), stage.world.accepted()]);
}

describe("the world", () => {
  it("is the same to the last byte for the same seed, and not for another", async () => {
    const steps = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(await story(7, steps)).toBe(await story(7, steps));
    expect(await story(7, steps)).not.toBe(await story(8, steps));
  });

  it("delivers or records as lost every event, whatever the chaos", async () => {
    const steps = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer(), steps, async (seed, waits) => {
        const stage = await rehearse({ chaos: { duplicate: 0.3, reorder: 0.3, lose: 0.3 } }, seed);
        const said: string[] = [];
        for (const wait of waits) {
          said.push(stage.customer.say("1001", `wait ${wait}`));
          await stage.advance(wait * 20);
        }
        await stage.advance(60_000);
        const arrived = stage.received.map((post) => Buffer.from(post.request.body).toString("latin1")).join("");
        const lost = new Set(stage.world.losses().flatMap((loss) => loss.events.map((event) => event.wamid)));
        for (const wamid of said) {
          const escaped = wamid.replaceAll("/", "\\/");
          expect(arrived.includes(escaped)).toBe(!lost.has(wamid));
        }
        expect(stage.world.quiet()).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it("keeps the order of a chat when nothing disturbs it, though the receiver is slow at first", async () => {
    const stage = await rehearse();
    stage.answerWith(200, 400);
    stage.customer.say("1001", "0");
    await stage.advance(1);
    stage.answerWith(200, 10);
    for (let index = 1; index < 40; index += 1) stage.customer.say("1001", `${index}`);
    stage.world.user("asha").say("1001", "99");
    await stage.advance(1_000);
    const seen = stage.bodies().map((body) => /"body":"(\d+)"/.exec(JSON.stringify(body))?.[1]);
    // Another customer's message does not wait for this chat.
    expect(seen).toEqual(["99", ...Array.from({ length: 40 }, (_, index) => `${index}`)]);
  });

  it("records the truth of accepted sends", async () => {
    const stage = await rehearse();
    await stage.send({ ...text, biz_opaque_callback_data: "o1" });
    expect(stage.world.accepted().at(-1)).toMatchObject({
      phoneNumberId: "1001",
      to: "+33612345678",
      userId: "lea",
      type: "text",
      biz_opaque_callback_data: "o1",
      at: stage.now(),
      answered: true,
      body: { text: { body: "Bonjour Léa 👋" } },
    });
  });

  it("does not grow without bound", async () => {
    const limits = { messagesPerChat: 20, accepted: 20, losses: 5 };
    const stage = await rehearse({ limits, chaos: { lose: 1 } });
    for (let index = 0; index < 200; index += 1) {
      stage.customer.say("1001", "again");
      await stage.send(text);
      await stage.advance(6_000);
    }
    expect(stage.world.chat("lea", "1001").messages.length).toBeLessThanOrEqual(36);
    expect(stage.world.accepted().length).toBeLessThanOrEqual(36);
    expect(stage.world.losses().length).toBeLessThanOrEqual(21);
  });

  it("calls the phone page back, until it is told to stop", async () => {
    const stage = await rehearse();
    const changes: PhoneChange[] = [];
    const stop = stage.world.onChange((change) => changes.push(change));
    await stage.send(text);
    await stage.advance(1_000);
    stop();
    stage.customer.say("1001", "unheard");
    expect(changes.map((change) => [change.kind, change.message?.status])).toEqual([
      ["message", "accepted"],
      ["status", "sent"],
      ["status", "delivered"],
    ]);
  });
});
