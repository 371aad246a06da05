import type { OddReason } from "#domain/match-statement";
import type { StatementFormat } from "#domain/statement";
import type { ShapesOf } from "#contracts/table-shape";

/** What the shop's bank and its providers say of money that moved. Rows by table; ids are UUIDv7 made by us. */
export type StatementTables = {
  /** A file of a bank or a provider that was imported, once. */
  statement_file: {
    row: {
      file_id: string;
      kind: "statement" | "payout";
      sha256: string;
      name: string;
      format: string;
      /** Movements in it, and how many of them no earlier file had told. */
      entries: number;
      fresh: number;
      pending: number;
      imported_by: string;
      imported_at: number;
    };
  };
  /** A booked movement on the shop's account. Each is used once. */
  statement_entry: {
    row: {
      entry_key: string;
      file_id: string;
      line: number;
      format: StatementFormat;
      bank_ref: string | null;
      account: string;
      booked_on: string;
      side: "credit" | "debit";
      reversal: boolean;
      amount_minor: number;
      currency: string;
      name: string | null;
      iban: string | null;
      told_refs: string[];
      told_text: string;
      /**
       * - new: not judged yet
       * - matched: used for the payment, refund or payout it names
       * - proposed: one payment or refund fits; a person says yes
       * - odd: a person decides; `reason` says why
       * - booked: a person booked it as other income or expense
       * - set-aside: a person said that it is told twice
       */
      state: "new" | "matched" | "proposed" | "odd" | "booked" | "set-aside";
      reason: OddReason | null;
      rail_id: string | null;
      payment_id: string | null;
      capture_id: string | null;
      refund_id: string | null;
      payout_ref: string | null;
      /** Payments that may be meant. */
      near: string[];
      note: string | null;
      /** Who decided: a person's id, or `till`. */
      decided_by: string | null;
      imported_at: number;
      changed_at: number;
    };
  };
  /** Money a provider sends to the shop's bank, less what it kept. Below zero it takes money. */
  payout: {
    row: {
      rail_id: string;
      payout_ref: string;
      file_id: string;
      amount_minor: number;
      currency: string;
      fee_minor: number;
      arrives_on: string;
      /** announced by the provider, arrived by a statement. */
      state: "announced" | "arrived";
      created_at: number;
    };
  };
  /** What a payout is made of, line by line. */
  payout_line: {
    row: {
      rail_id: string;
      line_ref: string;
      payout_ref: string;
      kind: "charge" | "refund" | "fee" | "dispute" | "other";
      amount_minor: number;
      fee_minor: number;
      currency: string;
      capture_id: string | null;
    };
  };
  /** The comparison of a night: every payment looked up again. */
  reconciliation_run: {
    row: {
      /** The shop's own day: `2026-11-24`. */
      day: string;
      started_at: number;
      finished_at: number | null;
      /** Payments up to this id were looked up. */
      place: string;
      looked: number;
      recovered: number;
      unanswered: number;
      odd: number;
    };
  };
};

/** The same tables as data. */
export const statementShapes: ShapesOf<StatementTables> = {
  statement_file: {
    columns: {
      file_id: "uuid",
      kind: "text",
      sha256: "text",
      name: "text",
      format: "text",
      entries: "int",
      fresh: "int",
      pending: "int",
      imported_by: "text",
      imported_at: "bigint",
    },
    primary: ["file_id"],
    unique: [["sha256"]],
  },
  statement_entry: {
    columns: {
      entry_key: "text",
      file_id: "uuid",
      line: "int",
      format: "text",
      bank_ref: "text?",
      account: "text",
      booked_on: "text",
      side: "text",
      reversal: "bool",
      amount_minor: "bigint",
      currency: "text",
      name: "text?",
      iban: "text?",
      told_refs: "json",
      told_text: "text",
      state: "text",
      reason: "text?",
      rail_id: "text?",
      payment_id: "uuid?",
      capture_id: "text?",
      refund_id: "uuid?",
      payout_ref: "text?",
      near: "json",
      note: "text?",
      decided_by: "text?",
      imported_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["entry_key"],
    // A capture, a refund and a payout are each shown by one movement.
    unique: [["rail_id", "capture_id"], ["refund_id"], ["rail_id", "payout_ref"]],
    nonNegative: ["amount_minor"],
  },
  payout: {
    columns: {
      rail_id: "text",
      payout_ref: "text",
      file_id: "uuid",
      amount_minor: "bigint",
      currency: "text",
      fee_minor: "bigint",
      arrives_on: "text",
      state: "text",
      created_at: "bigint",
    },
    primary: ["rail_id", "payout_ref"],
  },
  payout_line: {
    columns: {
      rail_id: "text",
      line_ref: "text",
      payout_ref: "text",
      kind: "text",
      amount_minor: "bigint",
      fee_minor: "bigint",
      currency: "text",
      capture_id: "text?",
    },
    primary: ["rail_id", "line_ref"],
  },
  reconciliation_run: {
    columns: {
      day: "text",
      started_at: "bigint",
      finished_at: "bigint?",
      place: "text",
      looked: "int",
      recovered: "int",
      unanswered: "int",
      odd: "int",
    },
    primary: ["day"],
  },
};
