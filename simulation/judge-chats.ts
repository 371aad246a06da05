import type { RowOf } from "#contracts/store";
import type { Snapshot } from "#invariants/snapshot";
import type { AcceptedSend } from "../world/meta/model-types.ts";
import { lyraTruthOf } from "./lyra-truth.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

type Message = RowOf<"message">;

/** Each message a customer wrote is in the store exactly once, unless WhatsApp itself lost the post. */
function judgeInbound(stage: Stage, shop: SimulatedShop, { message }: Snapshot): void {
  const lost = new Set(stage.meta.losses().flatMap(({ events }) => events.map(({ wamid }) => wamid)));
  const counts = new Map<string, number>();
  for (const { provider_id, direction } of message)
    if (direction === "in" && provider_id !== null) counts.set(provider_id, (counts.get(provider_id) ?? 0) + 1);
  for (const { id: userId } of stage.meta.users())
    for (const { id, from, type } of stage.meta.chat(userId, shop.phoneNumberId).messages) {
      if (from !== "customer" || lost.has(id)) continue;
      const count = counts.get(id) ?? 0;
      if (count !== 1) blame(stage, "I20", `a ${type} of ${userId} is kept ${count} times`);
    }
}

function acceptedById(stage: Stage, shop: SimulatedShop): ReadonlyMap<string, readonly AcceptedSend[]> {
  const byId = new Map<string, AcceptedSend[]>();
  for (const send of stage.meta.accepted()) {
    if (send.phoneNumberId !== shop.phoneNumberId) continue;
    const id = send.biz_opaque_callback_data ?? "";
    byId.set(id, [...(byId.get(id) ?? []), send]);
  }
  return byId;
}

/** Each message of ours left at least once or visibly did not; twice only where it is flagged, and never more. */
function judgeOutbound(
  stage: Stage,
  sends: ReadonlyMap<string, readonly AcceptedSend[]>,
  messages: readonly Message[],
) {
  const ours = messages.filter(({ direction, author }) => direction === "out" && author !== "phone-app");
  const known = new Set(ours.map(({ message_id }) => message_id));
  for (const id of sends.keys())
    if (!known.has(id)) blame(stage, "I22", `something was sent that we never wrote (${id})`);
  let twice = 0;
  for (const row of ours) {
    const count = sends.get(row.message_id)?.length ?? 0;
    if (count > 1 && !row.maybe_twice) blame(stage, "I22", `sent ${count} times and not flagged (${row.message_id})`);
    if (count > 2) blame(stage, "I22", `sent ${count} times (${row.message_id})`);
    if (row.send_state === "done" && count === 0)
      blame(stage, "I22", `counted as sent, never accepted (${row.message_id})`);
    twice += Math.max(count - 1, 0);
  }
  if (twice > stage.seen.crashes + stage.seen.doubtfulSends)
    blame(
      stage,
      "I22",
      `${twice} sent twice, ${stage.seen.crashes} crashes and ${stage.seen.doubtfulSends} lost answers`,
    );
}

/** What was heard of a message is not forgotten: its status never falls behind. */
function judgeStatuses(stage: Stage, messages: readonly Message[]): void {
  for (const { message_id, provider_id, status, status_rank } of messages) {
    const heard = stage.seen.heardStatus.get(provider_id ?? "") ?? 0;
    if (status_rank < heard) blame(stage, "I21", `${message_id} is ${status}, more was heard of it`);
  }
}

/** What a customer got, she got in the order it was written. */
function judgeOrder(stage: Stage, sends: ReadonlyMap<string, readonly AcceptedSend[]>, snapshot: Snapshot) {
  // A joined thread counts its messages anew: theirs come before or after, whatever the moment.
  const joined = new Set(snapshot.audit.filter(({ act }) => act === "join-threads").map(({ object_id }) => object_id));
  const last = new Map<string, { seq: number; at: number }>();
  const inOrder = snapshot.message.toSorted((one, other) => one.seq - other.seq);
  for (const { message_id, thread_id, seq, content, attempts } of inOrder) {
    // A file that could not be uploaded twice lets others pass.
    if (attempts > 2 && "source" in content && content.source.from === "file") continue;
    const [first] = sends.get(message_id) ?? [];
    if (!first || joined.has(thread_id)) continue;
    const before = last.get(thread_id);
    if (before && before.at > first.at) blame(stage, "I21", `message ${seq} of ${thread_id} left before ${before.seq}`);
    last.set(thread_id, { seq, at: first.at });
  }
}

/** A receipt goes out only after the money came, or was promised. */
function judgeReceipts(
  stage: Stage,
  shop: SimulatedShop,
  sends: ReadonlyMap<string, readonly AcceptedSend[]>,
  snapshot: Snapshot,
) {
  const { message, document } = snapshot;
  const moments = new Map(
    stage.stripe.truth().captures.map(({ metadata, atMs }) => [metadata["reference"] ?? "", atMs]),
  );
  for (const { reference, atMs } of lyraTruthOf(stage, shop).payments)
    moments.set(reference, Math.min(atMs, moments.get(reference) ?? Infinity));
  for (const { message_id, content } of message) {
    if (content.kind !== "document" || content.source.from !== "file") continue;
    const { fileId } = content.source;
    const paper = document.find(({ document_id }) => fileId === `receipt/${document_id}`);
    const came = moments.get(paper?.payment_id ?? "") ?? Infinity;
    for (const { at } of sends.get(message_id) ?? [])
      if (at < came) blame(stage, "I24", `receipt ${paper?.number} was sent before the money came`);
  }
}

/** Compares our threads with what WhatsApp truly carried. */
export function judgeChats(stage: Stage, shop: SimulatedShop, snapshot: Snapshot): void {
  const sends = acceptedById(stage, shop);
  judgeInbound(stage, shop, snapshot);
  judgeOutbound(stage, sends, snapshot.message);
  judgeStatuses(stage, snapshot.message);
  judgeOrder(stage, sends, snapshot);
  judgeReceipts(stage, shop, sends, snapshot);
}
