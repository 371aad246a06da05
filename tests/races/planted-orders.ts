import type { RowOf, Store } from "#contracts/store";
import { currency } from "#domain/currency";
import type { PaymentFact } from "#domain/payment";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { OrderLine } from "#domain/order";
import { createUuidIds } from "../../server/ports/uuid-ids.ts";
import { businessId } from "../engine/paper-shop.ts";

const ids = createUuidIds();
/** A new id. */
export const newId = (): string => ids.uuid(instant(Date.now()));
/** When the link of planted payments ends. */
const farAway = Date.UTC(2999, 0);

/** A line of an order: so many pieces at 12.00 EUR. */
export const lineOf = (sku: string, quantity: number): OrderLine => ({
  lineId: sku,
  sku,
  name: { fr: sku, en: sku },
  options: {},
  quantity,
  unitPrice: money(1200, currency("EUR")),
  vatRate: 2000,
});

/** A placed order with its thread and one open link per revision up to its own; older links are void. */
export type Planted = {
  readonly order: RowOf<"order">;
  readonly threadId: string;
  /** Links by revision; the last one may be paid. */
  readonly payments: readonly RowOf<"payment">[];
};

/** Writes an order as the journey would have left it. */
export async function plantOrder(store: Store, lines: readonly OrderLine[], revisions = 1): Promise<Planted> {
  const [order_id, thread_id, person_id] = [newId(), newId(), newId()];
  const total_minor = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice.minor, 0);
  const stamps = { created_at: 0, changed_at: 0 };
  const number = await store.tx(businessId, async (tx) => {
    await tx.insertNew("counter", [{ name: "order", value: 0 }]);
    return (await tx.updateIf("counter", { name: { eq: "order" } }, { value: { add: 1 } }))[0]?.value ?? 0;
  });
  const order: RowOf<"order"> = {
    order_id,
    number,
    thread_id,
    person_id,
    state: "placed",
    revision: revisions - 1,
    currency: "EUR",
    country: "FR",
    lines: [...lines],
    total_minor,
    address: null,
    note: null,
    tracking: null,
    cancel_reason: null,
    terms: null,
    paid_minor: 0,
    refunded_minor: 0,
    placed_at: 1,
    paid_at: null,
    ...stamps,
  };
  const payments = Array.from(
    { length: revisions },
    (_, revision): RowOf<"payment"> => ({
      payment_id: newId(),
      order_id,
      thread_id,
      rail_id: "card",
      revision,
      amount_minor: total_minor,
      currency: "EUR",
      state: revision === revisions - 1 ? "open" : "void",
      provider_ref: newId(),
      url: "https://pay.example/",
      chat: null,
      card_id: null,
      expires_at: farAway,
      settled_at: null,
      final: false,
      look_at: farAway,
      looks: 0,
      shows: null,
      by_webhook_at: null,
      by_lookup_at: null,
      by_hand_at: null,
      by_hand_of: null,
      said_paid_at: null,
      ...stamps,
    }),
  );
  await store.tx(businessId, async (tx) => {
    await Promise.all([
      tx.insert("person", [
        { person_id, name: "Léa", email: null, phone: null, language: null, marketing: "unknown", ...stamps },
      ]),
      tx.insert("thread", [threadRow(thread_id, person_id, order_id)]),
      tx.insert("order", [order]),
      tx.insert("payment", payments),
    ]);
  });
  return { order, threadId: thread_id, payments };
}

const threadRow = (thread_id: string, person_id: string, order_id: string): RowOf<"thread"> => ({
  thread_id,
  channel_id: "wa",
  person_id,
  address: { phone: "33600000000" },
  owner: "bot",
  owner_user: null,
  handover_reason: null,
  journey: null,
  journey_state: null,
  order_id,
  language: "fr",
  misses: 0,
  last_inbound_at: Date.now(),
  last_message_at: 0,
  preview: "",
  unread: 0,
  seq: 0,
  created_at: 0,
  changed_at: 0,
});

/** The provider's word that a link was paid in full, the `n`th time. */
export function captureOf({ payment_id, amount_minor }: RowOf<"payment">, n = 1): PaymentFact {
  const captureId = `ch_${payment_id}-${n}`;
  return {
    factId: `${captureId}:captured`,
    reference: payment_id,
    kind: "captured",
    captureId,
    amount: money(amount_minor, currency("EUR")),
    at: instant(1),
  };
}

/** Sets how many pieces of a product are on the shelf; null counts none. */
export async function setStock(store: Store, sku: string, stock: number | null): Promise<void> {
  await store.tx(businessId, (tx) => tx.updateIf("product", { sku: { eq: sku } }, { stock }));
}
