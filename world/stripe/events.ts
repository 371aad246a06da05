import { schedule } from "./deliveries.ts";
import type { EventObject, EventSubject, EventType } from "./event-objects.ts";
import { type Cause, newId, seconds } from "./state.ts";

/**
 * Records that something happened to an object, with the object as it is now, and sends word to the endpoints.
 * `previous` holds the former values of what an `…updated` event changed.
 */
export function emit(cause: Cause, type: EventType, subject: EventSubject, previous?: Record<string, unknown>): void {
  const { state, account, request } = cause;
  const event: EventObject = {
    id: newId(state, "evt_1"),
    object: "event",
    api_version: cause.version,
    created: seconds(state),
    data: { object: structuredClone(subject), ...(previous === undefined ? {} : { previous_attributes: previous }) },
    livemode: false,
    pending_webhooks: 0,
    request: { id: request?.id ?? null, idempotency_key: request?.idempotencyKey ?? null },
    type,
  };
  account.events.set(event.id, event);
  schedule(state, account, event);
}
