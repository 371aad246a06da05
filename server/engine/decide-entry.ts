import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { otherEntry } from "#domain/ledger-bank";
import { money } from "#domain/money";
import type { Batch } from "#engine/batch";
import type { Refused } from "#engine/operate";
import type { Ports } from "#engine/ports";
import { postJournal } from "#engine/post-journal";
import { carryOut, keepEntry, settleEntries, takeBack } from "#engine/settle-entries";
import type { Shop } from "#engine/shops";
import { transact } from "#engine/transact";

type Entry = RowOf<"statement_entry">;

/**
 * What a person makes of a movement that was not sure:
 * - match: it is the money of this payment, which must be just as much
 * - match-refund: it is this refund, which left
 * - return: it is this payment's, of another amount or once too often; the whole goes back to the payer
 * - take-back: the payer's bank took this payment back
 * - book: it has nothing to do with orders; other income or expense, with a note
 * - set-aside: an earlier movement told of the same money
 * - again: judge it anew by what is on record now
 */
export type EntryAct =
  | { readonly act: "match" | "return" | "take-back"; readonly paymentId: string }
  | { readonly act: "match-refund"; readonly refundId: string }
  | { readonly act: "book" | "set-aside"; readonly note: string }
  | { readonly act: "again" };

/** Carries out what a person decided, once, with its line in the audit trail. `stale`: somebody decided meanwhile. */
export async function decideEntry(
  ports: Ports,
  shop: Shop,
  actor: string,
  entryKey: string,
  act: EntryAct,
): Promise<Refused | undefined> {
  const refused = await transact(ports, shop, async (batch) => {
    const [row] = await batch.tx.find("statement_entry", [{ entry_key: entryKey }], { lock: true });
    if (!row) return { refused: "not-found" } as const;
    if (row.state !== "odd" && row.state !== "proposed") return { refused: "stale" } as const;
    const done = await perform(batch, row, act, actor);
    if (done) return done;
    await batch.tx.insert("audit", [
      {
        audit_id: ports.ids.uuid(batch.now),
        actor,
        act: `statement-${act.act}`,
        object_kind: "statement-entry",
        object_id: entryKey,
        details: { ...act, minor: row.amount_minor, currency: row.currency, side: row.side },
        at: batch.now,
      },
    ]);
    return undefined;
  });
  if (!refused && act.act === "again") await settleEntries(ports, shop);
  return refused;
}

async function perform(batch: Batch, row: Entry, act: EntryAct, actor: string): Promise<Refused | undefined> {
  switch (act.act) {
    case "match":
    case "return":
      return claim(batch, row, act.paymentId, act.act, actor);
    case "take-back": {
      if (row.side !== "debit") return { refused: "not-possible" };
      const done = await takeBack(batch, row, act.paymentId, actor);
      return done === "done" ? undefined : { refused: "not-possible" };
    }
    case "match-refund": {
      const [refund] = await batch.tx.find("refund", [{ refund_id: act.refundId }]);
      const [shown] = await batch.tx.select("statement_entry", { refund_id: { eq: act.refundId } });
      const fits = refund && refund.amount_minor === row.amount_minor && refund.currency === row.currency;
      if (!fits || shown || row.side !== "debit" || refund.state === "failed") return { refused: "not-possible" };
      await carryOut(batch, row, { verdict: "refund", refundId: act.refundId }, actor);
      return undefined;
    }
    case "book": {
      const amount = money(row.amount_minor, currency(row.currency));
      await keepEntry(batch, row, { state: "booked", near: [], note: act.note, decided_by: actor });
      await postJournal(batch, otherEntry(row.entry_key, row.side, amount), {});
      return undefined;
    }
    case "set-aside":
      await keepEntry(batch, row, { state: "set-aside", near: [], note: act.note, decided_by: actor });
      return undefined;
    case "again":
      await keepEntry(batch, row, { state: "new", reason: null, near: [] });
      return undefined;
  }
}

/** Takes a credit for a payment: it proves what was confirmed by hand, or is money that came, judged like any other. */
async function claim(
  batch: Batch,
  row: Entry,
  paymentId: string,
  act: "match" | "return",
  actor: string,
): Promise<Refused | undefined> {
  const [payment] = await batch.tx.find("payment", [{ payment_id: paymentId }]);
  if (!payment || row.side !== "credit" || row.reversal) return { refused: "not-possible" };
  const isWhole = payment.amount_minor === row.amount_minor && payment.currency === row.currency;
  const unbacked = act === "match" ? await unbackedCapture(batch, row, payment) : undefined;
  if (unbacked) {
    await carryOut(batch, row, { verdict: "backs", paymentId, captureId: unbacked.capture_id }, actor);
    return undefined;
  }
  // Money of another amount settles nothing: it can only go back.
  if (act === "match" && (!isWhole || payment.state === "captured")) return { refused: "not-possible" };
  if (act === "return" && isWhole && payment.state !== "captured") return { refused: "not-possible" };
  await carryOut(batch, row, { verdict: "settles", paymentId }, actor);
  return undefined;
}

/** The capture of a payment that no statement has shown, of just this sum. */
async function unbackedCapture(
  batch: Batch,
  row: Entry,
  payment: RowOf<"payment">,
): Promise<RowOf<"capture"> | undefined> {
  const { payment_id } = payment;
  const captures = await batch.tx.select("capture", {
    payment_id: { eq: payment_id },
    amount_minor: { eq: row.amount_minor },
    currency: { eq: row.currency },
    stage: { eq: "booked" },
  });
  const entries = await batch.tx.select("statement_entry", { payment_id: { eq: payment_id } });
  const shown = new Set(entries.map(({ capture_id }) => capture_id));
  return captures.find(({ capture_id }) => !shown.has(capture_id));
}
