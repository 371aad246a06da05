import { disputeFields, closeDisputeOf, updateDispute } from "./disputes.ts";
import { noSuch, refusedByState } from "./failure.ts";
import { createdFields, pageFields, pageOf } from "./lists.ts";
import { type Fields, groupAt, metadataAt, textAt } from "./parameters.ts";
import { cancelByApi, confirmByApi, confirmFields, createByApi, intentFields, intentNamed } from "./payment-intents.ts";
import { createRefund, refundFields } from "./refunds.ts";
import type { Route } from "./routes.ts";

const expandOnly: Fields = { expand: { is: "list", of: { is: "text" }, max: 20 } };

const intentRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/payment_intents",
    gives: "payment_intent",
    fields: intentFields,
    run: (cause, asked) => createByApi(cause, asked),
  },
  {
    method: "GET",
    path: "/v1/payment_intents",
    gives: "payment_intent",
    isList: true,
    fields: { ...pageFields, ...createdFields, customer: { is: "text" }, customer_account: { is: "unplayed" } },
    run: ({ account }, asked) => {
      const customer = textAt(asked, "customer");
      const intents = [...account.intents.values()]
        .map(({ intent }) => intent)
        .filter((intent) => customer === null || intent.customer === customer);
      return pageOf(asked, intents, "/v1/payment_intents");
    },
  },
  {
    method: "GET",
    path: "/v1/payment_intents/:id",
    gives: "payment_intent",
    fields: { ...expandOnly, client_secret: { is: "text" } },
    run: ({ account }, _asked, id) => intentNamed(account, id).intent,
  },
  {
    method: "POST",
    path: "/v1/payment_intents/:id/confirm",
    gives: "payment_intent",
    fields: confirmFields,
    run: confirmByApi,
  },
  {
    method: "POST",
    path: "/v1/payment_intents/:id/cancel",
    gives: "payment_intent",
    fields: {
      ...expandOnly,
      cancellation_reason: { is: "text", oneOf: ["abandoned", "duplicate", "fraudulent", "requested_by_customer"] },
    },
    run: cancelByApi,
  },
];

const chargeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/charges",
    gives: "charge",
    isList: true,
    fields: { ...pageFields, ...createdFields, payment_intent: { is: "text" }, customer: { is: "unplayed" } },
    run: ({ account }, asked) => {
      const intent = textAt(asked, "payment_intent");
      const charges = [...account.charges.values()].map(({ charge }) => charge);
      const found = charges.filter((charge) => intent === null || charge.payment_intent === intent);
      return pageOf(asked, found, "/v1/charges");
    },
  },
  {
    method: "GET",
    path: "/v1/charges/:id",
    gives: "charge",
    fields: expandOnly,
    run: ({ account }, _asked, id) => {
      const record = account.charges.get(id);
      if (record === undefined) throw noSuch("charge", id, "id");
      return record.charge;
    },
  },
];

const refundRoutes: readonly Route[] = [
  {
    method: "POST",
    path: "/v1/refunds",
    gives: "refund",
    fields: refundFields,
    run: (cause, asked) => createRefund(cause, asked),
  },
  {
    method: "GET",
    path: "/v1/refunds",
    gives: "refund",
    isList: true,
    fields: { ...pageFields, ...createdFields, charge: { is: "text" }, payment_intent: { is: "text" } },
    run: ({ account }, asked) => {
      const charge = textAt(asked, "charge");
      const intent = textAt(asked, "payment_intent");
      const found = [...account.refunds.values()]
        .map(({ refund }) => refund)
        .filter((refund) => charge === null || refund.charge === charge)
        .filter((refund) => intent === null || refund.payment_intent === intent);
      return pageOf(asked, found, "/v1/refunds");
    },
  },
  {
    method: "GET",
    path: "/v1/refunds/:id",
    gives: "refund",
    fields: expandOnly,
    run: ({ account }, _asked, id) => {
      const record = account.refunds.get(id);
      if (record === undefined) throw noSuch("refund", id, "id");
      return record.refund;
    },
  },
  {
    method: "POST",
    path: "/v1/refunds/:id",
    gives: "refund",
    fields: { ...expandOnly, metadata: { is: "metadata" } },
    run: ({ account }, asked, id) => {
      const refund = account.refunds.get(id)?.refund;
      if (refund === undefined) throw noSuch("refund", id, "id");
      for (const [key, value] of groupAt(asked, "metadata")) if (value === "") delete refund.metadata[key];
      Object.assign(refund.metadata, metadataAt(asked, "metadata"));
      return refund;
    },
  },
];

const disputeRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/v1/disputes",
    gives: "dispute",
    isList: true,
    fields: { ...pageFields, ...createdFields, charge: { is: "text" }, payment_intent: { is: "text" } },
    run: ({ account }, asked) => {
      const charge = textAt(asked, "charge");
      const intent = textAt(asked, "payment_intent");
      const found = [...account.disputes.values()]
        .filter((dispute) => charge === null || dispute.charge === charge)
        .filter((dispute) => intent === null || dispute.payment_intent === intent);
      return pageOf(asked, found, "/v1/disputes");
    },
  },
  {
    method: "GET",
    path: "/v1/disputes/:id",
    gives: "dispute",
    fields: expandOnly,
    run: ({ account }, _asked, id) => {
      const dispute = account.disputes.get(id);
      if (dispute === undefined) throw noSuch("dispute", id, "dispute");
      return dispute;
    },
  },
  {
    method: "POST",
    path: "/v1/disputes/:id",
    gives: "dispute",
    fields: disputeFields,
    run: (cause, asked, id) => updateDispute(cause, id, asked),
  },
  {
    method: "POST",
    path: "/v1/disputes/:id/close",
    gives: "dispute",
    fields: expandOnly,
    run: (cause, _asked, id) => {
      const dispute = cause.account.disputes.get(id);
      if (dispute === undefined) throw noSuch("dispute", id, "dispute");
      if (["won", "lost", "warning_closed"].includes(dispute.status)) {
        throw refusedByState("This dispute is already closed");
      }
      return closeDisputeOf(cause, id, "lost");
    },
  },
];

/** Intents, charges, refunds and disputes. */
export const paymentRoutes: readonly Route[] = [...intentRoutes, ...chargeRoutes, ...refundRoutes, ...disputeRoutes];
