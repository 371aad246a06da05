import { canonicalJson } from "#domain/canonical-json";

/** Documents of the books. Invoices and credit notes are numbered in chains. */
export type DocumentKind = "receipt" | "invoice" | "credit-note" | "refund-receipt";

/** Kinds whose series are chains: each row holds the hash of the one before it. */
export const isChained = (kind: DocumentKind): kind is "invoice" | "credit-note" =>
  kind === "invoice" || kind === "credit-note";

/** What a link of a chain is made of. */
export type ChainLink = {
  readonly document_id: string;
  readonly kind: DocumentKind;
  readonly series: string;
  readonly number: number;
  readonly order_id: string;
  readonly payment_id: string;
  readonly refund_id: string | null;
  readonly of_document: string | null;
  readonly language: string;
  readonly content: unknown;
  readonly issued_at: number;
};

/**
 * What is hashed of a document: the hash before it (nothing for the first of its series), then its own row in canonical
 * JSON. Whoever changes, drops or inserts one breaks every hash after it.
 */
export const chainText = (previous: string | null, link: ChainLink): string =>
  `${previous ?? ""}\n${canonicalJson({
    document_id: link.document_id,
    kind: link.kind,
    series: link.series,
    number: link.number,
    order_id: link.order_id,
    payment_id: link.payment_id,
    refund_id: link.refund_id,
    of_document: link.of_document,
    language: link.language,
    content: link.content,
    issued_at: link.issued_at,
  })}`;
