import type { ChatPayment } from "#domain/native-pay";
import type { OrderLine, OrderState, OrderTerms } from "#domain/order";
import type { CaptureVerdict, PaymentFact, PaymentState } from "#domain/payment";
import type { PaymentShows } from "#domain/payment-shows";
import type { RefundReason, RefundState } from "#domain/refund";
import type { ShapesOf } from "#contracts/table-shape";

/** Orders and money. Rows by table; nullable columns are `| null`; ids are UUIDv7 made by us unless said otherwise. */
export type MoneyTables = {
  order: {
    row: {
      order_id: string;
      number: number | null;
      thread_id: string;
      person_id: string;
      state: OrderState;
      revision: number;
      currency: string;
      country: string;
      lines: OrderLine[];
      total_minor: number;
      address: string | null;
      note: string | null;
      tracking: { carrier?: string; number?: string; url?: string } | null;
      cancel_reason: RefundReason | null;
      /** What a merchant asked for; null for a cart a customer filled. */
      terms: OrderTerms | null;
      paid_minor: number;
      refunded_minor: number;
      created_at: number;
      placed_at: number | null;
      paid_at: number | null;
      changed_at: number;
    };
  };
  /** A payable link for one revision of an order. */
  payment: {
    row: {
      payment_id: string;
      order_id: string;
      thread_id: string;
      rail_id: string;
      /** The kept card that is charged; null for a link. */
      card_id: string | null;
      revision: number;
      amount_minor: number;
      currency: string;
      state: PaymentState;
      provider_ref: string | null;
      url: string | null;
      /** Whether it is shown in the chat with its order; null where nobody looked for that. */
      chat: ChatPayment | null;
      /** What is paid by where the rail has no page, as it was first given. */
      shows: PaymentShows | null;
      expires_at: number;
      settled_at: number | null;
      final: boolean;
      look_at: number;
      looks: number;
      by_webhook_at: number | null;
      by_lookup_at: number | null;
      /** When the merchant confirmed the money by hand, and which of her people did (`merchant:<phone>` in a chat). */
      by_hand_at: number | null;
      by_hand_of: string | null;
      /** When the customer first said that she has paid: the merchant is told once. */
      said_paid_at: number | null;
      created_at: number;
      changed_at: number;
    };
  };
  /** Facts as learnt, once each. */
  payment_fact: {
    row: {
      rail_id: string;
      fact_id: string;
      payment_id: string | null;
      kind: PaymentFact["kind"];
      fact: PaymentFact;
      via: "webhook" | "look-up" | "call" | "statement" | "by-hand";
      at: number;
      seen_at: number;
    };
  };
  /** Money that came. `reserved_minor` is what refunds hold or took; it never passes `amount_minor`. */
  capture: {
    row: {
      rail_id: string;
      capture_id: string;
      payment_id: string;
      order_id: string;
      amount_minor: number;
      currency: string;
      verdict: CaptureVerdict;
      /** promised by the bank, booked at the provider, or lost: promised and never booked. */
      stage: "promised" | "booked" | "lost";
      left_minor: number;
      fee_minor: number | null;
      disputed: boolean;
      at: number;
    };
  };
  refund: {
    row: {
      refund_id: string;
      rail_id: string;
      capture_id: string;
      payment_id: string;
      order_id: string;
      thread_id: string;
      amount_minor: number;
      currency: string;
      reason: RefundReason;
      state: RefundState;
      provider_ref: string | null;
      problem: string | null;
      requested_by: string;
      look_at: number;
      looks: number;
      created_at: number;
      changed_at: number;
    };
  };
  /** The double-entry journal: each line moves an amount from `credit` to `debit`, so every entry sums to zero. */
  journal: {
    row: {
      entry_key: string;
      line: number;
      kind: string;
      debit: string;
      credit: string;
      amount_minor: number;
      currency: string;
      order_id: string | null;
      payment_id: string | null;
      at: number;
    };
  };
  /** Receipts: immutable, numbered without gaps per series. */
  document: {
    row: {
      document_id: string;
      kind: "receipt";
      series: string;
      number: number;
      order_id: string;
      payment_id: string;
      language: string;
      content: Record<string, unknown>;
      issued_at: number;
    };
  };
};

/** The same tables as data. */
export const moneyShapes: ShapesOf<MoneyTables> = {
  order: {
    columns: {
      order_id: "uuid",
      number: "int?",
      thread_id: "uuid",
      person_id: "uuid",
      state: "text",
      revision: "int",
      currency: "text",
      country: "text",
      lines: "json",
      total_minor: "bigint",
      address: "text?",
      note: "text?",
      tracking: "json?",
      cancel_reason: "text?",
      terms: "json?",
      paid_minor: "bigint",
      refunded_minor: "bigint",
      created_at: "bigint",
      placed_at: "bigint?",
      paid_at: "bigint?",
      changed_at: "bigint",
    },
    primary: ["order_id"],
    unique: [["number"]],
    nonNegative: ["total_minor", "paid_minor", "refunded_minor"],
  },
  payment: {
    columns: {
      payment_id: "uuid",
      order_id: "uuid",
      thread_id: "uuid",
      rail_id: "text",
      card_id: "uuid?",
      revision: "int",
      amount_minor: "bigint",
      currency: "text",
      state: "text",
      provider_ref: "text?",
      url: "text?",
      chat: "json?",
      shows: "json?",
      expires_at: "bigint",
      settled_at: "bigint?",
      final: "bool",
      look_at: "bigint",
      looks: "int",
      by_webhook_at: "bigint?",
      by_lookup_at: "bigint?",
      by_hand_at: "bigint?",
      by_hand_of: "text?",
      said_paid_at: "bigint?",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["payment_id"],
    unique: [["order_id", "revision", "rail_id"]],
    nonNegative: ["amount_minor"],
  },
  payment_fact: {
    columns: {
      rail_id: "text",
      fact_id: "text",
      payment_id: "uuid?",
      kind: "text",
      fact: "json",
      via: "text",
      at: "bigint",
      seen_at: "bigint",
    },
    primary: ["rail_id", "fact_id"],
  },
  capture: {
    columns: {
      rail_id: "text",
      capture_id: "text",
      payment_id: "uuid",
      order_id: "uuid",
      amount_minor: "bigint",
      currency: "text",
      verdict: "text",
      stage: "text",
      left_minor: "bigint",
      fee_minor: "bigint?",
      disputed: "bool",
      at: "bigint",
    },
    primary: ["rail_id", "capture_id"],
    nonNegative: ["amount_minor", "left_minor"],
  },
  refund: {
    columns: {
      refund_id: "uuid",
      rail_id: "text",
      capture_id: "text",
      payment_id: "uuid",
      order_id: "uuid",
      thread_id: "uuid",
      amount_minor: "bigint",
      currency: "text",
      reason: "text",
      state: "text",
      provider_ref: "text?",
      problem: "text?",
      requested_by: "text",
      look_at: "bigint",
      looks: "int",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["refund_id"],
    nonNegative: ["amount_minor"],
  },
  journal: {
    columns: {
      entry_key: "text",
      line: "int",
      kind: "text",
      debit: "text",
      credit: "text",
      amount_minor: "bigint",
      currency: "text",
      order_id: "uuid?",
      payment_id: "uuid?",
      at: "bigint",
    },
    primary: ["entry_key", "line"],
    nonNegative: ["amount_minor"],
    appendOnly: true,
  },
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
    },
    primary: ["document_id"],
    unique: [["series", "number"]],
    appendOnly: true,
  },
};
