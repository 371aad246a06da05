import { inShop, refundId, refundRequestId } from "./identifier.ts";
import { refund } from "./refund.ts";
import {
  refundAccount,
  refundDecision,
  refundRequestDetails,
  refundRequestPage,
  refundRequestQuery,
  refundSent,
} from "./refund-request.ts";
import { defineRoutes } from "./route.ts";

const policy = "operator" as const;
const oneRequest = inShop.extend({ request: refundRequestId });

/** What customers ask back, and what people of the shop decide about it. */
export const refundRoutes = defineRoutes({
  refundRequests: {
    method: "GET",
    path: "/api/v1/shops/:shop/refund-requests",
    policy,
    tag: "Refunds",
    summary: "Refund requests, the last changed first",
    params: inShop,
    query: refundRequestQuery,
    answer: refundRequestPage,
  },
  refundRequest: {
    method: "GET",
    path: "/api/v1/shops/:shop/refund-requests/:request",
    policy,
    tag: "Refunds",
    summary: "Everything about a refund request",
    params: oneRequest,
    answer: refundRequestDetails,
  },
  decideRefund: {
    method: "POST",
    path: "/api/v1/shops/:shop/refund-requests/:request/decision",
    policy,
    tag: "Refunds",
    summary: "Approve, agree as the second person, refuse, ask for more, close, or say that a transfer has left",
    params: oneRequest,
    body: refundDecision,
    answer: refundRequestDetails,
    idempotent: true,
  },
  refundAccount: {
    method: "POST",
    path: "/api/v1/shops/:shop/refund-requests/:request/account",
    policy,
    tag: "Refunds",
    summary: "The customer's whole account number, while a transfer to it is to be made; the look is written down",
    params: oneRequest,
    answer: refundAccount,
  },
  refundSent: {
    method: "POST",
    path: "/api/v1/shops/:shop/refunds/:refund/sent",
    policy,
    tag: "Refunds",
    summary: "A refund that no rail makes has left by hand: it is booked, once",
    params: inShop.extend({ refund: refundId }),
    body: refundSent,
    answer: refund,
    idempotent: true,
  },
});
