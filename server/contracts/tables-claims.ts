import type { Buyer } from "#domain/invoicing/buyer";
import type { DocumentKind } from "#domain/invoicing/chain";
import type { BuyerField } from "#domain/invoicing/profiles";
import type { ShapesOf } from "#contracts/table-shape";

/** What customers claim of the shop: papers, and at their banks their money. Rows by table. */
export type ClaimTables = {
  /** Receipts, invoices, credit notes: immutable, numbered without gaps per series, some of them in a chain. */
  document: {
    row: {
      document_id: string;
      kind: DocumentKind;
      series: string;
      number: number;
      order_id: string;
      payment_id: string;
      language: string;
      content: Record<string, unknown>;
      issued_at: number;
      /** What it is issued for, such as `invoice:<order>`: one paper for each. Null on receipts from before. */
      issue_key: string | null;
      refund_id: string | null;
      /** The paper it corrects. */
      of_document: string | null;
      /** SHA-256 as hex: of the paper before it in its series, and of this one after that. Chains alone have them. */
      previous_hash: string | null;
      hash: string | null;
    };
  };
  /** An order whose invoice was asked for, with whom it is to be made out to as far as she said. */
  invoice_request: {
    row: {
      order_id: string;
      person_id: string;
      buyer: Buyer;
      /** What she would rather not say. */
      left_out: BuyerField[];
      requested_by: string;
      created_at: number;
      changed_at: number;
    };
  };
  /** A dispute as the provider tells of it, and what was sent to the bank. */
  dispute: {
    row: {
      rail_id: string;
      dispute_id: string;
      payment_id: string;
      order_id: string;
      capture_id: string;
      amount_minor: number;
      currency: string;
      state: "opened" | "won" | "lost";
      /** The provider's word for it; null where it says none. */
      reason: string | null;
      /** Until when an answer is taken; null where none is. */
      due_by: number | null;
      /** `refused`: the provider did not take it, for `evidence_problem`. */
      evidence: "none" | "sending" | "sent" | "refused";
      evidence_problem: string | null;
      /** SHA-256 of the file that was sent. */
      evidence_hash: string | null;
      /** The file that was sent, as it was. */
      evidence_file: string | null;
      evidence_at: number | null;
      created_at: number;
      changed_at: number;
    };
  };
};

/** The same tables as data. */
export const claimShapes: ShapesOf<ClaimTables> = {
  document: {
    columns: {
      document_id: "uuid",
      kind: "text",
      series: "text",
      number: "int",
      order_id: "uuid",
      payment_id: "uuid",
      language: "text",
      content: "json",
      issued_at: "bigint",
      issue_key: "text?",
      refund_id: "uuid?",
      of_document: "uuid?",
      previous_hash: "text?",
      hash: "text?",
    },
    primary: ["document_id"],
    unique: [["series", "number"], ["issue_key"]],
    appendOnly: true,
  },
  invoice_request: {
    columns: {
      order_id: "uuid",
      person_id: "uuid",
      buyer: "json",
      left_out: "json",
      requested_by: "text",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["order_id"],
  },
  dispute: {
    columns: {
      rail_id: "text",
      dispute_id: "text",
      payment_id: "uuid",
      order_id: "uuid",
      capture_id: "text",
      amount_minor: "bigint",
      currency: "text",
      state: "text",
      reason: "text?",
      due_by: "bigint?",
      evidence: "text",
      evidence_problem: "text?",
      evidence_hash: "text?",
      evidence_file: "uuid?",
      evidence_at: "bigint?",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["rail_id", "dispute_id"],
    nonNegative: ["amount_minor"],
  },
};
