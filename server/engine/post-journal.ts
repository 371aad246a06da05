import type { RowOf, Where } from "#contracts/store";
import { currency } from "#domain/currency";
import type { JournalEntry, JournalLine } from "#domain/ledger";
import { money } from "#domain/money";
import type { Batch } from "#engine/batch";

/** Writes an entry of the journal, once: the same key again changes nothing. An entry without lines is not written. */
export async function postJournal(
  batch: Batch,
  entry: JournalEntry,
  about: { readonly orderId?: string; readonly paymentId?: string },
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
      order_id: about.orderId ?? null,
      payment_id: about.paymentId ?? null,
      at: batch.now,
    })),
  );
}

/** Movements of the journal, in the order they were posted within each entry. */
export async function movements(batch: Batch, where: Where<RowOf<"journal">>): Promise<readonly JournalLine[]> {
  const rows = await batch.tx.select("journal", where, { orderBy: ["entry_key", "line"] });
  return rows.map(({ debit, credit, amount_minor, currency: code }) => ({
    debit,
    credit,
    amount: money(amount_minor, currency(code)),
  }));
}
