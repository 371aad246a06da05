import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { KeyedLine, StatementFormat, StatementLine } from "#domain/statement";
import type { Changed } from "#engine/ports";

/** What screens are told when any of it changes: they show lists. */
export const everyStatement: Changed = { resource: "statement", id: "all" };

/** A movement as it is kept before anybody judged it. */
export const rowOf = (
  line: KeyedLine,
  file: { readonly fileId: string; readonly format: StatementFormat; readonly now: number },
): RowOf<"statement_entry"> => ({
  entry_key: line.entryKey,
  file_id: file.fileId,
  line: line.line,
  format: file.format,
  bank_ref: line.bankRef ?? null,
  account: line.account,
  booked_on: line.bookedOn,
  side: line.side,
  reversal: line.reversal,
  amount_minor: line.amount.minor,
  currency: line.amount.currency,
  name: line.name ?? null,
  iban: line.iban ?? null,
  told_refs: [...line.references],
  told_text: line.text,
  state: "new",
  reason: null,
  rail_id: null,
  payment_id: null,
  capture_id: null,
  refund_id: null,
  payout_ref: null,
  near: [],
  note: null,
  decided_by: null,
  imported_at: file.now,
  changed_at: file.now,
});

/** A movement as the rules read it. */
export const lineOf = (row: RowOf<"statement_entry">): StatementLine => ({
  line: row.line,
  account: row.account,
  bookedOn: row.booked_on,
  side: row.side,
  reversal: row.reversal,
  amount: money(row.amount_minor, currency(row.currency)),
  references: row.told_refs,
  text: row.told_text,
  ...(row.bank_ref === null ? {} : { bankRef: row.bank_ref }),
  ...(row.name === null ? {} : { name: row.name }),
  ...(row.iban === null ? {} : { iban: row.iban }),
});
