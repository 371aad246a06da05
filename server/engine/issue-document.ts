import type { RowOf } from "#contracts/store";
import { yearOf } from "#domain/instant";
import { type ChainLink, type DocumentKind, chainText, isChained } from "#domain/invoicing/chain";
import { type InvoicingProfile, profileOf } from "#domain/invoicing/profiles";
import type { Batch } from "#engine/batch";
import { nextNumber } from "#engine/request-payment";

/** A paper before it has its number. */
export type Issue = Pick<RowOf<"document">, "kind" | "order_id" | "payment_id" | "language"> & {
  /** What it is issued for: there is one paper for each. */
  readonly issueKey: string;
  readonly refundId?: string;
  /** The paper it corrects. */
  readonly ofDocument?: string;
  /** The snapshot it is printed from, once its number and moment are known. */
  readonly contentOf: (number: string, issuedAt: number) => Record<string, unknown>;
};

const encoder = new TextEncoder();

/**
 * Issues a paper, once for what it is issued for: the number is taken in the transaction that writes the row, so a series
 * has no gaps, and the moment never lies before that of the number before, whatever a node's clock says. Invoices and
 * credit notes are linked: each holds the hash of the one before it.
 */
export async function issueDocument(batch: Batch, issue: Issue): Promise<RowOf<"document">> {
  const { tx, ports, now, shop } = batch;
  const { kind, issueKey, contentOf, refundId, ofDocument, ...about } = issue;
  // A receipt follows money that is counted once already: nothing is looked up on a paid order's way.
  const [known] = kind === "receipt" ? [] : await tx.select("document", { issue_key: { eq: issueKey } });
  if (known) return known;
  const series = `${kind}-${yearFor(batch, kind)}`;
  const number = await nextNumber(batch, series);
  const previous = isChained(kind) && number > 1 ? await linkBefore(batch, series, number) : undefined;
  const issued_at = Math.max(now, previous?.issued_at ?? 0);
  const link: ChainLink = {
    ...about,
    document_id: ports.ids.uuid(now),
    kind,
    series,
    number,
    refund_id: refundId ?? null,
    of_document: ofDocument ?? null,
    content: contentOf(printedNumber(profileOf(shop.country), series, number), issued_at),
    issued_at,
  };
  const previous_hash = previous?.hash ?? null;
  const document: RowOf<"document"> = {
    ...link,
    content: link.content as Record<string, unknown>,
    issue_key: issueKey,
    previous_hash,
    hash: isChained(kind) ? ports.hash(encoder.encode(chainText(previous_hash, link))) : null,
  };
  await tx.insert("document", [document]);
  return document;
}

/** Papers for the tax office count by the shop's own year; receipts, of which there were some before, by UTC's. */
const yearFor = ({ ports, now, shop }: Batch, kind: DocumentKind): string =>
  isChained(kind) ? ports.localDate(now, shop.timeZone).slice(0, 4) : String(yearOf(now));

/** The counter's row is locked until this transaction ends: the number before is on record. */
async function linkBefore({ tx }: Batch, series: string, number: number): Promise<RowOf<"document">> {
  const [before] = await tx.select("document", { series: { eq: series }, number: { eq: number - 1 } });
  if (!before) throw new Error(`the series ${series} has no number ${number - 1}`);
  return before;
}

/** The number people read: F2026-00042. */
export function printedNumber(profile: InvoicingProfile, series: string, number: number): string {
  const [, kind = "", year = ""] = /^(.+)-(\d+)$/.exec(series) ?? [];
  const prefixes: Readonly<Record<string, string>> = { receipt: "R", "refund-receipt": "RR", ...profile.prefixes };
  return `${prefixes[kind] ?? ""}${year}-${String(number).padStart(5, "0")}`;
}
