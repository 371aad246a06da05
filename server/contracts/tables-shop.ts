import type { LocalText } from "#domain/language";
import type { ProductOption } from "#domain/product";
import type { VatClass } from "#domain/vat";
import type { ShapesOf } from "#contracts/table-shape";

/** The shop: who sells what, through which channels and rails. Rows by table; nullable columns are `| null`; ids are UUIDv7 made by us unless said otherwise. */
export type ShopTables = {
  /** The shop's profile. One row per business. */
  profile: {
    row: {
      slug: string;
      name: string;
      country: string;
      currency: string;
      languages: string[];
      time_zone: string;
      settings: Record<string, unknown>;
      changed_at: number;
    };
  };
  channel_account: {
    row: {
      channel_id: string;
      kind: string;
      name: string;
      settings: Record<string, string>;
      state: "on" | "paused" | "archived";
      paused_until: number | null;
      pause_reason: string | null;
      changed_at: number;
    };
  };
  rail: {
    row: {
      rail_id: string;
      kind: string;
      name: string;
      settings: Record<string, string>;
      state: "on" | "archived";
      position: number;
      changed_at: number;
    };
  };
  product: {
    row: {
      sku: string;
      name: LocalText;
      description: LocalText;
      price_minor: number;
      currency: string;
      vat_class: VatClass;
      stock: number | null;
      options: ProductOption[];
      image: string | null;
      archived: boolean;
      position: number;
      changed_at: number;
    };
  };
  answer: {
    row: {
      answer_id: string;
      keywords: string[];
      body: LocalText;
      position: number;
      archived: boolean;
      changed_at: number;
    };
  };
  counter: { row: { name: string; value: number } };
  audit: {
    row: {
      audit_id: string;
      actor: string;
      act: string;
      object_kind: string;
      object_id: string;
      details: Record<string, unknown>;
      at: number;
    };
  };
};

/** The same tables as data. */
export const shopShapes: ShapesOf<ShopTables> = {
  profile: {
    columns: {
      slug: "text",
      name: "text",
      country: "text",
      currency: "text",
      languages: "json",
      time_zone: "text",
      settings: "json",
      changed_at: "bigint",
    },
    primary: ["slug"],
  },
  channel_account: {
    columns: {
      channel_id: "text",
      kind: "text",
      name: "text",
      settings: "json",
      state: "text",
      paused_until: "bigint?",
      pause_reason: "text?",
      changed_at: "bigint",
    },
    primary: ["channel_id"],
  },
  rail: {
    columns: {
      rail_id: "text",
      kind: "text",
      name: "text",
      settings: "json",
      state: "text",
      position: "int",
      changed_at: "bigint",
    },
    primary: ["rail_id"],
  },
  product: {
    columns: {
      sku: "text",
      name: "json",
      description: "json",
      price_minor: "bigint",
      currency: "text",
      vat_class: "text",
      stock: "int?",
      options: "json",
      image: "text?",
      archived: "bool",
      position: "int",
      changed_at: "bigint",
    },
    primary: ["sku"],
    nonNegative: ["stock", "price_minor"],
  },
  answer: {
    columns: {
      answer_id: "text",
      keywords: "json",
      body: "json",
      position: "int",
      archived: "bool",
      changed_at: "bigint",
    },
    primary: ["answer_id"],
  },
  counter: { columns: { name: "text", value: "bigint" }, primary: ["name"] },
  audit: {
    columns: {
      audit_id: "uuid",
      actor: "text",
      act: "text",
      object_kind: "text",
      object_id: "text",
      details: "json",
      at: "bigint",
    },
    primary: ["audit_id"],
    appendOnly: true,
  },
};
