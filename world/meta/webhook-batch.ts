import { type Json, type JsonObject, objectsOf, textOf } from "./json.ts";
import type { OutgoingEvent } from "./webhook-records.ts";

type Change = { readonly field: string; readonly event: OutgoingEvent; readonly value: JsonObject };
type Entry = { readonly wabaId: string; readonly changes: Change[] };

/**
 * One webhook body for several events. Neighbours of the same number and kind share a change (several `messages` or
 * `statuses`), other events of the account get a change of their own, other accounts an entry of their own.
 * `seconds` is the moment of the post, shown on entries with account events.
 */
export function webhookBody(events: readonly OutgoingEvent[], seconds: number): JsonObject {
  const entries: Entry[] = [];
  for (const event of events) {
    let entry = entries.find((candidate) => candidate.wabaId === event.wabaId);
    if (entry === undefined) {
      entry = { wabaId: event.wabaId, changes: [] };
      entries.push(entry);
    }
    const last = entry.changes.at(-1);
    if (last !== undefined && mayShare(last.event, event)) {
      entry.changes[entry.changes.length - 1] = { ...last, value: joined(last.value, event.value) };
    } else {
      entry.changes.push({ field: event.field, event, value: event.value });
    }
  }
  return {
    object: "whatsapp_business_account",
    entry: entries.map((entry) => ({
      id: entry.wabaId,
      ...(entry.changes.some((change) => change.event.phoneNumberId === undefined) ? { time: seconds } : {}),
      changes: entry.changes.map((change): Json => ({ value: change.value, field: change.field })),
    })),
  };
}

function mayShare(one: OutgoingEvent, other: OutgoingEvent): boolean {
  return (
    one.field === "messages" &&
    other.field === "messages" &&
    one.kind !== "other" &&
    one.kind === other.kind &&
    one.phoneNumberId === other.phoneNumberId
  );
}

function joined(one: JsonObject, other: JsonObject): JsonObject {
  const contacts = [...objectsOf(one["contacts"])];
  for (const contact of objectsOf(other["contacts"])) {
    const same = contacts.some((known) => textOf(known["user_id"]) === textOf(contact["user_id"]));
    if (!same) contacts.push(contact);
  }
  const messages = [...objectsOf(one["messages"]), ...objectsOf(other["messages"])];
  const statuses = [...objectsOf(one["statuses"]), ...objectsOf(other["statuses"])];
  return {
    ...one,
    ...(contacts.length === 0 ? {} : { contacts }),
    ...(messages.length === 0 ? {} : { messages }),
    ...(statuses.length === 0 ? {} : { statuses }),
  };
}
