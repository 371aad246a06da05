import type { ThreadDraft } from "#engine/batch";

/**
 * The talks of a thread. One has the word; others may lie aside with their states, to be taken up where they were left:
 * a cart stays a cart while she asks for a refund, and the refund's questions wait while she shops.
 */
type Aside = { readonly now: unknown; readonly aside: Readonly<Record<string, unknown>> };

const isAside = (state: unknown): state is Aside =>
  typeof state === "object" && state !== null && "now" in state && "aside" in state;

/** The state a talk of the thread has, having the word or lying aside; undefined where it has not begun. */
export function stateOf(thread: Pick<ThreadDraft, "journey" | "journey_state">, journey: string): unknown {
  const { journey_state: state } = thread;
  if (!isAside(state)) return thread.journey === journey ? state : undefined;
  return thread.journey === journey ? state.now : state.aside[journey];
}

/** Keeps a talk's state where it lies. */
export function keepState(thread: ThreadDraft, journey: string, state: unknown): void {
  const { journey_state: kept } = thread;
  if (thread.journey === null) thread.journey = journey;
  const aside = isAside(kept) ? kept.aside : {};
  if (thread.journey === journey)
    thread.journey_state = Object.keys(aside).length === 0 ? state : { now: state, aside };
  else
    thread.journey_state = {
      now: isAside(kept) ? kept.now : kept,
      aside: { ...aside, [journey]: state },
    };
}

/** Gives a talk the word; the one that had it is laid aside, and taken up again by the same call. */
export function giveWord(thread: ThreadDraft, journey: string, initial: unknown): void {
  if (thread.journey === journey) {
    if ((stateOf(thread, journey) ?? undefined) === undefined) keepState(thread, journey, initial);
    return;
  }
  const state = stateOf(thread, journey) ?? initial;
  const kept = thread.journey_state;
  const { [journey]: _taken, ...others } = isAside(kept) ? kept.aside : {};
  const before = isAside(kept) ? kept.now : kept;
  const aside = thread.journey === null ? others : { ...others, [thread.journey]: before };
  thread.journey = journey;
  thread.journey_state = Object.keys(aside).length === 0 ? state : { now: state, aside };
}

/** Ends a talk that is over: the one named gets the word back where it lies aside, else the thread has none. */
export function endTalk(thread: ThreadDraft, journey: string, next: string): void {
  const kept = thread.journey_state;
  if (thread.journey !== journey) {
    if (!isAside(kept)) return;
    const { [journey]: _gone, ...aside } = kept.aside;
    thread.journey_state = Object.keys(aside).length === 0 ? kept.now : { now: kept.now, aside };
    return;
  }
  const { [next]: state, ...aside } = isAside(kept) ? kept.aside : {};
  if (state === undefined && Object.keys(aside).length === 0) {
    thread.journey = null;
    thread.journey_state = null;
    return;
  }
  thread.journey = next;
  thread.journey_state = Object.keys(aside).length === 0 ? (state ?? null) : { now: state ?? null, aside };
}
