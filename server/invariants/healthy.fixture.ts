import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { JudgedTable, Snapshot } from "./snapshot.ts";

/** A snapshot whose rows a test may change. */
export type Healthy = { -readonly [Name in JudgedTable]: Changeable<Snapshot[Name][number]>[] } & { now: number };
type Changeable<Row> = { -readonly [Column in keyof Row]: Row[Column] };

const euro = currency("EUR");
const at = 1_000;

const line = {
  lineId: "RING",
  sku: "RING",
  name: { fr: "Bague" },
  options: {},
  quantity: 1,
  unitPrice: money(4_800, euro),
  vatRate: 2_000,
};

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

const payment = {
  order_id: "o1",
  thread_id: "t1",
  rail_id: "card",
  amount_minor: 4_800,
  currency: "EUR",
  url: "https://pay.example",
  expires_at: at,
  final: true,
  look_at: at,
  looks: 1,
  by_webhook_at: at,
  by_lookup_at: null,
  created_at: at,
  changed_at: at,
} as const;

const booked = { currency: "EUR", order_id: "o1", payment_id: "p1", at, line: 0 } as const;

function money_(): Pick<Healthy, "order" | "payment" | "payment_fact" | "capture" | "refund" | "journal" | "document"> {
  return {
    order: [
      {
        order_id: "o1",
        number: 1,
        thread_id: "t1",
        person_id: "n1",
        state: "paid",
        revision: 2,
        currency: "EUR",
        country: "FR",
        lines: [line],
        total_minor: 4_800,
        address: null,
        note: null,
        tracking: null,
        cancel_reason: null,
        paid_minor: 4_800,
        refunded_minor: 0,
        created_at: at,
        placed_at: at,
        paid_at: at,
        changed_at: at,
      },
    ],
    payment: [
      { ...payment, payment_id: "p1", revision: 2, state: "captured", provider_ref: "cs_1", settled_at: at },
      { ...payment, payment_id: "p2", revision: 1, state: "captured", provider_ref: "cs_2", settled_at: null },
    ],
    payment_fact: [],
    capture: [
      {
        rail_id: "card",
        capture_id: "pi_1",
        payment_id: "p1",
        order_id: "o1",
        amount_minor: 4_800,
        currency: "EUR",
        verdict: "settles",
        left_minor: 4_800,
        fee_minor: null,
        disputed: false,
        at,
      },
      {
        rail_id: "card",
        capture_id: "pi_2",
        payment_id: "p2",
        order_id: "o1",
        amount_minor: 900,
        currency: "EUR",
        verdict: "surplus",
        left_minor: 0,
        fee_minor: null,
        disputed: false,
        at,
      },
    ],
    refund: [
      {
        refund_id: "r1",
        rail_id: "card",
        capture_id: "pi_2",
        payment_id: "p2",
        order_id: "o1",
        thread_id: "t1",
        amount_minor: 900,
        currency: "EUR",
        reason: "surplus",
        state: "done",
        provider_ref: "re_1",
        problem: null,
        requested_by: "till",
        look_at: at,
        looks: 0,
        created_at: at,
        changed_at: at,
      },
    ],
    journal: [
      {
        ...booked,
        entry_key: "sale:card:pi_1",
        kind: "sale",
        debit: "rail:card:clearing",
        credit: "revenue:sales",
        amount_minor: 4_000,
      },
      {
        ...booked,
        entry_key: "sale:card:pi_1",
        line: 1,
        kind: "sale",
        debit: "rail:card:clearing",
        credit: "liability:vat:2000",
        amount_minor: 800,
      },
      {
        ...booked,
        entry_key: "surplus:card:pi_2",
        kind: "surplus",
        debit: "rail:card:clearing",
        credit: "liability:unapplied:card",
        amount_minor: 900,
      },
      {
        ...booked,
        entry_key: "refund:card:r1",
        kind: "refund",
        debit: "liability:unapplied:card",
        credit: "rail:card:clearing",
        amount_minor: 900,
      },
    ],
    document: [
      {
        document_id: "d1",
        kind: "receipt",
        series: "receipt-2026",
        number: 1,
        order_id: "o1",
        payment_id: "p1",
        language: "fr",
        content: { total: { minor: 4_800, currency: "EUR" } },
        issued_at: at,
      },
    ],
  };
}

function talk(): Pick<Healthy, "person" | "identity" | "thread" | "message" | "notice"> {
  return {
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
}

/** A shop that sold a ring, got money twice, returned what was too much, and has a person in the thread. */
export const healthy = (): Healthy => ({
  ...money_(),
  ...talk(),
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
});
