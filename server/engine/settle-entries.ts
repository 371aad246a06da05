import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { bankInEntry, bankOutEntry } from "#domain/ledger-bank";
import { type EntryVerdict, judgeEntry } from "#domain/match-statement";
import { money } from "#domain/money";
import { type StatementLine, dayOf } from "#domain/statement";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { type Batch, addNotice } from "#engine/batch";
import { nearOf } from "#engine/near-entry";
import { openCase } from "#engine/payment-case";
import type { Ports } from "#engine/ports";
import { postJournal } from "#engine/post-journal";
import type { Shop } from "#engine/shops";
import { everyStatement, lineOf } from "#engine/statement-rows";
import { transact } from "#engine/transact";

type Entry = RowOf<"statement_entry">;

/** Movements judged in one go. */
const atOnce = 50;

/**
 * Judges movements that were imported and not judged yet, each in a transaction of its own together with what comes of
 * it: a crash leaves the rest for the next round, on whichever node. Returns how many were judged.
 */
export async function settleEntries(ports: Ports, shop: Shop): Promise<number> {
  const found = await ports.store.tx(shop.businessId, async (tx) => {
    const rows = await tx.select(
      "statement_entry",
      { state: { eq: "new" } },
      { orderBy: ["entry_key"], limit: atOnce },
    );
    return rows.length === 0 ? undefined : { rows, near: await nearOf(tx, shop, rows.map(lineOf)) };
  });
  if (!found) return 0;
  let odd = 0;
  for (const row of found.rows) {
    const verdict = judgeEntry(lineOf(row), found.near);
    const done = await transact(ports, shop, (batch) => settleOne(batch, row.entry_key, verdict));
    if (done === "odd") odd += 1;
    ports.metrics.count("statement_entry_total", { verdict: done });
  }
  if (odd > 0) await transact(ports, shop, async (batch) => tellOfOdd(batch, odd));
  return found.rows.length;
}

function tellOfOdd(batch: Batch, count: number): void {
  addNotice(batch, {
    about: "statement-odd",
    severity: "warning",
    text: "notice.statement-odd",
    values: { count },
  });
}

/** What a movement names, as far as anything is locked for it. */
async function lockNamed(batch: Batch, verdict: EntryVerdict): Promise<void> {
  if (verdict.verdict === "settles" || verdict.verdict === "backs") await openCase(batch, verdict.paymentId);
  if (verdict.verdict !== "refund") return;
  const [refund] = await batch.tx.find("refund", [{ refund_id: verdict.refundId }]);
  if (refund) await openCase(batch, refund.payment_id);
}

/** The locks are had: what was sure is judged again by what stands now. */
async function judgeAgain(batch: Batch, line: StatementLine, before: EntryVerdict): Promise<EntryVerdict> {
  const isSure = before.verdict !== "proposed" && before.verdict !== "odd";
  if (!isSure) return before;
  const now = judgeEntry(line, await nearOf(batch.tx, batch.shop, [line], "named"));
  const unfound = now.verdict === "odd" && (now.reason === "no-payment" || now.reason === "unknown-debit");
  return unfound ? judgeEntry(line, await nearOf(batch.tx, batch.shop, [line])) : now;
}

async function settleOne(
  batch: Batch,
  entryKey: string,
  before: EntryVerdict,
): Promise<EntryVerdict["verdict"] | "gone"> {
  const [row] = await batch.tx.select(
    "statement_entry",
    { entry_key: { eq: entryKey }, state: { eq: "new" } },
    { lock: true },
  );
  if (!row) return "gone";
  await lockNamed(batch, before);
  const verdict = await judgeAgain(batch, lineOf(row), before);
  await carryOut(batch, row, verdict, "till");
  return verdict.verdict;
}

/** Keeps what became of a movement. */
export async function keepEntry(batch: Batch, row: Entry, change: Partial<Entry>): Promise<void> {
  await batch.tx.update("statement_entry", [{ ...row, ...change, changed_at: batch.now }]);
  batch.changes.push(everyStatement);
}

/** Does what a verdict says, in the transaction that holds the movement's row. */
export async function carryOut(batch: Batch, row: Entry, verdict: EntryVerdict, by: string): Promise<void> {
  switch (verdict.verdict) {
    case "settles":
      return captureByStatement(batch, row, verdict.paymentId, by);
    case "backs":
      return backCapture(batch, row, verdict.paymentId, verdict.captureId, by);
    case "refund":
      return proveRefund(batch, row, verdict.refundId, by);
    case "payout": {
      const { railId, payoutRef } = verdict;
      await batch.tx.updateIf(
        "payout",
        { rail_id: { eq: railId }, payout_ref: { eq: payoutRef } },
        { state: "arrived" },
      );
      return keepEntry(batch, row, matched({ rail_id: railId, payout_ref: payoutRef, decided_by: by }));
    }
    case "proposed":
      return "paymentId" in verdict
        ? keepEntry(batch, row, { state: "proposed", reason: null, near: [verdict.paymentId] })
        : keepEntry(batch, row, { state: "proposed", reason: null, near: [verdict.refundId] });
    case "odd":
      return keepEntry(batch, row, { state: "odd", reason: verdict.reason, near: [...verdict.paymentIds] });
  }
}

