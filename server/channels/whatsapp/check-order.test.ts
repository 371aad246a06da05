import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChatWay, OrderDetails, OrderStatus } from "#domain/order-message";
import { checkMessage } from "./check-message.ts";
import { messages } from "./fixtures/messages.ts";

const india = messages["order-india"] as OrderDetails;
const brazil = messages["order-brazil"] as OrderDetails;
const status = messages["order-status"] as OrderStatus;
const x = (length: number): string => "x".repeat(length);

const gateway: ChatWay = { way: "gateway", gateway: "razorpay", configuration: "tea-pay" };
const address = { line1: "1 Main Road", city: "Mumbai", postcode: "400050" };
const origin = { country: "India", importer: "Mumbai Tea", address };
const [tea = { name: "Tea", amount: 1, quantity: 1 }] = india.items;
const one = (change: Partial<typeof tea>): OrderDetails => {
  const item = { name: "Tea", amount: 100, quantity: 1, ...change };
  const sum = (item.saleAmount ?? item.amount) * item.quantity;
  const { shipping: _, discount: __, ...rest } = india;
  return { ...rest, items: [item], subtotal: sum, total: sum };
};

describe("an order with its payment", () => {
  it.each<readonly [string, OrderDetails]>([
    ["body", { ...india, body: x(1_025) }],
    ["body", { ...india, body: " " }],
    ["footer", { ...india, footer: x(61) }],
    ["reference", { ...india, reference: x(36) }],
    ["reference", { ...india, reference: "" }],
    ["reference", { ...brazil, reference: "pedido 1" }],
    ["currency", { ...india, currency: "BRL" }],
    ["currency", { ...brazil, currency: "EUR" }],
    ["items", { ...india, items: [] }],
    ["items[0].name", one({ name: x(61) })],
    ["items[0].amount", one({ amount: 0 })],
    ["items[0].amount", one({ amount: 10.5 })],
    ["items[0].saleAmount", one({ saleAmount: 100 })],
    ["items[0].saleAmount", one({ saleAmount: -1 })],
    ["items[0].quantity", one({ quantity: 0 })],
    ["items[0].quantity", one({ quantity: 1.5 })],
    ["items[0].sku", one({ sku: "" })],
    ["items[0].image", one({ image: "ring.jpg" })],
    ["catalogueId", one({ image: "https://shop.example/ring.jpg" })],
    ["items[0].origin", withoutCatalogue(one({}))],
    ["items[0].origin.importer", withoutCatalogue(one({ origin: { ...origin, importer: "" } }))],
    [
      "items[0].origin.address.postcode",
      withoutCatalogue(one({ origin: { ...origin, address: { ...address, postcode: "1" } } })),
    ],
    ["subtotal", { ...india, subtotal: 44_001, total: 44_901 }],
    ["tax", { ...india, tax: -1, total: 44_899 }],
    ["total", { ...india, total: 44_901 }],
    ["discount.note", { ...india, discount: { amount: 100, note: x(61) } }],
    ["discount.programme", { ...india, discount: { amount: 100, programme: x(61) } }],
    ["expires.note", { ...india, expires: { at: 1, note: x(121) } }],
    ["expires.at", { ...india, expires: { at: 0.5, note: "Over" } }],
    ["ways", { ...india, ways: [] }],
    ["ways[0].configuration", { ...india, ways: [{ ...gateway, configuration: x(61) }] }],
    ["ways[0].extras.receipt", { ...india, ways: [{ ...gateway, extras: { receipt: x(41) } }] }],
    ["ways[0].extras.udf1", { ...india, ways: [{ ...gateway, extras: { udf1: "a" } }] }],
    ["ways[0].extras.udf1", { ...india, ways: [{ ...gateway, gateway: "payu", extras: { udf1: x(256) } }] }],
    ["ways[0].extras.extra1", { ...india, ways: [{ ...gateway, gateway: "zaakpay", extras: { extra1: x(181) } }] }],
    ["ways[0].extras", { ...india, ways: [{ ...gateway, extras: sixteenNotes() }] }],
    ["ways[0].link", { ...india, ways: [{ way: "upi-intent", link: "https://upi.example" }] }],
    ["ways[0].way", { ...india, ways: brazil.ways }],
    ["ways[0].way", { ...brazil, ways: [gateway] }],
    ["ways[0].url", { ...brazil, ways: [{ way: "link", url: "pay" }] }],
    ["ways[0].code", { ...brazil, ways: [{ way: "pix", code: "", merchantName: "L", key: "k", keyKind: "EVP" }] }],
    ["ways[0].digitableLine", { ...brazil, ways: [{ way: "boleto", digitableLine: "" }] }],
    ["beneficiaries", { ...brazil, beneficiaries: [{ name: "Ana", ...address }] }],
    ["beneficiaries[0].name", { ...india, beneficiaries: [{ name: x(201), ...address, state: "Goa" }] }],
    [
      "beneficiaries[0].line1",
      { ...india, beneficiaries: [{ name: "Asha", ...address, line1: x(101), state: "Goa" }] },
    ],
    ["beneficiaries[0].state", { ...india, beneficiaries: [{ name: "Asha", ...address }] }],
  ])("is refused before it is sent, by the name of its field: %s", (field, order) => {
    expect(checkMessage(order)?.field).toBe(field);
  });

  it("may show pictures of ten items of no catalogue, and of no more", () => {
    const items = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        name: `Tea ${n}`,
        amount: 100,
        quantity: 1,
        image: "https://a.example/1.jpg",
      }));
    const of = (count: number): OrderDetails => ({
      ...brazil,
      items: items(count),
      subtotal: count * 100,
      total: count * 100,
    });
    expect(checkMessage(of(10))).toBeUndefined();
    expect(checkMessage(of(11))?.field).toBe("items");
  });

  it("is taken exactly when its sums agree, whatever they are", () => {
    const part = fc.integer({ min: 0, max: 1_000_000 });
    const lines = fc.array(
      fc.record({ amount: fc.integer({ min: 1, max: 900_000 }), quantity: fc.integer({ min: 1, max: 99 }) }),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(lines, part, part, part, fc.integer({ min: -2, max: 2 }), (some, tax, shipping, off, wrong) => {
        const items = some.map((line, n) => ({ name: `Tea ${n}`, ...line }));
        const subtotal = items.reduce((sum, { amount, quantity }) => sum + amount * quantity, 0);
        const total = subtotal + tax + shipping - off;
        fc.pre(total > 2);
        const order = { ...brazil, items, subtotal, tax, shipping, discount: { amount: off }, total: total + wrong };
        expect(checkMessage(order)?.field).toBe(wrong === 0 ? undefined : "total");
      }),
    );
  });
});

describe("news of an order", () => {
  it.each<readonly [string, OrderStatus]>([
    ["body", { ...status, body: "" }],
    ["reference", { ...status, reference: x(36) }],
    ["note", { ...status, note: x(121) }],
    ["payment", { ...status, country: "IN" }],
    ["payment.at", { ...status, payment: { status: "captured", at: Number.NaN } }],
  ])("is refused before it is sent, by the name of its field: %s", (field, news) => {
    expect(checkMessage(news)?.field).toBe(field);
  });
});

function withoutCatalogue({ catalogueId: _, ...order }: OrderDetails): OrderDetails {
  return order;
}

function sixteenNotes(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`notes.n${n}`, "a"]));
}
