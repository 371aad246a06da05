import { expect, it } from "vitest";
import type { RowOf } from "#contracts/store";
import { bucketOf } from "#domain/bucket";
import type { Identity } from "#domain/identity";
import type { InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { processInbox } from "#engine/process-inbox";
import { businessId } from "../engine/paper-shop.ts";
import { newId } from "./planted-orders.ts";
import { contestants, rounds, troubles, useTrack, violations } from "./race-nodes.ts";

const track = useTrack();

const rowOf = (bucket: number, identities: readonly Identity[]): RowOf<"inbox"> => {
  const event: InboundEvent = {
    kind: "message",
    id: newId(),
    sender: { identities },
    at: instant(Date.now()),
    content: { kind: "text", body: "livraison" },
  };
  return {
    source_id: "wa",
    event_id: event.id,
    inbox_id: newId(),
    lane: `test:${bucket}`,
    bucket,
    plug: "channel",
    event,
    state: "open",
    attempts: 0,
    retry_at: 0,
    problem: null,
    body_hash: "planted",
    received_at: 0,
  };
};

/** Every contestant works on a bucket of its own until nothing is due there. */
const drain = async (round: number, identitiesOf: (n: number) => readonly Identity[]): Promise<readonly string[]> => {
  const { store, race } = track();
  const bucket = (n: number): number => (bucketOf(String(round)) + n) % 256;
  const post = { source_id: "wa", body_hash: "planted", body: new Uint8Array(), masked: false, problem: null };
  await store.tx(businessId, async (tx) => {
    await tx.insertNew("raw_webhook", [{ ...post, received_at: 0 }]);
    await tx.insert(
      "inbox",
      Array.from({ length: contestants }, (_, n) => rowOf(bucket(n), identitiesOf(n))),
    );
  });
  const results = await race(async ({ ports, shop }, n) => {
    for (let tries = 0; tries < 10; tries++) if ((await processInbox(ports, shop, [bucket(n)])) > 0) return;
    throw new Error(`the event of bucket ${bucket(n)} was not processed`);
  });
  return troubles(results);
};

const shape = async (values: readonly string[]) => {
  const [row] = await track().ask(
    `select count(distinct i.person_id)::int as people, count(*)::int as identities,
      (select count(*)::int from person p where p.business_id = $1 and p.person_id in
        (select person_id from identity where business_id = $1 and value = any($2))) as persons,
      (select count(*)::int from thread t where t.business_id = $1 and t.person_id in
        (select person_id from identity where business_id = $1 and value = any($2))) as threads,
      (select count(*)::int from message m join thread t on t.business_id = $1 and t.thread_id = m.thread_id
        where m.business_id = $1 and m.direction = 'in' and t.person_id in
        (select person_id from identity where business_id = $1 and value = any($2))) as heard
      from identity i where i.business_id = $1 and i.value = any($2)`,
    values,
  );
  return row;
};

it("opens one thread for a newcomer whom twenty workers meet at the same moment", async () => {
  for (let round = 0; round < rounds / 5; round++) {
    const phone = `3361${String(round).padStart(7, "0")}`;
    expect(await drain(round, () => [{ kind: "wa_phone", value: phone }])).toEqual([]);
    expect(await shape([phone])).toEqual({ people: 1, identities: 1, persons: 1, threads: 1, heard: contestants });
  }
});

it("makes one person of one who is met by her number, by her id and by both at the same moment", async () => {
  for (let round = 0; round < rounds / 5; round++) {
    const phone = `3362${String(round).padStart(7, "0")}`;
    const bsuid = `FR.${round}`;
    const byPhone: Identity = { kind: "wa_phone", value: phone };
    const byId: Identity = { kind: "bsuid", value: bsuid };
    const ways = [[byPhone], [byId], [byPhone, byId]] as const;
    expect(await drain(round, (n) => ways[n % 3] ?? [])).toEqual([]);
    expect(await shape([phone, bsuid])).toEqual({
      people: 1,
      identities: 2,
      persons: 1,
      threads: 1,
      heard: contestants,
    });
  }
  expect(await violations(track())).toEqual([]);
});
