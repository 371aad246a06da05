import { expect, it } from "vitest";
import type { InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { createIntake } from "#engine/intake";
import { processInbox } from "#engine/process-inbox";
import { receiveWebhook } from "#engine/receive-webhook";
import { createShops } from "#engine/shops";
import { contestants, rounds as allRounds, troubles, useTrack, violations } from "./race-nodes.ts";

const track = useTrack();
const rounds = allRounds / 2;
const everyBucket = Array.from({ length: 256 }, (_, bucket) => bucket);

const textOf = (id: string, from: string): InboundEvent => ({
  kind: "message",
  id,
  sender: { identities: [{ kind: "wa_phone", value: from }], name: "Léa" },
  at: instant(Date.now()),
  content: { kind: "text", body: "livraison" },
});

it("answers a message once that both nodes are sent ten times each, while both process every bucket", async () => {
  const { nodes, race, ask } = track();
  const doors = nodes.map(({ ports }) => ({
    ports,
    shops: createShops(ports),
    intake: createIntake(ports, () => undefined),
  }));
  for (let round = 0; round < rounds; round++) {
    const body = new TextEncoder().encode(JSON.stringify([textOf(`in.${round}`, `336000${round % 7}0000`)]));
    const request = { method: "POST", query: {}, headers: { "x-sign": "ok" }, body } as const;
    const results = await race(async ({ ports, shop }, n) => {
      const door = doors[n % 2];
      if (!door) throw new RangeError("no door");
      const answer = await receiveWebhook(ports, door.shops, door.intake, { kind: "paper", id: "wa" }, request);
      await processInbox(ports, shop, everyBucket);
      return answer.status;
    });
    expect(troubles(results)).toEqual([]);
    expect(results.map((one) => one.status === "fulfilled" && one.value)).toEqual(Array(contestants).fill(200));
  }
  const [counts] = await ask(
    `select (select count(*)::int from inbox where business_id = $1) as events,
      (select count(*)::int from raw_webhook where business_id = $1) as posts,
      (select count(*)::int from inbox where business_id = $1 and state <> 'done') as undone,
      (select count(*)::int from message where business_id = $1 and direction = 'in') as heard,
      (select count(*)::int from message where business_id = $1 and direction = 'out') as answered,
      (select count(*)::int from thread where business_id = $1) as threads`,
  );
  expect(counts).toEqual({ events: rounds, posts: rounds, undone: 0, heard: rounds, answered: rounds, threads: 7 });
  const [order] = await ask(
    `select count(*)::int as broken from (select seq, row_number() over (partition by thread_id order by seq) as place
      from message where business_id = $1) as numbered where seq <> place`,
  );
  expect(order?.["broken"]).toBe(0);
  expect(await violations(track())).toEqual([]);
});
