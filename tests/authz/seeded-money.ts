import type { Tx } from "#contracts/store";
import { order } from "../contracts/sample-rows.ts";
import type { Plan } from "./seeded-shop.ts";

const now = Date.now();

/** Writes a paid order with its payment, its money and a dispute about it. */
export async function seedMoney(tx: Tx, plan: Plan): Promise<void> {
  const { canary, person_id, thread_id, order_id, payment_id, rail_id } = plan;
  await tx.insert("order", [
    order({
      order_id,
      thread_id,
      person_id,
      number: 1,
      state: "paid",
      total_minor: 4_900,
      paid_minor: 4_900,
      placed_at: now,
      paid_at: now,
      changed_at: now,
      note: canary,
    }),
  ]);
  await tx.insert("payment", [
    {
      payment_id,
      order_id,
      thread_id,
      rail_id,
      revision: 0,
      amount_minor: 4_900,
      currency: "EUR",
      state: "captured",
      provider_ref: canary,
      url: null,
      chat: null,
      card_id: null,
      expires_at: now,
      settled_at: now,
      final: true,
      look_at: now,
      looks: 0,
      shows: { code: { grammar: "epc", text: "BCD" }, lines: [] },
      by_webhook_at: now,
      by_lookup_at: null,
      by_hand_at: null,
      by_hand_of: null,
      said_paid_at: null,
      created_at: now,
      changed_at: now,
    },
  ]);
  await seedCapture(tx, plan);
}

/** The money that came, and what the customer says of it at her bank. */
async function seedCapture(tx: Tx, { slug, canary, order_id, payment_id, rail_id }: Plan): Promise<void> {
  await tx.insert("capture", [
    {
      rail_id,
      capture_id: `cap-${slug}`,
      payment_id,
      order_id,
      amount_minor: 4_900,
      currency: "EUR",
      verdict: "settles",
      stage: "booked",
      left_minor: 4_900,
      fee_minor: null,
      disputed: false,
      at: now,
    },
  ]);
  await tx.insert("dispute", [
    {
      rail_id,
      dispute_id: `du-${slug}`,
      payment_id,
      order_id,
      capture_id: `cap-${slug}`,
      amount_minor: 4_900,
      currency: "EUR",
      state: "opened",
      reason: canary,
      due_by: now + 86_400_000,
      evidence: "none",
      evidence_problem: null,
      evidence_hash: null,
      evidence_file: null,
      evidence_at: null,
      created_at: now,
      changed_at: now,
    },
  ]);
}

/** Writes what the customer asked back. */
export async function seedRefunds(tx: Tx, plan: Plan): Promise<void> {
  const { slug, canary, person_id, thread_id, order_id, payment_id, rail_id, refund_id, request_id } = plan;
  const stamps = { created_at: now, changed_at: now };
  await tx.insert("refund", [
    {
      refund_id,
      rail_id,
      capture_id: `cap-${slug}`,
      payment_id,
      order_id,
      thread_id,
      // Of nothing: it is there to be named, and changes no sum.
      amount_minor: 0,
      currency: "EUR",
      reason: "customer-asked",
      state: "requested",
      provider_ref: null,
      problem: null,
      requested_by: "customer",
      look_at: now,
      looks: 0,
      ...stamps,
    },
  ]);
  await tx.insert("refund_request", [
    {
      request_id,
      order_id,
      thread_id,
      person_id,
      amount_minor: 4_900,
      currency: "EUR",
      cause: "damaged",
      words: canary,
      photos: [],
      account: canary,
      account_shown: "FR…2606",
      state: "asked",
      desk: canary,
      desk_phone: null,
      question: null,
      refusal: null,
      refusal_words: null,
      problem: null,
      asked_by: "customer",
      approved_by: null,
      confirmed_by: null,
      refund_ids: [],
      decided_at: null,
      closed_at: null,
      ...stamps,
    },
  ]);
}
