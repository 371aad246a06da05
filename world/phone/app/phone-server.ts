import type { CustomerAct } from "../acts.ts";
import type { ActAnswer, Controls, Faults, LiveEvent, PhoneStart, Refusal } from "../api.ts";

/** Anything the server would not do; its reason is meant for the screen. */
class NotDone extends Error {
  override readonly name = "NotDone";
}

async function call<Answer>(path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(
    path,
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  );
  const value: Answer | Refusal = await answer.json();
  if (!answer.ok) throw new NotDone((value as Refusal).error);
  return value as Answer;
}

/** Everything a page needs to begin. */
export const fetchStart = (): Promise<PhoneStart> => call("/api/start");

/** Does something in a customer's name. Rejects with `NotDone`. */
export const act = (customer: string, number: string, wish: CustomerAct): Promise<ActAnswer> =>
  call("/api/act", { customer, number, act: wish });

/** Switches faults on or off. */
export const setFaults = (change: Partial<Faults>): Promise<Controls> => call("/control/faults", change);

/** Kills the till's process (signal 9), or restarts it in good order. */
export const commandTill = (wish: "kill" | "restart"): Promise<Controls> => call("/control/till", { do: wish });

/** Travels forward, in milliseconds. */
export const forwardClock = (forwardMs: number): Promise<Controls> => call("/control/clock", { forwardMs });

/**
 * Follows what happens. `onOpen` is called at every (re)connection: whatever happened in between was missed, so the
 * caller starts afresh. Returns the way to stop.
 */
export function follow(onOpen: () => void, onEvent: (event: LiveEvent) => void, onLost: () => void): () => void {
  const source = new EventSource("/live");
  source.onopen = onOpen;
  source.onerror = onLost;
  source.onmessage = ({ data }: MessageEvent<string>) => onEvent(JSON.parse(data));
  return () => source.close();
}
