import { type Memory, readBack, stateLike, written } from "../memory.ts";
import { forgetOldKeys } from "./api.ts";
import { noKeepsakes, type StripeMemory, type StripeState, zeroCounters } from "./state.ts";

type Remembered = StripeMemory & { readonly at: number };

/** What a new world remembers. */
export function nothingYet(): StripeMemory {
  return {
    accounts: [],
    accountsByKey: new Map(),
    revokedKeys: new Set(),
    deliveries: [],
    counters: zeroCounters(),
    burst: { atMs: -1, size: 0 },
    agenda: new Set(),
  };
}

/** The world's memory: all but the faults, the address and the settings, which belong to one run. */
export function memoryOf(state: StripeState): Memory {
  for (const account of state.accounts) forgetOldKeys(state, account);
  const { accounts, accountsByKey, revokedKeys, deliveries, counters, burst, agenda } = state;
  const kept = { accounts, accountsByKey, revokedKeys, deliveries, counters, burst, agenda };
  return written({ at: state.ports.now(), ...kept } satisfies Remembered);
}

/**
 * Replaces all the world knew by what a memory holds. Throws a TypeError, with nothing changed, when the memory is not
 * one of this model. Its agenda is still to be taken up.
 */
export function recall(state: StripeState, memory: unknown): void {
  const sample: Remembered = { at: 0, ...nothingYet() };
  const { at, ...kept } = stateLike(sample, readBack(memory));
  Object.assign(state, kept);
  // A memory of the time before cards were kept knows of none.
  for (const account of state.accounts) Object.assign(account, { ...noKeepsakes(), ...account });
  // A call without an answer had done nothing yet: the merchant who repeats it must not be told that it still runs.
  for (const { keys } of state.accounts) for (const [key, { answer }] of keys) if (answer === null) keys.delete(key);
  // Nobody was there to try, so that time is not taken off an event's days.
  const away = Math.max(0, state.ports.now() - at);
  for (const delivery of state.deliveries) delivery.sinceMs += away;
}
