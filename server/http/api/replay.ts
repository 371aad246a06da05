import { MalformedWebhook } from "#contracts/channel";
import type { RowOf, Tx } from "#contracts/store";
import { bucketOf } from "#domain/bucket";
import { hours } from "#domain/instant";
import { laneOf, paymentLane } from "#engine/lanes";
import { maskWritten } from "#engine/mask-event";
import type { Ports } from "#engine/ports";
import { openBody, sealFact } from "#engine/sealed-body";
import type { Shop } from "#engine/shops";
import { notFound } from "../problem.ts";
import { type LetterName, readLetterId } from "../read/dead-letters.ts";
import type { Looking } from "../read/looking.ts";
import type { Call } from "./call.ts";

type Replayed = { readonly state: "queued" | "failed"; readonly problem: string | null };
type Element = { readonly id: string; readonly lane: string; readonly event: unknown };

const queued: Replayed = { state: "queued", problem: null };
const failed = (problem: string): Replayed => ({ state: "failed", problem });

/** Reads a kept post again: an update may have taught the adapter what it did not know. */
function readAgain(ports: Ports, shop: Shop, raw: RowOf<"raw_webhook">): readonly Element[] {
  const { source_id } = raw;
  const body = openBody(ports, raw.body);
  const account = shop.channels.get(source_id);
  if (account)
    return account.plug
      .parse(body, account.settings)
      .map((event) => ({ id: event.id, lane: laneOf(source_id, event), event }));
  const rail = shop.rails.find(({ id }) => id === source_id);
  if (!rail) throw new MalformedWebhook("its channel or rail is not connected any more");
  return rail.plug
    .interpret(body, rail.settings)
    .map((fact) => ({ id: fact.factId, lane: paymentLane(fact.reference), event: sealFact(ports, fact) }));
}

async function replayPost({ till, shop }: Looking, tx: Tx, [source_id = "", body_hash = ""]: readonly string[]) {
  const [raw] = await tx.find("raw_webhook", [{ source_id, body_hash }], { lock: true });
  if (!raw || raw.problem === null) throw notFound();
  let elements: readonly Element[];
  try {
    elements = readAgain(till.ports, shop, raw);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
  const now = till.ports.clock.now();
  await tx.insertNew(
    "inbox",
    elements.map((element) => ({
      source_id,
      event_id: element.id,
      inbox_id: till.ports.ids.uuid(now),
      lane: element.lane,
      bucket: bucketOf(element.lane),
      plug: shop.channels.has(source_id) ? "channel" : "rail",
      event: maskWritten(element.event),
      state: "open",
      attempts: 0,
      retry_at: now,
      problem: null,
      body_hash,
      received_at: now,
    })),
  );
  await tx.update("raw_webhook", [{ source_id, body_hash, problem: null }]);
  return queued;
}

async function replay(looking: Looking, tx: Tx, { kind, key }: LetterName): Promise<Replayed> {
  const now = looking.till.ports.clock.now();
  if (kind === "webhook") return replayPost(looking, tx, key);
  const [first = "", second = ""] = key;
  const done =
    kind === "event"
      ? await tx.updateIf(
          "inbox",
          { source_id: { eq: first }, event_id: { eq: second }, state: { eq: "dead" } },
          { state: "open", attempts: 0, retry_at: now, problem: null },
        )
      : await tx.updateIf(
          "task",
          { task_id: { eq: first }, state: { eq: "dead" } },
          { state: "queued", attempts: 0, run_after: now, valid_until: now + hours(1), problem: null, changed_at: now },
        );
  if (done.length === 0) throw notFound();
  return queued;
}

/** Tries a dead letter again. The work itself happens once, however often it is asked for. */
export async function replayLetter(call: Call<"replayDeadLetter">): Promise<Replayed> {
  const { till, shop, person, params } = call;
  const name = readLetterId(params.letter);
  if (!name) throw notFound();
  const { ports } = till;
  const outcome = await ports.store.tx(shop.businessId, async (tx) => {
    const done = await replay(call, tx, name);
    const at = ports.clock.now();
    await tx.insert("audit", [
      {
        audit_id: ports.ids.uuid(at),
        actor: person.userId,
        act: "replay",
        object_kind: name.kind,
        object_id: name.key.join(" ").slice(0, 200),
        details: { state: done.state },
        at,
      },
    ]);
    return done;
  });
  for (const work of ["inbox", "tasks"] as const) till.node.wake(work);
  return outcome;
}
