import type { ShapesOf } from "#contracts/table-shape";

/** What a task does. */
export type TaskKind =
  | "create-link"
  | "charge-card"
  | "command"
  | "decide-refund"
  | "forget-card"
  | "void-link"
  | "offer-link"
  | "refund"
  | "fetch-media"
  | "mark-read";

/** Work to do: what came in, what must go out, what must happen later. Rows by table; nullable columns are `| null`; ids are UUIDv7 made by us unless said otherwise. */
export type WorkTables = {
  /** Every accepted post, whole, once (by the hash of its bytes). `problem` marks a dead letter. */
  raw_webhook: {
    row: {
      source_id: string;
      body_hash: string;
      body: Uint8Array;
      masked: boolean;
      problem: string | null;
      received_at: number;
    };
  };
  /** One row per message, status or fact: the record that makes it happen once. `inbox_id` gives the order. */
  inbox: {
    row: {
      source_id: string;
      event_id: string;
      inbox_id: string;
      lane: string;
      bucket: number;
      plug: "channel" | "rail";
      event: unknown;
      state: "open" | "done" | "dead";
      attempts: number;
      retry_at: number;
      problem: string | null;
      body_hash: string;
      received_at: number;
    };
  };
  /** Something to be done outside: make a link, void it, refund, fetch media … Its id is its idempotency key. */
  task: {
    row: {
      task_id: string;
      kind: TaskKind;
      lane: string;
      thread_id: string | null;
      subject_id: string;
      details: Record<string, unknown>;
      state: "queued" | "running" | "done" | "dead";
      attempts: number;
      run_after: number;
      valid_until: number;
      node: string | null;
      problem: string | null;
      created_at: number;
      changed_at: number;
    };
  };
  timer: { row: { thread_id: string; name: string; due_at: number; bucket: number; created_at: number } };
};

/** The same tables as data. */
export const workShapes: ShapesOf<WorkTables> = {
  raw_webhook: {
    columns: {
      source_id: "text",
      body_hash: "text",
      body: "bytes",
      masked: "bool",
      problem: "text?",
      received_at: "bigint",
    },
    primary: ["source_id", "body_hash"],
  },
  inbox: {
    columns: {
      source_id: "text",
      event_id: "text",
      inbox_id: "uuid",
      lane: "text",
      bucket: "int",
      plug: "text",
      event: "json",
      state: "text",
      attempts: "int",
      retry_at: "bigint",
      problem: "text?",
      body_hash: "text",
      received_at: "bigint",
    },
    primary: ["source_id", "event_id"],
  },
  task: {
    columns: {
      task_id: "text",
      kind: "text",
      lane: "text",
      thread_id: "uuid?",
      subject_id: "text",
      details: "json",
      state: "text",
      attempts: "int",
      run_after: "bigint",
      valid_until: "bigint",
      node: "text?",
      problem: "text?",
      created_at: "bigint",
      changed_at: "bigint",
    },
    primary: ["task_id"],
  },
  timer: {
    columns: { thread_id: "uuid", name: "text", due_at: "bigint", bucket: "int", created_at: "bigint" },
    primary: ["thread_id", "name"],
  },
};
