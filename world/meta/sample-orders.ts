import type { JsonObject } from "./json.ts";

const amount = (value: number): JsonObject => ({ value, offset: 100 });

/** The action of a valid order of Brazil. */
export const brazilianOrder: JsonObject = {
  name: "review_and_pay",
  parameters: {
    reference_id: "pedido-2026-1",
    type: "physical-goods",
    payment_type: "br",
    payment_settings: [{ type: "payment_link", payment_link: { uri: "https://pay.example/1" } }],
    currency: "BRL",
    total_amount: amount(5_500),
    order: {
      status: "pending",
      items: [{ retailer_id: "BOLO", name: "Bolo de cenoura", amount: amount(2_500), quantity: 2 }],
      subtotal: amount(5_000),
      tax: amount(0),
      shipping: amount(500),
    },
  },
};

/** A valid order of India, beside the Brazilian one of the samples. */
export const indiaOrder: JsonObject = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  type: "interactive",
  interactive: {
    type: "order_details",
    body: { text: "Please choose" },
    action: {
      name: "review_and_pay",
      parameters: {
        reference_id: "ORD-2026.1_a",
        type: "physical-goods",
        beneficiaries: [
          {
            name: "Asha Rao",
            address_line1: "12 Sunrise",
            address_line2: "Hill Road",
            city: "Mumbai",
            state: "Maharashtra",
            country: "India",
            postal_code: "400050",
          },
        ],
        payment_settings: [
          {
            type: "payment_gateway",
            payment_gateway: {
              type: "razorpay",
              configuration_name: "tea-pay",
              razorpay: { receipt: "Tea 12", notes: { order: "12" } },
            },
          },
        ],
        currency: "INR",
        total_amount: amount(44_000),
        order: {
          status: "pending",
          catalog_id: "194836987003835",
          items: [
            { retailer_id: "TEA-1", name: "Assam", amount: amount(20_000), quantity: 2 },
            { retailer_id: "CUP-1", name: "Cup", amount: amount(5_000), sale_amount: amount(4_000), quantity: 1 },
          ],
          subtotal: amount(44_000),
          tax: amount(0),
        },
      },
    },
  },
  to: "+919876543210",
};
