import type { CardConsent } from "#domain/kept-card";
import type { RegistrationState } from "#domain/registration";
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
  /** A page where somebody may leave a card without paying; its id is the provider's reference. Never an order. */
  registration: {
    row: {
      registration_id: string;
      /** Whose card it is to be, and her thread. */
      person_id: string;
      thread_id: string;
      rail_id: string;
      state: RegistrationState;
      /** The person while it is requested or open, else null: so there is one such page for each person. */
      open_for: string | null;
      /** Who asked: her thread is told what becomes of it. */
      asked_by: { readonly threadId: string; readonly name: string; readonly phone: string };
      /** The line she confirmed: one registration, however often it arrives. */
      command_id: string;
      send_to: "customer" | "merchant";
      email: string;
      currency: string;
      provider_ref: string | null;
      url: string | null;
      expires_at: number;
      /** What she agrees to by leaving a card, in her language. */
      consent_text: string;
      card_id: string | null;
      final: boolean;
      look_at: number;
      looks: number;
      by_webhook_at: number | null;
      by_lookup_at: number | null;
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
  registration: {
    columns: {
      registration_id: "uuid",
      person_id: "uuid",
      thread_id: "uuid",
      rail_id: "text",
      state: "text",
      open_for: "uuid?",
      asked_by: "json",
      command_id: "text",
      send_to: "text",
      email: "text",
      currency: "text",
      provider_ref: "text?",
      url: "text?",
      expires_at: "bigint",
      consent_text: "text",
      card_id: "uuid?",
      final: "bool",
      look_at: "bigint",
      looks: "int",
      by_webhook_at: "bigint?",
      by_lookup_at: "bigint?",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["registration_id"],
    unique: [["open_for"], ["command_id"]],
  },
};
