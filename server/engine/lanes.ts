import { type Identity, identityKey } from "#domain/identity";
import type { InboundEvent, Sender } from "#domain/inbound";
import { paymentOfReference } from "#domain/native-pay";

/**
 * A lane keeps its events in order and one at a time: a person's messages on a channel account, one message's statuses,
 * one payment's facts.
 */
export type Lane = string;

/** Identities from the one that never changes hands to the one that may. */
const strength: readonly Identity["kind"][] = [
  "bsuid",
  "psid",
  "igsid",
  "widget_token",
  "wa_phone",
  "phone",
  "parent_bsuid",
  "email",
];

/** The identity that names a sender in lanes: the business-scoped one where there is one. */
export const strongest = (identities: readonly Identity[]): Identity | undefined =>
  strength.flatMap((kind) => identities.filter((one) => one.kind === kind))[0];

const personLane = (channelId: string, { identities }: Pick<Sender, "identities">): Lane => {
  const named = strongest(identities);
  return `thread:${channelId}:${named ? identityKey(named) : "?"}`;
};

/** The lane of a channel's event. */
export function laneOf(channelId: string, event: InboundEvent): Lane {
  switch (event.kind) {
    case "message":
    case "marketing-preference":
      return personLane(channelId, event.sender);
    case "echo":
      return personLane(channelId, event.recipient);
    case "identity-changed":
      return personLane(channelId, { identities: event.next });
    case "payment-status":
      return paymentLane(paymentOfReference(event.reference) ?? event.reference);
    case "status":
      return `status:${channelId}:${event.messageId}`;
    case "template-changed":
    case "account-notice":
    case "unknown":
      return `account:${channelId}`;
  }
}

/** The lane of a payment's facts and calls. */
export const paymentLane = (reference: string): Lane => `payment:${reference}`;
