import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { Healthy } from "./healthy.fixture.ts";

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

const payment = {
  order_id: "o1",
  thread_id: "t1",
  rail_id: "card",
  amount_minor: 4_800,
  currency: "EUR",
  url: "https://pay.example",
  chat: null,
  card_id: null,
  expires_at: at,
  final: true,
  look_at: at,
  looks: 1,
  shows: null,
  by_webhook_at: at,
  by_lookup_at: null,
  by_hand_at: null,
  by_hand_of: null,
  said_paid_at: null,
  created_at: at,
  changed_at: at,
} as const;

const booked = { currency: "EUR", order_id: "o1", payment_id: "p1", at, line: 0 } as const;

/** An order paid once, and once too often: what was too much went back. */
export const soldRing: Pick<
  Healthy,
  "order" | "payment" | "payment_fact" | "capture" | "refund" | "journal" | "document"
> = {
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
      terms: null,
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
      stage: "booked",
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
      stage: "booked",
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
