import { instant } from "#domain/instant";
import { soldRing } from "./healthy-money.fixture.ts";
import type { JudgedTable, Snapshot } from "./snapshot.ts";

/** A snapshot whose rows a test may change. */
export type Healthy = { -readonly [Name in JudgedTable]: Changeable<Snapshot[Name][number]>[] } & { now: number };
type Changeable<Row> = { -readonly [Column in keyof Row]: Row[Column] };

const at = 1_000;

/** A message in the middle of the thread, whole but for what the caller says. */
const message = {
  thread_id: "t1",
  channel_id: "wa",
  author_user: null,
  reply_to: null,
  at,
  send_after: 0,
  attempts: 1,
  valid_until: at + 1,
  node: null,
  maybe_twice: false,
  error: null,
  pricing: null,
  unsent: false,
} as const;

const talk: Pick<Healthy, "person" | "identity" | "thread" | "message" | "notice"> = {
  person: [
    {
      person_id: "n1",
      name: "Léa",
      email: null,
      phone: null,
      language: null,
      marketing: "unknown",
      created_at: at,
      changed_at: at,
    },
  ],
  identity: [{ kind: "bsuid", value: "FR.1", person_id: "n1", created_at: at }],
  thread: [
    {
      thread_id: "t1",
      channel_id: "wa",
      person_id: "n1",
      address: { bsuid: "FR.1" },
      owner: "human",
      owner_user: "owner",
      handover_reason: null,
      journey: null,
      journey_state: null,
      order_id: "o1",
      language: "fr",
      misses: 0,
      last_inbound_at: at,
      last_message_at: at,
      preview: "bonjour",
      unread: 0,
      seq: 3,
      changed_at: at,
      created_at: at,
    },
  ],
  message: [
    {
      ...message,
      message_id: "m1",
      seq: 1,
      direction: "in",
      author: "customer",
      content: { kind: "text", body: "bonjour" },
      provider_id: "wamid.1",
      status: "none",
      status_rank: 0,
      send_state: "none",
    },
    {
      ...message,
      message_id: "m2",
      seq: 2,
      direction: "out",
      author: "bot",
      content: { kind: "text", body: "voici" },
      provider_id: "wamid.2",
      status: "read",
      status_rank: 3,
      send_state: "done",
    },
    {
      ...message,
      message_id: "m3",
      seq: 3,
      direction: "out",
      author: "till",
      content: { kind: "document", source: { from: "file", fileId: "receipt/d1" }, filename: "R.pdf" },
      provider_id: "wamid.3",
      status: "delivered",
      status_rank: 2,
      send_state: "done",
    },
  ],
  notice: [],
};

/** A shop that sold a ring, got money twice, returned what was too much, and has a person in the thread. */
const whole: Healthy = {
  ...soldRing,
  ...talk,
  refund_request: [],
  statement_entry: [],
  payout: [],
  kept_card: [
    {
      card_id: "k1",
      person_id: "n1",
      rail_id: "card",
      alias: "enc",
      alias_hash: "h1",
      brand: "visa",
      last_four: "4242",
      expires_year: 2030,
      expires_month: 4,
      consent: { given: "asked-on-page", text: "kept", at: instant(at) },
      state: "live",
      created_at: at,
      changed_at: at,
    },
  ],
  product: [
    {
      sku: "RING",
      name: { fr: "Bague" },
      description: {},
      price_minor: 4_800,
      currency: "EUR",
      vat_class: "standard",
      stock: 2,
      options: [],
      image: null,
      archived: false,
      position: 0,
      changed_at: at,
    },
  ],
  counter: [
    { name: "order", value: 1 },
    { name: "receipt-2026", value: 1 },
  ],
  audit: [
    {
      audit_id: "a1",
      actor: "owner",
      act: "take-over",
      object_kind: "thread",
      object_id: "t1",
      details: { after: 2 },
      at,
    },
  ],
  raw_webhook: [
    {
      source_id: "wa",
      body_hash: "h1",
      body: new TextEncoder().encode("{}"),
      masked: false,
      problem: null,
      received_at: at,
    },
  ],
  inbox: [
    {
      source_id: "wa",
      event_id: "wamid.1",
      inbox_id: "i1",
      lane: "thread:wa",
      bucket: 1,
      plug: "channel",
      event: { kind: "message" },
      state: "done",
      attempts: 0,
      retry_at: at,
      problem: null,
      body_hash: "h1",
      received_at: at,
    },
  ],
  task: [],
  timer: [],
  now: instant(at + 7_200_000),
};

/** A copy a test may change. */
export const healthy = (): Healthy => structuredClone(whole);
