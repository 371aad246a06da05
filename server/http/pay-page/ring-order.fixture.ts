import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { hours, instant, minutes } from "#domain/instant";
import { money } from "#domain/money";
import type { OrderLine } from "#domain/order";
import type { PaymentRecords } from "./payment-standing.ts";

/** The moment of every test here. */
export const now = instant(Date.UTC(2026, 10, 24, 9));

/** An id that ends on a number. */
export const idOf = (n: number): string => `01890a5d-ac96-774b-bcce-${String(n).padStart(12, "0")}`;

const line: OrderLine = {
  lineId: "RING|engraving=Léa",
  sku: "RING",
  name: { en: "Engraved ring", fr: "Bague gravée" },
  options: { engraving: "Léa", size: "54" },
  quantity: 2,
  unitPrice: money(2_945, currency("EUR")),
  vatRate: 2_000 as OrderLine["vatRate"],
};

/** Two rings that wait to be paid: 58.90. */
export const placedOrder = (parts: Partial<RowOf<"order">> = {}): RowOf<"order"> => ({
  order_id: idOf(90),
  number: 12,
  thread_id: idOf(91),
  person_id: idOf(92),
  state: "placed",
  revision: 3,
  currency: "EUR",
  country: "FR",
  lines: [line],
  total_minor: 5_890,
  address: null,
  note: null,
  tracking: null,
  cancel_reason: null,
  terms: null,
  paid_minor: 0,
  refunded_minor: 0,
  created_at: now - minutes(9),
  placed_at: now - minutes(1),
  paid_at: null,
  changed_at: now - minutes(1),
  ...parts,
});

/** A link over 58.90 that can be paid for another hour. */
export const openPayment = (parts: Partial<RowOf<"payment">> = {}): RowOf<"payment"> => ({
  payment_id: idOf(1),
  order_id: idOf(90),
  thread_id: idOf(91),
  rail_id: "card",
  card_id: null,
  revision: 3,
  amount_minor: 5_890,
  currency: "EUR",
  state: "open",
  provider_ref: "cs_1",
  url: "https://bank.example/pay/1?a=1&b=2",
  chat: null,
  shows: null,
  expires_at: now + hours(1),
  settled_at: null,
  final: false,
  look_at: now + minutes(1),
  looks: 0,
  by_webhook_at: null,
  by_lookup_at: null,
  by_hand_at: null,
  by_hand_of: null,
  said_paid_at: null,
  created_at: now - minutes(1),
  changed_at: now - minutes(1),
  ...parts,
});

/** Money that came for it and settles the order. */
export const capture = (parts: Partial<RowOf<"capture">> = {}): RowOf<"capture"> => ({
  rail_id: "card",
  capture_id: "ch_1",
  payment_id: idOf(1),
  order_id: idOf(90),
  amount_minor: 5_890,
  currency: "EUR",
  verdict: "settles",
  stage: "booked",
  left_minor: 5_890,
  fee_minor: null,
  disputed: false,
  at: now,
  ...parts,
});

/** Money that went back of it. */
export const refund = (parts: Partial<RowOf<"refund">> = {}): RowOf<"refund"> => ({
  refund_id: idOf(50),
  rail_id: "card",
  capture_id: "ch_1",
  payment_id: idOf(1),
  order_id: idOf(90),
  thread_id: idOf(91),
  amount_minor: 890,
  currency: "EUR",
  reason: "operator",
  state: "done",
  provider_ref: "re_1",
  problem: null,
  requested_by: "ana",
  look_at: now,
  looks: 0,
  created_at: now,
  changed_at: now,
  ...parts,
});

type Parts = Partial<Omit<PaymentRecords, "payment" | "order">> & {
  readonly payment?: Partial<RowOf<"payment">>;
  readonly order?: Partial<RowOf<"order">>;
};

/** What is on record of two rings that wait to be paid, with some of it changed. */
export function recordsWith(parts: Parts = {}): PaymentRecords {
  const payment = openPayment(parts.payment);
  return {
    thread: { language: "fr", channel_id: "wa-1" },
    siblings: [payment],
    captures: [],
    refunds: [],
    failedFor: undefined,
    receiptId: undefined,
    ...parts,
    payment,
    order: placedOrder(parts.order),
  };
}
