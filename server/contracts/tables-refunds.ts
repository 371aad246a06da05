import type { RefundCause, RefundRefusal, RefundRequestState } from "#domain/refund-request";
import type { ShapesOf } from "#contracts/table-shape";

/** What customers ask back, until it is closed. Rows by table; ids are UUIDv7 made by us. */
export type RefundRequestTables = {
  /** A wish to have money back, and what became of it. The account number is encrypted; `account_shown` may be seen. */
  refund_request: {
    row: {
      request_id: string;
      order_id: string;
      thread_id: string;
      person_id: string;
      amount_minor: number;
      currency: string;
      /** `shop`: somebody of the shop asked for it, and a second person has to agree. */
      cause: RefundCause | "shop";
      words: string | null;
      /** Messages of the thread that hold her photos. */
      photos: string[];
      account: string | null;
      account_shown: string | null;
      state: RefundRequestState;
      desk: string | null;
      desk_phone: string | null;
      question: string | null;
      refusal: RefundRefusal | null;
      refusal_words: string | null;
      problem: string | null;
      /** `customer`, `merchant:<phone>`, or a user's id. */
      asked_by: string;
      approved_by: string | null;
      confirmed_by: string | null;
      /** The refunds it led to, the failed ones among them. */
      refund_ids: string[];
      created_at: number;
      decided_at: number | null;
      closed_at: number | null;
      changed_at: number;
    };
  };
};

/** The same tables as data. */
export const refundRequestShapes: ShapesOf<RefundRequestTables> = {
  refund_request: {
    columns: {
      request_id: "uuid",
      order_id: "uuid",
      thread_id: "uuid",
      person_id: "uuid",
      amount_minor: "bigint",
      currency: "text",
      cause: "text",
      words: "text?",
      photos: "json",
      account: "text?",
      account_shown: "text?",
      state: "text",
      desk: "text?",
      desk_phone: "text?",
      question: "text?",
      refusal: "text?",
      refusal_words: "text?",
      problem: "text?",
      asked_by: "text",
      approved_by: "text?",
      confirmed_by: "text?",
      refund_ids: "json",
      created_at: "bigint",
      decided_at: "bigint?",
      closed_at: "bigint?",
      changed_at: "bigint",
    },
    primary: ["request_id"],
    nonNegative: ["amount_minor"],
  },
};
