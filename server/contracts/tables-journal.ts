import type { ShapesOf } from "#contracts/table-shape";

/** What the money did. */
export type JournalTables = {
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
};

/** The same table as data. */
export const journalShapes: ShapesOf<JournalTables> = {
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
};
