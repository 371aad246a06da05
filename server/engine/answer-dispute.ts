import type { RowOf } from "#contracts/store";
import { days, instant } from "#domain/instant";
import { type Batch, addTask } from "#engine/batch";
import { collectEvidence } from "#engine/collect-evidence";
import { paymentLane } from "#engine/lanes";
import { openCase } from "#engine/payment-case";
import type { Ports } from "#engine/ports";
import type { Rail, Shop } from "#engine/shops";
import type { RunTask, TaskResult } from "#engine/task";
import { transact } from "#engine/transact";

/** Why a dispute is not answered. */
export type AnswerRefused = { readonly refused: "not-found" | "by-hand" | "closed" | "past-due" | "sent" };

const refused = (why: AnswerRefused["refused"]): AnswerRefused => ({ refused: why });

/**
 * Answers a dispute with what proves the sale: the file is made and kept first, then a task gives it to the provider. A
 * bank takes one answer: whoever asks at the same moment, one file is sent.
 */
export async function answerDispute(
  ports: Ports,
  shop: Shop,
  actor: string,
  paymentId: string,
  disputeId: string,
): Promise<AnswerRefused | undefined> {
  const seen = await ports.store.tx(shop.businessId, async (tx) => {
    const rows = await tx.select("dispute", { payment_id: { eq: paymentId }, dispute_id: { eq: disputeId } });
    return rows[0];
  });
  if (!seen) return refused("not-found");
  const standing = standingOf(ports, shop, seen);
  if (standing) return standing;
  const evidence = await collectEvidence(ports, shop.businessId, seen.order_id);
  if (!evidence) return refused("not-found");
  const bytes = await ports.documents.evidence(evidence);
  return transact(ports, shop, (batch) => putForward(batch, seen, actor, bytes));
}

/** Takes the dispute, keeps the file and has it sent, all in one transaction. */
async function putForward(
  batch: Batch,
  seen: RowOf<"dispute">,
  actor: string,
  bytes: Uint8Array,
): Promise<AnswerRefused | undefined> {
  const { ports } = batch;
  const paymentId = seen.payment_id;
  const known = await openCase(batch, paymentId);
  if (!known) return refused("not-found");
  const { rail_id, dispute_id } = seen;
  const file_id = ports.ids.uuid(batch.now);
  const sha256 = ports.hash(bytes);
  const [taken] = await batch.tx.updateIf(
    "dispute",
    {
      rail_id: { eq: rail_id },
      dispute_id: { eq: dispute_id },
      state: { eq: "opened" },
      evidence: { in: ["none", "refused"] },
    },
    {
      evidence: "sending",
      evidence_problem: null,
      evidence_hash: sha256,
      evidence_file: file_id,
      changed_at: batch.now,
    },
  );
  if (!taken) return refused("sent");
  const name = `evidence-${known.order.number ?? dispute_id}.pdf`;
  await batch.tx.insert("file", [
    {
      file_id,
      name,
      mime_type: "application/pdf",
      size: bytes.byteLength,
      sha256,
      bytes,
      from_thread: null,
      created_at: batch.now,
    },
  ]);
  addTask(batch, {
    // One answer under way at a time; a new file after a refusal is a new task.
    task_id: `send-evidence:${file_id}`,
    kind: "send-evidence",
    lane: paymentLane(paymentId),
    thread_id: known.thread.thread_id,
    subject_id: dispute_id,
    details: { railId: rail_id },
    validFor: Math.max((seen.due_by ?? batch.now + days(7)) - batch.now, 1),
  });
  await batch.tx.insert("audit", [
    {
      audit_id: ports.ids.uuid(batch.now),
      actor,
      act: "send-evidence",
      object_kind: "order",
      object_id: seen.order_id,
      details: { dispute: dispute_id, sha256 },
      at: batch.now,
    },
  ]);
  batch.changes.push({ resource: "payment", id: paymentId });
  return undefined;
}

/** Why this dispute cannot be answered from here, as far as is known. */
function standingOf({ clock }: Ports, shop: Shop, dispute: RowOf<"dispute">): AnswerRefused | undefined {
  if (railOf(shop, dispute.rail_id)?.plug.disputes === undefined) return refused("by-hand");
  if (dispute.state !== "opened") return refused("closed");
  if (dispute.evidence === "sent" || dispute.evidence === "sending") return refused("sent");
  if (dispute.due_by !== null && instant(dispute.due_by) <= clock.now()) return refused("past-due");
  return undefined;
}

const railOf = (shop: Shop, id: string): Rail | undefined => shop.rails.find((one) => one.id === id);

/** Gives the kept file to the provider. The same file under the same key is one answer, however often it is tried. */
export const sendEvidence: RunTask = async (ports, shop, task) => {
  const key = { rail_id: String(task.details["railId"]), dispute_id: task.subject_id };
  const found = await ports.store.tx(shop.businessId, async (tx) => {
    const [dispute] = await tx.find("dispute", [key]);
    const [file] = dispute?.evidence_file ? await tx.find("file", [{ file_id: dispute.evidence_file }]) : [];
    const [order] = dispute ? await tx.find("order", [{ order_id: dispute.order_id }]) : [];
    const [person] = order ? await tx.find("person", [{ person_id: order.person_id }]) : [];
    return dispute && file && order && { dispute, file, order, person };
  });
  const rail = railOf(shop, key.rail_id);
  if (!found || found.dispute.evidence !== "sending") return { done: true };
  if (!rail?.plug.disputes) return ended(key, "the rail takes no evidence any more");
  const { file, order, person, dispute } = found;
  const answered = await rail.plug.disputes.answer(
    {
      disputeId: dispute.dispute_id,
      idempotencyKey: task.task_id,
      file: { bytes: file.bytes, filename: file.name },
      ...(person?.name ? { customerName: person.name } : {}),
      ...(person?.email ? { customerEmail: person.email } : {}),
      goods: order.lines.map(({ quantity, sku }) => `${quantity} × ${sku}`).join(", "),
      ...(order.address === null ? {} : { shippedTo: order.address }),
      ...(order.tracking?.carrier === undefined ? {} : { carrier: order.tracking.carrier }),
      ...(order.tracking?.number === undefined ? {} : { tracking: order.tracking.number }),
    },
    rail.settings,
    ports.http,
  );
  if (!answered.ok) return { done: false, problem: answered, giveUp: (batch) => refuse(batch, key, answered.reason) };
  return {
    done: true,
    apply: async (batch) => {
      await batch.tx.updateIf(
        "dispute",
        { rail_id: { eq: key.rail_id }, dispute_id: { eq: key.dispute_id } },
        { evidence: "sent", evidence_at: batch.now, changed_at: batch.now },
      );
      batch.changes.push({ resource: "payment", id: dispute.payment_id });
    },
  };
};

type Key = { readonly rail_id: string; readonly dispute_id: string };

const ended = (key: Key, reason: string): TaskResult => ({
  done: false,
  problem: { ok: false, retry: "never", reason },
  giveUp: (batch) => refuse(batch, key, reason),
});

/** The provider does not take it: said on the payment's own screen, where it can be sent by hand. */
async function refuse(batch: Batch, key: Key, reason: string): Promise<void> {
  const [row] = await batch.tx.updateIf(
    "dispute",
    { rail_id: { eq: key.rail_id }, dispute_id: { eq: key.dispute_id } },
    { evidence: "refused", evidence_problem: reason.slice(0, 300), changed_at: batch.now },
  );
  if (row) batch.changes.push({ resource: "payment", id: row.payment_id });
}
