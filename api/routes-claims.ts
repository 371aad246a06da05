import { inShop, orderId, paymentId } from "./identifier.ts";
import { evidenceQuery, invoiceRequest, order } from "./order.ts";
import { payment } from "./payment.ts";
import { defineRoutes } from "./route.ts";
import { z } from "zod";

const policy = "operator" as const;
const oneOrder = inShop.extend({ order: orderId });

/** What customers claim: invoices, and at their banks their money. */
export const claimRoutes = defineRoutes({
  invoiceOrder: {
    method: "POST",
    path: "/api/v1/shops/:shop/orders/:order/invoice",
    policy,
    tag: "Orders",
    summary: "Issue the invoice of a paid order, once; the customer gets it in the thread",
    params: oneOrder,
    body: invoiceRequest,
    answer: order,
    idempotent: true,
  },
  orderEvidence: {
    method: "GET",
    path: "/api/v1/shops/:shop/orders/:order/evidence",
    policy,
    tag: "Orders",
    summary: "Conversation, order and money of a sale as one signed file, to be kept as JSON or read as PDF",
    params: oneOrder,
    query: evidenceQuery,
    answer: "bytes",
  },
  sendEvidence: {
    method: "POST",
    path: "/api/v1/shops/:shop/payments/:payment/disputes/:dispute/evidence",
    policy,
    tag: "Payments",
    summary: "Answer a dispute with what proves the sale; 409 where the provider takes nothing, or no more",
    params: inShop.extend({ payment: paymentId, dispute: z.string().min(1).max(120) }),
    answer: payment,
    status: 202,
    idempotent: true,
  },
});
