import type { InboundEvent } from "#domain/inbound";
import type { Instant } from "#domain/instant";
import { digitsOf } from "#domain/phone";
import { hashOf, unknownEvent } from "./event-id.ts";
import type { Contact } from "./inbound-people.ts";
import { type Fields, fieldsOf, instantOf } from "./json-fields.ts";
import type { WhatsappSettings } from "./settings-form.ts";

/** Where an element of a webhook stands: what its readers may know beside it. */
export type Scene = {
  readonly settings: WhatsappSettings;
  /** The WhatsApp Business Account the entry is about. */
  readonly wabaId: string | undefined;
  /** When the provider sent the entry, where it says so. */
  readonly sentAt: Instant | undefined;
  readonly field: string;
  readonly value: Fields;
  readonly contacts: readonly Contact[];
};

/** The time of an element, else of its entry. */
export const timeIn = (scene: Scene, timestamp: unknown): Instant | undefined => instantOf(timestamp) ?? scene.sentAt;

/**
 * An element nothing else could be made of. The entry's time is part of its id where the element has none of its own,
 * so that the same news a month later is news again.
 */
export function unknownIn(scene: Scene, topic: string, element: unknown): InboundEvent {
  const own = instantOf(fieldsOf(element)["timestamp"]);
  const hash = hashOf(scene.wabaId, scene.field, own === undefined ? scene.sentAt : own, element);
  return unknownEvent(topic, hash, own ?? scene.sentAt);
}

/** A stable id for news that has none of its own: from the account, the field, the entry's time and the element. */
export const newsId = (scene: Scene, prefix: string, element: unknown): string =>
  `${prefix}:${hashOf(scene.wabaId, scene.field, scene.sentAt, element)}`;

/** Whether the value is about another number than ours: one app has one address for all its numbers. */
export function isOfOtherNumber({ settings, value }: Scene): boolean {
  const metadata = fieldsOf(value["metadata"]);
  const told = metadata["phone_number_id"];
  if (settings.phoneNumberId !== undefined && told !== undefined) return String(told) !== settings.phoneNumberId;
  const shown = value["display_phone_number"];
  if (settings.displayPhoneNumber === undefined || typeof shown !== "string" || shown === "") return false;
  return digitsOf(shown) !== digitsOf(settings.displayPhoneNumber);
}

/** Whether the entry is about another WhatsApp Business Account than ours. */
export const isOfOtherAccount = ({ settings, wabaId }: Scene): boolean =>
  settings.wabaId !== undefined && wabaId !== undefined && wabaId !== settings.wabaId;
