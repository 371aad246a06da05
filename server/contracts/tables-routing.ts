import type { RailVerdict } from "#domain/rail-choice";
import type { ShapesOf } from "#contracts/table-shape";

/** How payments find their rail. Rows by table; nullable columns are `| null`. */
export type RoutingTables = {
  /** Why a payment went to its rail: what was said of each rail of the shop when it was asked for. */
  rail_choice: {
    row: {
      payment_id: string;
      /** Who of the shop asked for it; null where the customer did. */
      asked_by: string | null;
      verdicts: RailVerdict[];
      at: number;
    };
  };
  /** How a rail's provider answered lately: tries that failed since the last that worked. */
  rail_health: {
    row: {
      rail_id: string;
      failures: number;
      failed_at: number;
      reason: string;
      changed_at: number;
    };
  };
};

/** The same tables as data. */
export const routingShapes: ShapesOf<RoutingTables> = {
  rail_choice: {
    columns: { payment_id: "uuid", asked_by: "text?", verdicts: "json", at: "bigint" },
    primary: ["payment_id"],
    appendOnly: true,
  },
  rail_health: {
    columns: { rail_id: "text", failures: "int", failed_at: "bigint", reason: "text", changed_at: "bigint" },
    primary: ["rail_id"],
    nonNegative: ["failures"],
  },
};
