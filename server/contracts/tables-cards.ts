import type { CardConsent } from "#domain/kept-card";
import type { ShapesOf } from "#contracts/table-shape";

/** Cards kept at providers. Rows by table; ids are UUIDv7 made by us. */
export type CardTables = {
  /** Cards kept at providers, with what their owner agreed to. The alias is encrypted; its hash finds it again. */
  kept_card: {
    row: {
      card_id: string;
      person_id: string;
      rail_id: string;
      alias: string;
      alias_hash: string;
      brand: string;
      last_four: string;
      expires_year: number;
      expires_month: number;
      consent: CardConsent;
      state: "live" | "revoked" | "dead";
      created_at: number;
      changed_at: number;
    };
  };
};

/** The same tables as data. */
export const cardShapes: ShapesOf<CardTables> = {
  kept_card: {
    columns: {
      card_id: "uuid",
      person_id: "uuid",
      rail_id: "text",
      alias: "text",
      alias_hash: "text",
      brand: "text",
      last_four: "text",
      expires_year: "int",
      expires_month: "int",
      consent: "json",
      state: "text",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["card_id"],
    unique: [["rail_id", "alias_hash"]],
  },
};
