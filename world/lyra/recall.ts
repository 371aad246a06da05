import { type Memory, readBack, stateLike, written } from "../memory.ts";
import { zeroCounters } from "./chance.ts";
import type { LyraMemory, LyraState } from "./state.ts";

/** What a new world remembers. */
export function nothingYet(): LyraMemory {
  return {
    shops: [],
    notices: [],
    messages: [],
    counters: zeroCounters(),
    burst: { atMs: -1, size: 0 },
    agenda: new Set(),
  };
}

/** The world's memory: all but the faults, the address and the settings, which belong to one run. */
export function memoryOf(state: LyraState): Memory {
  const { shops, notices, messages, counters, burst, agenda } = state;
  return written({ shops, notices, messages, counters, burst, agenda } satisfies LyraMemory);
}

/**
 * Replaces all the world knew by what a memory holds. Throws a TypeError, with nothing changed, when the memory is not
 * one of this model. Its agenda is still to be taken up.
 */
export function recall(state: LyraState, memory: unknown): void {
  Object.assign(state, stateLike(nothingYet(), readBack(memory)));
}
