import type { JournalEntry } from "#domain/ledger";
import type { Batch } from "#engine/batch";

/** Writes an entry of the journal, once: the same key again changes nothing. An entry without lines is not written. */
export async function postJournal(
  batch: Batch,
  entry: JournalEntry,
  about: { readonly orderId: string; readonly paymentId: string },
): Promise<void> {
  await batch.tx.insertNew(
    "journal",
    entry.lines.map(({ debit, credit, amount }, line) => ({
      entry_key: entry.key,
      line,
      kind: entry.kind,
      debit,
      credit,
      amount_minor: amount.minor,
      currency: amount.currency,
      order_id: about.orderId,
      payment_id: about.paymentId,
      at: batch.now,
    })),
  );
}
