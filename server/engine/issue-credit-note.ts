import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { creditShares, lessShares, sumsOf } from "#domain/invoicing/document-sums";
import { spokenLanguage } from "#domain/language";
import type { JournalLine } from "#domain/ledger";
import { money } from "#domain/money";
import type { VatShare } from "#domain/vat";
import type { Batch, ThreadDraft } from "#engine/batch";
import { issueDocument } from "#engine/issue-document";
import { aboutOrder, numberOfPaper, profileOfShop, sharesOf, sumsContent } from "#engine/paper-content";
import { movements } from "#engine/post-journal";

/** A refund that is done, with what the journal took back for it. */
export type RefundDone = { readonly refund: RowOf<"refund">; readonly lines: readonly JournalLine[] };

/**
 * The paper of a refund that is done: a credit note where the order was invoiced, else a receipt of the refund. Issued
 * once for each refund.
 */
export async function issueRefundPaper(
  batch: Batch,
  thread: ThreadDraft,
  order: RowOf<"order">,
  done: RefundDone,
): Promise<RowOf<"document">> {
  const [invoice] = await batch.tx.select("document", { issue_key: { eq: `invoice:${order.order_id}` } });
  const [capture] = await batch.tx.find("capture", [
    { rail_id: done.refund.rail_id, capture_id: done.refund.capture_id },
  ]);
  // Money that settled nothing was never invoiced.
  return invoice && capture?.verdict === "settles"
    ? issueCreditNote(batch, order, invoice, done)
    : issueRefundReceipt(batch, thread, order, done.refund);
}

/** Credits what went back of an order before it was invoiced. */
export async function creditDoneRefunds(
  batch: Batch,
  order: RowOf<"order">,
  invoice: RowOf<"document">,
): Promise<void> {
  const { tx } = batch;
  const captures = await tx.select("capture", { order_id: { eq: order.order_id }, verdict: { eq: "settles" } });
  const settled = new Set(captures.map(({ capture_id }) => capture_id));
  const refunds = await tx.select(
    "refund",
    { order_id: { eq: order.order_id }, state: { eq: "done" } },
    { orderBy: ["changed_at", "refund_id"] },
  );
  for (const refund of refunds) {
    if (!settled.has(refund.capture_id)) continue;
    const lines = await movements(batch, { entry_key: { eq: `refund:${refund.rail_id}:${refund.refund_id}` } });
    await issueCreditNote(batch, order, invoice, { refund, lines });
  }
}

async function issueCreditNote(
  batch: Batch,
  order: RowOf<"order">,
  invoice: RowOf<"document">,
  { refund, lines }: RefundDone,
): Promise<RowOf<"document">> {
  const shares = creditShares(await leftOf(batch, invoice), lines);
  return issueCorrection(batch, order, invoice, {
    kind: "credit-note",
    issueKey: `credit-note:${refund.refund_id}`,
    refundId: refund.refund_id,
    paymentId: refund.payment_id,
    shares,
  });
}

/** The money an invoiced order was promised will never come, and the books took the sale back: so does a credit note. */
export async function creditLoss(
  batch: Batch,
  order: RowOf<"order">,
  capture: RowOf<"capture">,
  lines: readonly JournalLine[],
): Promise<void> {
  const [invoice] = await batch.tx.select("document", { issue_key: { eq: `invoice:${order.order_id}` } });
  if (!invoice || capture.verdict !== "settles") return;
  await issueCorrection(batch, order, invoice, {
    kind: "credit-note",
    issueKey: `credit-note:lost:${capture.rail_id}:${capture.capture_id}`,
    paymentId: capture.payment_id,
    shares: creditShares(await leftOf(batch, invoice), lines),
  });
}

/**
 * The bank sent back a refund that had been credited: what was taken off the invoice is owed again, and an invoice says
 * so, since no paper is ever taken back. Nothing where there was no credit note.
 */
