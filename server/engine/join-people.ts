import { type Batch, type ThreadDraft, lockThreads } from "#engine/batch";

/**
 * Joins two people who are one: identities, threads, messages, orders, payments and kept cards of the younger go to the
 * elder, where nothing is lost. Consent to marketing is not carried over; a refusal is. Only signed proof may lead here.
 */
export async function joinPeople(batch: Batch, elder: string, younger: string): Promise<void> {
  const { tx } = batch;
  const threads = await tx.select(
    "thread",
    { channel_id: { in: [...batch.shop.channels.keys()] }, person_id: { in: [elder, younger] } },
    { orderBy: ["thread_id"] },
  );
  await lockThreads(
    batch,
    threads.map(({ thread_id }) => thread_id),
  );
  const drafts = [...batch.threads.values()];
  for (const moving of drafts.filter(({ person_id }) => person_id === younger)) {
    const staying = drafts.find((one) => one.person_id === elder && one.channel_id === moving.channel_id);
    if (staying) await joinThreads(batch, staying, moving);
    else moving.person_id = elder;
  }
  const [people] = await Promise.all([
    tx.find("person", [{ person_id: younger }]),
    tx.updateIf("identity", { person_id: { eq: younger } }, { person_id: elder }),
    tx.updateIf("order", { person_id: { eq: younger } }, { person_id: elder }),
    tx.updateIf("refund_request", { person_id: { eq: younger } }, { person_id: elder }),
    tx.updateIf("kept_card", { person_id: { eq: younger } }, { person_id: elder, changed_at: batch.now }),
  ]);
  for (const order of batch.orders.values()) if (order.person_id === younger) order.person_id = elder;
  if (people[0]?.marketing === "stopped")
    await tx.updateIf("person", { person_id: { eq: elder } }, { marketing: "stopped" });
  await tx.remove("person", { person_id: { eq: younger } });
}

async function joinThreads(batch: Batch, staying: ThreadDraft, moving: ThreadDraft): Promise<void> {
  const { tx } = batch;
  const where = { thread_id: { eq: moving.thread_id } };
  const change = { thread_id: staying.thread_id };
  // What this transaction holds and has not written yet moves as well.
  for (const message of batch.messages)
    if (message.thread_id === moving.thread_id) Object.assign(message, change, { seq: message.seq + staying.seq });
  for (const row of [...batch.orders.values(), ...batch.tasks, ...batch.notices])
    if (row.thread_id === moving.thread_id) Object.assign(row, change);
  await Promise.all([
    tx.updateIf("message", where, { ...change, seq: { add: staying.seq } }),
    tx.updateIf("order", where, change),
    tx.updateIf("payment", where, change),
    tx.updateIf("refund", where, change),
    tx.updateIf("refund_request", where, change),
    tx.updateIf("notice", where, change),
    tx.updateIf("task", where, change),
    tx.remove("timer", where),
  ]);
  await tx.insert("audit", [
    {
      audit_id: batch.ports.ids.uuid(batch.now),
      actor: "till",
      act: "join-threads",
      object_kind: "thread",
      object_id: staying.thread_id,
      details: { joined: moving.thread_id, after: staying.seq + moving.seq },
      at: batch.now,
    },
  ]);
  staying.seq += moving.seq;
  staying.unread += moving.unread;
  staying.order_id ??= moving.order_id;
  staying.last_inbound_at = Math.max(staying.last_inbound_at ?? 0, moving.last_inbound_at ?? 0) || null;
  if (staying.journey === null)
    Object.assign(staying, { journey: moving.journey, journey_state: moving.journey_state });
  if (moving.owner === "human")
    Object.assign(staying, { owner: "human", owner_user: moving.owner_user, handover_reason: moving.handover_reason });
  staying.address = { ...moving.address, ...staying.address };
  batch.threads.delete(moving.thread_id);
  if (!batch.newThreads.delete(moving.thread_id)) await tx.remove("thread", where);
}
