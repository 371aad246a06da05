import { randomUUID } from "node:crypto";
import type { RowOf } from "#contracts/store";
import type { TableName } from "#contracts/tables";

type Sample<Name extends TableName> = (parts?: Partial<RowOf<Name>>) => RowOf<Name>;

/** A number that no other sample has. */
let made = 0;
const next = (): number => {
  made += 1;
  return made;
};

/** An incoming message; its provider's id is its own. */
export const message: Sample<"message"> = (parts = {}) => ({
  message_id: randomUUID(),
  thread_id: randomUUID(),
  channel_id: "wa-1",
  seq: 1,
  direction: "in",
  author: "customer",
  author_user: null,
  content: { kind: "text", body: "bonjour" },
  provider_id: `wamid.${next()}`,
  reply_to: null,
  at: 1_700_000_000_000,
  status: "none",
  status_rank: 0,
  send_state: "none",
  unsent: false,
  send_after: 0,
  attempts: 0,
  valid_until: 1_800_000_000_000,
  node: null,
  maybe_twice: false,
  error: null,
  pricing: null,
  ...parts,
});

/** A product with a stock of three. */
export const product: Sample<"product"> = (parts = {}) => ({
  sku: `ring-${next()}`,
  name: { en: "Ring" },
  description: { en: "Engraved" },
  price_minor: 4_900,
  currency: "EUR",
  vat_class: "standard",
  stock: 3,
  options: [],
  image: null,
  archived: false,
  position: 1,
  changed_at: 1,
  ...parts,
});

/** A counter at nought. */
export const counter: Sample<"counter"> = (parts = {}) => ({ name: `counter-${next()}`, value: 0, ...parts });

/** A thread of a person of its own. */
export const thread: Sample<"thread"> = (parts = {}) => ({
  thread_id: randomUUID(),
  channel_id: "wa-1",
  person_id: randomUUID(),
  address: { phone: "+33612345678" },
  owner: "bot",
  owner_user: null,
  handover_reason: null,
  journey: null,
  journey_state: null,
  order_id: null,
  language: "fr",
  misses: 0,
  last_inbound_at: null,
  last_message_at: 1,
  preview: "",
  unread: 0,
  seq: 0,
  changed_at: 1,
  created_at: 1,
  ...parts,
});

/** A cart without lines and without a number. */
export const order: Sample<"order"> = (parts = {}) => ({
  order_id: randomUUID(),
  number: null,
  thread_id: randomUUID(),
  person_id: randomUUID(),
  state: "cart",
  revision: 0,
  currency: "EUR",
  country: "FR",
  lines: [],
  total_minor: 0,
  address: null,
  note: null,
  tracking: null,
  cancel_reason: null,
  terms: null,
  paid_minor: 0,
  refunded_minor: 0,
  created_at: 1,
  placed_at: null,
  paid_at: null,
  changed_at: 1,
  ...parts,
});

/** A raw post of three bytes. */
export const rawWebhook: Sample<"raw_webhook"> = (parts = {}) => ({
  source_id: "wa-1",
  body_hash: `hash-${next()}`,
  body: new Uint8Array([0, 127, 255]),
  masked: false,
  problem: null,
  received_at: 1,
  ...parts,
});

/** A line of the journal. */
export const journalLine: Sample<"journal"> = (parts = {}) => ({
  entry_key: `entry-${next()}`,
  line: 0,
  kind: "capture",
  debit: "bank",
  credit: "sales",
  amount_minor: 4_900,
  currency: "EUR",
  order_id: null,
  payment_id: null,
  at: 1,
  ...parts,
});