const matched = (links: Partial<Entry>): Partial<Entry> => ({ state: "matched", reason: null, near: [], ...links });

const amountOf = (row: Entry) => money(row.amount_minor, currency(row.currency));
/** The day a bank booked it; never after now, whatever a bank dates ahead. */
const bookedAt = (batch: Batch, row: Entry) => instant(Math.min(dayOf(row.booked_on) ?? batch.now, batch.now));

/** The statement says that money came for a payment: a fact like a provider's, applied once, judged by the same rules. */
async function captureByStatement(batch: Batch, row: Entry, paymentId: string, by: string): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (!known) return keepEntry(batch, row, { state: "odd", reason: "no-payment", near: [] });
  const { payment, order } = known;
  const captureId = `statement:${row.entry_key}`;
  await keepEntry(
    batch,
    row,
    matched({ rail_id: payment.rail_id, payment_id: paymentId, capture_id: captureId, decided_by: by }),
  );
  await applyPaymentFacts(
    batch,
    payment.rail_id,
    [
      {
        factId: `${captureId}:captured`,
        reference: paymentId,
        kind: "captured",
        captureId,
        amount: amountOf(row),
        at: bookedAt(batch, row),
      },
    ],
    "statement",
  );
  // The bank has said it: there is nobody else to ask.
  await batch.tx.updateIf("payment", { payment_id: { eq: paymentId }, state: { eq: "captured" } }, { final: true });
  await postJournal(batch, bankInEntry(payment.rail_id, row.entry_key, amountOf(row)), {
    orderId: order.order_id,
    paymentId,
  });
}

/** The statement shows money a person had confirmed: linked, and nothing is counted twice. */
async function backCapture(batch: Batch, row: Entry, paymentId: string, captureId: string, by: string): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (!known) return keepEntry(batch, row, { state: "odd", reason: "no-payment", near: [] });
  const { rail_id, order_id } = known.payment;
  await keepEntry(batch, row, matched({ rail_id, payment_id: paymentId, capture_id: captureId, decided_by: by }));
  await batch.tx.updateIf("payment", { payment_id: { eq: paymentId } }, { by_lookup_at: batch.now, final: true });
  await postJournal(batch, bankInEntry(rail_id, row.entry_key, amountOf(row)), { orderId: order_id, paymentId });
  batch.changes.push({ resource: "payment", id: paymentId });
}

/** The statement shows that a refund left: done, if it was not so already. */
async function proveRefund(batch: Batch, row: Entry, refundId: string, by: string): Promise<void> {
  const [refund] = await batch.tx.find("refund", [{ refund_id: refundId }]);
  if (!refund) return keepEntry(batch, row, { state: "odd", reason: "unknown-debit", near: [] });
  const { rail_id, payment_id, order_id, capture_id } = refund;
  await keepEntry(batch, row, matched({ rail_id, payment_id, refund_id: refundId, decided_by: by }));
  const refundRef = refund.provider_ref ?? `statement:${row.entry_key}`;
  await applyPaymentFacts(
    batch,
    rail_id,
    [
      {
        factId: `statement:${row.entry_key}:refunded`,
        reference: payment_id,
        kind: "refund-changed",
        refundRef,
        refundId,
        captureId: capture_id,
        amount: amountOf(row),
        state: "done",
        at: bookedAt(batch, row),
      },
    ],
    "statement",
  );
  await postJournal(batch, bankOutEntry(rail_id, row.entry_key, amountOf(row)), {
    orderId: order_id,
    paymentId: payment_id,
  });
}

/** A payment its payer's bank took back: the books return it, as if it had been refunded at the bank's desk. */
export async function takeBack(
  batch: Batch,
  row: Entry,
  paymentId: string,
  by: string,
): Promise<"done" | "not-possible"> {
  const known = await openCase(batch, paymentId);
  if (!known) return "not-possible";
  const captures = await batch.tx.select("capture", {
    payment_id: { eq: paymentId },
    left_minor: { gte: row.amount_minor },
  });
  const [capture] = captures.filter(({ stage, currency: code }) => stage === "booked" && code === row.currency);
  if (!capture) return "not-possible";
  const { rail_id, order_id } = known.payment;
  const refundRef = `statement:${row.entry_key}`;
  await applyPaymentFacts(
    batch,
    rail_id,
    [
      {
        factId: `${refundRef}:refunded`,
        reference: paymentId,
        kind: "refund-changed",
        refundRef,
        captureId: capture.capture_id,
        amount: amountOf(row),
        state: "done",
        at: bookedAt(batch, row),
      },
    ],
    "statement",
  );
  await keepEntry(batch, row, matched({ rail_id, payment_id: paymentId, decided_by: by }));
  await postJournal(batch, bankOutEntry(rail_id, row.entry_key, amountOf(row)), { orderId: order_id, paymentId });
  return "done";
}
