import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { payoutEntry, payoutFeeEntry, payoutOtherEntry } from "#domain/ledger-bank";
import { money } from "#domain/money";
import type { Payout, PayoutLine } from "#domain/payout";
import type { StatementProblem } from "#domain/statement";
import type { Batch } from "#engine/batch";
import type { StatementImported, Unreadable } from "#engine/import-statement";
import { learnFee } from "#engine/learn-fee";
import { openCase } from "#engine/payment-case";
import type { Ports } from "#engine/ports";
import { postJournal } from "#engine/post-journal";
import type { Shop } from "#engine/shops";
import { everyStatement } from "#engine/statement-rows";
import { transact } from "#engine/transact";

/** Captures looked up at once. */
const atOnce = 1_000;

/**
 * Imports a rail's payouts: what the provider held goes to the bank, what it kept is an expense, and each line is linked
 * with the capture it is of. One commit per payout, each once; a payout that is known changes nothing. A file that was
 * half imported when the process died is finished by importing it again.
 */
export async function importPayouts(
  ports: Ports,
  shop: Shop,
  actor: string,
  railId: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<StatementImported | Unreadable> {
  const content = ports.readPayouts(bytes);
  if (!content.ok) return content;
  const foreign = await foreignLine(ports, shop, railId, content.payouts);
  if (foreign) return { ok: false, problems: [foreign] };
  const { payouts, format, waiting } = content;
  const { file, again } = await transact(ports, shop, async ({ tx, now, changes }) => {
    const row: RowOf<"statement_file"> = {
      file_id: ports.ids.uuid(now),
      kind: "payout",
      sha256: ports.hash(bytes),
      name,
      format,
      entries: payouts.length,
      fresh: 0,
      pending: waiting,
      imported_by: actor,
      imported_at: now,
    };
    const [mine] = await tx.insertNew("statement_file", [row]);
    const [twin] = mine ? [mine] : await tx.select("statement_file", { sha256: { eq: row.sha256 } });
    if (mine)
      await tx.insert("audit", [
        {
          audit_id: ports.ids.uuid(now),
          actor,
          act: "import-payouts",
          object_kind: "statement",
          object_id: row.file_id,
          details: { name, format, rail: railId, payouts: payouts.length },
          at: now,
        },
      ]);
    changes.push(everyStatement);
    return { file: twin ?? row, again: mine === undefined };
  });
  let fresh = file.fresh;
  for (const payout of payouts)
    if (await transact(ports, shop, (batch) => keepPayout(batch, railId, file.file_id, payout))) fresh += 1;
  return { ok: true, file: { ...file, fresh }, again };
}

/** A file of another account or rail: none of its payments is one of this rail's. Nothing of it may enter the books. */
async function foreignLine(
  ports: Ports,
  shop: Shop,
  railId: string,
  payouts: readonly Payout[],
): Promise<StatementProblem | undefined> {
  const lines = payouts
    .flatMap((one) => one.lines)
    .filter(({ kind, captureIds }) => kind === "charge" && captureIds.length > 0);
  if (lines.length === 0) return undefined;
  const ids = [...new Set(lines.flatMap(({ captureIds }) => captureIds))];
  return ports.store.tx(shop.businessId, async (tx) => {
    for (let from = 0; from < ids.length; from += atOnce) {
      const some = ids.slice(from, from + atOnce).map((capture_id) => ({ rail_id: railId, capture_id }));
      if ((await tx.find("capture", some)).length > 0) return undefined;
    }
    const [first] = lines;
    return { line: first?.line ?? 0, fault: "fields", given: first?.captureIds[0] ?? "" };
  });
}

async function keepPayout(batch: Batch, railId: string, fileId: string, payout: Payout): Promise<boolean> {
  const { tx, now } = batch;
  const { payoutRef, amount, arrivesOn, lines } = payout;
  const fees = lines.reduce((sum, { fee }) => sum + fee.minor, 0);
  const [fresh] = await tx.insertNew("payout", [
    {
      rail_id: railId,
      payout_ref: payoutRef,
      file_id: fileId,
      amount_minor: amount.minor,
      currency: amount.currency,
      fee_minor: fees,
      arrives_on: arrivesOn,
      state: "announced",
      created_at: now,
    },
  ]);
  if (!fresh) return false;
  await tx.updateIf("statement_file", { file_id: { eq: fileId } }, { fresh: { add: 1 } });
  const captures = await capturesOf(batch, railId, lines);
  await tx.insertNew(
    "payout_line",
    lines.map((line) => ({
      rail_id: railId,
      line_ref: line.lineRef,
      payout_ref: payoutRef,
      kind: line.kind,
      amount_minor: line.amount.minor,
      fee_minor: line.fee.minor,
      currency: line.amount.currency,
      capture_id: line.kind === "charge" ? (captures.get(line)?.capture_id ?? null) : null,
    })),
  );
  await postJournal(batch, payoutEntry(railId, payoutRef, amount), {});
  for (const line of lines) await bookLine(batch, railId, line, captures.get(line));
  batch.changes.push(everyStatement);
  return true;
}

async function capturesOf(
  { tx }: Batch,
  railId: string,
  lines: readonly PayoutLine[],
): Promise<ReadonlyMap<PayoutLine, RowOf<"capture">>> {
  const ids = [...new Set(lines.flatMap(({ captureIds }) => captureIds))];
  const rows = await tx.find(
    "capture",
    ids.map((capture_id) => ({ rail_id: railId, capture_id })),
  );
  const byId = new Map(rows.map((row) => [row.capture_id, row]));
  return new Map(
    lines.flatMap((line) => {
      const row = line.captureIds.map((id) => byId.get(id)).find((one) => one !== undefined);
      return row ? [[line, row] as const] : [];
    }),
  );
}

/**
 * What a line adds to the books: a fee the capture had not told yet, a fee without a capture, a correction. Charges,
 * refunds and disputes are there already, by the provider's own facts.
 */
async function bookLine(
  batch: Batch,
  railId: string,
  line: PayoutLine,
  capture: RowOf<"capture"> | undefined,
): Promise<void> {
  const { kind, amount, fee, lineRef } = line;
  if (kind === "charge" && capture) return learnCaptureFee(batch, line, capture);
  // A fee stands as what was taken: below zero before fees, or as the fee itself.
  const kept = kind === "fee" ? fee.minor - amount.minor : fee.minor;
  await postJournal(batch, payoutFeeEntry(railId, lineRef, money(kept, fee.currency)), {});
  if (kind === "other" || (kind === "charge" && !capture))
    await postJournal(batch, payoutOtherEntry(railId, lineRef, amount), {});
}

async function learnCaptureFee(batch: Batch, { fee }: PayoutLine, capture: RowOf<"capture">): Promise<void> {
  if (capture.fee_minor !== null) return;
  const known = await openCase(batch, capture.payment_id);
  if (!known) return;
  await learnFee(batch, known, {
    factId: "",
    reference: capture.payment_id,
    kind: "captured",
    captureId: capture.capture_id,
    amount: money(capture.amount_minor, currency(capture.currency)),
    fee,
    at: batch.now,
  });
}
