import type { Address } from "#domain/identity";
import type { DeliveryError, InboundContent, Pricing } from "#domain/inbound";
import type { OutboundMessage } from "#domain/outbound";
import type { Author, ThreadOwner } from "#domain/thread";
import type { WordingValue } from "#domain/wording";
import type { ShapesOf } from "#contracts/table-shape";

/** People, threads, messages and files. Rows by table; nullable columns are `| null`; ids are UUIDv7 made by us unless said otherwise. */
export type TalkTables = {
  person: {
    row: {
      person_id: string;
      name: string | null;
      email: string | null;
      phone: string | null;
      language: string | null;
      marketing: "unknown" | "yes" | "stopped";
      created_at: number;
      changed_at: number;
    };
  };
  identity: { row: { kind: string; value: string; person_id: string; created_at: number } };
  thread: {
    row: {
      thread_id: string;
      channel_id: string;
      person_id: string;
      address: Address;
      owner: ThreadOwner;
      owner_user: string | null;
      handover_reason: string | null;
      journey: string | null;
      journey_state: unknown;
      order_id: string | null;
      language: string;
      misses: number;
      last_inbound_at: number | null;
      last_message_at: number;
      preview: string;
      unread: number;
      seq: number;
      changed_at: number;
      created_at: number;
    };
  };
  /** Both ways. An outgoing row is its own outbox entry: `send_state` says what is still to do. */
  message: {
    row: {
      message_id: string;
      thread_id: string;
      channel_id: string;
      seq: number;
      direction: "in" | "out";
      author: Author;
      author_user: string | null;
      content: InboundContent | OutboundMessage;
      provider_id: string | null;
      reply_to: string | null;
      at: number;
      status: "none" | "queued" | "sending" | "sent" | "delivered" | "read" | "played" | "failed";
      status_rank: number;
      send_state: "none" | "queued" | "sending" | "doubt" | "done" | "failed";
      /** Whether anything is still to be sent: queued, being sent or in doubt. Small indexes stand on this alone. */
      unsent: boolean;
      send_after: number;
      attempts: number;
      valid_until: number;
      node: string | null;
      maybe_twice: boolean;
      /** Why it failed, or why it waits: `waitsFor` says for what, `told` that a person was told of it. */
      error:
        | (DeliveryError & { readonly waitsFor?: "message" | "time" | "person" | "account"; readonly told?: true })
        | null;
      pricing: Pricing | null;
    };
  };
  file: {
    row: {
      file_id: string;
      name: string;
      mime_type: string;
      size: number;
      sha256: string;
      bytes: Uint8Array;
      from_thread: string | null;
      created_at: number;
    };
  };
  /** A file's id at a channel, once uploaded. `file_key` names an upload or a document of ours. */
  upload: { row: { channel_id: string; file_key: string; media_id: string; uploaded_at: number } };
  /** News for the merchant: on her phone, in the console; some want an act. */
  notice: {
    row: {
      notice_id: string;
      about: string;
      severity: "note" | "warning" | "alarm";
      text: string;
      values: Record<string, WordingValue>;
      thread_id: string | null;
      order_id: string | null;
      state: "open" | "done";
      created_at: number;
    };
  };
};

/** The same tables as data. */
export const talkShapes: ShapesOf<TalkTables> = {
  person: {
    columns: {
      person_id: "uuid",
      name: "text?",
      email: "text?",
      phone: "text?",
      language: "text?",
      marketing: "text",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["person_id"],
  },
  identity: {
    columns: { kind: "text", value: "text", person_id: "uuid", created_at: "bigint" },
    primary: ["kind", "value"],
  },
  thread: {
    columns: {
      thread_id: "uuid",
      channel_id: "text",
      person_id: "uuid",
      address: "json",
      owner: "text",
      owner_user: "text?",
      handover_reason: "text?",
      journey: "text?",
      journey_state: "json?",
      order_id: "uuid?",
      language: "text",
      misses: "int",
      last_inbound_at: "bigint?",
      last_message_at: "bigint",
      preview: "text",
      unread: "int",
      seq: "int",
      changed_at: "bigint",
      created_at: "bigint",
    },
    primary: ["thread_id"],
    unique: [["channel_id", "person_id"]],
  },
  message: {
    columns: {
      message_id: "uuid",
      thread_id: "uuid",
      channel_id: "text",
      seq: "int",
      direction: "text",
      author: "text",
      author_user: "text?",
      content: "json",
      provider_id: "text?",
      reply_to: "text?",
      at: "bigint",
      status: "text",
      status_rank: "int",
      send_state: "text",
      unsent: "bool",
      send_after: "bigint",
      attempts: "int",
      valid_until: "bigint",
      node: "text?",
      maybe_twice: "bool",
      error: "json?",
      pricing: "json?",
    },
    primary: ["message_id"],
    // What a customer sent and what we sent are named by different hands.
    unique: [["channel_id", "provider_id", "direction"]],
  },
  file: {
    columns: {
      file_id: "uuid",
      name: "text",
      mime_type: "text",
      size: "int",
      sha256: "text",
      bytes: "bytes",
      from_thread: "uuid?",
      created_at: "bigint",
    },
    primary: ["file_id"],
  },
  upload: {
    columns: { channel_id: "text", file_key: "text", media_id: "text", uploaded_at: "bigint" },
    primary: ["channel_id", "file_key"],
  },
  notice: {
    columns: {
      notice_id: "uuid",
      about: "text",
      severity: "text",
      text: "text",
      values: "json",
      thread_id: "uuid?",
      order_id: "uuid?",
      state: "text",
      created_at: "bigint",
    },
    primary: ["notice_id"],
  },
};
