import type { PaymentFact } from "#domain/payment";
import type { ShapesOf } from "#contracts/table-shape";

/** What providers said of money. Rows by table; nullable columns are `| null`. */
export type FactTables = {
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
};

/** The same table as data. */
export const factShapes: ShapesOf<FactTables> = {
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
};
