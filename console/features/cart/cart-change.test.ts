import { describe, expect, it } from "vitest";
import type { Order } from "#api/order";
import { guessOrder } from "./cart-change.ts";

const eur = (minor: number) => ({ minor, currency: "EUR" });
const line = (lineId: string, quantity: number) => ({
  lineId,
  sku: lineId,
  name: { en: lineId },
  options: {},
  quantity,
  unitPrice: eur(500),
  total: eur(500 * quantity),
  vatRate: 2000,
  image: null,
});
const order: Order = {
  id: "ord_1",
  number: null,
  threadId: "thr_1",
  person: { id: "per_1", name: null },
  state: "cart",
  revision: 1,
  pieces: 3,
  askedBy: null,
  total: eur(1500),
  paid: eur(0),
  refunded: eur(0),
  createdAt: "2026-11-24T10:00:00Z",
  placedAt: null,
  paidAt: null,
  changedAt: "2026-11-24T10:00:00Z",
  lines: [line("a", 1), line("b", 2)],
  vat: [],
  address: null,
  note: null,
  tracking: null,
  cancelReason: null,
  refundable: eur(0),
  link: null,
  payments: [],
  refunds: [],
  receipts: [],
  papers: [],
  invoiceable: null,
  margin: { paid: eur(0), refunded: eur(0), fees: null, messages: null, messagesUnknown: 0, left: eur(0) },
  history: [],
};

describe("a cart shown before the server answers", () => {
  it("has the new quantity and total", () => {
    const guess = guessOrder(order, { edit: { edit: "set-quantity", lineId: "a", quantity: 3 } });
    expect(guess).toMatchObject({ pieces: 5, total: eur(2500) });
    expect(guess.lines[0]?.total).toEqual(eur(1500));
  });
  it("loses a line whose quantity falls to nothing", () => {
    expect(guessOrder(order, { edit: { edit: "set-quantity", lineId: "a", quantity: 0 } }).lines).toHaveLength(1);
    expect(guessOrder(order, { edit: { edit: "remove", lineId: "b" } })).toMatchObject({ total: eur(500) });
    expect(guessOrder(order, { edit: { edit: "clear" } })).toMatchObject({ pieces: 0, total: eur(0) });
  });
  it("waits for the server with an addition: its price is the server's", () => {
    expect(guessOrder(order, { edit: { edit: "add", sku: "c", options: {}, quantity: 1 } })).toBe(order);
  });
});
