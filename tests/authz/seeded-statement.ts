import type { Tx } from "#contracts/store";

const now = Date.now();

/** A statement with one movement that waits for a person. */
export async function seedStatement(
  tx: Tx,
  { canary, entry_key, file_id }: Readonly<Record<"canary" | "entry_key" | "file_id", string>>,
): Promise<void> {
  const file = { file_id, kind: "statement", sha256: entry_key, name: canary, format: "csv" } as const;
  await tx.insert("statement_file", [
    { ...file, entries: 1, fresh: 1, pending: 0, imported_by: "till", imported_at: now },
  ]);
  await tx.insert("statement_entry", [
    {
      entry_key,
      file_id,
      line: 1,
      format: "csv",
      bank_ref: null,
      account: "",
      booked_on: "2026-11-24",
      side: "credit",
      reversal: false,
      amount_minor: 4_900,
      currency: "EUR",
      name: canary,
      iban: null,
      told_refs: [],
      told_text: canary,
      state: "odd",
      reason: "no-payment",
      rail_id: null,
      payment_id: null,
      capture_id: null,
      refund_id: null,
      payout_ref: null,
      near: [],
      note: null,
      decided_by: null,
      imported_at: now,
      changed_at: now,
    },
  ]);
}