export async function restoreCredit(
  batch: Batch,
  order: RowOf<"order">,
  refund: RowOf<"refund">,
): Promise<RowOf<"document"> | undefined> {
  const [note] = await batch.tx.select("document", { issue_key: { eq: `credit-note:${refund.refund_id}` } });
  if (!note) return undefined;
  return issueCorrection(batch, order, note, {
    kind: "invoice",
    issueKey: `restored:${refund.refund_id}`,
    refundId: refund.refund_id,
    paymentId: refund.payment_id,
    shares: sharesOf(note),
  });
}

/** What is left of an invoice on each rate after the papers that correct it. */
async function leftOf(batch: Batch, invoice: RowOf<"document">): Promise<readonly VatShare[]> {
  const papers = await batch.tx.select("document", { order_id: { eq: invoice.order_id } });
  const credited = papers.filter(({ kind }) => kind === "credit-note").flatMap(sharesOf);
  const restored = papers.filter(({ kind, of_document }) => kind === "invoice" && of_document !== null);
  const opposite = restored.flatMap(sharesOf).map(({ rate, gross, net, vat }) => ({
    rate,
    gross: money(-gross.minor, gross.currency),
    net: money(-net.minor, net.currency),
    vat: money(-vat.minor, vat.currency),
  }));
  return lessShares(sharesOf(invoice), [...credited, ...opposite]);
}

/** A paper that corrects another: same seller and buyer as that one had, one line for each rate. */
async function issueCorrection(
  batch: Batch,
  order: RowOf<"order">,
  corrected: RowOf<"document">,
  by: {
    readonly kind: "credit-note" | "invoice";
    readonly issueKey: string;
    readonly refundId?: string;
    readonly paymentId: string;
    readonly shares: readonly VatShare[];
  },
): Promise<RowOf<"document">> {
  const { kind, issueKey, refundId, paymentId, shares } = by;
  const sums = sumsOf(shares, currency(order.currency));
  const [payment] = await batch.tx.find("payment", [{ payment_id: paymentId }]);
  if (!payment) throw new Error(`the payment ${paymentId} is missing`);
  const language = spokenLanguage(corrected.language, batch.shop.languages);
  const { seller, buyer, simplified } = corrected.content;
  const profile = profileOfShop(batch);
  const { codes } = simplified === true ? profile.simplified : profile.full;
  return issueDocument(batch, {
    kind,
    issueKey,
    order_id: order.order_id,
    payment_id: paymentId,
    language,
    ...(refundId === undefined ? {} : { refundId }),
    ofDocument: corrected.document_id,
    contentOf: (number, issuedAt) => ({
      ...aboutOrder(batch, order, payment, language),
      kind,
      number,
      issuedAt,
      simplified,
      code: (kind === "invoice" ? codes?.invoice : codes?.creditNote) ?? null,
      seller,
      buyer,
      corrects: { number: numberOfPaper(corrected), issuedAt: corrected.issued_at },
      lines: [],
      ...sumsContent(sums),
    }),
  });
}

function issueRefundReceipt(
  batch: Batch,
  thread: ThreadDraft,
  order: RowOf<"order">,
  refund: RowOf<"refund">,
): Promise<RowOf<"document">> {
  const language = spokenLanguage(thread.language, batch.shop.languages);
  const { shop } = batch;
  return issueDocument(batch, {
    kind: "refund-receipt",
    issueKey: `refund-receipt:${refund.refund_id}`,
    order_id: order.order_id,
    payment_id: refund.payment_id,
    refundId: refund.refund_id,
    language,
    contentOf: (number, issuedAt) => ({
      language,
      kind: "refund-receipt",
      number,
      issuedAt,
      timeZone: shop.timeZone,
      orderNumber: order.number,
      shop: { name: shop.name, legal: shop.legal },
      total: { minor: refund.amount_minor, currency: refund.currency },
      paidWith: {
        rail: shop.rails.find(({ id }) => id === refund.rail_id)?.name ?? refund.rail_id,
        reference: refund.refund_id,
      },
    }),
  });
}
