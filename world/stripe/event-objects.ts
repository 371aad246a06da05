import type { SessionObject } from "./checkout-objects.ts";
import type { CustomerObject, PaymentMethodObject, SetupIntentObject } from "./kept-objects.ts";
import type { ChargeObject, DisputeObject, Metadata, PaymentIntentObject, RefundObject } from "./objects.ts";

/** An address of the merchant to which events are posted. */
export type WebhookEndpointObject = {
  id: string;
  object: "webhook_endpoint";
  api_version: string | null;
  application: null;
  created: number;
  description: string | null;
  enabled_events: string[];
  livemode: boolean;
  metadata: Metadata;
  secret?: string;
  status: "enabled" | "disabled";
  url: string;
};

/** The objects an event may carry. */
export type EventSubject =
  | SessionObject
  | PaymentIntentObject
  | ChargeObject
  | RefundObject
  | DisputeObject
  | CustomerObject
  | PaymentMethodObject
  | SetupIntentObject;

/** A fact about an object, with the object as it was at that moment. */
export type EventObject = {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: EventSubject; previous_attributes?: Record<string, unknown> };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
};

/** The event types this world emits. */
export type EventType =
  | "checkout.session.completed"
  | "checkout.session.async_payment_succeeded"
  | "checkout.session.async_payment_failed"
  | "checkout.session.expired"
  | "payment_intent.created"
  | "payment_intent.processing"
  | "payment_intent.requires_action"
  | "payment_intent.succeeded"
  | "payment_intent.payment_failed"
  | "payment_intent.canceled"
  | "setup_intent.created"
  | "setup_intent.requires_action"
  | "setup_intent.succeeded"
  | "setup_intent.setup_failed"
  | "setup_intent.canceled"
  | "customer.created"
  | "customer.updated"
  | "payment_method.attached"
  | "payment_method.detached"
  | "charge.pending"
  | "charge.succeeded"
  | "charge.failed"
  | "charge.refunded"
  | "charge.refund.updated"
  | "refund.created"
  | "refund.updated"
  | "refund.failed"
  | "charge.dispute.created"
  | "charge.dispute.updated"
  | "charge.dispute.closed"
  | "charge.dispute.funds_withdrawn"
  | "charge.dispute.funds_reinstated";
